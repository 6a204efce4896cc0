// What the engine says, line by line, as values. The members are those of ARCHITECTURE.md; what a newer engine adds is passed over.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace counterfoil::client {

struct Choice {
  std::string id;
  std::string title;
};
struct Setting {
  std::string id, title, kind, value, minimum, maximum, group, help;  // value: the default
  std::vector<Choice> choices;
  bool advanced = false;
};
struct Input {
  std::string id, title, help, beside;  // beside: the input on another sheet of whose file it may stand
  bool required = false;
};
struct Task {
  std::string id, title, purpose, trouble;  // trouble: why it cannot be used
  std::vector<Input> inputs;
  std::vector<Setting> settings;  // in the order in which they are shown
  std::map<std::string, std::string> example_files;
  std::string example_workbook;
};

struct Started {
  std::string run;
};
struct Progress {
  std::string stage;
  std::uint64_t done = 0, total = 0, rows_done = 0, rows_total = 0;
};
struct Finding {
  std::string severity, title, sentence, input, path, file, sheet, cell, result_sheet, result_cell, id;
};
struct Problem {
  std::string about, id, words;
};
struct Heading {
  std::string heading, cell, field, title, sure;
};
/// A field that no heading of a file names.
struct MissingField {
  std::string field, title, guess;  // guess: the heading that is near to it
  bool ask = false;                 // some heading that was not read may well be it
};
struct File {
  std::string path, name, trouble, read_as, sheet, period, period_source;
  std::uint64_t rows = 0;
  std::optional<std::int64_t> pence;
  std::vector<Heading> headings;
  std::vector<MissingField> missing;
};
struct Fit {
  std::string task, title;
  std::uint64_t placed = 0;
};
struct Slot {
  std::string input, title, path, how;
  bool required = false;
  std::optional<std::uint64_t> rows_before;
  std::optional<std::int64_t> pence_before;
};
struct SettingNow {
  std::string id, value, source, usual;
  bool locked = false, needs_reason = false;
};
struct NextStep {
  std::string what, who, words, sheet;
};
struct Batch {
  std::string id, prepared_by, prepared_on, state, by;
  std::uint64_t rows = 0;
  std::int64_t pence = 0;
  bool may_approve = false;
  std::vector<std::string> stops;
  // Of a task that prepares several kinds of batches; else empty.
  std::string kind{};
  std::string title{};
};
/// Of a workbook whose task releases nothing: the period of its last run, for a manager's signature.
struct Period {
  std::string run, words, prepared_by, prepared_on, state, by;
  bool may_approve = false;
};
/// A release that was begun and neither ended nor taken back.
struct CutOff {
  std::string words;
  bool mine = false;
};
/// A folder in which what waits was looked for: "read", "unreachable", "cut-short".
struct Folder {
  std::string path, state, words;
};
/// What an approval would sign: "kind", "gross", "held", "largest", "payee", "account", "setting", "withdrawn-before", "form",
/// "file"; of a period "total", "decisions", "setting", "undecided".
struct ToSign {
  std::string about, words;
};
/// A kept version of a workbook.
struct Version {
  std::uint64_t number = 0;
  std::string file, run, user, time, replaced_by, trouble;
};
/// A signing key: one's own, or somebody's.
struct Key {
  bool own = false;
  std::string account, code, how, machine;
};
/// A value of the settings, with whose it is: "machine", "team", "user".
struct SettingLine {
  std::string level, name, what, value, note;
  bool answer = false;  // a person gave it as an answer
};
struct Workbook {
  std::string path, state, trouble, task, last_run, last_time, last_user, last_period, holder;
  bool holder_is_me = false;
  std::optional<Batch> batch;
  std::optional<Period> period;
  std::optional<CutOff> cut_off;
  std::vector<NextStep> next;
};
struct Figure {
  std::string id, title, group, sheet;
  std::optional<std::int64_t> count, pence;
  bool needs_decision = false;
};
struct Figures {
  std::vector<Figure> all;
};
struct Next {
  std::vector<NextStep> all;
};
struct Question {
  std::string name, words;
  std::vector<Choice> options;
  bool free_text = false;
};
/// Of a command that checks, signs or looks for something: kind is "ok", "problem", "limit" or "found".
struct Statement {
  std::string kind, words, sheet, cell, file, folder;
  std::string event, id, code, workbook;  // code: the check code of what was signed
};
struct RecordedRun {
  std::string run, time, task, user, state, workbook;
  std::string period{}, batch{};
  std::uint64_t batch_rows = 0;
  std::optional<std::int64_t> batch_pence{};
};
struct Outcome {
  std::string status, reason, workbook, workbook_proposed, save_as_proposed, task, run;
  std::string folder;  // that was made
  int exit = 2;
  bool saved = false;
  std::vector<std::string> words;
  std::uint64_t blocking = 0, warnings = 0, notes = 0;
};
/// A line of a newer engine that this version does not know; harmless.
struct Unknown {};

using Event = std::variant<Task, Started, Progress, Finding, Problem, File, Fit, Slot, SettingNow, Workbook, Figures, Next,
                           Question, Statement, RecordedRun, Folder, ToSign, Version, Key, SettingLine, Outcome, Unknown>;

/// Throws std::runtime_error, with a sentence for staff, for a line that is none of the protocol or of a newer one.
Event read_event(const std::string& line);

}  // namespace counterfoil::client
