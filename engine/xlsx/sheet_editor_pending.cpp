#include <stdexcept>

#include "xlsx/sheet_editor.hpp"

namespace counterfoil::xlsx {

void SheetPatch::move_rows(std::uint32_t, std::int64_t) { throw std::logic_error("move_rows is not written yet"); }
std::vector<std::pair<CellReference, std::string>> SheetPatch::reorder_rows(std::uint32_t, std::uint32_t,
                                                                            const std::function<std::optional<std::uint32_t>(std::uint32_t)>&) {
  return {};
}
void SheetPatch::resize_region(RangeReference, RangeReference) {}
std::optional<std::string> SheetPatch::comment(CellReference) const { return std::nullopt; }
void SheetPatch::copy_column_definition(std::uint32_t, std::uint32_t) {}

}  // namespace counterfoil::xlsx
