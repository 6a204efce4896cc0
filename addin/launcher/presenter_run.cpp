// Start, run and result.
#include <algorithm>

#include "launcher/presenter.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

namespace {

constexpr std::size_t most_recent = 12;

}  // namespace

std::string uk_day(const std::string& iso) {
  return iso.size() >= 10 ? iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4) : iso;
}

Presenter::Presenter(StartCommand start, std::function<void()> changed, std::vector<RecentWork> recent)
    : start_(std::move(start)), changed_(std::move(changed)), recent_(std::move(recent)), tools_(start_, [this] { changed_(); }) {}

void Presenter::begin() {
  asking_tasks_ = start_({"tasks", "--json"}, [this](const client::Event& event) {
    if (const auto* task = std::get_if<client::Task>(&event)) tasks_.push_back(*task);
    if (const auto* outcome = std::get_if<client::Outcome>(&event)) {
      if (outcome->status == "failed") outcome_ = *outcome;
      changed_();
    }
  });
  asking_runs_ = start_({"history", "--json"}, [this](const client::Event& event) {
    if (const auto* run = std::get_if<client::RecordedRun>(&event)) last_runs_.push_back(*run);
    if (std::get_if<client::Outcome>(&event)) changed_();
  });
  refresh_waiting();
}

const client::Task* Presenter::task() const {
  const auto found = std::find_if(tasks_.begin(), tasks_.end(), [&](const client::Task& each) { return each.id == task_; });
  return found == tasks_.end() ? nullptr : &*found;
}

std::string Presenter::task_line(const client::Task& task) const {
  if (!task.trouble.empty()) return task.id + ": " + task.trouble;
  const auto last = std::find_if(last_runs_.begin(), last_runs_.end(),
                                 [&](const client::RecordedRun& run) { return run.task == task.id && run.state == "finished"; });
  return task.title + ": " + task.purpose + " (" +
         (last == last_runs_.end() ? std::string{words::not_run_yet} : words::last_run_on + uk_day(last->time)) + ")";
}

void Presenter::forget_result() {
  progress_ = {};
  findings_.clear();
  problems_.clear();
  figures_.clear();
  next_.clear();
  questions_.clear();
  statements_.clear();
  outcome_ = {};
  release_folder_.clear();
  state_after_ = {};
  to_sign_.clear();
  against_.clear();
  nothing_against_ = prepared_it_ = false;
  cancelling_ = false;
}

void Presenter::run(bool rehearse) {
  if (!may_run() || running_) return;
  rehearse_ = rehearse;
  start_run();
}

void Presenter::start_run() {
  forget_result();
  of_form_ = true;
  result_workbook_.clear();
  std::vector<std::string> arguments{"run", task_, "--json", "--cancel-on-stdin"};
  if (rehearse_) arguments.push_back("--rehearse");
  if (!save_as_.empty()) arguments.insert(arguments.end(), {"--save-as", save_as_});
  screen_ = Screen::running;
  running_ = start_(with_given(std::move(arguments), true), [this](const client::Event& event) { ran(event); });
  answers_.erase("continue-from");  // of a new workbook; the next run goes on in it by itself
  changed_();
}

void Presenter::ran(const client::Event& event) {
  if (const auto* progress = std::get_if<client::Progress>(&event)) {
    const client::Progress before = progress_;
    progress_ = *progress;
    if (progress_.rows_total == 0 && before.stage == progress_.stage) progress_.rows_total = before.rows_total;
    changed_();
  }
  if (const auto* finding = std::get_if<client::Finding>(&event)) findings_.push_back(*finding);
  if (const auto* problem = std::get_if<client::Problem>(&event)) problems_.push_back(*problem);
  if (const auto* figures = std::get_if<client::Figures>(&event)) figures_ = figures->all;
  if (const auto* next = std::get_if<client::Next>(&event)) next_ = next->all;
  if (const auto* question = std::get_if<client::Question>(&event)) questions_.push_back(*question);
  if (const auto* statement = std::get_if<client::Statement>(&event)) {
    statements_.push_back(*statement);
    if (!statement->folder.empty()) release_folder_ = statement->folder;
  }
  const auto* outcome = std::get_if<client::Outcome>(&event);
  if (!outcome) return;
  outcome_ = *outcome;
  running_.reset();
  screen_ = Screen::result;
  // The gravest first, as staff must read them.
  std::stable_sort(findings_.begin(), findings_.end(), [](const client::Finding& one, const client::Finding& other) {
    const auto rank = [](const std::string& severity) { return severity == "blocking" ? 0 : severity == "warning" ? 1 : 2; };
    return rank(one.severity) < rank(other.severity);
  });
  if (!outcome_.workbook.empty()) result_workbook_ = outcome_.workbook;
  if (outcome_.status == "finished" && !result_workbook_.empty() && !task_.empty()) {
    const RecentWork work{task_, result_workbook_};
    std::erase(recent_, work);
    recent_.insert(recent_.begin(), work);
    if (recent_.size() > most_recent) recent_.resize(most_recent);
  }
  if (!result_workbook_.empty()) return look_at_result();
  changed_();
}

/// Who must do what next is read from the workbook itself.
void Presenter::look_at_result() {
  if (looking_) return changed_();
  looking_ = start_({"inspect", "--json", "--workbook", result_workbook_}, [this](const client::Event& event) {
    if (const auto* workbook = std::get_if<client::Workbook>(&event)) state_after_ = *workbook;
    if (std::get_if<client::Outcome>(&event)) {
      looking_.reset();
      look_again_ = false;
      if (screen_ == Screen::sign) ask_what_is_signed();
      changed_();
    }
  });
  changed_();
}

void Presenter::cancel() {
  if (!running_ || cancelling_) return;
  cancelling_ = true;
  running_->cancel();
  changed_();
}

void Presenter::save_as_new() {
  if (outcome_.save_as_proposed.empty()) return;
  save_as_ = outcome_.save_as_proposed;
  start_run();
  save_as_.clear();
}

void Presenter::answer(const std::string& question, const std::string& value) {
  answers_[question] = value;
  std::erase_if(questions_, [&](const client::Question& each) { return each.name == question; });
  if (questions_.empty()) return start_run();
  changed_();
}

void Presenter::check(std::vector<std::string> arguments) {
  if (running_ || result_workbook_.empty()) return;
  forget_result();
  screen_ = Screen::running;
  running_ = start_(std::move(arguments), [this](const client::Event& event) { ran(event); });
  changed_();
}

void Presenter::verify() { check({"verify", "--json", result_workbook_}); }

void Presenter::verify(const std::string& workbook) {
  if (running_ || workbook.empty()) return;
  of_form_ = false;
  result_workbook_ = workbook;
  verify();
}

void Presenter::back() {
  if (running_) return;
  if (screen_ != Screen::result || !of_form_) return to_start();
  screen_ = Screen::prepare;
  look();
}

void Presenter::to_tools() {
  if (running_) return;
  screen_ = Screen::tools;
  tools_.choose(0, !result_workbook_.empty() ? result_workbook_ : recent_.empty() ? std::string{} : recent_.front().workbook);
}

void Presenter::to_start() {
  if (running_) return;
  screen_ = Screen::start;
  last_runs_.clear();
  asking_runs_ = start_({"history", "--json"}, [this](const client::Event& event) {
    if (const auto* run = std::get_if<client::RecordedRun>(&event)) last_runs_.push_back(*run);
    if (std::get_if<client::Outcome>(&event)) changed_();
  });
  refresh_waiting();
  changed_();
}

std::string Presenter::heading() const {
  const std::string& status = outcome_.status;
  if (status == "finished") return words::done_heading;
  if (status == "rehearsed") return words::rehearsed_heading;
  if (status == "stopped-by-findings") return words::stopped_heading;
  if (status == "sound") return words::verified_sound;
  if (status == "not-anchored") return words::verified_not_anchored;
  if (status == "problems") return words::verified_problems;
  if (status == "approved") return words::approved;
  if (status == "rejected") return words::rejected;
  if (status == "released") return words::released;
  if (status == "withdrawn") return words::withdrawn;
  if (status == "refused") return words::refused;
  return outcome_.reason == "cancelled" ? words::cancelled_heading : words::failed_heading;
}

std::vector<std::string> Presenter::result() const {
  if (outcome_.reason == "cancelled" && !outcome_.saved) return {words::nothing_changed};
  std::vector<std::string> sentences = outcome_.words;
  if (cancelling_ && outcome_.saved) sentences.insert(sentences.begin(), words::already_saved);
  for (const client::Statement& each : statements_)
    if (each.kind != "ok" || !each.file.empty()) sentences.push_back(each.words);
  return sentences;
}

std::vector<std::string> Presenter::next_words() const {
  std::vector<std::string> sentences;
  for (const client::NextStep& step : state_after_.next.empty() ? next_ : state_after_.next) sentences.push_back(step.words);
  return sentences;
}

std::string Presenter::check_code() const {
  for (const client::Statement& each : statements_)
    if (!each.code.empty()) return each.code;
  return {};
}

std::string Presenter::last_sheet() const {
  for (const client::NextStep& step : state_after_.next.empty() ? next_ : state_after_.next)
    if (!step.sheet.empty()) return step.sheet;
  for (const bool waits : {true, false})
    for (const client::Figure& figure : figures_)
      if (figure.needs_decision == waits && !figure.sheet.empty()) return figure.sheet;
  return {};
}

std::string Presenter::summary_heading() const {
  const client::Task* chosen = task();
  return (chosen ? chosen->title + ": " : std::string{}) + heading();
}

std::string Presenter::summary() const {
  std::string text = summary_heading() + "\n";
  for (const std::string& sentence : outcome_.words) text += sentence + "\n";
  for (const client::Figure& figure : figures_) {
    text += figure.title + ":";
    if (figure.count) text += " " + std::to_string(*figure.count);
    if (figure.pence) text += (figure.count ? ", " : " ") + pounds(*figure.pence);
    text += "\n";
  }
  return text;
}

}  // namespace counterfoil::launcher
