// The fast pass over a sheet's XML: rows and cells as they come, in one pass, without a tree.
//
// The scanner is strict about what it must understand (rows, cells, values) and refuses what it cannot: an unclosed element, a row
// or column beyond the grid, rows that go backwards, an entity it does not know. Comments, processing instructions, CDATA,
// prefixes, any attribute order, either quote, and cells or rows without references are read as the standard says. A DOCTYPE is
// refused. Cells of one row may come in any order.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "xlsx/cell_reference.hpp"

namespace counterfoil::xlsx {

enum class CellKind : std::uint8_t {
  blank,          // a style only
  number,         // value: the digits as stored
  shared_string,  // value: the index as stored
  text,           // value: inline string or a formula's text result, decoded to UTF-8
  boolean,        // value: "0" or "1"
  error,          // value: "#REF!"
  iso_date,       // value: "2025-11-09T00:00:00"
};

struct CellView {
  std::uint32_t row = 0;     // from 1
  std::uint32_t column = 0;  // from 1
  std::uint32_t style = 0;
  CellKind kind = CellKind::blank;
  bool has_formula = false;
  bool has_value = false;  // a formula without one was never calculated
  std::string_view value;  // valid until the sink returns
};

struct RowView {
  std::uint32_t row = 0;
  bool hidden = false;
};

/// What stands around the rows. Whole only after a scan that the sink did not end early.
struct SheetFacts {
  std::vector<RangeReference> merged;
  std::string auto_filter;                                              // its range, empty where there is none
  bool filter_has_criteria = false;                                     // rows may be hidden by it
  std::vector<std::pair<std::uint32_t, std::uint32_t>> hidden_columns;  // first and last
  std::vector<std::string> table_relationships;                         // r:id of each table part
  std::vector<CellReference> repeated_cells;  // each cell that was given again; the sink got both, and the last one counts
};

/// Gets what the scanner finds. Return false from either to end the scan early. A sink may have `cell(const CellView&,
/// std::string_view xml)` instead: it gets the whole element of each cell too, as it stands in the sheet.
class SheetSink {
 public:
  virtual ~SheetSink() = default;
  virtual bool row(const RowView&) { return true; }
  virtual bool cell(const CellView&) = 0;
};

/// Throws Failure (unreadable) naming the place ("Row 14") when the XML is damaged.
/// A template over the sink so that a final sink's calls are direct; SheetSink itself works too.
template <class Sink>
void scan_sheet(std::string_view xml, Sink& sink, SheetFacts* facts = nullptr);

namespace detail {
class SheetWalker;
}

/// The same pass over single rows of a sheet, in any order.
class RowScanner {
 public:
  /// `start`: a sheet's opening tag and that of the element that holds its rows.
  explicit RowScanner(std::string start);
  ~RowScanner();
  RowScanner(const RowScanner&) = delete;
  RowScanner& operator=(const RowScanner&) = delete;

  /// `row`: the element; `number`: what it counts as where it does not say so itself; `limit`: the end of the text that it stands
  /// in, or of the row.
  template <class Sink>
  void scan(std::string_view row, std::uint32_t number, const char* limit, Sink& sink);

 private:
  detail::SheetWalker& walker();
  std::string start_;
  std::unique_ptr<detail::SheetWalker> walker_;  // none: the next row begins anew
};

}  // namespace counterfoil::xlsx

#include "xlsx/read/sheet_scanner_impl.hpp"
