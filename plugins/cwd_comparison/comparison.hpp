// The whole comparison: two exports in, every line judged.
#pragma once

#include <functional>

#include "bridge.hpp"
#include "judge.hpp"
#include "paid_lines.hpp"

namespace counterfoil::cwd {

/// A line as it appears in the report.
struct ReportLine {
  Pair pair;
  Class which = Class::unchanged;
};

/// A line that goes on the Changes sheet.
struct Change {
  std::uint32_t line = 0;  // index into Result::lines
  Judgement judgement;
};

/// A row to remember. The control amount is what the engine holds the memory to.
struct KeptPayment {
  PastPayment payment;
  Pence control;
  std::string payee, service;  // in plain words
};
struct KeptLine {
  std::string person_id, line_id;
  KeptPayment one;
};

struct Result {
  People people;
  Export previous, current;
  std::vector<ReportLine> lines;           // in the order of person and line id
  std::vector<Followed> followed;          // by line: what the rules that look back found
  std::vector<Change> changes;             // highest risk first
  std::vector<KeptLine> kept_of_previous;  // last period's export, where no run has remembered it
  std::size_t not_known = 0;               // lines of this period of which it is not known what was due
  Bridge bridge;

  std::string_view person_id(const Pair& pair) const;
  /// The id to show: this period's where the line has one, the longer where zeros were lost, "4501 (2)" for the second of one key.
  std::string line_id(const Pair& pair) const;
};

class Acceptances;

/// Called with rows done and rows in all; throws to stop.
using Progress = std::function<void(std::uint64_t, std::uint64_t)>;

/// What a comparison is held against, beside the two exports. The memory gains last period's export, and the debts what this
/// period's takes back.
struct Background {
  const ApprovedRates& approved;
  const Acceptances& accepted;
  const PastDecisions& decisions;
  const AdultDecisions& adult;
  const PayCalendar& calendar;
  Memory& memory;
  Debts& debts;
};

Result compare(const Payments& previous, DateSpan before, const Payments& current, DateSpan now, const Background& background,
               const Settings& settings, Notes& notes, const Progress& progress);

}  // namespace counterfoil::cwd
