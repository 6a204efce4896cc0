// The rows of one copy of a workbook, ready to be compared with another copy's: by key, with what people put into each cell.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/merge/merge_context.hpp"
#include "report/merge/old_rows.hpp"

namespace counterfoil::report {

/// What a cell holds, in the spelling in which two copies are compared, with the cell to take it from.
struct HeldCell {
  std::string canonical;
  const xlsx::ParsedCell* cell = nullptr;
  bool formula() const { return cell && cell->has_formula; }
};

/// A column that people fill in: the specification's by its id, one of staff's own by its heading.
struct PeoplesColumn {
  std::string name;     // id, or the folded heading
  std::string heading;  // as it stands in the sheet
  bool own = false;
  ColumnKind kind = ColumnKind::text;
  std::uint32_t column = 0;  // in the sheet
};

class CopyTable {
 public:
  CopyTable(MergeContext& context, const LocatedTable& table);

  const LocatedTable& table() const { return table_; }
  const std::string& period() const { return period_; }
  const std::vector<PeoplesColumn>& columns() const { return columns_; }
  const PeoplesColumn* column(const PeoplesColumn& like) const;
  const std::vector<OldRow>& rows() const { return rows_; }
  /// Rows of one key in their order; copies are rows of their own.
  const OldRow* find(const std::string& key, std::size_t nth = 0) const;
  std::size_t count(const std::string& key) const;
  HeldCell held(const OldRow& row, const PeoplesColumn& column) const;
  std::string note(const OldRow& row, std::uint32_t column) const;
  std::string key_in_words(const OldRow& row) const;

 private:
  MergeContext& context_;
  const LocatedTable& table_;
  std::string period_;
  std::vector<PeoplesColumn> columns_;
  std::vector<OldRow> rows_;
  std::map<std::string, std::vector<std::size_t>> by_key_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> notes_;
};

}  // namespace counterfoil::report
