// The formulas of one table: as text for a cell of a given row, and as the value that they come to there.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/merge/formula_value.hpp"
#include "report/merge/merge_context.hpp"

namespace counterfoil::report {

class TableFormulas {
 public:
  /// Tables must be where they will stay. `rows`: how many this table will have.
  TableFormulas(MergeContext& context, const LocatedTable& table, std::uint32_t rows, std::uint32_t current_period_column = 0,
                std::uint32_t previous_period_column = 0);

  struct Formula {
    FormulaValue value;
    struct Piece {
      std::string text;
      enum class Row : std::uint8_t { none, own, above } row = Row::none;  // the row number that follows the text
    };
    std::vector<Piece> pieces;
    bool reads_reviewers = false;  // its value changes with what people type or with a release, by way of other formulas too
  };

  /// nullptr: a cell of this column holds no formula in the row with this key.
  const Formula* at(std::size_t column, std::string_view key) const;
  bool any() const { return any_; }
  static void expand(const Formula& formula, std::uint32_t row, std::string& out);

 private:
  Formula compile(MergeContext& context, const LocatedTable& table, std::string_view text, std::uint32_t rows) const;
  std::string fixed_reference(MergeContext& context, const LocatedTable& own, const FormulaReference& reference,
                              std::uint32_t rows) const;

  std::uint32_t current_period_column_;
  std::uint32_t previous_period_column_;
  bool any_ = false;
  std::vector<std::optional<Formula>> formulas_;
  std::vector<std::map<std::string, std::optional<Formula>, std::less<>>> row_formulas_;
};

/// The cells of one row as its formulas see them.
class RowValues : public FormulaSource {
 public:
  RowValues(MergeContext& context, const LocatedTable& table, const TableFormulas& formulas);

  void begin(std::string_view key);
  void set(std::size_t column, Scalar cell) { cells_[column] = cell; }
  void set_periods(Scalar current, Scalar previous) {
    current_period_ = current;
    previous_period_ = previous;
  }
  /// The cell's value: what was set, or what its formula comes to (in whole pence where the column is of pence).
  Scalar value(std::size_t column);
  /// Hands the row's cells to the columns that other formulas read.
  void store();

  Scalar cell(const FormulaReference& reference) override;
  std::span<const Scalar> column(const FormulaReference& reference) override;
  std::span<const Scalar> stretch(const FormulaReference& from, const FormulaReference& to) override;

 private:
  MergeContext& context_;
  const LocatedTable& table_;
  const TableFormulas& formulas_;
  std::string key_;
  std::vector<Scalar> cells_;
  std::vector<std::uint8_t> state_;  // of a formula's cell: 0 not worked out, 1 being worked out, 2 done
  std::vector<std::vector<Scalar>*> stored_;
  Scalar current_period_;
  Scalar previous_period_;
};

Scalar scalar_of(const Value& value, ColumnKind kind, bool dates_from_1904);
Scalar scalar_of(const xlsx::ParsedCell* cell);

}  // namespace counterfoil::report
