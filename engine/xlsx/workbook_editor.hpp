// Changing a workbook by patching it: parts that did not change are copied with their compressed bytes, order and names; a changed
// sheet keeps every byte that the change does not touch. New text is written as inline strings, so the shared strings stay as they
// are.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "xlsx/cell_reference.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::xlsx {

/// A cell as it stands in a row of an existing sheet.
struct ParsedCell {
  std::uint32_t column = 0;
  std::uint32_t style = 0;
  CellKind kind = CellKind::blank;
  bool has_formula = false;
  bool has_value = false;
  std::string_view
      formula;           // expression as stored, still escaped; for a dependent of a shared formula, what it comes to in this cell
  std::string value;     // decoded: text for every kind of text (shared strings resolved), digits for numbers
  std::string_view xml;  // the whole <c> element; valid, as is `formula`, until the editor goes
  std::uint32_t row = 0;
};

/// A row of an existing sheet.
struct ParsedRow {
  std::uint32_t row = 0;
  bool hidden = false;
  std::string_view attributes;  // all but r and spans, as stored: height, style, outline
  std::vector<ParsedCell> cells;
};

/// Writes rows as sheet XML into a string. Cells must come in column order.
class RowBuilder {
 public:
  /// `prefix`: the namespace prefix that the sheet uses, with its colon, or empty.
  explicit RowBuilder(std::string& out, std::string_view prefix = {});

  void begin_row(std::uint32_t row, std::string_view attributes = {});
  void number(std::uint32_t column, std::uint32_t style, std::string_view digits);
  void pence(std::uint32_t column, std::uint32_t style, std::int64_t pence);    // 123456 -> 1234.56
  void text(std::uint32_t column, std::uint32_t style, std::string_view text);  // never read as a formula
  void blank(std::uint32_t column, std::uint32_t style);
  /// `expression` without '='; `cached` digits or text, what the formula comes to now.
  void formula_number(std::uint32_t column, std::uint32_t style, std::string_view expression, std::string_view cached);
  void formula_text(std::uint32_t column, std::uint32_t style, std::string_view expression, std::string_view cached);
  /// A cell carried from elsewhere in the same workbook, as it is but for its place (and style when given). A dependent of a shared
  /// formula is carried as its own formula. References in a carried formula to its own row and the rows next to it go with it
  /// ("H5-G5", a running total); all others stay, so that a rate above the table is still the rate.
  void carried(std::uint32_t column, const ParsedCell& cell, std::optional<std::uint32_t> style = {});
  void end_row();

 private:
  void begin_cell(std::uint32_t column, std::uint32_t style);

  std::string& out_;
  std::string prefix_;
  std::uint32_t row_ = 0;
  std::string row_digits_;  // of row_, with the quote that ends a reference
  // The constant runs between values, with the prefix.
  std::string open_cell_, open_value_, close_value_, open_text_, open_spaced_text_, close_text_, open_formula_, open_text_formula_,
      formula_to_value_, close_formula_, close_row_;
};

/// One sheet being edited. Obtained from WorkbookEditor, which owns it.
class SheetEditor {
 public:
  virtual ~SheetEditor() = default;

  virtual const std::string& name() const = 0;
  virtual std::string_view prefix() const = 0;  // for RowBuilder
  /// Rows that exist in the sheet, ascending. Parsed on call.
  virtual std::vector<std::uint32_t> row_numbers() const = 0;
  virtual std::optional<ParsedRow> row(std::uint32_t number) const = 0;
  /// Style that a column gives to cells without one of their own; 0 where none.
  virtual std::uint32_t column_style(std::uint32_t column) const = 0;
  virtual const SheetFacts& facts() const = 0;

  /// Replaces the rows numbered first..last (those that exist) by `rows_xml` made with RowBuilder; its rows ascend and lie
  /// within first..new_last. Rows after `last` must have been moved out of the way before.
  virtual void replace_rows(std::uint32_t first, std::uint32_t last, std::string rows_xml, std::uint32_t new_last) = 0;

  /// Moves every row from `first` on by `by` rows (either sign; rows that would be overrun must not exist), with everything
  /// anchored to them: merged cells, conditional formats, validations, hyperlinks, comments and their shapes, drawings, page
  /// breaks, tables, filters, and references to them in this workbook's formulas, names and charts.
  virtual void move_rows(std::uint32_t first, std::int64_t by) = 0;

  /// Single cells: those of `rows_xml` (made with RowBuilder, rows ascending) take the place of the cells that stand there; every
  /// other byte of their rows stays. Rows that do not exist come into being. Throws Failure for a cell inside an array formula.
  virtual void put_cells(std::string rows_xml) = 0;
  /// Removes the cells of a range, style and content; nothing moves.
  virtual void clear_cells(RangeReference range) = 0;

  /// Inserts `count` empty columns before column `first`, as Excel does, with all that follows: everything from `first` on moves
  /// right; merged cells, conditional formats, validations, filters and their criteria, tables (whose new columns get names and
  /// heading cells), comments, drawings, widths, spans, names, print areas, charts, sparklines, pivot sources and formulas of all
  /// sheets go along, and grow where the columns come to lie inside of them. The new columns look like column `like` (as numbered
  /// before; one of the two beside them: width, cell styles, conditional formats, validations); 0: like none. Throws Failure, with
  /// nothing changed, where Excel would refuse too: inside an array formula or a pivot table, or where the last columns would fall
  /// off the sheet. What ends just left of `first` does not grow: see resize_region for sums, charts and names that should.
  virtual void insert_columns(std::uint32_t first, std::uint32_t count, std::uint32_t like) = 0;
  /// Removes the columns with their cells and whatever is anchored to them. Throws Failure like insert_columns.
  virtual void remove_columns(std::uint32_t first, std::uint32_t count) = 0;

  /// Rows were re-ordered within a region by replace_rows: what hangs on single cells of an old row (comments and their shapes,
  /// hyperlinks, single-row merges, formats and validations that lie within one row) goes to its new row, or is removed with it
  /// where `new_row` has none. Returns the text of each comment that was removed, by old cell.
  virtual std::vector<std::pair<CellReference, std::string>> reorder_rows(
      std::uint32_t first, std::uint32_t last, const std::function<std::optional<std::uint32_t>(std::uint32_t)>& new_row) = 0;

  /// A table grew or shrank: filters, tables, conditional formats, validations, defined names (print areas too), chart series and
  /// formulas in other sheets that covered all the rows of `was` (in any of its columns) now cover the rows of `now`; with more
  /// columns in `now`, those that covered the last column of `was` as part of several columns grow to the right as well.
  virtual void resize_region(RangeReference was, RangeReference now) = 0;

  /// A comment's text by cell, legacy or threaded.
  virtual std::optional<std::string> comment(CellReference cell) const = 0;
  /// All of them, by row and column.
  virtual std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> comments() const = 0;

  /// Width of a column in characters, for a column that a table grew into (copies the column definition of `like`).
  virtual void copy_column_definition(std::uint32_t like, std::uint32_t column) = 0;
};

class WorkbookEditor {
 public:
  /// Borrows the file's bytes until save() returned.
  explicit WorkbookEditor(std::string_view file, const Limits& limits = {});
  ~WorkbookEditor();

  const WorkbookReader& reader() const;
  /// nullptr when there is no worksheet of that name (compared without case), be it in the file or added.
  SheetEditor* sheet(std::string_view name);
  /// A new worksheet after the last one. `sheet_xml`: a whole worksheet part in the transitional dialect (it is turned into the
  /// strict one where the workbook is strict), its styles those of this workbook. Throws Failure when the name is taken or cannot
  /// be one.
  SheetEditor& add_sheet(std::string_view name, std::string sheet_xml);

  /// A custom XML data part (kept by Excel and LibreOffice), found by its root element's namespace.
  std::optional<std::string> custom_xml(std::string_view root_namespace) const;
  /// `family`: how namespaces begin of which a part is replaced, whatever follows; empty: only the very same one is.
  void set_custom_xml(std::string_view root_namespace, std::string xml, std::string_view family = {});
  /// The whole namespace of the part whose namespace begins with this.
  std::optional<std::string> custom_xml_namespace(std::string_view family) const;

  /// Whether the package carries a digital signature, which any change breaks.
  bool is_signed() const;

  /// The new file; unchanged: the old bytes. Deterministic. Excel is asked to recalculate where a sheet changed. Throws SaveRefused
  /// (save_refused.hpp) where Excel would repair or refuse what it did not in the workbook that was read.
  Buffer save();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace counterfoil::xlsx
