#include "xlsx/workbook_editor.hpp"

#include "xlsx/formula_references.hpp"
#include "xlsx/patch/open_workbook.hpp"
#include "xlsx/patch/package_custom_xml.hpp"
#include "xlsx/patch/package_recalculation.hpp"
#include "xlsx/patch/sheet_editor.hpp"

namespace counterfoil::xlsx {

struct WorkbookEditor::State {
  OpenWorkbook workbook;
};

WorkbookEditor::WorkbookEditor(std::string_view file, const Limits& limits) : state_(new State{OpenWorkbook{file, limits}}) {}
WorkbookEditor::~WorkbookEditor() = default;

const WorkbookReader& WorkbookEditor::reader() const { return state_->workbook.package.reader(); }

SheetEditor* WorkbookEditor::sheet(std::string_view name) {
  for (const SheetInfo& info : state_->workbook.infos) {
    if (info.worksheet && same_sheet_name(info.name, name)) return &state_->workbook.open(info);
  }
  return nullptr;
}

SheetEditor& WorkbookEditor::add_sheet(std::string_view name, std::string sheet_xml) {
  return state_->workbook.add(name, std::move(sheet_xml));
}

std::optional<std::string> WorkbookEditor::custom_xml(std::string_view root_namespace) const {
  return find_custom_xml(state_->workbook.package, root_namespace);
}

void WorkbookEditor::set_custom_xml(std::string_view root_namespace, std::string xml, std::string_view family) {
  put_custom_xml(state_->workbook.package, root_namespace, std::move(xml), family);
}

std::optional<std::string> WorkbookEditor::custom_xml_namespace(std::string_view family) const {
  return find_custom_xml_namespace(state_->workbook.package, family);
}

bool WorkbookEditor::is_signed() const { return state_->workbook.package.is_signed(); }

Buffer WorkbookEditor::save() {
  PackageEdit& package = state_->workbook.package;
  bool sheets_changed = state_->workbook.infos.size() != reader().sheets().size();
  for (const auto& sheet : state_->workbook.sheets) {
    const std::optional<std::string_view> text = sheet->changed_text();
    if (!text) continue;
    sheets_changed = true;
    sheet->follow_headings();
    package.set_for_save(sheet->info().part, *text);
  }
  if (sheets_changed) ask_for_recalculation(package);
  return package.save();
}

}  // namespace counterfoil::xlsx
