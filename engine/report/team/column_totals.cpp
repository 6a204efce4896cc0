#include "report/team/column_totals.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "report/team/formula_calls.hpp"
#include "xlsx/formula_references.hpp"

namespace counterfoil::report {

namespace {

constexpr std::size_t deepest = 20;  // totals of totals

class Totalling {
 public:
  explicit Totalling(const ColumnCells& cells) : cells_(cells) {}

  std::optional<ColumnTotal> formula(std::uint32_t row, std::size_t depth) const {
    const auto found = cells_.formulas.find(row);
    if (found == cells_.formulas.end() || depth > deepest) return std::nullopt;
    ColumnTotal total;
    std::string_view rest = found->second;
    std::int64_t sign = 1;
    while (!rest.empty()) {
      if (rest.front() == '+' || rest.front() == '-' || rest.front() == ' ') {
        if (rest.front() == '-') sign = -1;
        rest.remove_prefix(1);
        continue;
      }
      const std::size_t end = end_of_term(rest);
      const auto term = this->term(rest.substr(0, end), depth);
      if (!term) return std::nullopt;
      total.pence += sign * term->pence;
      total.rows.insert(term->rows.begin(), term->rows.end());
      sign = 1;
      rest.remove_prefix(end);
    }
    return total;
  }

 private:
  static std::size_t end_of_term(std::string_view text) {
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == '(') ++depth;
      if (text[at] == ')' && depth > 0) --depth;
      if (depth == 0 && (text[at] == '+' || text[at] == '-')) return at;
    }
    return text.size();
  }

  std::optional<ColumnTotal> term(std::string_view text, std::size_t depth) const {
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
      total.pence += part->pence;
      total.rows.insert(part->rows.begin(), part->rows.end());
    }
    return total;
  }

  /// A single cell or range of the column.
  std::optional<ColumnTotal> references(std::string_view text, std::size_t depth, bool without_subtotals) const {
    const auto found = xlsx::find_references(text);
    if (found.size() != 1 || found[0].begin != 0 || found[0].end != text.size() || found[0].sheet || found[0].foreign)
      return std::nullopt;
    const xlsx::RangeReference& area = found[0].area;
    if (area.first.column != cells_.column || area.last.column != cells_.column) return std::nullopt;
    ColumnTotal total;
    const auto within = [&](std::uint32_t row) { return row >= area.first.row && row <= area.last.row; };
    for (const auto& [row, pence] : cells_.people)
      if (within(row)) {
        total.pence += pence;
        total.rows.insert(row);
      }
    for (const auto& [row, pence] : cells_.typed)
      if (within(row)) total.pence += pence;
    for (const auto& [row, formula] : cells_.formulas) {
      if (!within(row) || (without_subtotals && formula.find("SUBTOTAL(") != std::string::npos)) continue;
      const auto other = this->formula(row, depth + 1);
      if (!other) return std::nullopt;
      total.pence += other->pence;
      total.rows.insert(other->rows.begin(), other->rows.end());
    }
    return total;
  }

  const ColumnCells& cells_;
};

}  // namespace

std::optional<ColumnTotal> column_total(const ColumnCells& cells, std::uint32_t row) { return Totalling{cells}.formula(row, 0); }

}  // namespace counterfoil::report
