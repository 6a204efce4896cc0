#include "xlsx/new_workbook.hpp"

#include <string_view>
#include <utility>

#include "xlsx/formula.hpp"
#include "xlsx/xml_walker.hpp"
#include "xlsx/zip_writer.hpp"

namespace counterfoil::xlsx {

namespace {

constexpr std::string_view main_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relationships_namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view part_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

std::string override_of(const std::string& part, const std::string& type) {
  return "<Override PartName=\"/" + part + "\" ContentType=\"" + type + "\"/>";
}

std::string link(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + std::string{relationships_namespace} + "/" + type + "\" Target=\"" + target +
         "\"/>";
}

std::string links_xml(const std::string& links) {
  return std::string{part_head} + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + links +
         "</Relationships>";
}

}  // namespace

Buffer new_workbook(const std::vector<NewSheet>& sheets, std::string styles, bool dates_from_1904) {
  std::vector<std::pair<std::string, std::string>> parts;
  std::string types, sheet_list, links;
  for (std::size_t at = 0; at < sheets.size(); ++at) {
    const std::string number = std::to_string(at + 1);
    parts.emplace_back("xl/worksheets/sheet" + number + ".xml", sheets[at].xml);
    types += override_of("xl/worksheets/sheet" + number + ".xml",
                         "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml");
    sheet_list +=
        "<sheet name=\"" + escape_attribute(sheets[at].name) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
    links += link("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
  }
  if (!styles.empty()) {
    parts.emplace_back("xl/styles.xml", std::move(styles));
    types += override_of("xl/styles.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
    links += link("rIdStyles", "styles", "styles.xml");
  }
  std::string names;
  for (std::size_t at = 0; at < sheets.size(); ++at)
    if (const std::string row = std::to_string(sheets[at].repeated_row); sheets[at].repeated_row > 0)
      names += "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"" + std::to_string(at) + "\">" +
               escape_formula(quote_sheet_name(sheets[at].name)) + "!$" + row + ":$" + row + "</definedName>";
  if (!names.empty()) names = "<definedNames>" + names + "</definedNames>";
  const std::string dates = dates_from_1904 ? "<workbookPr date1904=\"1\"/>" : "";
  parts.emplace_back("xl/workbook.xml", std::string{part_head} + "<workbook xmlns=\"" + std::string{main_namespace} +
                                            "\" xmlns:r=\"" + std::string{relationships_namespace} + "\">" + dates + "<sheets>" +
                                            sheet_list + "</sheets>" + names + "</workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels", links_xml(links));
  parts.emplace_back("_rels/.rels", links_xml(link("rId1", "officeDocument", "xl/workbook.xml")));
  parts.emplace_back(
      "[Content_Types].xml",
      std::string{part_head} +
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
          "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
          "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
          override_of("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml") + types +
          "</Types>");
  ZipWriter writer;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) writer.add(part->first, part->second);
  return writer.finish();
}

}  // namespace counterfoil::xlsx
