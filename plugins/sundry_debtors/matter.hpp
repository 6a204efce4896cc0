// One matter: days of one line that were overpaid once, and what becomes of the money.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "debtor_list.hpp"
#include "overpayment_list.hpp"

namespace counterfoil::debtors {

/// Where the money goes. The first three are raised; all others are listed on Not raised with the reason.
enum class Route {
  deduct,
  invoice,
  credit_note,
  below_de_minimis,
  write_off,
  to_complete,
  on_hold,
  left_out,
  not_confirmed,
  raised_before,
  listed_twice,
  nothing,
};
inline constexpr std::size_t route_count = 12;
std::string_view route_word(Route route);
inline bool is_raised(Route route) { return route <= Route::credit_note; }

struct Matter {
  const Overpayment* of = nullptr;
  const Debtor* debtor = nullptr;
  std::string key;
  DateSpan span;
  std::int64_t days = 0;
  std::optional<Pence> paid, correct;
  Pence amount;
  std::optional<Date> recoverable_by;
  Route route = Route::nothing;
  std::string reasons;    // why this route, in sentences
  std::string question;   // what a person must find out; may be empty
  std::string asked;      // the route that a reviewer asked for
  std::string invoice;    // the invoice that the matter goes on
  std::string credit_of;  // the matter that a credit note takes back; empty: on account
  std::string vat_code, cost_centre, account_code;
};

/// Settles a matter's route with its reason in words.
void settle(Matter& matter, Route route, std::string_view reason);

}  // namespace counterfoil::debtors
