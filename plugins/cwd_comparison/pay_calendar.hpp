// What the team knows beforehand of weeks that are paid more or fewer in a period (birthday, festival, holiday, a period with five
// pay days), and of days that are paid earlier or later than in their own period (Christmas).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/date.hpp"
#include "counterfoil/notes.hpp"
#include "counterfoil/plugin.hpp"
#include "counterfoil/quantity.hpp"

namespace counterfoil::cwd {

class PayCalendar {
 public:
  PayCalendar() = default;
  /// The table, where it was given. Rows that say neither weeks nor a pay day become notes.
  PayCalendar(const plugin::Run& run, Notes& notes);
  bool empty() const { return rows_.empty(); }

  struct Weeks {
    std::vector<Quantity> numbers;  // that a line may be paid more (below nought: fewer): of each row, and of all of them
    std::string words;              // "Festival week"
  };
  /// Rows for the service (plain words) whose days fall into the period.
  std::optional<Weeks> weeks_in(std::string_view service, DateSpan period) const;

  /// Whether these days are paid on a day of the period; nothing, or why: "Christmas" or "".
  std::optional<std::string> paid_in(std::string_view service, DateSpan days, DateSpan period) const;
  /// Whether these days are paid after the period.
  std::optional<std::string> paid_later(std::string_view service, DateSpan days, DateSpan period) const;

 private:
  struct Row {
    std::string service;  // plain; empty: all
    DateSpan days;
    std::optional<Quantity> weeks;
    std::optional<Date> paid_on;
    std::string reason;
  };
  const Row* moved(std::string_view service, DateSpan days) const;

  std::vector<Row> rows_;
};

}  // namespace counterfoil::cwd
