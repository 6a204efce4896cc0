// Money paid for days on which nothing was due, where the export alone says how much: what may have to come back. A rule names it;
// whether it is recovered, a person decides.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"

namespace counterfoil::cwd {

struct Case;

/// More was paid on this line for these days than was due; nothing was, unless `correct` says so.
struct Overpayment {
  DateSpan span;          // first and last day, both included
  std::int64_t days = 0;  // of them, without days on which the line was suspended and rightly not paid
  Pence paid;
  std::string cause;  // part of the row's lasting key, so without figures and dates that may be put right later
  bool twice = false;
  Pence correct{};        // of what was paid, the part that was due
  bool of_period = true;  // money of this period's regular payment
  Pence recovered{};      // that the same export takes back
};
using Overpayments = std::vector<Overpayment>;

/// Adds to an entry of the same days and cause, or makes one.
void add_overpayment(Overpayments& overpaid, Overpayment more);

/// Of a surplus over what is due: whether it is, to the penny but for rounding, what the stated terms come to for `days` more.
/// Otherwise something else is wrong as well, and the amount is a matter for a person.
bool is_pay_for(const Case& each, Pence surplus, std::int64_t days);

/// How the cause begins where one service is paid on two lines.
inline constexpr std::string_view on_two_lines = "Paid twice: also on line ";

/// The whole line, in place of what else is named of it: the same money is paid on the line `also`, or by the same row again
/// (`also` empty). Not where this line has days that the other, running for `other`, does not: those may well be due.
void add_paid_twice(const Case& each, std::string_view also, std::optional<DateSpan> other, Overpayments& overpaid);

/// Takes out what is not to be named: all of it where the line has money taken back in this period or amounts that the export does
/// not state; and what was paid by date for days from the 18th birthday on, as the law may require it to continue until the adult
/// care decision is made.
void settle(const Case& each, Overpayments& overpaid);

}  // namespace counterfoil::cwd
