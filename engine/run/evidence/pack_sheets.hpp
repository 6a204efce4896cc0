// The sheets of index.xlsx, with their headings.
#pragma once

#include <string>
#include <string_view>

#include "counterfoil/date.hpp"
#include "report/listing.hpp"

namespace counterfoil::run {

/// The council's financial year, by the day in UTC.
struct EvidenceYear {
  std::string name;      // "2025-26"
  std::string from, to;  // "2025-04-01", "2026-03-31"
  DateSpan days;

  /// A time or a day that begins "2025-04-01".
  bool has(std::string_view time_utc) const { return time_utc.substr(0, 10) >= from && time_utc.substr(0, 10) <= to; }
  std::string in_words() const;  // "1 April 2025 to 31 March 2026"
};
/// Failure (usage) where the text is no such year.
EvidenceYear year_of(const std::string& text);

struct PackSheets {
  PackSheets(const EvidenceYear& year, const std::string& gathered);

  report::Listing files, checks, runs, acts, decisions, periods, reconciliation, settings, releases, ledger, not_read;
};

}  // namespace counterfoil::run
