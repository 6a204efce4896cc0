#include "blank_workbook.hpp"

#include <memory>
#include <stdexcept>

#include "sheet_writer.hpp"

namespace counterfoil::report {

void must(lxw_error error, const char* doing) {
  if (error != LXW_NO_ERROR)
    throw std::runtime_error(std::string{"The blank workbook cannot be made: "} + doing + ": " + lxw_strerror(error));
}

void write_blank_workbook(const WorkbookSpec& spec, const std::string& path) {
  std::unique_ptr<lxw_workbook, decltype(&lxw_workbook_free)> owner{workbook_new(path.c_str()), lxw_workbook_free};
  lxw_workbook* workbook = owner.get();
  if (workbook == nullptr) throw std::runtime_error("The blank workbook cannot be made: there is not enough memory.");

  std::string title = spec.title;
  std::string author = "Counterfoil";  // never a person's name
  std::string subject = "Made by Counterfoil; see the sheet Audit for the record of its runs";
  if (spec.table("audit") == nullptr) subject = "Made by Counterfoil";
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.subject = subject.data();
  properties.author = author.data();
  properties.created = 1'735'689'600;  // 2025-01-01T00:00:00Z, fixed: the same specification gives the same bytes
  must(workbook_set_properties(workbook, &properties), "its properties");

  Looks looks{workbook};
  bool first = true;
  for (const Sheet& sheet : spec.sheets) {
    lxw_worksheet* worksheet = workbook_add_worksheet(workbook, sheet.name.c_str());
    if (worksheet == nullptr)
      throw std::runtime_error("The blank workbook cannot be made: no sheet can be named " + sheet.name + ".");
    const PrintedPart printed = write_sheet(workbook, worksheet, spec, sheet, looks);
    set_up_pages(worksheet, spec, sheet, printed);
    if (first) worksheet_activate(worksheet);
    first = false;
  }
  must(workbook_close(owner.release()), path.c_str());
}

}  // namespace counterfoil::report
