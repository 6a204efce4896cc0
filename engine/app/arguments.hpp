// The command line as values. Wrong words get one sentence, with the nearest known name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "run/approve.hpp"
#include "run/decisions.hpp"
#include "run/evidence.hpp"
#include "run/find.hpp"
#include "run/forget.hpp"
#include "run/inspect.hpp"
#include "run/merge_copies.hpp"
#include "run/people.hpp"
#include "run/record.hpp"
#include "run/release.hpp"
#include "run/restore.hpp"
#include "run/run.hpp"
#include "run/settings_table.hpp"
#include "run/waiting.hpp"

namespace counterfoil::app {

enum class CommandKind {
  tasks,
  inspect,
  run,
  verify,
  replay,
  disclose,
  restore,
  find,
  forget,
  evidence,
  merge,
  approve,
  waiting,
  settings,
  explain,
  problem_report,
  release,
  people,
  record,
  decisions,
  history,
  version,
  help,
  wrong
};

struct Parsed {
  CommandKind kind = CommandKind::wrong;
  bool json = false;
  run::RunRequest request;         // run; its ledger is set for every command
  std::filesystem::path workbook;  // verify, replay, disclose; problem-report: the file that is written
  bool all = false;    // run, verify, replay, disclose, find, evidence: every finding or statement, however many are alike
  std::string run_id;  // replay
  std::vector<std::filesystem::path> files;  // replay: the exports
  std::filesystem::path copy;                // disclose: where the copy with initials goes
  run::InspectRequest inspect;
  bool cancel_on_stdin = false;  // a line on standard input cancels, and so does its end
  run::RestoreRequest restore;
  run::FindRequest find;
  run::ForgetRequest forget;
  run::EvidenceRequest evidence;
  run::MergeCopiesRequest merge;
  run::ApproveRequest approve;
  run::WaitingRequest waiting;
  run::SettingsTableRequest settings_table;
  std::string page;  // explain
  run::ReleaseRequest release;
  run::PeopleRequest people;
  run::RecordRequest record;
  run::DecisionsRequest decisions;
  std::string expect;        // verify: a check code
  bool ledger_only = false;  // verify: no workbook
  run::Installation installation;
  std::string words;  // help: the text; wrong: the sentence
};

/// `arguments` without the program's name, in UTF-8.
Parsed parse_arguments(const std::vector<std::string>& arguments);

}  // namespace counterfoil::app
