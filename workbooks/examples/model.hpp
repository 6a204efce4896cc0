// The invented council: children, care package lines, and what each line is paid in each period. Worked out here by the generator's
// own arithmetic, without the engine, so that the expected figures are independent of what is tested against them.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace examples {

using Day = std::chrono::sys_days;

inline Day day(int year, unsigned month, unsigned day_of_month) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day_of_month};
}

struct Period {
  Day from;
  Day to;  // the last day paid for
};

inline constexpr std::size_t period_count = 3;
const std::array<Period, period_count>& periods();  // three runs of four weeks, Monday to Sunday

struct Person {
  std::string id;
  std::string forename;
  std::string surname;
  Day born;
  std::string house;
  std::string street;
  std::string postcode;
  std::string reason;
};

/// A price of a line: a rate in pence and a quantity in hundredths of the unit for each `frequency`.
struct Price {
  Day from;
  std::optional<Day> to;
  std::int64_t rate = 0;
  std::int64_t quantity = 100;
};

/// One care package line as the finance system holds it when a period is paid.
struct Line {
  std::string id;
  std::string service_type;
  std::string service;
  std::string unit;
  std::string provider;
  std::string payee;
  std::string payee_id;
  std::string frequency = "Weekly";  // Weekly, 4-weekly, Monthly, One-off
  std::string payment_type = "Payment";
  Day start;
  std::optional<Day> end;
  std::vector<Price> prices;
  std::optional<Day> suspended_from;
  std::optional<Day> suspended_to;
  std::optional<std::int64_t> paid;  // pence, where a person typed it over what the price gives
  std::int64_t adjustment = 0;       // pence; one more row of the same line when it is not nought
  std::optional<Day> adjusted_from;
  std::optional<Day> adjusted_to;
};

/// A line through the three periods; empty where the export does not list it.
struct Story {
  std::size_t person = 0;
  std::string suffix = {};  // " (2)": the line id stands twice in the export, and this is how the second is told from the first
  std::array<std::optional<Line>, period_count> at = {};
};

/// One row of an export.
struct Row {
  std::size_t person = 0;
  const Line* line = nullptr;
  Price price;
  std::string payment_type;
  std::int64_t cost = 0;  // pence for each frequency
  std::int64_t net = 0;   // pence paid in the period
  std::optional<Day> adjusted_from;
  std::optional<Day> adjusted_to;
};

/// Rate times quantity, in pence, half up.
std::int64_t cost_of(const Price& price);

/// The rows that this line has in the export of that period.
std::vector<Row> rows_of(const Story& story, std::size_t period);

/// What the line comes to in that period; nought where it is not listed.
std::int64_t paid_in(const Story& story, std::size_t period);

/// Half up, away from nought.
std::int64_t divided_half_up(std::int64_t dividend, std::int64_t divisor);

/// A small generator of numbers that gives the same ones everywhere (splitmix64).
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

 private:
  std::uint64_t state_;
};

std::string uk_date(Day value);                              // 09/11/2025
std::string optional_date(const std::optional<Day>& value);  // as uk_date, or nothing
std::string iso_date(Day value);                             // 2025-11-09
std::string long_date(Day value);                            // 9 November 2025
std::string pounds(std::int64_t pence);                      // -1234.56
std::string hundredths(std::int64_t value);                  // 7.50

struct World {
  std::vector<Person> people;
  std::vector<Story> stories;
  int last_line = 4501000;
  std::string new_line_id() { return std::to_string(last_line += 13); }
};

}  // namespace examples
