// A workbook being edited: its package, and the sheets that were opened for it so far.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "xlsx/package_edit.hpp"

namespace counterfoil::xlsx {

class SheetPatch;

struct OpenWorkbook {
  OpenWorkbook(std::string_view file, const Limits& limits);
  ~OpenWorkbook();

  /// Opens the sheet on first use.
  SheetPatch& open(const SheetInfo& info);
  /// The sheet if it is open already.
  SheetPatch* opened(const SheetInfo& info);

  PackageEdit package;
  std::vector<std::unique_ptr<SheetPatch>> sheets;
};

}  // namespace counterfoil::xlsx
