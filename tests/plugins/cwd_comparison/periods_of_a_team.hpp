// A team's workbook over several periods, in memory: what the plugin hands in stands in it for the next run, as the engine keeps
// it, and what people decide is typed into it. The rules of the contract that span runs are checked here: every question that was
// open is open, settled or moved.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compared.hpp"

namespace cwd_test {

/// Pay periods of one kind, counted from 0.
enum class Cycle { weekly, four_weekly, monthly };
struct Span {
  std::string first, last;  // "07/04/2025"
};
Span period_of(Cycle cycle, int number);
std::string cycle_words(Cycle cycle);

/// £107.00 a week, paid for the whole of a period: 7, 28 days or a month of 4.33 weeks by 52 weeks a year.
std::string usual_pay(Cycle cycle);

/// A row of the ordinary line 7001 of P1, £107.00 a week since 7 April 2025, in the period; `change` overrides or takes away.
Row paid(Cycle cycle, int period, const Row& change = {});

class Team {
 public:
  explicit Team(Cycle cycle = Cycle::four_weekly) : cycle_(cycle) {}

  /// The export of a period, compared with the last one that was run. Reads back what the workbook holds.
  Host& run(int period, const Rows& export_rows);

  /// Types into the row of Changes about the line, as it stands after the last run.
  void decide(const std::string& person, const std::string& line, const Row& typed);
  void decide_all(const std::string& decision);
  /// Two copies of the workbook are merged, in which two people typed into that row: what they have in common stands; where they
  /// differ the row is blank, and Carried forward says what each has, in the engine's words.
  void merge(const std::string& person, const std::string& line, const Row& mine, const Row& theirs);
  /// Types into a row of Overpayments.
  void recover(const std::string& person, const std::string& line, const std::string& yes_or_no);

  /// Rows of Changes with the risk Query.
  std::vector<ReportRow> queries() const;
  std::vector<ReportRow> rows_with(const std::string& risk) const;
  const ReportRow* row(const std::string& person, const std::string& line, const std::string& about = {}) const;
  /// "risk about: rules" of every row, for short expectations.
  std::vector<std::string> told() const;
  /// "line from-to overpaid, left: cause".
  std::vector<std::string> overpaid() const;
  const Host& last() const { return *host_; }
  std::string settled_words() const;
  Cycle cycle() const { return cycle_; }
  Settings settings;
  Decided more_inputs;  // beside the exports, for every run

 private:
  void keep(Host& host, int period, const Rows& export_rows);
  void check_questions(const Rows& open, const Host& host) const;

  Cycle cycle_;
  std::optional<Host> host_;
  std::vector<std::pair<int, Rows>> exports_;  // by period; a corrected one takes the place of the first
  std::vector<std::pair<int, Rows>> paid_days_, debt_events_;
  Rows changes_, history_, overpayments_;
  int newest_ = -1;
  std::string settled_;
};

}  // namespace cwd_test
