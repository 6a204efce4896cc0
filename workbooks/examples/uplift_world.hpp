// The invented council's care package lines before its uplift of April 2025, and what should become of each: worked out here by the
// generator's own arithmetic in whole pence, without the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model.hpp"

namespace examples {

/// One row of the export of lines.
struct UpliftRow {
  std::string line, person, service_type, service, provider, provider_id, contract, framework, unit, frequency = "Weekly";
  std::optional<Day> born;
  Day start;
  std::optional<Day> end, price_start, price_end, suspended_from, suspended_to;
  std::optional<std::int64_t> rate;      // pence
  std::optional<std::int64_t> quantity;  // hundredths of the unit, a week
  std::int64_t weekly = 0;               // pence
};

/// What is expected of a line: its new rate, or why it has none.
struct UpliftExpected {
  std::string line, result, finding, rule;
  std::int64_t old_rate = 0, new_rate = 0;  // pence
  std::int64_t weekly_before = 0, weekly_after = 0;
};

/// A payment already made, and what is expected of it; `standing` is empty where none is.
struct UpliftPayment {
  std::string line;
  Day from, to;
  std::int64_t paid = 0;
  std::string standing;
  std::int64_t recalculated = 0;
};

struct UpliftWorld {
  Day effective;
  std::vector<UpliftRow> rows;
  std::vector<UpliftExpected> expected;
  std::vector<UpliftPayment> payments;
};

UpliftWorld uplift_world();

inline constexpr const char* uplift_lines_file = "Care package lines March 2025.csv";
inline constexpr const char* uplift_rules_file = "Uplift rules 2025-26.xlsx";
inline constexpr const char* uplift_paid_file = "Payments 7 Apr to 1 Jun 2025.csv";

void write_uplift_lines_csv(const UpliftWorld& world, const std::string& path);
void write_uplift_paid_csv(const UpliftWorld& world, const std::string& path);
void write_uplift_rules_xlsx(const std::string& path);
void write_uplift_planted_json(const UpliftWorld& world, const std::string& path);

}  // namespace examples
