// The periods of which a run knows every amount: those that earlier exports left in the workbook's memory, and the two of the
// exports in hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/date.hpp"
#include "report/memory.hpp"
#include "report/team_rows.hpp"

namespace counterfoil::run {

/// The two periods of a run.
struct PeriodsCompared {
  std::string current_words;  // as the record names it: "10 Nov to 7 Dec 2025"
  std::optional<DateSpan> previous, current;
};

/// What one export said; texts are borrowed from the memory or the report.
struct KnownPeriod {
  std::int64_t place = 0;               // how many periods after the run's; less than nought: before it
  std::optional<DateSpan> span;         // nothing where the exports do not say
  std::string words;                    // for people
  std::vector<report::PaidLine> lines;  // `current` holds the amount
};

/// How many periods `to` comes after `from`; less than nought: before it. Periods follow each other without a gap, all of the
/// length of `from`, or a month each.
std::int64_t periods_between(const DateSpan& from, const DateSpan& to);

struct KnownPeriods {
  std::vector<KnownPeriod> all;               // one a place, from the oldest; those of the exports in hand as these say
  std::vector<report::PaidLine> told_before;  // of this run's period, as an earlier run was told; empty: there was none
};

/// `lines`: of the report, both periods. `memory` may be null, and is as it was before this run; `spec` says what it keeps.
KnownPeriods known_periods(const report::MemorySpec* spec, const report::Memory* memory, const std::vector<report::PaidLine>& lines,
                           const PeriodsCompared& periods);

}  // namespace counterfoil::run
