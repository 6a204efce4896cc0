// The key of a matter, made from its facts alone: the same overpayment has the same key whoever lists it, in whatever order, under
// whatever headings, in whichever copy of the workbook. A finance system that holds the key refuses it a second time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/date.hpp"

namespace counterfoil::debtors {

enum class KeyForm { letters, digits };  // digits: some finance systems' line contexts accept nothing else

struct MatterFacts {
  std::string_view person_id;
  std::string_view line_id;  // or what stands for it: service, provider, payee
  DateSpan span;
  std::string_view cause;
  bool credit = false;  // a matter and its correction have the same days
};

/// "CF" and 26 letters and digits, or 29 digits: 130 or 96 bits of a SHA-256. With a million matters the chance that any two of
/// them share a key is below 1 in 10^27, or below 1 in 10^16 with digits.
std::string matter_key(const MatterFacts& facts, KeyForm form);
/// The key of an invoice that takes several matters together, from their keys in order.
std::string group_key(std::string_view keys, KeyForm form);

/// The key of one deduction of a matter: it goes to the payments team once.
std::string deduction_key(std::string_view matter, std::int64_t number, KeyForm form);

}  // namespace counterfoil::debtors
