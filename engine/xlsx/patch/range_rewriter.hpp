// What becomes of ranges and references when rows or columns of a sheet move, rows change order, or a table grows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "xlsx/cell_reference.hpp"
#include "xlsx/formula_references.hpp"

namespace counterfoil::xlsx {

enum class Axis { rows, columns };

class RangeMap {
 public:
  virtual ~RangeMap() = default;
  /// Where a range of the sheet comes to lie (a merge, one of a validation's); nothing when nothing is left of it.
  virtual std::optional<RangeReference> area(const RangeReference& range) const = 0;
  /// For references in formulas; `own`: the formula's cell where it stands on the same sheet. Nothing: it stays as it is.
  virtual std::optional<ReferenceChange> reference(const FormulaReference& reference, std::optional<CellReference> own) const = 0;
  /// References to single cells stay as they are.
  virtual bool ranges_only() const { return false; }
  /// Where a row or column that nothing but a drawing or a page break is tied to comes to lie.
  virtual std::uint32_t row(std::uint32_t row) const { return row; }
  virtual std::uint32_t column(std::uint32_t column) const { return column; }
  /// False for what stays as it is whatever its range ("mergeCell").
  virtual bool concerns(std::string_view) const { return true; }
  /// Formulas that count from a cell (a conditional format's) follow when that cell moves.
  virtual bool copies_formulas() const { return false; }
  /// Cells stay where they are; some ranges come to hold more or fewer.
  virtual bool resizes() const { return false; }
};

/// Along rows or columns: every one from `first` on moves by `by`; as Excel does when some are inserted or deleted.
class AxisShift {
 public:
  AxisShift(std::uint32_t first, std::int64_t by, std::uint32_t limit) : first_(first), by_(by), limit_(limit) {}
  std::uint32_t position(std::uint32_t position) const;
  /// False when nothing is left between the two.
  bool span(std::uint32_t& from, std::uint32_t& to) const;

 private:
  std::int64_t first_;
  std::int64_t by_;
  std::int64_t limit_;
};

class RowShift final : public RangeMap {
 public:
  RowShift(std::uint32_t first, std::int64_t by);
  std::optional<RangeReference> area(const RangeReference& range) const override;
  std::optional<ReferenceChange> reference(const FormulaReference& reference, std::optional<CellReference> own) const override;
  std::uint32_t row(std::uint32_t row) const override { return shift_.position(row); }

 private:
  AxisShift shift_;
};

class ColumnShift final : public RangeMap {
 public:
  ColumnShift(std::uint32_t first, std::int64_t by);
  std::optional<RangeReference> area(const RangeReference& range) const override;
  std::optional<ReferenceChange> reference(const FormulaReference& reference, std::optional<CellReference> own) const override;
  std::uint32_t column(std::uint32_t column) const override { return shift_.position(column); }

 private:
  AxisShift shift_;
};

/// Columns first..first+count-1 are to look as column `like` beside them does: conditional formats and validations reach over them
/// too.
class ColumnLook final : public RangeMap {
 public:
  ColumnLook(std::uint32_t first, std::uint32_t count, std::uint32_t like) : first_(first), last_(first + count - 1), like_(like) {}
  std::optional<RangeReference> area(const RangeReference& range) const override;
  std::optional<ReferenceChange> reference(const FormulaReference&, std::optional<CellReference>) const override {
    return std::nullopt;
  }
  bool concerns(std::string_view element) const override;
  bool copies_formulas() const override { return true; }

 private:
  std::uint32_t first_;
  std::uint32_t last_;
  std::uint32_t like_;
};

/// A table's rows, and perhaps its columns, became more or fewer; see SheetEditor::resize_region.
class RegionResize final : public RangeMap {
 public:
  RegionResize(RangeReference was, RangeReference now) : was_(was), now_(now) {}
  std::optional<RangeReference> area(const RangeReference& range) const override;
  std::optional<ReferenceChange> reference(const FormulaReference& reference, std::optional<CellReference> own) const override;
  bool ranges_only() const override { return true; }
  bool resizes() const override { return true; }

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
  std::optional<ReferenceChange> reference(const FormulaReference&, std::optional<CellReference>) const override {
    return std::nullopt;
  }
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
/// For names: what they say without '$' counts from the cell that uses them, and stays as it is.
ReferenceRule name_rule(const SheetChange& change);

}  // namespace counterfoil::xlsx
