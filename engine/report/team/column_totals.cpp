#include "report/team/column_totals.hpp"

#include <map>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "counterfoil/money.hpp"
#include "report/team/formula_calls.hpp"
#include "xlsx/formula_references.hpp"

namespace counterfoil::report {

namespace {

constexpr std::size_t deepest = 100;  // totals of totals

/// std::overflow_error beyond any amount.
void take_in(ColumnTotal& total, const ColumnTotal& part, std::int64_t sign = 1) {
  const Pence sum{total.pence}, more{part.pence};
  total.pence = (sign < 0 ? sum - more : sum + more).count;
  total.rows.insert(part.rows.begin(), part.rows.end());
}

class Totalling {
 public:
  explicit Totalling(const ColumnCells& cells) : cells_(cells) {}

  /// Each row is worked out once, whatever many totals take it in; one that comes back to itself is not worked out.
  std::optional<ColumnTotal> formula(std::uint32_t row, std::size_t depth) {
    const auto found = cells_.formulas.find(row);
    if (found == cells_.formulas.end() || depth > deepest) return std::nullopt;
    const auto [known, fresh] = known_.try_emplace(row);
    if (fresh) known->second = worked_out(found->second, depth);
    return known->second;
  }

 private:
  std::optional<ColumnTotal> worked_out(std::string_view rest, std::size_t depth) {
    ColumnTotal total;
    std::int64_t sign = 1;
    while (!rest.empty()) {
      if (rest.front() == '+' || rest.front() == '-' || rest.front() == ' ') {
        if (rest.front() == '-') sign = -sign;
        rest.remove_prefix(1);
        continue;
      }
      const std::size_t end = end_of_term(rest);
      const auto term = this->term(rest.substr(0, end), depth);
      if (!term) return std::nullopt;
      take_in(total, *term, sign);
      sign = 1;
      rest.remove_prefix(end);
    }
    return total;
  }

  static std::size_t end_of_term(std::string_view text) {
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == '(') ++depth;
      if (text[at] == ')' && depth > 0) --depth;
      if (depth == 0 && (text[at] == '+' || text[at] == '-')) return at;
    }
    return text.size();
  }

  std::optional<ColumnTotal> term(std::string_view text, std::size_t depth) {
    while (text.ends_with(' ')) text.remove_suffix(1);
    const auto calls = find_calls(text);
    if (calls.empty()) return references(text, depth, false);
    const bool sum = calls.size() == 1 && calls[0].name == "SUM" && text.starts_with("SUM(") && text.ends_with(')');
    const bool subtotal = calls.size() == 1 && calls[0].name == "SUBTOTAL" && text.starts_with("SUBTOTAL(") && text.ends_with(')');
    if (!sum && !subtotal) return std::nullopt;
    ColumnTotal total;
    for (std::size_t at = 0; at < calls[0].arguments.size(); ++at) {
      const std::string_view argument =
          text.substr(calls[0].arguments[at].first, calls[0].arguments[at].second - calls[0].arguments[at].first);
      if (subtotal && at == 0) {
        if (argument != "9" && argument != "109") return std::nullopt;
        continue;
      }
      const auto part = references(argument, depth, subtotal);
      if (!part) return std::nullopt;
      take_in(total, *part);
    }
    return total;
  }

  /// A single cell or range of the column.
  std::optional<ColumnTotal> references(std::string_view text, std::size_t depth, bool without_subtotals) {
    const auto found = xlsx::find_references(text);
    if (found.size() != 1 || found[0].begin != 0 || found[0].end != text.size() || found[0].sheet || found[0].foreign)
      return std::nullopt;
    const xlsx::RangeReference& area = found[0].area;
    if (area.first.column != cells_.column || area.last.column != cells_.column) return std::nullopt;
    ColumnTotal total;
    const auto within = [&](std::uint32_t row) { return row >= area.first.row && row <= area.last.row; };
    for (const auto& [row, pence] : cells_.people)
      if (within(row)) take_in(total, {pence, {row}});
    for (const auto& [row, pence] : cells_.typed)
      if (within(row)) take_in(total, {pence, {}});
    for (const auto& [row, formula] : cells_.formulas) {
      if (!within(row) || (without_subtotals && formula.find("SUBTOTAL(") != std::string::npos)) continue;
      const auto other = this->formula(row, depth + 1);
      if (!other) return std::nullopt;
      take_in(total, *other);
    }
    return total;
  }

  const ColumnCells& cells_;
  std::map<std::uint32_t, std::optional<ColumnTotal>> known_;  // none while it is being worked out, too
};

}  // namespace

std::optional<ColumnTotal> column_total(const ColumnCells& cells, std::uint32_t row) {
  try {
    return Totalling{cells}.formula(row, 0);
  } catch (const std::overflow_error&) {
    return std::nullopt;
  }
}

}  // namespace counterfoil::report
