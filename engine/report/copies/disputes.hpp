// One row of which two copies of a workbook say different things.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/merge/copy_rows.hpp"

namespace counterfoil::report {

class Dispute {
 public:
  struct Cell {
    const PeoplesColumn* here;
    std::string base;  // in words
    std::string lead;
    std::string other;
  };

  /// Cells that both copies changed, to different things. Where a drop-down is among them, what else either of them changed in the
  /// row, initials that are the same in both too, belongs to the same decision, and is disputed with it. None in a table without a
  /// column for what is carried: there would be no place to say both.
  Dispute(const CopyTable* before, const OldRow* old, const CopyTable& here, const OldRow& target, const CopyTable& there,
          const OldRow& row);

  bool any() const { return !cells_.empty(); }
  bool has(const PeoplesColumn& column) const;
  const std::vector<Cell>& cells() const { return cells_; }
  /// `standing`: what the row says already.
  std::string in_words(std::string_view standing, const std::string& mine, const std::string& theirs, bool lead_is_mine) const;

 private:
  std::vector<Cell> cells_;
};

/// Sets a column's field in rows of a record table.
void set_fields(RecordTable& table, std::string_view column, const std::map<std::uint32_t, std::string>& texts);

}  // namespace counterfoil::report
