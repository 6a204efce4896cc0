// The form: files to their places, what was understood, the settings. Every change is looked at by the engine anew.
#include <algorithm>

#include "launcher/presenter.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

std::string name_of(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

std::string pounds(std::int64_t pence) {
  const std::uint64_t magnitude = pence < 0 ? 0 - static_cast<std::uint64_t>(pence) : static_cast<std::uint64_t>(pence);
  std::string whole = std::to_string(magnitude / 100);
  for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, ",");
  const std::string part = std::to_string(magnitude % 100);
  return std::string{pence < 0 ? "-" : ""} + "\u00A3" + whole + "." + (part.size() < 2 ? "0" : "") + part;
}

std::string rows_in_words(std::uint64_t rows) {
  std::string text = std::to_string(rows);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text + (rows == 1 ? words::row : words::rows);
}

std::string against_last_time(std::uint64_t rows, const std::optional<std::uint64_t>& before) {
  if (!before || *before == 0) return {};
  if (rows == *before) return words::same_rows;
  const std::uint64_t apart = rows > *before ? rows - *before : *before - rows;
  const std::uint64_t percent = (apart * 100 + *before / 2) / *before;
  return (percent == 0 ? std::string{"under 1"} : std::to_string(percent)) +
         (rows < *before ? words::fewer_rows : words::more_rows);
}

void Presenter::forget_form() {
  task_.clear();
  given_.clear();
  dropped_.clear();
  set_.clear();
  reason_.clear();
  headings_.clear();
  answers_.clear();
  workbook_.clear();
  workbook_is_chosen_ = false;
  save_as_.clear();
  optional_shown_ = false;
  slots_.clear();
  settings_.clear();
  look_ = {};
}

void Presenter::choose_task(const std::string& id) {
  forget_form();
  task_ = id;
  for (const RecentWork& work : recent_)
    if (work.task == id) {
      workbook_ = work.workbook;  // last month's; a person sees it and may choose another
      break;
    }
  screen_ = Screen::prepare;
  look();
}

void Presenter::try_example(const std::string& id, const std::string& folder) {
  choose_task(id);
  if (const client::Task* chosen = task()) {
    for (const auto& [input, path] : chosen->example_files) given_[input] = path;
    workbook_ = folder + chosen->example_workbook;
    workbook_is_chosen_ = true;
  }
  look();
}

void Presenter::go_on_with(const RecentWork& work) {
  choose_task(work.task);
  workbook_ = work.workbook;
  workbook_is_chosen_ = true;
  look();
}

void Presenter::drop(const std::vector<std::string>& paths) {
  if (screen_ == Screen::running || paths.empty()) return;
  if (screen_ != Screen::prepare) {
    forget_form();
    screen_ = Screen::start;  // until it is known which task they are for
  }
  for (const std::string& path : paths) {
    std::erase_if(given_, [&](const auto& each) { return each.second == path; });
    if (std::find(dropped_.begin(), dropped_.end(), path) == dropped_.end()) dropped_.push_back(path);
  }
  look();
}

bool Presenter::is_in_sight(const SlotView& slot) const {
  return optional_shown_ || slot.required || !slot.path.empty() || !slot.trouble.empty() || slot.said != words::may_be_left_out;
}

std::size_t Presenter::out_of_sight() const {
  return static_cast<std::size_t>(
      std::count_if(slots_.begin(), slots_.end(), [this](const SlotView& slot) { return !is_in_sight(slot); }));
}

void Presenter::show_optional() {
  optional_shown_ = true;
  changed_();
}

void Presenter::set_slot(const std::string& input, const std::string& path) {
  // What the engine placed stays where it is once a person has moved one file.
  for (const client::Slot& slot : look_.slots)
    if (!slot.path.empty() && slot.how != "standing" && slot.how != "workbook") given_[slot.input] = slot.path;
  dropped_.clear();
  std::erase_if(given_, [&](const auto& each) { return each.first == input || each.second == path; });
  if (!path.empty()) given_[input] = path;
  look();
}

void Presenter::set_workbook(const std::string& path) {
  if (path == workbook_) return;
  workbook_ = path;
  workbook_is_chosen_ = !path.empty();
  save_as_.clear();
  look();
}

void Presenter::set_setting(const std::string& id, const std::string& value) {
  const auto known =
      std::find_if(settings_.begin(), settings_.end(), [&](const SettingView& each) { return each.setting.id == id; });
  if (known == settings_.end() || known->value == value) return;
  known->value = value;
  const bool of_others = known->source == "settings-file" || known->source == "council";
  if (value == known->setting.value && !of_others)
    set_.erase(id);
  else
    set_[id] = value;
  look();
}

void Presenter::set_reason(const std::string& reason) {
  if (reason == reason_) return;
  reason_ = reason;
  look();
}

bool Presenter::asks_for_reason() const {
  return std::any_of(settings_.begin(), settings_.end(), [](const SettingView& setting) { return setting.needs_reason; });
}

void Presenter::answer_heading(const std::string& field, const std::string& heading) {
  HeadingAnswer answer{field, field, heading};
  for (const client::File& file : look_.files)
    for (const client::MissingField& missing : file.missing)
      if (missing.field == field) answer.title = missing.title;
  std::erase_if(headings_, [&](const HeadingAnswer& each) { return each.field == field; });
  headings_.push_back(std::move(answer));
  look();
}

void Presenter::take_back_headings() {
  headings_.clear();
  look();
}

std::vector<std::string> Presenter::with_given(std::vector<std::string> arguments, bool for_run) const {
  const auto add = [&](const std::string& name, const std::string& value) {
    arguments.push_back(name);
    arguments.push_back(value);
  };
  if (for_run) {
    for (const SlotView& slot : slots_)
      if (!slot.path.empty()) add("--" + slot.input, slot.path);
    for (const auto& [name, value] : answers_)
      name == "continue-from" ? add("--continue-from", value) : add("--table", name + "=" + value);
  } else {
    for (const auto& [input, path] : given_) add("--input", input + "=" + path);
    arguments.insert(arguments.end(), dropped_.begin(), dropped_.end());
  }
  for (const HeadingAnswer& answer : headings_) add("--heading", answer.field + "=" + answer.heading);
  for (const auto& [id, value] : set_) add("--set", id + "=" + value);
  if (!reason_.empty()) add("--reason", reason_);
  if (!workbook_.empty()) add("--workbook", workbook_);
  return arguments;
}

/// One look at a time; a change meanwhile is looked at afterwards.
void Presenter::look() {
  if (looking_) {
    look_again_ = true;
    return;
  }
  coming_ = {};
  std::vector<std::string> arguments{"inspect", "--json"};
  if (!task_.empty()) arguments.insert(arguments.end(), {"--task", task_});
  looking_ = start_(with_given(std::move(arguments), false), [this](const client::Event& event) { looked(event); });
  changed_();
}

void Presenter::looked(const client::Event& event) {
  if (const auto* file = std::get_if<client::File>(&event)) coming_.files.push_back(*file);
  if (const auto* finding = std::get_if<client::Finding>(&event)) coming_.findings.push_back(*finding);
  if (const auto* fit = std::get_if<client::Fit>(&event)) coming_.fits.push_back(*fit);
  if (const auto* slot = std::get_if<client::Slot>(&event)) coming_.slots.push_back(*slot);
  if (const auto* setting = std::get_if<client::SettingNow>(&event)) coming_.settings.push_back(*setting);
  if (const auto* problem = std::get_if<client::Problem>(&event)) coming_.problems.push_back(*problem);
  if (const auto* workbook = std::get_if<client::Workbook>(&event)) coming_.workbook = *workbook;
  const auto* outcome = std::get_if<client::Outcome>(&event);
  if (!outcome) return;
  coming_.outcome = *outcome;
  looking_.reset();
  if (look_again_) {
    look_again_ = false;
    return look();
  }
  look_ = std::move(coming_);
  take_look();
}

void Presenter::take_look() {
  const bool task_found = task_.empty() && !look_.outcome.task.empty();
  if (task_found) {
    task_ = look_.outcome.task;
    screen_ = Screen::prepare;
    for (const RecentWork& work : recent_)
      if (work.task == task_ && workbook_.empty()) workbook_ = work.workbook;
  }
  const client::Task* chosen = task();
  slots_.clear();
  settings_.clear();
  if (chosen) {
    for (const client::Input& input : chosen->inputs) {
      SlotView view{input.id, input.title, input.help, {}, {}, {}, input.required};
      for (const client::Slot& slot : look_.slots) {
        if (slot.input != input.id) continue;
        view.path = slot.path;
        view.required = slot.required;
        if (slot.how == "workbook") view.said = words::kept_in_workbook;
        if (slot.path.empty() && slot.how.empty() && !slot.required) view.said = words::may_be_left_out;
        for (const client::File& file : look_.files) {
          if (file.path != slot.path || slot.path.empty()) continue;
          if (!file.trouble.empty()) continue;
          view.said = rows_in_words(file.rows);
          if (file.pence) view.said += ", " + pounds(*file.pence);
          if (!file.period.empty())
            view.said += ", " + file.period + (file.period_source == "title" ? words::period_from_title : "");
          if (const std::string shape = against_last_time(file.rows, slot.rows_before); !shape.empty()) view.said += "; " + shape;
        }
      }
      for (const client::Problem& problem : look_.problems)
        if (problem.about == "input" && problem.id == input.id) view.trouble += (view.trouble.empty() ? "" : " ") + problem.words;
      // Else it is looked for in the other's file, and needs no place of its own.
      if (input.beside.empty() || !view.path.empty() || !view.trouble.empty()) slots_.push_back(std::move(view));
    }
    for (const client::Setting& setting : chosen->settings) {
      SettingView view{setting, setting.value, {}, false, false, {}};
      for (const client::SettingNow& now : look_.settings)
        if (now.id == setting.id) {
          view.value = now.value;
          view.source = now.source;
          view.locked = now.locked;
          view.needs_reason = now.needs_reason;
        }
      for (const client::Problem& problem : look_.problems)
        if (problem.about == "setting" && problem.id == setting.id) view.trouble = problem.words;
      settings_.push_back(std::move(view));
    }
  }
  if (workbook_.empty() && !look_.outcome.workbook_proposed.empty()) {
    workbook_ = look_.outcome.workbook_proposed;
    return look();
  }
  if (task_found && !workbook_.empty()) return look();
  changed_();
}

std::string Presenter::workbook_said() const {
  const client::Workbook& book = look_.workbook;
  if (book.state == "new" && book.trouble.empty()) return words::workbook_new;
  if (book.state == "team") return words::workbook_team;
  if (!book.last_run.empty()) {
    const std::string day = book.last_time.size() >= 16 ? book.last_time.substr(8, 2) + "/" + book.last_time.substr(5, 2) + "/" +
                                                              book.last_time.substr(0, 4) + " " + book.last_time.substr(11, 5)
                                                        : book.last_time;
    return words::workbook_ours + day + words::by + book.last_user +
           (book.last_period.empty() ? "" : " (" + book.last_period + ")");
  }
  return {};
}

std::string Presenter::workbook_trouble() const { return look_.workbook.trouble; }

std::vector<std::string> Presenter::understood() const {
  std::vector<std::string> sentences;
  if (look_.outcome.status == "failed") sentences.insert(sentences.end(), look_.outcome.words.begin(), look_.outcome.words.end());
  for (const client::Problem& problem : look_.problems) sentences.push_back(problem.words);
  std::vector<std::string> missing;
  for (const SlotView& slot : slots_)
    if (slot.required && slot.path.empty()) sentences.push_back(words::still_needed + slot.title + ".");
  for (const client::File& file : look_.files) {
    const bool placed = std::any_of(slots_.begin(), slots_.end(), [&](const SlotView& slot) { return slot.path == file.path; });
    if (!file.trouble.empty() && !placed) sentences.push_back(file.trouble);
    if (file.trouble.empty() && !placed && !task_.empty()) sentences.push_back(words::not_placed + file.name + ".");
  }
  for (const client::Finding& finding : look_.findings)
    if (finding.severity != "note") sentences.push_back(finding.file + ": " + finding.sentence);
  for (const HeadingAnswer& answer : headings_)
    sentences.push_back(
        words::told_us +
        (answer.heading.empty() ? words::told_no_column + answer.title : answer.heading + words::told_is + answer.title) + ".");
  for (const SlotView& slot : slots_)
    if (!slot.path.empty() && slot.trouble.empty() && !slot.said.empty()) sentences.push_back(slot.title + ": " + slot.said + ".");
  return sentences;
}

std::vector<HeadingQuestion> Presenter::heading_questions() const {
  std::vector<HeadingQuestion> questions;
  for (const client::File& file : look_.files)
    for (const client::MissingField& missing : file.missing) {
      const bool answered =
          std::any_of(headings_.begin(), headings_.end(), [&](const HeadingAnswer& each) { return each.field == missing.field; }) ||
          std::any_of(questions.begin(), questions.end(), [&](const HeadingQuestion& each) { return each.field == missing.field; });
      if (!missing.ask || answered) continue;
      HeadingQuestion question{missing.field, missing.title, name_of(file.path), {}, !missing.guess.empty()};
      if (!missing.guess.empty()) question.headings.push_back(missing.guess);
      for (const client::Heading& heading : file.headings)
        if (heading.sure == "none") question.headings.push_back(heading.heading);
      questions.push_back(std::move(question));
    }
  return questions;
}

bool Presenter::may_run() const {
  if (!task() || looking_ || workbook_.empty() || !look_.workbook.trouble.empty()) return false;
  if (std::any_of(slots_.begin(), slots_.end(),
                  [](const SlotView& slot) { return (slot.required && slot.path.empty()) || !slot.trouble.empty(); }))
    return false;
  return std::none_of(settings_.begin(), settings_.end(), [](const SettingView& setting) { return !setting.trouble.empty(); });
}

}  // namespace counterfoil::launcher
