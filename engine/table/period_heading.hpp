// What a heading says about a payment period, as teams write it ("P8", "w/e 09/11/2025", "Nov 25", "13/10-09/11"), and the same
// heading written for another period.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/date.hpp"

namespace counterfoil::table {

class PeriodHeading {
 public:
  /// Nothing when the text names no period. A number alone ("8") does not: in a row of headings it may be anything.
  static std::optional<PeriodHeading> read(std::string_view text);
  /// A date cell.
  static PeriodHeading of_date(Date date);

  /// How the heading is tied to the period that it stands for, as far as the text tells.
  enum class Tie : std::uint8_t {
    none,       // it does not stand for that period
    number,     // a running number: nothing says which period it is
    both_ends,  // "13/10-09/11"
    first_day,
    last_day,
    day_after,   // a payment date, days after the last day
    last_month,  // "November" for 13 October to 9 November
    first_month,
  };
  struct Tied {
    Tie tie = Tie::none;
    std::int64_t days = 0;  // of day_after
  };
  Tied tie_to(DateSpan period) const;

  /// The heading for another period, numbers moved on by `steps`; nothing where the tie does not say how.
  std::optional<std::string> write_for(DateSpan period, Tied tie, std::int64_t steps = 1) const;
  /// The day that a date cell shows for another period.
  static std::optional<Date> day_for(DateSpan period, Tied tie);

  /// Whether it names a day or a month; else only a running number.
  bool has_dates() const { return !dates_.empty(); }
  /// Nothing stands beside the period but signs and words for being paid in one: "P8", "w/e 09/11/2025", "Paid 14/11/2025"; not
  /// "P8 checked by", "Budget P1", or "P1-P3", which are several.
  bool only_a_period() const;

  /// The running number, where there is one ("P8").
  std::optional<std::int64_t> number() const;
  /// The order of headings of one team: by date where there is one, else by number; nothing where neither is whole.
  std::optional<std::int64_t> order() const;
  /// Both name the same period in the same manner, however it is written.
  bool same_as(const PeriodHeading& other) const;

 private:
  enum class Kind : std::uint8_t { literal, day, month_digits, month_name, year, number };
  struct Piece {
    Kind kind = Kind::literal;
    std::string text;
    std::int64_t value = 0;
    unsigned date = 0;  // which of the dates it belongs to
  };
  struct DateParts {
    std::optional<unsigned> day;
    unsigned month = 0;
    std::optional<int> year;
  };
  friend class PeriodHeadingReader;
  static bool fits(const DateParts& parts, Date date);
  static bool fits_month(const DateParts& parts, Date date);

  std::vector<Piece> pieces_;
  std::vector<DateParts> dates_;
};

}  // namespace counterfoil::table
