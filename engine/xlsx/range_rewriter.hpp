// What becomes of ranges and references when rows of a sheet move, change order, or a table grows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "xlsx/cell_reference.hpp"
#include "xlsx/formula_references.hpp"

namespace counterfoil::xlsx {

class RangeMap {
 public:
  virtual ~RangeMap() = default;
  /// Where a range of the sheet comes to lie (a merge, one of a validation's); nothing when nothing is left of it.
  virtual std::optional<RangeReference> area(const RangeReference& range) const = 0;
  /// For references in formulas; `own`: the formula's cell where it stands on the same sheet. Nothing: it stays as it is.
  virtual std::optional<ReferenceChange> reference(const FormulaReference& reference, std::optional<CellReference> own) const = 0;
  /// False for formulas whose references cannot change, found out by a glance.
  virtual bool may_change(std::string_view) const { return true; }
  /// Where a row that nothing but a drawing or a page break is tied to comes to lie.
  virtual std::uint32_t row(std::uint32_t row) const = 0;
  /// Formulas that count from a cell (a conditional format's) follow when that cell moves.
  virtual bool copies_formulas() const { return false; }
};

/// Every row from `first` on moves by `by`; as Excel does when rows are inserted or deleted above.
class RowShift final : public RangeMap {
 public:
  RowShift(std::uint32_t first, std::int64_t by) : first_(first), by_(by) {}
  std::optional<RangeReference> area(const RangeReference& range) const override;
  std::optional<ReferenceChange> reference(const FormulaReference& reference, std::optional<CellReference> own) const override;
  std::uint32_t row(std::uint32_t row) const override;

 private:
  std::optional<RangeReference> rows(RangeReference range) const;

  std::uint32_t first_;
  std::int64_t by_;
};

/// A table's rows, and perhaps its columns, became more or fewer; see SheetEditor::resize_region.
class RegionResize final : public RangeMap {
 public:
  RegionResize(RangeReference was, RangeReference now) : was_(was), now_(now) {}
  std::optional<RangeReference> area(const RangeReference& range) const override;
  std::optional<ReferenceChange> reference(const FormulaReference& reference, std::optional<CellReference> own) const override;
  bool may_change(std::string_view expression) const override { return expression.find(':') != std::string_view::npos; }
  std::uint32_t row(std::uint32_t row) const override { return row; }

 private:
  RangeReference was_;
  RangeReference now_;
};

/// Rows first..last change places or go; what lies within one of them goes too.
class RowOrder final : public RangeMap {
 public:
  using NewRow = std::function<std::optional<std::uint32_t>(std::uint32_t)>;
  RowOrder(std::uint32_t first, std::uint32_t last, const NewRow& new_row) : first_(first), last_(last), new_row_(new_row) {}
  std::optional<RangeReference> area(const RangeReference& range) const override;
  std::optional<ReferenceChange> reference(const FormulaReference&, std::optional<CellReference>) const override { return std::nullopt; }
  std::uint32_t row(std::uint32_t row) const override { return row; }
  bool copies_formulas() const override { return true; }

 private:
  std::uint32_t first_;
  std::uint32_t last_;
  const NewRow& new_row_;
};

/// A list of ranges with spaces between ("A1:B2 D5"). Nothing when none is left. What cannot be read stays.
std::optional<std::string> map_range_list(std::string_view list, const RangeMap& map);
/// The cell from which formulas of a list of ranges count: the first row and column of all.
std::optional<CellReference> origin_of(std::string_view list);

/// A change of one sheet, as formulas see it.
struct SheetChange {
  std::string_view sheet;  // its name
  const RangeMap& map;
};

/// For formulas that stand on the sheet itself (`own_sheet`: references without a sheet's name mean it), or elsewhere.
ReferenceRule reference_rule(const SheetChange& change, bool own_sheet, std::optional<CellReference> own = {});

}  // namespace counterfoil::xlsx
