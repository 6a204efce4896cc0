// The export of care package lines: its rows as prices, gathered into lines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/notes.hpp"
#include "counterfoil/plugin.hpp"
#include "line_prices.hpp"
#include "uplift_settings.hpp"
#include "vocabulary.hpp"

namespace counterfoil::uplift {

inline constexpr Date open_start = Date{std::chrono::days{-1'000'000}};
inline constexpr Date open_end = Date{std::chrono::days{4'000'000}};
inline constexpr std::chrono::days one_day{1};

/// One row of the export: a price of a line and the days on which it applies.
struct PriceRow {
  std::uint32_t row = 0;
  DateSpan days;  // on which both the service and the price run
  std::optional<Date> service_start, price_start;
  DateSpan suspended{open_end, open_start};  // empty: last < first
  LinePrice price;
  Frequency frequency = Frequency::blank;
  Pence control;  // what the engine counts of this row
  Vocabulary::Id service_type = 0, service = 0, provider = 0, provider_id = 0, contract = 0, framework = 0, unit = 0;

  /// The day on which this price was agreed at the latest.
  Date agreed() const { return std::max(service_start.value_or(open_start), price_start.value_or(open_start)); }
};

/// A line: the same line id of the same person, its prices in order of their days.
struct CareLine {
  std::string_view id, person;
  std::uint32_t first = 0;  // of CareLines::prices
  std::uint32_t count = 0;
  std::string_view trouble = {};  // between its rows: overlapping or repeated prices
};

/// Columns that are only read to be handed out again.
struct LineColumns {
  plugin::Column service_type, service, provider, provider_id, unit, region, date_of_birth, cost_centre, subjective;
};

struct CareLines {
  std::vector<PriceRow> prices;  // line by line
  std::vector<CareLine> lines;   // by person and id
  LineColumns columns;
  bool ids_repeat = false;  // one line id belongs to several persons

  std::span<const PriceRow> prices_of(const CareLine& line) const { return std::span{prices}.subspan(line.first, line.count); }
};

/// Whether payments are made by this unit (as plain_unit() writes it); one that is not given counts as known.
bool known_unit(const std::string& unit, const Settings& settings);

/// Reads the input "lines". What cannot be right is noted (blocking); what keeps single lines from being uplifted stands with them.
CareLines read_care_lines(const plugin::Run& run, const Settings& settings, Vocabulary& words, Notes& notes);

}  // namespace counterfoil::uplift
