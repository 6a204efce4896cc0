// Words for a person: the outcome in pounds first, then what was noticed, then where the result is.
#include <algorithm>
#include <map>
#include <ostream>
#include <tuple>
#include <vector>

#include "app/history_words.hpp"
#include "app/inspect_command.hpp"
#include "app/output.hpp"
#include "app/restore_command.hpp"
#include "app/terminal_text.hpp"
#include "base/command_words.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "xlsx/cell_reference.hpp"

namespace counterfoil::app {

namespace {

constexpr unsigned bar_width = 24;
constexpr std::size_t most_alike = 50;     // statements of one kind about one sheet, unless all are asked for
constexpr std::size_t most_findings = 20;  // of one kind, likewise

std::string where(const Place& place) {
  std::string words = place.file;
  if (!place.sheet.empty()) words += (words.empty() ? "" : ", ") + ("sheet " + place.sheet);
  if (!place.cell.empty()) words += (words.empty() ? "" : ", ") + place.cell;
  return words;
}

/// File by file and sheet by sheet as they were met, on each from the top.
void in_cell_order(std::vector<const Finding*>& findings) {
  std::map<std::pair<std::string, std::string>, std::size_t> sheets;
  std::vector<std::tuple<std::size_t, std::uint32_t, std::uint32_t, const Finding*>> placed;
  for (const Finding* finding : findings) {
    const std::size_t sheet = sheets.try_emplace({finding->place.file, finding->place.sheet}, sheets.size()).first->second;
    const auto cells = xlsx::parse_range_reference(finding->place.cell);
    placed.emplace_back(sheet, cells ? cells->first.row : 0, cells ? cells->first.column : 0, finding);
  }
  std::stable_sort(placed.begin(), placed.end(), [](const auto& left, const auto& right) {
    return std::tie(std::get<0>(left), std::get<1>(left), std::get<2>(left)) <
           std::tie(std::get<0>(right), std::get<1>(right), std::get<2>(right));
  });
  std::transform(placed.begin(), placed.end(), findings.begin(), [](const auto& each) { return std::get<const Finding*>(each); });
}

std::string_view kind_word(cf_kind kind) {
  switch (kind) {
    case CF_DATE: return "date";
    case CF_PENCE: return "pounds";
    case CF_QUANTITY: return "number";
    case CF_INTEGER: return "whole number";
    default: return "text";
  }
}

constexpr const char* back_to_line_start = "\r\x1b[K";  // and clears the line

class PeopleOutput final : public Output {
 public:
  PeopleOutput(std::ostream& out, std::ostream& err, bool progress_bar)
      : out_buffer_(out.rdbuf()),
        err_buffer_(err.rdbuf()),
        out_(&out_buffer_),
        err_(&err_buffer_),
        terminal_(err),
        progress_bar_(progress_bar) {
    err_.setf(err.flags() & std::ios::unitbuf);
  }

  void started(const std::string&, const std::string&) override {}

  void progress(const std::string& stage, std::uint64_t done, std::uint64_t total, RowsDone) override {
    if (!progress_bar_ || total == 0) return;
    const unsigned percent = static_cast<unsigned>(done * 100 / total);
    if (percent == shown_percent_ && stage == shown_stage_) return;
    shown_percent_ = percent;
    shown_stage_ = stage;
    const unsigned filled = percent * bar_width / 100;
    terminal_ << back_to_line_start;
    err_ << '[' << std::string(filled, '#') << std::string(bar_width - filled, '.') << "] " << percent << "%  " << stage
         << std::flush;
    bar_on_screen_ = true;
  }

  void outcome(const run::RunOutcome& outcome, bool all) override {
    clear_bar();
    std::ostream& to = outcome.status == run::RunStatus::failed ? err_ : out_;
    for (const std::string& sentence : outcome.words) to << for_command_line(sentence) << '\n';
    findings(outcome, all);
    if (outcome.status == run::RunStatus::rehearsed) sheets(outcome, "Would change");
    if (outcome.status == run::RunStatus::finished) {
      sheets(outcome, "Changed");
      out_ << "\nWorkbook: " << utf8_from_path(outcome.workbook) << '\n';
      if (!outcome.prior_version.empty()) out_ << "Prior version kept: " << utf8_from_path(outcome.prior_version) << '\n';
    }
    out_ << std::flush;
  }

  void tasks(const std::vector<InstalledTask>& tasks) override {
    for (const InstalledTask& task : tasks) {
      if (!task.trouble.empty()) {
        out_ << task.id << "\n  Cannot be used: " << task.trouble << "\n\n";
        continue;
      }
      const host::PluginDescription& description = task.description;
      out_ << description.id << "  " << description.title << " (version " << description.version << ")\n  " << description.summary
           << "\n\n  Files\n";
      for (const auto& input : description.inputs)
        out_ << "    --" << input.id << " FILE" << (input.required ? "" : "  (may be left out)") << "\n        " << input.title
             << ". " << input.help << '\n';
      out_ << "    --workbook FILE\n        The team's workbook: made if it is not there, updated if it is.\n\n  Settings (--set "
              "NAME=VALUE)\n";
      for (const auto& parameter : description.parameters) {
        out_ << "    " << parameter.id << "  (" << kind_word(parameter.kind);
        if (!parameter.default_value.empty()) out_ << ", normally " << parameter.default_value;
        out_ << ")\n        " << parameter.title << ". " << parameter.help;
        for (std::size_t index = 0; index < parameter.choices.size(); ++index)
          out_ << (index == 0 ? " One of: " : ", ") << parameter.choices[index];
        out_ << '\n';
      }
      out_ << '\n';
    }
  }

  void checked(const CheckAccount& account) override {
    clear_bar();
    std::map<std::pair<std::string, std::string>, std::size_t> alike;  // by id and sheet
    for (const Statement& each : account.statements) ++alike[{each.id, each.sheet}];
    std::map<std::pair<std::string, std::string>, std::size_t> told;
    for (const Statement& each : account.statements) {
      const std::pair<std::string, std::string> group{each.id, each.sheet};
      const std::size_t number = ++told[group];
      if (account.all || number <= most_alike) {
        out_ << (each.event == "decision"                ? "  "
                 : each.kind == Statement::Kind::problem ? "PROBLEM  "
                 : each.kind == Statement::Kind::limit   ? "NOTE     "
                 : each.kind == Statement::Kind::found   ? "FOUND    "
                                                         : "OK       ")
             << for_command_line(each.words) << '\n';
      } else if (number == alike[group]) {
        out_ << "         ... and " << with_thousands(static_cast<std::int64_t>(number - most_alike)) << " more like the last"
             << (each.sheet.empty() ? "" : " on " + each.sheet) << ": add --all to see every one.\n";
      }
    }
    out_ << '\n';
    for (const std::string& sentence : account.words) out_ << for_command_line(sentence) << '\n';
  }

  void inspected(const run::InspectOutcome& outcome) override { tell_inspected(out_, outcome); }

  void waiting(const run::WaitingOutcome& outcome) override { tell_waiting(out_, outcome); }

  void history(const run::History& history) override { tell_history(out_, history); }

  void restored(const run::RestoreOutcome& outcome) override {
    for (const std::string& sentence : outcome.words) out_ << for_command_line(sentence) << '\n';
    if (!outcome.restored.empty()) {
      out_ << "\nWorkbook: " << utf8_from_path(outcome.restored) << '\n';
      return;
    }
    for (const run::WorkbookVersion& version : outcome.versions) out_ << "  " << version_in_words(version) << '\n';
    out_ << '\n' << how_to_restore(outcome) << '\n';
  }

  void trouble(const std::string& sentence, int) override {
    clear_bar();
    err_ << for_command_line(sentence) << '\n';
  }

 private:
  void findings(const run::RunOutcome& outcome, bool all) {
    for (const Severity severity : {Severity::blocking, Severity::warning, Severity::note}) {
      const std::size_t count = outcome.findings.count(severity);
      if (count == 0) continue;
      // A run that could not go on says why, and nothing that is beside the matter.
      if (severity == Severity::note && outcome.status == run::RunStatus::failed) continue;
      // Notes are for the record: the workbook's Findings sheet has them; here they are counted, unless nothing was written.
      if (severity == Severity::note && outcome.status == run::RunStatus::finished) {
        out_ << "\nFor the record: " << count_of(static_cast<std::int64_t>(count), "note") << " on the Findings sheet.\n";
        continue;
      }
      out_ << '\n' << severity_word(severity) << " (" << with_thousands(static_cast<std::int64_t>(count)) << ")\n";
      group(outcome, severity, all);
    }
  }

  void group(const run::RunOutcome& outcome, Severity severity, bool all) {
    std::vector<std::string> titles;  // in the order first met
    std::map<std::string, std::vector<const Finding*>> by_title;
    for (const Finding& finding : outcome.findings.all()) {
      if (finding.severity != severity) continue;
      auto& group = by_title[finding.title];
      if (group.empty()) titles.push_back(finding.title);
      group.push_back(&finding);
    }
    for (const std::string& title : titles) {
      out_ << "  " << title << '\n';
      std::vector<const Finding*>& alike = by_title[title];
      in_cell_order(alike);
      const std::size_t more = all || alike.size() <= most_findings ? 0 : alike.size() - most_findings;
      for (std::size_t at = 0; at < alike.size() - more; ++at) {
        const std::string place = where(alike[at]->place);
        out_ << "    " << (place.empty() ? "" : place + ": ") << for_command_line(alike[at]->sentence) << '\n';
      }
      if (more > 0)
        out_ << "    ... and " << with_thousands(static_cast<std::int64_t>(more)) << " more of this kind: "
             << (outcome.status == run::RunStatus::finished && !outcome.findings_sheet.empty()
                     ? "the sheet " + outcome.findings_sheet + " of the workbook has every one.\n"
                     : "add --all to see every one.\n");
    }
  }

  void sheets(const run::RunOutcome& outcome, std::string_view verb) {
    if (outcome.merged.sheets.empty()) return;
    out_ << '\n' << verb << ":\n";
    for (const auto& sheet : outcome.merged.sheets) {
      std::vector<std::string> parts;
      const auto add = [&](std::uint64_t rows, std::string_view words) {
        if (rows) parts.push_back(count_of(static_cast<std::int64_t>(rows), "row") + " " + std::string{words});
      };
      add(sheet.rows_added, "added");
      add(sheet.rows_updated, "updated");
      add(sheet.rows_kept, "kept");
      add(sheet.rows_moved_to_history, "moved to past decisions");
      if (!parts.empty()) out_ << "  " << sheet.sheet << ": " << list_in_words(parts) << '\n';
    }
    if (outcome.merged.reviewer_cells_carried)
      out_ << "  " << count_of(static_cast<std::int64_t>(outcome.merged.reviewer_cells_carried), "cell") << " that staff filled in "
           << (outcome.merged.reviewer_cells_carried == 1 ? "was" : "were") << " carried forward.\n";
  }

  void clear_bar() {
    if (bar_on_screen_) terminal_ << back_to_line_start << std::flush;
    bar_on_screen_ = false;
  }

  TerminalText out_buffer_;
  TerminalText err_buffer_;
  std::ostream out_;
  std::ostream err_;
  std::ostream& terminal_;  // the same as err_, for what commands it
  bool progress_bar_;
  bool bar_on_screen_ = false;
  unsigned shown_percent_ = 101;
  std::string shown_stage_;
};

}  // namespace

std::unique_ptr<Output> people_output(std::ostream& out, std::ostream& err, bool progress_bar) {
  return std::make_unique<PeopleOutput>(out, err, progress_bar);
}

}  // namespace counterfoil::app
