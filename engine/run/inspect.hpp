// What files and a workbook are, without a run: for a person who is about to start one. Nothing is written, no lock is taken, the
// ledger is not touched.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "findings/finding.hpp"
#include "host/parameters.hpp"
#include "run/given/installation.hpp"
#include "run/problem.hpp"

namespace counterfoil::run {

struct InspectRequest {
  std::vector<std::filesystem::path> files;             // whose place is to be found
  std::map<std::string, std::filesystem::path> inputs;  // by input id: a person has said what they are; only with a task
  std::string task;                                     // empty: whichever fits
  std::filesystem::path workbook;                       // empty: none is looked at
  std::filesystem::path settings;                       // empty: counterfoil-settings.json beside the workbook, if there is one
  host::ParameterTexts parameters;
  std::string reason;                                         // why settings are unlike the usual
  std::vector<std::pair<std::string, std::string>> headings;  // field and the heading that means it; no heading: there is none
};

struct InspectedHeading {
  std::string heading;  // as it stands in the file
  std::string cell;     // "F3"; the column alone tells it from another of the same words
  std::string field;    // empty: it was not read
  std::string title;    // of the field
  /// "known": in the layout; "council": in the settings file; "guess": not read, but near to `field`; "none".
  std::string sure = "none";
};

/// A field that no heading names: checks that need it are not made.
struct MissingField {
  std::string field;
  std::string title;
  /// Some heading that was not read may well be it: it is near to one of its names, another file of the same kind has the field, or
  /// the file cannot be read without. False once a person answered.
  bool ask = false;
  std::string guess = {};  // the heading that is near; may be empty
};

/// One input of one task that a file could be.
struct InputFit {
  std::string task;
  std::string input;
  std::string title;       // of the input
  std::size_t fields = 0;  // that its headings name
  bool complete = false;   // every needed field is among them
};

struct InspectedPeriod {
  std::string first, last;  // "2025-11-10"; both days included
  std::string words;        // "10/11/2025 to 07/12/2025"
  std::string source;       // "columns" or "title"
};

struct InspectedFile {
  std::filesystem::path path;  // absolute
  std::string name;            // that tells it from the others: the file's name, with its folder where two are alike
  std::string digest;          // SHA-256; empty where it could not be read
  std::uint64_t bytes = 0;
  std::string format;   // "workbook", "text"; empty: neither
  std::string trouble;  // why it cannot be read, in a sentence or two; empty: it can
  std::string read_as;  // title of the layout by which it was read
  std::string sheet;
  std::uint32_t heading_row = 0;
  std::uint64_t rows = 0;
  std::optional<std::int64_t> pence;  // sum of the control amount
  std::optional<InspectedPeriod> period;
  std::vector<InspectedHeading> headings;  // by column; those not read too
  std::vector<MissingField> missing;
  std::vector<InputFit> fits;  // the best first
  Findings findings;           // of reading it
};

/// Which file goes where.
struct InspectedSlot {
  std::string input;
  std::string title;
  bool required = false;
  std::filesystem::path path;  // empty: none yet
  /// "given", "period", "headings", "standing" (from the settings file), "workbook" (the lines that it keeps); empty: none.
  std::string how;
  // What the workbook's last run read there: against that a person holds the new figures.
  std::optional<std::uint64_t> rows_before;
  std::optional<std::int64_t> pence_before;
};

struct TaskFit {
  std::string task;
  std::string title;
  std::size_t placed = 0;            // of the files
  std::vector<std::string> missing;  // needed inputs without a file
};

struct WorkbookHolder {
  std::string words;  // "A. Example on PC-17 in Excel since ..."
  std::string user, machine, program, since;
  bool mine = false;  // this login, or this machine
};

struct UndecidedRows {
  std::string sheet;
  std::uint64_t rows = 0;
  std::uint64_t undecided = 0;
};

struct InspectedBatch {
  std::string id;
  std::string kind;   // what tells it from the others of its run; empty where the task has one kind of batch
  std::string title;  // what staff call that kind; empty likewise
  std::uint64_t rows = 0;
  std::int64_t pence = 0;
  std::string prepared_by, prepared_on;
  std::string state;               // "waiting", "approved", "rejected", "released"
  std::string by;                  // who did that, and when
  bool may_approve = false;        // whoever asks
  std::vector<std::string> stops;  // what stands in the way of a release
};

/// The last run of a workbook whose task releases nothing, for a manager's signature.
struct InspectedPeriodToSign {
  std::string run;
  std::string period;  // in words
  std::string prepared_by, prepared_on;
  std::string state;  // "waiting", "approved", "rejected": by the Audit sheet
  std::string by;     // who did that, and when
  bool may_approve = false;
};

/// A release that was begun and neither ended nor taken back; nothing else happens to the workbook before.
struct InspectedCutOff {
  std::string words;  // who finishes it, or how it is taken back
  bool mine = false;  // whoever asks began it, and finishes it
};

struct NextStep {
  std::string what;  // "run", "decide", "approve", "release", "nothing"
  std::string who;   // "me", "a colleague", "anybody"
  std::string words;
  std::string sheet;  // to open at; may be empty
};

struct InspectedWorkbook {
  std::filesystem::path path;  // absolute
  /// "new", "ours", "team", "team-with-ours", "other-task", "no-workbook", "unreadable".
  std::string state;
  std::string trouble;  // why it cannot be written to, in a sentence; empty: it can
  std::string task;     // of a workbook of ours
  std::string last_run, last_time, last_user, last_period;
  std::optional<WorkbookHolder> holder;
  bool read_only = false;
  std::vector<UndecidedRows> decisions;
  std::vector<InspectedBatch> batches;          // in the order of the specification
  std::optional<InspectedPeriodToSign> period;  // where there is no batch
  std::optional<InspectedCutOff> cut_off;
  std::vector<NextStep> next;
};

struct InspectedSetting {
  std::string id;
  std::string value;   // as a person would type it; empty: none
  std::string source;  // "default", "council", "settings-file", "given"
  std::string usual;   // the council's value, else the program's own, in words; empty: any value is usual
  bool locked = false;
  bool needs_reason = false;  // it is unlike the usual, with or without a reason
};

struct InspectOutcome {
  std::vector<InspectedFile> files;  // in the order asked, those of `inputs` and standing ones after them
  std::vector<TaskFit> tasks;        // the best first
  std::string task;                  // that the slots and settings are of; empty: no task fits
  std::vector<InspectedSlot> slots;
  std::vector<InspectedSetting> settings;
  std::optional<InspectedWorkbook> workbook;
  std::filesystem::path proposed_workbook;  // for the task, where none was named: one of ours beside the files, else a name for one
  std::vector<Problem> problems;
};

/// Failure (usage) for an unknown task or input; (refused) for a broken installation. What is wrong with a file or a workbook is in
/// the outcome.
InspectOutcome inspect(const InspectRequest& request, const Installation& installation);

}  // namespace counterfoil::run
