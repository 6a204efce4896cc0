// Money and quantities as people type them.
//
// Accepted: a pound sign or GBP, thousands commas or spaces in groups of three, a minus before or behind, brackets for a minus,
// CR behind or before for a minus (a credit: money coming back to the council) and DR for none, "%" for quantities, and a lone dash
// for nothing, as Excel's accounting format shows it, and a plus in front. A pound sign that a change of character sets garbled
// counts as one. Everything else is refused: no other currency, no decimal comma, no words behind.
#pragma once

#include <optional>
#include <string_view>

#include "table/decimal.hpp"

namespace counterfoil::table {

struct AmountText {
  Decimal value;
  bool dash = false;           // a lone dash, read as nothing
  bool pound_damaged = false;  // the pound sign was garbled by a change of character sets
};

std::optional<AmountText> read_amount_text(std::string_view text, bool percent_allowed);

/// Without spaces of any kind (no-break and zero-width ones too) at either end.
std::string_view trim_text(std::string_view text);

}  // namespace counterfoil::table
