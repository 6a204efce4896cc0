// What a colleague prepared: found in the team's folders, looked at, signed.
#include <algorithm>
#include <set>

#include "launcher/presenter.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string::npos ? std::string{} : path.substr(0, slash == 0 ? 1 : slash);
}

std::string line_of(const client::Workbook& workbook) {
  std::string name = name_of(workbook.path) + ": ";
  if (workbook.cut_off) return name + words::waits_cut_off;
  if (const auto& batch = workbook.batch) {
    const std::string what = rows_in_words(batch->rows) + ", " + pounds(batch->pence) + words::prepared_by + batch->prepared_by;
    if (batch->state == "approved") return name + words::waits_release + what;
    if (batch->state == "rejected") return name + words::waits_corrected + what;
    return name + (batch->may_approve ? words::waits_for_you : words::waits_for_colleague) + what;
  }
  if (const auto& period = workbook.period)
    return name + (period->may_approve ? words::waits_for_your_signature : words::waits_for_signature) + period->words +
           words::prepared_by + period->prepared_by;
  return name;
}

/// The title under which a fact stands that would be signed.
std::string group_of(const std::string& about) {
  if (about == "kind" || about == "gross") return words::group_totals;
  if (about == "total") return words::group_totals;
  if (about == "held") return words::group_held;
  if (about == "largest") return words::group_largest;
  if (about == "payee" || about == "account") return words::group_new;
  if (about == "setting") return words::group_settings;
  if (about == "file" || about == "form") return words::group_files;
  if (about == "decisions" || about == "undecided") return words::group_decisions;
  return words::group_other;
}

}  // namespace

void Presenter::refresh_waiting() {
  if (asking_waiting_) return;
  std::set<std::string> folders;  // what this person worked on is looked at even where the council names no folder
  for (const RecentWork& work : recent_)
    if (const std::string folder = folder_of(work.workbook); !folder.empty()) folders.insert(folder);
  std::vector<std::string> arguments{"waiting", "--json"};
  arguments.insert(arguments.end(), folders.begin(), folders.end());
  auto found = std::make_shared<std::vector<WaitingView>>();
  waiting_said_.clear();
  waiting_failed_ = false;
  asking_waiting_ = start_(std::move(arguments), [this, found](const client::Event& event) {
    if (const auto* workbook = std::get_if<client::Workbook>(&event)) found->push_back({*workbook, line_of(*workbook)});
    if (const auto* folder = std::get_if<client::Folder>(&event); folder && !folder->words.empty())
      waiting_said_.push_back(folder->words);
    const auto* outcome = std::get_if<client::Outcome>(&event);
    if (!outcome) return;
    waiting_failed_ = outcome->status == "failed";
    if (waiting_failed_) waiting_said_ = outcome->words;
    waiting_ = std::move(*found);
    asking_waiting_.reset();
    changed_();
  });
  changed_();
}

std::vector<std::string> Presenter::waiting_said() const {
  if (asking_waiting_) return {words::looking_for_waiting};
  if (waiting_.empty() && waiting_said_.empty()) return {words::nothing_waits};
  return waiting_said_;
}

void Presenter::look_to_sign(const std::string& workbook) {
  if (running_ || workbook.empty()) return;
  forget_result();
  of_form_ = false;
  result_workbook_ = workbook;
  screen_ = Screen::sign;
  look_at_result();
}

/// After the workbook was looked at: what an approval of it would be of, and what stands against one.
void Presenter::ask_what_is_signed() {
  if (!waits_for_signature() || asking_to_sign_) return;
  asking_to_sign_ = start_(of_batch({"approve", "--json", "--look", result_workbook_}), [this](const client::Event& event) {
    if (const auto* fact = std::get_if<client::ToSign>(&event)) to_sign_.push_back(*fact);
    if (const auto* statement = std::get_if<client::Statement>(&event); statement && statement->kind == "problem") {
      against_.push_back(statement->words);
      prepared_it_ = prepared_it_ || statement->id == "same-person";
    }
    const auto* outcome = std::get_if<client::Outcome>(&event);
    if (!outcome) return;
    nothing_against_ = outcome->status == "looked" && against_.empty();
    if (outcome->status == "failed") against_ = outcome->words;
    asking_to_sign_.reset();
    changed_();
  });
}

bool Presenter::waits_for_signature() const {
  return (state_after_.batch && state_after_.batch->rows > 0 && state_after_.batch->state != "released") || state_after_.period ||
         state_after_.cut_off;
}

std::string Presenter::sign_heading() const {
  const auto task = std::find_if(tasks_.begin(), tasks_.end(), [&](const auto& each) { return each.id == state_after_.task; });
  return name_of(result_workbook_) + (task == tasks_.end() ? std::string{} : " (" + task->title + ")");
}

std::vector<std::string> Presenter::sign_said() const {
  if (looking_to_sign() && state_after_.path.empty()) return {words::reading_files};
  std::vector<std::string> said;
  const client::Workbook& book = state_after_;
  if (!book.trouble.empty()) said.push_back(book.trouble);
  if (book.cut_off) said.push_back(book.cut_off->words);
  if (const auto& batch = book.batch) {
    said.push_back((batch->title.empty() ? std::string{} : batch->title + ": ") + rows_in_words(batch->rows) + ", " +
                   pounds(batch->pence) + words::gross + words::prepared_by + batch->prepared_by + words::on + batch->prepared_on +
                   ".");
    if (batch->state == "approved") said.push_back(words::approved_by + batch->by + ".");
    if (batch->state == "rejected") said.push_back(words::rejected_by + batch->by + ".");
    if (batch->state == "released") said.push_back(words::released_by + batch->by + ".");
    if (batch->state == "approved") said.insert(said.end(), batch->stops.begin(), batch->stops.end());
  } else if (const auto& period = book.period) {
    said.push_back(words::period_of + period->words + words::prepared_by + period->prepared_by + words::on + period->prepared_on +
                   ".");
    if (period->state == "approved") said.push_back(words::approved_by + period->by + ".");
    if (period->state == "rejected") said.push_back(words::rejected_by + period->by + ".");
  }
  if (is_of_batch("approved") || is_of_batch("released") || book.cut_off) return said;
  if (prepared_it_) said.push_back(words::cannot_approve_own);
  said.insert(said.end(), against_.begin(), against_.end());
  if (nothing_against_) said.push_back(words::nothing_against);
  return said;
}

std::vector<SignLine> Presenter::sign_lines() const {
  std::vector<SignLine> lines;
  for (const client::ToSign& fact : to_sign_) lines.push_back({group_of(fact.about), fact.words});
  return lines;
}

bool Presenter::is_of_batch(const char* state) const { return state_after_.batch && state_after_.batch->state == state; }

bool Presenter::may_approve() const {
  const bool signable = is_of_batch("waiting") || (!state_after_.batch && state_after_.period && state_after_.period->may_approve);
  return !running_ && !looking_to_sign() && signable && nothing_against_ && !state_after_.cut_off;
}

bool Presenter::may_reject() const {
  if (running_ || looking_to_sign() || state_after_.cut_off || prepared_it_) return false;
  const bool period = !state_after_.batch && state_after_.period && state_after_.period->state == "waiting";
  return (is_of_batch("waiting") && state_after_.batch->may_approve) || (period && state_after_.period->may_approve);
}

bool Presenter::may_release() const {
  if (running_ || looking_to_sign()) return false;
  if (state_after_.cut_off) return state_after_.cut_off->mine;
  return is_of_batch("approved") && state_after_.batch->stops.empty();
}

bool Presenter::may_withdraw() const {
  return !running_ && !looking_to_sign() && state_after_.cut_off && !state_after_.cut_off->mine;
}

void Presenter::approve(bool yes, const std::string& comment) {
  std::vector<std::string> arguments{"approve", "--json", result_workbook_};
  if (!yes) arguments.push_back("--reject");
  if (!comment.empty()) arguments.insert(arguments.end(), {"--comment", comment});
  check(of_batch(std::move(arguments)));
}

/// Of several batches in the workbook, the one that is shown.
std::vector<std::string> Presenter::of_batch(std::vector<std::string> arguments) const {
  if (const auto& batch = state_after_.batch; batch && !batch->kind.empty() && !state_after_.cut_off)
    arguments.insert(arguments.end(), {"--batch", batch->id});
  return arguments;
}

void Presenter::release() { check(of_batch({"release", "--json", result_workbook_})); }

void Presenter::withdraw() { check({"release", "--json", result_workbook_, "--withdraw"}); }

}  // namespace counterfoil::launcher
