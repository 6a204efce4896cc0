// A sheet's XML taken apart into what stands before the rows, the rows, and what stands after them; and put together again.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/buffer.hpp"
#include "xlsx/cell_reference.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

struct RowSlice {
  std::string_view xml;  // what stands between it and the row before, then the row
  std::uint32_t number : 25 = 0;
  std::uint32_t has_number : 1 = 0;             // 0: its number follows from the row before
  mutable std::uint32_t formula_kinds : 6 = 0;  // see formula_kinds(); 0: nobody has asked yet
  std::uint32_t gap = 0;                        // bytes of `xml` before the row
  std::string_view row() const { return xml.substr(gap); }
};

class SheetRows {
 public:
  /// Takes the sheet as UTF-8. Throws Failure when it has no sheetData or is not well formed.
  explicit SheetRows(Buffer xml);

  const std::string& prefix() const { return prefix_; }  // of the spreadsheet namespace, with its colon
  /// No comments and no CDATA among the rows.
  bool plain() const { return plain_; }
  const std::vector<RowSlice>& rows() const { return rows_; }
  const RowSlice* find(std::uint32_t number) const;
  /// How far a reader may look ahead of a row.
  const char* readable_end(const RowSlice& slice) const;
  /// False when no formula of the sheet can name another sheet: there is no '!' anywhere.
  bool may_name_sheets() const { return may_name_sheets_; }

  /// What stands around the rows: up to the sheetData element and from its end.
  const std::string& head() const { return head_; }
  const std::string& tail() const { return tail_; }
  void set_head(std::string head) {
    head_ = std::move(head);
    touched_ = true;
  }
  void set_tail(std::string tail) {
    tail_ = std::move(tail);
    touched_ = true;
  }
  /// The range of used cells as the sheet states it; nothing where it does not.
  std::optional<RangeReference> dimension() const;
  void set_dimension(const RangeReference& range);
  void widen_dimension(const RangeReference& cells);
  /// Something was set or replaced, be it by what was there.
  bool touched() const { return touched_; }

  /// `rows_xml` takes the place of the rows numbered first..last.
  void replace(std::uint32_t first, std::uint32_t last, std::string rows_xml);
  /// A changed row in the place of the one at `index`.
  void set_row(std::size_t index, std::string_view row_xml, std::uint32_t number);
  std::string_view keep(std::string text);

  /// The whole sheet, its dimension brought up to date when rows changed. Valid until the next change.
  std::string_view assemble();
  bool same_as_original(std::string_view assembled) const { return assembled == original_.view(); }

 private:
  void take_apart();
  std::vector<RowSlice> slices(std::string_view rows_xml, std::uint32_t after, std::size_t& end) const;
  std::string with_dimension() const;
  void append_row(std::string& out, const RowSlice& row, std::uint32_t before) const;
  std::pair<std::size_t, std::size_t> rows_of_largest() const;
  void widen(std::string_view row);

  Buffer original_;
  std::string prefix_;
  bool plain_ = true;
  std::string head_;
  std::string data_open_;   // "<sheetData>", or the empty tag
  std::string data_close_;  // what stands between the last row and its end, and "</sheetData>"
  bool data_was_empty_ = false;
  std::string tail_;
  std::vector<RowSlice> rows_;
  std::deque<std::string> kept_;    // texts of changed rows
  std::string* largest_ = nullptr;  // of kept_, while it holds nothing but rows
  std::string assembled_;
  bool touched_ = false;
  bool rows_changed_ = false;
  bool may_name_sheets_ = false;
  std::uint32_t first_new_column_ = 0;  // columns that new rows use; 0: none
  std::uint32_t last_new_column_ = 0;
};

/// The column of a cell element in a row, from its reference or from the cell before.
std::uint32_t cell_column(std::string_view cell_tag, std::uint32_t column_before);

}  // namespace counterfoil::xlsx
