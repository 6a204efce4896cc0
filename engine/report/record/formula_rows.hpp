// Which rows the references of a formula reach over, as it stands in a cell.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "report/merge/table_location.hpp"

namespace counterfoil::report {

/// Of a reference, or of what it should reach over. 0: not known, and anything will do.
struct FormulaRows {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// From the first to the last row of a table that the record knows; looked up once. Rows that staff put below are not ours to sum.
class KnownRows {
 public:
  explicit KnownRows(bool dates_from_1904) : dates_from_1904_(dates_from_1904) {}
  bool dates_from_1904() const { return dates_from_1904_; }
  FormulaRows of(const LocatedTable& table);

 private:
  bool dates_from_1904_;
  std::map<const LocatedTable*, FormulaRows> known_;
};

/// Whether the references in `formula`, from the left, are as many as `wanted` and reach over these rows: those of one cell just
/// it, a range at least from first to last. Texts, names of sheets and of functions are no references. A whole column reaches over
/// all.
bool covers_rows(std::string_view formula, const std::vector<FormulaRows>& wanted);

}  // namespace counterfoil::report
