// Small workbooks for tests: sheets of rows of cells, written as Excel would.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "../xlsx/zip_builder.hpp"
#include "xlsx/cell_reference.hpp"

namespace counterfoil::table::test {

/// The cell formats of every test workbook.
enum Style { general = 0, short_date = 1, six_zeros = 2, percent = 3, clock_time = 4, as_text = 5, two_decimals = 6, nhs = 7 };

inline std::string xml_text(std::string_view text) {
  std::string out;
  for (const char each : text) {
    if (each == '&')
      out += "&amp;";
    else if (each == '<')
      out += "&lt;";
    else
      out += each;
  }
  return out;
}

/// A cell without its place.
struct Cell {
  std::string type;     // attribute t, empty for numbers
  std::string content;  // inside <c>
  int style = general;
  bool blank = false;
};

inline Cell text(std::string_view value) { return {"inlineStr", "<is><t xml:space=\"preserve\">" + xml_text(value) + "</t></is>"}; }
inline Cell number(std::string_view digits, int style = general) { return {"", "<v>" + std::string{digits} + "</v>", style}; }
inline Cell date(int serial) { return number(std::to_string(serial), short_date); }
inline Cell blank() { return {"", "", general, true}; }
inline Cell error(std::string_view code) { return {"e", "<v>" + std::string{code} + "</v>"}; }
inline Cell boolean(bool value) { return {"b", value ? "<v>1</v>" : "<v>0</v>"}; }
inline Cell formula(std::string_view cached) { return {"", "<f>1+1</f><v>" + std::string{cached} + "</v>"}; }
inline Cell uncalculated() { return {"", "<f>1+1</f>"}; }
inline Cell iso_date(std::string_view value) { return {"d", "<v>" + std::string{value} + "</v>"}; }
inline Cell shared(int index) { return {"s", "<v>" + std::to_string(index) + "</v>"}; }

struct Row {
  std::vector<Cell> cells;  // from column A
  bool hidden = false;
  unsigned at = 0;  // its number; 0: the one after the row before
};

struct Sheet {
  std::string name = "Payments";
  std::string state;  // "hidden"
  std::vector<Row> rows;
  std::string before_rows;  // <cols>
  std::string after_rows;   // <autoFilter>, <mergeCells>
};

struct Book {
  std::vector<Sheet> sheets;
  bool from_1904 = false;
  std::vector<std::string> strings;  // shared
};

inline std::string sheet_xml(const Sheet& sheet) {
  std::string xml =
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">" + sheet.before_rows + "<sheetData>";
  unsigned number = 0;
  for (const Row& row : sheet.rows) {
    number = row.at != 0 ? row.at : number + 1;
    xml += "<row r=\"" + std::to_string(number) + "\"" + (row.hidden ? " hidden=\"1\"" : "") + ">";
    unsigned column = 0;
    for (const Cell& cell : row.cells) {
      ++column;
      if (cell.blank) continue;
      xml += "<c r=\"" + xlsx::to_string(xlsx::CellReference{number, column}) + "\"" +
             (cell.style != 0 ? " s=\"" + std::to_string(cell.style) + "\"" : "") +
             (cell.type.empty() ? "" : " t=\"" + cell.type + "\"") + ">" + cell.content + "</c>";
    }
    xml += "</row>";
  }
  return xml + "</sheetData>" + sheet.after_rows + "</worksheet>";
}

inline std::string build(const Book& book) {
  const std::string main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  const std::string package = "http://schemas.openxmlformats.org/package/2006/";
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  std::vector<xlsx::test::ZipPart> parts;
  parts.push_back({"[Content_Types].xml",
                   "<Types xmlns=\"" + package +
                       "content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override "
                       "PartName=\"/xl/workbook.xml\" "
                       "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"});
  parts.push_back({"_rels/.rels", "<Relationships xmlns=\"" + package + "relationships\"><Relationship Id=\"a\" Type=\"" + office +
                                      "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"});
  std::string sheets;
  std::string relationships = "<Relationships xmlns=\"" + package + "relationships\"><Relationship Id=\"st\" Type=\"" + office +
                              "/styles\" Target=\"styles.xml\"/>";
  if (!book.strings.empty())
    relationships += "<Relationship Id=\"ss\" Type=\"" + office + "/sharedStrings\" Target=\"strings.xml\"/>";
  for (std::size_t at = 0; at < book.sheets.size(); ++at) {
    const std::string id = std::to_string(at + 1);
    const Sheet& sheet = book.sheets[at];
    sheets += "<sheet name=\"" + xml_text(sheet.name) + "\" sheetId=\"" + id + "\" r:id=\"r" + id + "\"" +
              (sheet.state.empty() ? "" : " state=\"" + sheet.state + "\"") + "/>";
    relationships +=
        "<Relationship Id=\"r" + id + "\" Type=\"" + office + "/worksheet\" Target=\"worksheets/sheet" + id + ".xml\"/>";
    parts.push_back({"xl/worksheets/sheet" + id + ".xml", sheet_xml(sheet)});
  }
  parts.push_back({"xl/workbook.xml", "<workbook " + main + " xmlns:r=\"" + office + "\">" +
                                          (book.from_1904 ? "<workbookPr date1904=\"1\"/>" : "") + "<sheets>" + sheets +
                                          "</sheets></workbook>"});
  parts.push_back({"xl/_rels/workbook.xml.rels", relationships + "</Relationships>"});
  std::string styles = "<styleSheet " + main +
                       "><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"000000\"/><numFmt numFmtId=\"165\" "
                       "formatCode=\"000 000 0000\"/></numFmts><cellXfs>";
  for (const int format : {0, 14, 164, 10, 20, 49, 2, 165}) styles += "<xf numFmtId=\"" + std::to_string(format) + "\"/>";
  parts.push_back({"xl/styles.xml", styles + "</cellXfs></styleSheet>"});
  if (!book.strings.empty()) {
    std::string strings = "<sst " + main + ">";
    for (const std::string& each : book.strings) strings += "<si><t xml:space=\"preserve\">" + xml_text(each) + "</t></si>";
    parts.push_back({"xl/strings.xml", strings + "</sst>"});
  }
  return xlsx::test::build_zip(parts);
}

inline std::string build(std::vector<Row> rows) { return build(Book{{Sheet{"Payments", "", std::move(rows), "", ""}}, false, {}}); }

}  // namespace counterfoil::table::test
