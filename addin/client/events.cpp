#include "client/events.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace counterfoil::client {

namespace {

using nlohmann::json;
constexpr std::int64_t known_protocol = 1;
constexpr std::string_view statement_events[] = {"statement",     "signed",   "released",     "released-file",
                                                 "withdrawn",     "range",    "needs-person", "merged",
                                                 "settings-file", "decision", "found",        "not-read"};

std::string text(const json& from, const char* name) {
  const auto found = from.find(name);
  return found != from.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool flag(const json& from, const char* name) {
  const auto found = from.find(name);
  return found != from.end() && found->is_boolean() && found->get<bool>();
}

std::optional<std::int64_t> number(const json& from, const char* name) {
  const auto found = from.find(name);
  if (found == from.end() || !found->is_number_integer()) return std::nullopt;
  return found->get<std::int64_t>();
}

std::uint64_t count(const json& from, const char* name) {
  const auto found = number(from, name);
  return found && *found > 0 ? static_cast<std::uint64_t>(*found) : 0;
}

std::optional<std::uint64_t> count_if_known(const json& from, const char* name) {
  return number(from, name) ? std::optional{count(from, name)} : std::nullopt;
}

/// The objects of a list; what is none is passed over.
template <class Take>
void each(const json& from, const char* name, const Take& take) {
  const auto found = from.find(name);
  if (found == from.end() || !found->is_array()) return;
  for (const json& one : *found)
    if (one.is_object()) take(one);
}

std::vector<std::string> texts(const json& from, const char* name) {
  std::vector<std::string> all;
  const auto found = from.find(name);
  if (found != from.end() && found->is_array())
    for (const json& one : *found)
      if (one.is_string()) all.push_back(one.get<std::string>());
  return all;
}

Setting setting(const json& from) {
  Setting setting{text(from, "id"),      text(from, "title"),   text(from, "kind"),
                  text(from, "default"), text(from, "minimum"), text(from, "maximum"),
                  text(from, "group"),   text(from, "help"),    {},
                  flag(from, "advanced")};
  const auto ids = texts(from, "choices"), titles = texts(from, "choice-titles");
  for (std::size_t at = 0; at < ids.size(); ++at) setting.choices.push_back({ids[at], at < titles.size() ? titles[at] : ids[at]});
  return setting;
}

Task task(const json& from) {
  Task task{text(from, "id"), text(from, "title"), text(from, "purpose"), text(from, "trouble"), {}, {}, {}, {}};
  each(from, "inputs", [&](const json& one) {
    task.inputs.push_back({text(one, "id"), text(one, "title"), text(one, "help"), text(one, "beside"), flag(one, "required")});
  });
  each(from, "parameters", [&](const json& one) { task.settings.push_back(setting(one)); });
  const auto example = from.find("example");
  if (example != from.end() && example->is_object()) {
    task.example_workbook = text(*example, "workbook");
    const auto files = example->find("files");
    if (files != example->end() && files->is_object())
      for (const auto& [input, file] : files->items())
        if (file.is_string()) task.example_files[input] = file.get<std::string>();
  }
  return task;
}

File file(const json& from) {
  File file;
  file.path = text(from, "path");
  file.name = text(from, "name");
  file.trouble = text(from, "trouble");
  file.read_as = text(from, "read-as");
  file.sheet = text(from, "sheet");
  if (const auto period = from.find("period"); period != from.end() && period->is_object()) {
    file.period = text(*period, "words");
    file.period_source = text(*period, "source");
  }
  file.rows = count(from, "rows");
  file.pence = number(from, "pence");
  each(from, "headings", [&](const json& one) {
    file.headings.push_back({text(one, "heading"), text(one, "cell"), text(one, "field"), text(one, "title"), text(one, "sure")});
  });
  each(from, "missing", [&](const json& one) {
    file.missing.push_back({text(one, "field"), text(one, "title"), text(one, "guess"), flag(one, "ask")});
  });
  return file;
}

std::vector<NextStep> next_steps(const json& from) {
  std::vector<NextStep> steps;
  each(from, "next", [&](const json& one) {
    steps.push_back({text(one, "what"), text(one, "who"), text(one, "words"), text(one, "sheet")});
  });
  return steps;
}

Workbook workbook(const json& from) {
  Workbook workbook;
  workbook.path = text(from, "path");
  workbook.state = text(from, "state");
  workbook.trouble = text(from, "trouble");
  workbook.task = text(from, "task");
  workbook.last_run = text(from, "last-run");
  workbook.last_time = text(from, "last-time");
  workbook.last_user = text(from, "last-user");
  workbook.last_period = text(from, "last-period");
  if (const auto holder = from.find("holder"); holder != from.end() && holder->is_object()) {
    workbook.holder = text(*holder, "words");
    workbook.holder_is_me = flag(*holder, "mine");
  }
  if (const auto batch = from.find("batch"); batch != from.end() && batch->is_object())
    workbook.batch = Batch{text(*batch, "id"),
                           text(*batch, "prepared-by"),
                           text(*batch, "prepared-on"),
                           text(*batch, "state"),
                           text(*batch, "by"),
                           count(*batch, "rows"),
                           number(*batch, "pence").value_or(0),
                           flag(*batch, "may-approve"),
                           texts(*batch, "stops"),
                           text(*batch, "kind"),
                           text(*batch, "title")};
  if (const auto period = from.find("period"); period != from.end() && period->is_object())
    workbook.period =
        Period{text(*period, "run"),   text(*period, "period"), text(*period, "prepared-by"), text(*period, "prepared-on"),
               text(*period, "state"), text(*period, "by"),     flag(*period, "may-approve")};
  if (const auto cut_off = from.find("cut-off"); cut_off != from.end() && cut_off->is_object())
    workbook.cut_off = CutOff{text(*cut_off, "words"), flag(*cut_off, "mine")};
  workbook.next = next_steps(from);
  return workbook;
}

Figures figures(const json& from) {
  Figures figures;
  each(from, "figures", [&](const json& one) {
    figures.all.push_back({text(one, "id"), text(one, "title"), text(one, "group"), text(one, "sheet"), number(one, "count"),
                           number(one, "pence"), flag(one, "needs-decision")});
  });
  return figures;
}

Question question(const json& from) {
  Question question{text(from, "name"), text(from, "words"), {}, flag(from, "free-text")};
  each(from, "options", [&](const json& one) { question.options.push_back({text(one, "value"), text(one, "title")}); });
  return question;
}

Outcome outcome(const json& from) {
  Outcome outcome;
  outcome.status = text(from, "status");
  outcome.reason = text(from, "reason");
  outcome.workbook = text(from, "workbook");
  outcome.workbook_proposed = text(from, "workbook-proposed");
  outcome.save_as_proposed = text(from, "save-as-proposed");
  outcome.task = text(from, "task");
  outcome.run = text(from, "run");
  outcome.folder = text(from, "folder");
  outcome.exit = static_cast<int>(number(from, "exit").value_or(2));
  outcome.saved = flag(from, "saved");
  outcome.words = texts(from, "words");
  outcome.blocking = count(from, "blocking");
  outcome.warnings = count(from, "warnings");
  outcome.notes = count(from, "notes");
  return outcome;
}

Event typed(const json& line, const std::string& event) {
  if (event == "task") return task(line);
  if (event == "started") return Started{text(line, "run")};
  if (event == "progress")
    return Progress{text(line, "stage"), count(line, "done"), count(line, "total"), count(line, "rows-done"),
                    count(line, "rows-total")};
  if (event == "finding")
    return Finding{text(line, "severity"),     text(line, "title"),       text(line, "sentence"), text(line, "input"),
                   text(line, "path"),         text(line, "file"),        text(line, "sheet"),    text(line, "cell"),
                   text(line, "result-sheet"), text(line, "result-cell"), text(line, "id")};
  if (event == "problem") return Problem{text(line, "about"), text(line, "id"), text(line, "words")};
  if (event == "file") return file(line);
  if (event == "fit") return Fit{text(line, "task"), text(line, "title"), count(line, "placed")};
  if (event == "slot")
    return Slot{text(line, "input"),         text(line, "title"),    text(line, "path"),
                text(line, "how"),           flag(line, "required"), count_if_known(line, "rows-before"),
                number(line, "pence-before")};
  if (event == "setting")
    return SettingNow{text(line, "id"),    text(line, "value"),  text(line, "source"),
                      text(line, "usual"), flag(line, "locked"), flag(line, "needs-reason")};
  if (event == "workbook") return workbook(line);
  if (event == "figures") return figures(line);
  if (event == "next") return Next{next_steps(line)};
  if (event == "question") return question(line);
  if (event == "folder") return Folder{text(line, "path"), text(line, "state"), text(line, "words")};
  if (event == "to-sign") return ToSign{text(line, "id"), text(line, "words")};
  if (event == "version")
    return Version{count(line, "number"), text(line, "file"),        text(line, "run"),    text(line, "user"),
                   text(line, "time"),    text(line, "replaced-by"), text(line, "trouble")};
  if (event == "setting-line")
    return SettingLine{text(line, "level"), text(line, "name"), text(line, "what"),
                       text(line, "value"), text(line, "note"), text(line, "answer") == "yes"};
  if (event == "own-key" || event == "known-key")
    return Key{event == "own-key", text(line, "account"), text(line, "code"), text(line, "how"), text(line, "machine")};
  if (std::find(std::begin(statement_events), std::end(statement_events), event) != std::end(statement_events))
    return Statement{text(line, "kind"),
                     text(line, "words"),
                     text(line, "sheet"),
                     text(line, "cell"),
                     text(line, "file"),
                     text(line, "folder"),
                     event,
                     text(line, "id"),
                     text(line, "code"),
                     text(line, "workbook")};
  if (event == "recorded-run")
    return RecordedRun{text(line, "run"),         text(line, "time"),         text(line, "task"),   text(line, "user"),
                       text(line, "state"),       text(line, "workbook"),     text(line, "period"), text(line, "batch"),
                       count(line, "batch-rows"), number(line, "batch-pence")};
  if (event == "outcome") return outcome(line);
  return Unknown{};
}

}  // namespace

Event read_event(const std::string& line) {
  const json parsed = json::parse(line, nullptr, false);
  if (!parsed.is_object())
    throw std::runtime_error(
        "The engine said something that cannot be understood. Start again; if it happens again, copy the "
        "Counterfoil folder again from where it came.");
  const auto protocol = number(parsed, "protocol");
  if (!protocol || *protocol > known_protocol)
    throw std::runtime_error(
        "The engine beside this window is of a newer version than the window. Copy the whole Counterfoil folder "
        "again from where it came, so that both are the same.");
  return typed(parsed, text(parsed, "event"));
}

}  // namespace counterfoil::client
