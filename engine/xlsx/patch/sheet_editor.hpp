// One sheet being edited: SheetEditor over the sheet's rows and the parts that belong to the sheet.
#pragma once

#include <deque>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "xlsx/patch/open_workbook.hpp"
#include "xlsx/patch/row_moves.hpp"
#include "xlsx/patch/sheet_formulas.hpp"
#include "xlsx/patch/sheet_rows.hpp"
#include "xlsx/sheet_additions.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::xlsx {

class SheetPatch final : public SheetEditor {
 public:
  SheetPatch(OpenWorkbook& workbook, const SheetInfo& info, Buffer xml);

  const std::string& name() const override { return info_.name; }
  std::string_view prefix() const override { return rows_.prefix(); }
  std::vector<std::uint32_t> row_numbers() const override;
  std::optional<ParsedRow> row(std::uint32_t number) const override;
  std::uint32_t column_style(std::uint32_t column) const override;
  const SheetFacts& facts() const override;
  void replace_rows(std::uint32_t first, std::uint32_t last, std::string rows_xml, std::uint32_t new_last) override;
  void put_cells(std::string rows_xml) override;
  void clear_cells(RangeReference range) override;
  void move_rows(std::uint32_t first, std::int64_t by) override;
  void insert_columns(std::uint32_t first, std::uint32_t count, std::uint32_t like) override;
  void remove_columns(std::uint32_t first, std::uint32_t count) override;
  std::vector<std::pair<CellReference, std::string>> reorder_rows(
      std::uint32_t first, std::uint32_t last, const std::function<std::optional<std::uint32_t>(std::uint32_t)>& new_row) override;
  void resize_region(RangeReference was, RangeReference now) override;
  std::optional<std::string> comment(CellReference cell) const override;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> comments() const override;
  void copy_column_definition(std::uint32_t like, std::uint32_t column) override;

  /// See sheet_additions.hpp.
  std::vector<std::string> take_in_next_column(std::uint32_t last, const TableBlock& block);
  void rewrite_formulas(const FormulaRule& rule);
  void fill_chart_caches();
  void highlight(RangeReference range, std::string_view expression, std::string_view look);

  const SheetInfo& info() const { return info_; }
  SheetRows& rows() { return rows_; }
  SharedFormulas& shared_formulas() const;
  void forget_shared_formulas() { shared_.reset(); }
  /// What stands around the rows changed.
  void forget_facts() { facts_.reset(); }
  /// Names of tables' columns are their heading cells' texts, which may have changed.
  void follow_headings();
  /// The sheet's text when it is not what it was. Valid until the next change.
  std::optional<std::string_view> changed_text();

 private:
  void change_parts(std::initializer_list<std::string_view> types, const std::function<std::string(std::string_view)>& change);
  std::string cell_text(CellReference cell) const;
  void read_attributes(const RowSlice& slice, ParsedRow& row) const;
  void read_formula(ParsedCell& cell) const;
  void move(const RangeMap& map, Axis axis);
  void refuse_cut_blocks(const RangeMap& map) const;
  void refuse_part_of_block(CellReference cell, const std::vector<FormulaBlock>& blocks) const;
  void free_dependents(const std::function<bool(CellReference)>& goes);
  void map_column_definitions(const ColumnShift& shift, std::uint32_t like);
  void look_alike(std::uint32_t first, std::uint32_t count, std::uint32_t like);
  std::string_view cell_style(const RowSlice& slice, std::uint32_t wanted) const;
  void write_table_headings();
  std::string_view keep(std::string text) const { return kept_.emplace_back(std::move(text)); }

  OpenWorkbook& workbook_;
  SheetInfo info_;
  SheetRows rows_;
  mutable std::optional<SharedFormulas> shared_;
  mutable std::optional<SheetFacts> facts_;
  mutable std::deque<std::string> kept_;                 // what parsed rows look at
  mutable const std::string* row_attributes_ = nullptr;  // of `kept_`: those of the row that was parsed last
  mutable std::optional<RowScanner> scanner_;
  mutable std::size_t cells_of_last_row_ = 0;
};

}  // namespace counterfoil::xlsx
