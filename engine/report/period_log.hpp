// Which exports were run into a workbook, period by period and in the order of the runs: what was compared first, what took its
// place later and by which lines. Two tables of the record, "periods:exports" and "periods:lines". The first has no person in it
// and is kept as long as the workbook; the lines go when the memory lets their period go.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/record.hpp"

namespace counterfoil::report {

inline constexpr std::string_view period_log_prefix = "periods:";

struct PeriodExport {
  enum class Kind : std::uint8_t {
    begun,     // taken as the period before by the first run, and never compared itself
    held,      // remembered before the log began: what stood there earlier is not known
    compared,  // for the first time
    restated,  // another export of days that had been compared
  };
  Kind kind = Kind::compared;
  std::int64_t first = 0;  // days since 1970-01-01
  std::int64_t last = 0;
  std::string period;  // in words
  std::string run;     // empty: not known
  std::string day;     // of the run, "2026-02-13"; empty: not known
  std::string sha256;
  std::uint64_t rows = 0;
  std::optional<std::int64_t> control;  // pence
  std::uint64_t again = 0;              // how often the same export was run again
  std::string again_run;                // the last time
  std::optional<std::int64_t> queried;  // pence, as the task said them of this period
  std::optional<std::int64_t> overpaid;
  std::optional<std::int64_t> recovered;

  bool same_days(const PeriodExport& other) const { return first == other.first && last == other.last; }
};

/// A line whose money a restatement changed.
struct RestatedLine {
  std::size_t of = 0;  // index of the restating export
  std::string person_id, line_id;
  std::optional<std::int64_t> before;  // pence; nothing: the line was not there
  std::optional<std::int64_t> after;
};

struct PeriodLog {
  std::vector<PeriodExport> exports;  // in the order of the runs
  std::vector<RestatedLine> lines;

  /// The last export of these days; nullptr: none.
  PeriodExport* latest(std::int64_t first, std::int64_t last);
  /// Is it what stands for its days now? Not where another one took its place, or where the same file was run as other days since.
  bool stands(std::size_t at) const;

  std::vector<RecordTable> tables() const;
};

/// Empty where the record has none; nothing where it does not read.
std::optional<PeriodLog> read_period_log(const Record& record);

/// The log of one copy with what the other copy's has besides. False where one of the two does not read.
bool merge_period_logs(Record& lead, const Record& other);

}  // namespace counterfoil::report
