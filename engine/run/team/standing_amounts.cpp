#include "run/team/standing_amounts.hpp"

#include "counterfoil/money.hpp"

namespace counterfoil::run {

namespace {

std::int64_t amount_in(const std::map<std::uint32_t, std::int64_t>& amounts, std::uint32_t row) {
  const auto found = amounts.find(row);
  return found == amounts.end() ? 0 : found->second;
}

}  // namespace

StandingAmounts compare_standing(const TeamSheet& sheet, const std::vector<std::uint32_t>& rows, std::uint32_t column,
                                 const std::map<std::uint32_t, std::int64_t>& now,
                                 const std::map<std::uint32_t, std::int64_t>* told_before) {
  StandingAmounts out;
  for (const std::uint32_t row : rows) {
    const xlsx::ParsedCell* cell = sheet.cell(row, column);
    const std::int64_t paid = amount_in(now, row);
    const bool empty = !cell || (!cell->has_formula && (!cell->has_value || cell->value.empty()));
    if (empty) {
      if (paid != 0) ++out.filled;
      continue;
    }
    const auto pence = sheet.pence(row, column);
    if (pence && *pence == paid) {
      out.same.push_back(row);
      continue;
    }
    StandingCell found{row, pence ? format_pounds(Pence{*pence}) : sheet.text(row, column), paid, pence.value_or(0)};
    const bool ours = pence && !cell->has_formula && told_before && *pence == amount_in(*told_before, row);
    (ours ? out.corrected : out.left).push_back(std::move(found));
  }
  return out;
}

}  // namespace counterfoil::run
