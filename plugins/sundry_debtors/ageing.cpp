#include "ageing.hpp"

namespace counterfoil::debtors {

std::string_view band_word(Band band) {
  constexpr std::array<std::string_view, all_bands.size()> words{
      "Not yet released", "By deduction", "0 to 30 days", "31 to 60 days",         "61 to 90 days",
      "91 days or more",  "Paid",         "Credit notes", "Cancelled or withdrawn"};
  return words[static_cast<std::size_t>(band)];
}

std::optional<std::int64_t> age_of(const Registered& row, Date as_of) {
  if (!row.released_on || *row.released_on > as_of) return row.released_on ? std::optional<std::int64_t>{0} : std::nullopt;
  return (as_of - *row.released_on).count();
}

Band band_of(const Registered& row, Date as_of) {
  if (!row.withdrawn.empty() || row.is_cancelled()) return Band::closed;
  if (row.is_credit()) return Band::credit_notes;
  if (row.outstanding().count <= 0) return Band::paid;
  if (row.is_deduction()) return Band::by_deduction;
  const auto age = age_of(row, as_of);
  if (!age) return Band::not_released;
  if (*age <= 30) return Band::days_30;
  if (*age <= 60) return Band::days_60;
  return *age <= 90 ? Band::days_90 : Band::older;
}

}  // namespace counterfoil::debtors
