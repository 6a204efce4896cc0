// Rows to care package lines. A line is person + line id, rolled up over its price periods (plugins/domain.md).
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/notes.hpp"
#include "payments/paid_row.hpp"
#include "payments/people.hpp"

namespace counterfoil::payments {

/// Rows of one key that cannot be price periods of one line, because they overlap or repeat each other, become lines of their own.
enum class Repeat : std::uint8_t {
  none,
  exact,        // every row of this line repeats a row of the key's first line: same dates, same amount
  overlapping,  // same key and overlapping days, but not the same row
};

struct Line {
  std::uint32_t person = 0;
  std::uint32_t first = 0;  // its rows in Export::rows
  std::uint32_t count = 0;
  std::uint32_t head = 0;  // the row that describes it: the latest price period of this period
  std::string_view id;     // as the export has it, or the substitute for a blank one
  bool substitute = false;
  Repeat repeat = Repeat::none;
};

struct Export {
  Payments payments;
  DateSpan period;
  std::vector<PaidRow> rows;  // ordered by person, line and price period
  std::vector<Line> lines;    // ordered by person and line id
  std::deque<std::string> substitutes;

  std::span<const PaidRow> rows_of(const Line& line) const { return {rows.data() + line.first, line.count}; }
  const PaidRow& head_of(const Line& line) const { return rows[line.head]; }
  std::size_t head_row(const Line& line) const { return rows[line.head].row; }
};

/// The paid amount of a line and its kinds: regular + one_off + adjustment == paid.
struct Paid {
  Pence paid, regular, one_off, adjustment;
};
Paid paid_of(std::span<const PaidRow> rows);

/// A blank line id is replaced by service, provider and payee, marked so that nobody takes it for an id.
Export roll_up(const Payments& payments, const std::vector<std::uint32_t>& people, const People& directory, DateSpan period,
               const Conventions& conventions, Notes& notes);

}  // namespace counterfoil::payments
