// The form of a UK postcode, as BS 7666 and Royal Mail describe it: A9, A99, AA9, AA99, A9A or AA9A, then 9AA; and GIR 0AA. Whether
// the postcode exists is not asked: that list is not ours to carry.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace counterfoil::debtors {

/// "SA31 1AA" of "sa311aa"; nothing where the form is not one.
std::optional<std::string> read_postcode(std::string_view text);

}  // namespace counterfoil::debtors
