#include "postcode.hpp"

#include <array>

#include "debtor_texts.hpp"

namespace counterfoil::debtors {

std::optional<std::string> read_postcode(std::string_view text) {
  const std::string whole = in_capitals(plain(text));
  if (whole.size() < 5 || whole.size() > 7) return std::nullopt;
  std::string form;
  for (const char character : whole) form += character >= '0' && character <= '9' ? '9' : 'A';
  for (const char character : whole)
    if (static_cast<unsigned char>(character) >= 0x80) return std::nullopt;
  const std::string outward = form.substr(0, form.size() - 3);
  // The letters C, I, K, M, O and V never stand in the inward part: they are mistaken for others.
  if (form.substr(form.size() - 3) != "9AA" || whole.find_first_of("CIKMOV", whole.size() - 2) != std::string::npos)
    return std::nullopt;
  constexpr std::array<std::string_view, 6> forms{"A9", "A99", "AA9", "AA99", "A9A", "AA9A"};
  bool known = whole == "GIR0AA";
  for (const std::string_view each : forms) known = known || outward == each;
  if (!known) return std::nullopt;
  return whole.substr(0, whole.size() - 3) + " " + whole.substr(whole.size() - 3);
}

}  // namespace counterfoil::debtors
