#include "run/decisions/decisions_workbook.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"
#include "xlsx/workbook_editor.hpp"
#include "xlsx/zip_writer.hpp"

namespace counterfoil::run {

namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view main_name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view package = "http://schemas.openxmlformats.org/package/2006/";
constexpr std::string_view content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

constexpr std::uint32_t title_row = 1, heading_row = 3;
constexpr std::uint32_t plain = 0, bold = 1, heading = 2;  // cell formats of styles_xml

constexpr std::array<std::pair<const char*, int>, 11> columns = {{{"Seen", 18},
                                                                  {"By the run or act of", 18},
                                                                  {"What happened", 16},
                                                                  {"Sheet", 14},
                                                                  {"Row", 30},
                                                                  {"Period", 20},
                                                                  {"About", 14},
                                                                  {"Decision", 44},
                                                                  {"Initials", 9},
                                                                  {"Run or act", 22},
                                                                  {"Remark", 40}}};

std::array<std::string, columns.size()> texts_of(const DecisionLine& line) {
  return {time_in_words(line), line.login,           line.what,     line.sheet, line.row, line.period,
          line.about,          cells_in_words(line), line.initials, line.run,   line.note};
}

std::string sheet_xml(const std::vector<DecisionLine>& lines, const std::string& title) {
  std::string xml =
      std::string{declaration} + "<worksheet xmlns=\"" + std::string{main_name} +
      "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"" +
      std::to_string(heading_row) + "\" topLeftCell=\"A" + std::to_string(heading_row + 1) +
      "\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>";
  for (std::size_t at = 0; at < columns.size(); ++at) {
    const std::string number = std::to_string(at + 1);
    xml += "<col min=\"" + number + "\" max=\"" + number + "\" width=\"" + std::to_string(columns[at].second) +
           "\" customWidth=\"1\"/>";
  }
  xml += "</cols><sheetData>";
  xlsx::RowBuilder rows{xml};
  rows.begin_row(title_row);
  rows.text(1, bold, title);
  rows.end_row();
  rows.begin_row(heading_row);
  for (std::uint32_t at = 0; at < columns.size(); ++at) rows.text(at + 1, heading, columns[at].first);
  rows.end_row();
  std::uint32_t number = heading_row;
  for (const DecisionLine& line : lines) {
    rows.begin_row(++number);
    const auto texts = texts_of(line);
    for (std::uint32_t at = 0; at < texts.size(); ++at)
      if (!texts[at].empty()) rows.text(at + 1, plain, texts[at]);
    rows.end_row();
  }
  xml +=
      "</sheetData><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
      "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>"
      "<headerFooter><oddHeader>&amp;COFFICIAL-SENSITIVE: PERSONAL</oddHeader><oddFooter>&amp;CPage &amp;P of "
      "&amp;N</oddFooter></headerFooter>"
      "</worksheet>";
  return xml;
}

std::string styles_xml() {
  return std::string{declaration} + "<styleSheet xmlns=\"" + std::string{main_name} +
         "\"><fonts count=\"2\"><font><sz val=\"10\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name "
         "val=\"Calibri\"/></font></fonts><fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
         "patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFDDE6EE\"/><bgColor "
         "indexed=\"64\"/></patternFill></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/>"
         "</border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
         "<cellXfs count=\"3\"><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
         "applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf><xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" "
         "borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/><xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" "
         "borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\"><alignment "
         "vertical=\"top\" wrapText=\"1\"/></xf></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
         "builtinId=\"0\"/></cellStyles></styleSheet>";
}

std::string relationship(const char* id, const char* type, const char* target) {
  return std::string{"<Relationship Id=\""} + id + "\" Type=\"" + std::string{relations} + "/" + type + "\" Target=\"" + target +
         "\"/>";
}

std::string relationships(const std::string& all) {
  return std::string{declaration} + "<Relationships xmlns=\"" + std::string{package} + "relationships\">" + all +
         "</Relationships>";
}

std::string override_of(const char* part, const char* type) {
  return std::string{"<Override PartName=\""} + part + "\" ContentType=\"" + std::string{content_type} + type + "+xml\"/>";
}

}  // namespace

Buffer decisions_workbook(const std::vector<DecisionLine>& lines, const std::string& title) {
  const std::string row = std::to_string(heading_row);
  const std::array<std::pair<const char*, std::string>, 6> parts = {
      {{"[Content_Types].xml",
        std::string{declaration} + "<Types xmlns=\"" + std::string{package} +
            "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
            override_of("/xl/workbook.xml", "sheet.main") + override_of("/xl/worksheets/sheet1.xml", "worksheet") +
            override_of("/xl/styles.xml", "styles") + "</Types>"},
       {"_rels/.rels", relationships(relationship("rId1", "officeDocument", "xl/workbook.xml"))},
       {"xl/workbook.xml",
        std::string{declaration} + "<workbook xmlns=\"" + std::string{main_name} + "\" xmlns:r=\"" + std::string{relations} +
            "\"><sheets><sheet name=\"Decisions\" sheetId=\"1\" r:id=\"rId1\"/></sheets><definedNames><definedName "
            "name=\"_xlnm.Print_Titles\" localSheetId=\"0\">Decisions!$" +
            row + ":$" + row + "</definedName></definedNames></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        relationships(relationship("rId1", "worksheet", "worksheets/sheet1.xml") + relationship("rId2", "styles", "styles.xml"))},
       {"xl/styles.xml", styles_xml()},
       {"xl/worksheets/sheet1.xml", sheet_xml(lines, title)}}};
  xlsx::ZipWriter writer;
  for (const auto& [name, text] : parts) writer.add(name, text);
  return writer.finish();
}

}  // namespace counterfoil::run
