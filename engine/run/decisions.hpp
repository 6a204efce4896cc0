// The log of decisions of a workbook in the words of its sheets: who saw which decision when, and what became of it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "run/given/installation.hpp"

namespace counterfoil::run {

struct DecisionsRequest {
  std::filesystem::path workbook;
  std::string of;                 // a person's id or name, a line, initials or a login; empty: all
  std::filesystem::path save_as;  // a workbook of its own for reading and printing; empty: none
};

/// What one run, merge or act saw of one row.
struct DecisionLine {
  struct Cell {
    std::string heading;
    std::string held;  // before, as staff would read it; empty: blank
    std::string holds;
  };
  std::string time;   // UTC: "2026-02-13T09:30:00Z"; empty: typed since the log saw the workbook last
  std::string login;  // of who ran what saw it
  std::string run;
  std::string what;  // report::logged, or "typed since"
  std::string sheet;
  std::string row;    // its key in words
  std::string about;  // the figure in the row, in words
  std::string period;
  std::vector<Cell> cells;  // without the initials where they only go with a decision
  std::string initials;
  std::string note;
};

struct DecisionsOutcome {
  std::string task;
  std::vector<DecisionLine> lines;  // as they were seen, then what was typed since
  std::vector<std::string> words;
  std::vector<std::string> problems;  // the log is not the one that was recorded
  std::filesystem::path saved;
};

/// Read-only but for `save_as`, which must be a new name. Failure when the workbook is not ours.
DecisionsOutcome decisions(const DecisionsRequest& request, const Installation& installation);

/// "13 Feb 2026 09:30 UTC"; "since then" for none.
std::string time_in_words(const DecisionLine& line);
/// "Decision: OK, then Error; Comment: decimal slip, stop"
std::string cells_in_words(const DecisionLine& line);

}  // namespace counterfoil::run
