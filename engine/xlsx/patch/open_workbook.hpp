// A workbook being edited: its package, and the sheets that were opened for it so far.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "xlsx/patch/package_edit.hpp"

namespace counterfoil::xlsx {

class SheetPatch;

struct OpenWorkbook {
  OpenWorkbook(std::string_view file, const Limits& limits);
  ~OpenWorkbook();

  /// Opens the sheet on first use.
  SheetPatch& open(const SheetInfo& info);
  /// The sheet if it is open already.
  SheetPatch* opened(const SheetInfo& info);
  /// The sheet if its formulas can name other sheets; one that cannot is looked at once, and not taken apart.
  SheetPatch* open_to_follow(const SheetInfo& info);
  /// See WorkbookEditor::add_sheet.
  SheetPatch& add(std::string_view name, std::string sheet_xml);

  PackageEdit package;
  std::vector<SheetInfo> infos;  // in the workbook's order: those of the file, then those that were added
  std::vector<std::unique_ptr<SheetPatch>> sheets;

 private:
  Buffer read(const SheetInfo& info) const;
  SheetPatch& open(const SheetInfo& info, Buffer xml);

  std::set<std::string, std::less<>> names_no_sheets_;  // parts
};

}  // namespace counterfoil::xlsx
