// Pages of help, and what is printed.
#include <algorithm>

#include "launcher/presenter.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

void Presenter::show_help(const std::string& page, const std::string& about) {
  if (running_ || asking_help_) return;
  before_help_ = screen_ == Screen::help ? before_help_ : screen_;
  help_about_ = about;
  asking_help_ = start_({"explain", "--json", page}, [this](const client::Event& event) {
    const auto* outcome = std::get_if<client::Outcome>(&event);
    if (!outcome) return;
    std::string text;
    for (const std::string& each : outcome->words) text += each + "\n";
    help_ = help_pieces(text);
    help_at_ = piece_about(help_, help_about_);
    ++help_shown_;
    asking_help_.reset();
    screen_ = Screen::help;
    changed_();
  });
}

void Presenter::leave_help() {
  screen_ = before_help_;
  changed_();
}

std::string Presenter::task_of_result() const {
  return !outcome_.task.empty() ? outcome_.task : !task_.empty() ? task_ : state_after_.task;
}

std::vector<std::string> Presenter::questions_to_print() const {
  std::vector<std::string> lines{summary_heading(), {}};
  for (const client::Figure& figure : figures_)
    if (figure.needs_decision && figure.count)
      lines.push_back(figure.title + ": " + rows_in_words(static_cast<std::uint64_t>(*figure.count)) +
                      (figure.pence ? ", " + pounds(*figure.pence) : "") + (figure.sheet.empty() ? "" : " (" + figure.sheet + ")"));
  for (const std::string& next : next_words()) lines.push_back(next);
  for (const client::Finding& finding : findings_) {
    if (finding.severity == "note") continue;
    std::string where = finding.file;
    for (const std::string& part : {finding.sheet, finding.cell})
      if (!part.empty()) where += (where.empty() ? "" : ", ") + part;
    lines.emplace_back();
    lines.push_back(finding.title + (where.empty() ? "" : " (" + where + ")"));
    lines.push_back(finding.sentence);
    lines.emplace_back(words::answer_line);
  }
  return lines;
}

}  // namespace counterfoil::launcher
