// Containers of a workbook in every shape that a program may give them: absent, empty, self-closed, prefixed, the root itself
// empty. Sheets of another workbook come into each of them, and a highlight; an XML reader that is not ours looks at what comes
// out.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "write_workbook.hpp"
#include "xlsx/sheet_additions.hpp"

namespace counterfoil::xlsx {
namespace {

using test::main_ns;
using test::part_of;
using test::sheet_of;
using test::WorkbookMaker;

const std::vector<std::string> style_lists = {"numFmts",      "fonts",   "fills",      "borders",
                                              "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"};

const std::map<std::string, std::string> usual_lists = {
    {"numFmts", "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.0\"/></numFmts>"},
    {"fonts", "<fonts count=\"1\"><font><sz val=\"10\"/></font></fonts>"},
    {"fills",
     "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
     "patternType=\"gray125\"/></fill></fills>"},
    {"borders", "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"},
    {"cellStyleXfs", "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"},
    {"cellXfs",
     "<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"164\" "
     "fontId=\"0\" "
     "fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>"},
    {"cellStyles", "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"},
    {"dxfs", "<dxfs count=\"1\"><dxf><font><i/></font></dxf></dxfs>"},
};

std::string stylesheet(const std::function<std::string(const std::string& list, const std::string& usual)>& shape) {
  std::string xml = "<styleSheet xmlns=\"" + main_ns + "\">";
  for (const std::string& list : style_lists) xml += shape(list, usual_lists.at(list));
  return xml + "</styleSheet>";
}

std::string prefixed(const std::string& xml) {
  std::string out;
  for (std::size_t at = 0; at < xml.size(); ++at) {
    out += xml[at];
    if (xml[at] != '<') continue;
    if (xml[at + 1] == '/') out += xml[++at];
    out += "x:";
  }
  const std::size_t space = out.find("xmlns=");
  return space == std::string::npos ? out : out.replace(space, 6, "xmlns:x=");
}

struct Shape {
  std::string name;
  std::string styles;
};

std::vector<Shape> shapes_of_styles() {
  const std::string root = "<styleSheet xmlns=\"" + main_ns + "\"";
  std::vector<Shape> shapes = {
      {"usual", stylesheet([](const auto&, const auto& usual) { return usual; })},
      {"root self-closed", root + "/>"},
      {"root empty", root + "></styleSheet>"},
      {"root self-closed after a declaration", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root + " />"},
      {"one fill", stylesheet([](const std::string& list, const std::string& usual) {
         return list == "fills" ? "<fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills>" : usual;
       })},
      {"an extension at the end", stylesheet([](const std::string& list, const std::string& usual) {
         return list == "dxfs" ? "<tableStyles/><extLst><ext uri=\"{x}\"/></extLst>" : usual;
       })},
  };
  for (const std::string& missing : style_lists) {
    const auto with = [&](const std::string& instead) {
      return stylesheet([&](const std::string& list, const std::string& usual) { return list == missing ? instead : usual; });
    };
    shapes.push_back({missing + " absent", with("")});
    shapes.push_back({missing + " self-closed", with("<" + missing + "/>")});
    shapes.push_back({missing + " self-closed with a count", with("<" + missing + " count=\"0\" />")});
    shapes.push_back({missing + " empty", with("<" + missing + "></" + missing + ">")});
  }
  for (std::size_t at = 0, count = shapes.size(); at < count; ++at) {
    if (shapes[at].name.find("declaration") == std::string::npos)
      shapes.push_back({shapes[at].name + ", prefixed", prefixed(shapes[at].styles)});
  }
  return shapes;
}

/// What is brought in: a sheet with a style of its own, a rule, a chart and a name.
std::string donor() {
  WorkbookMaker maker;
  maker.sheet("Ours",
              sheet_of("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>5</v></c></row>",
                       "<conditionalFormatting sqref=\"A1\"><cfRule type=\"expression\" dxfId=\"0\" "
                       "priority=\"1\"><formula>A1&gt;1</formula></cfRule></conditionalFormatting><drawing r:id=\"rIdX0\"/>"));
  maker.relation("xl/worksheets/sheet1.xml", "drawing", "../drawings/drawing1.xml");
  maker.part("xl/drawings/drawing1.xml", "<d/>", "application/vnd.openxmlformats-officedocument.drawing+xml");
  maker.workbook(
      "<definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">Ours!$A$1:$B$2</definedName></definedNames>");
  maker.relation("xl/workbook.xml", "styles", "styles.xml");
  maker.part("xl/styles.xml", stylesheet([](const std::string& list, const std::string& usual) {
               if (list == "cellXfs")
                 return std::string{
                     "<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf "
                     "numFmtId=\"165\" fontId=\"0\" fillId=\"1\" borderId=\"0\" xfId=\"0\"/></cellXfs>"};
               if (list == "numFmts")
                 return std::string{"<numFmts count=\"1\"><numFmt numFmtId=\"165\" formatCode=\"0.000\"/></numFmts>"};
               return usual;
             }),
             "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
  return maker.make();
}

std::string local(const char* name) {
  const std::string whole = name;
  return whole.substr(whole.find(':') == std::string::npos ? 0 : whole.find(':') + 1);
}

pugi::xml_node child(const pugi::xml_node& node, const std::string& name) {
  for (const pugi::xml_node each : node.children())
    if (local(each.name()) == name) return each;
  return {};
}

std::size_t elements(const pugi::xml_node& node) {
  return static_cast<std::size_t>(std::distance(node.children().begin(), node.children().end()));
}

/// One of each child, in this order, none without a name that the standard has.
void expect_order(const pugi::xml_node& root, const std::vector<std::string>& order) {
  std::size_t last = 0;
  std::set<std::string> seen;
  for (const pugi::xml_node each : root.children()) {
    if (each.type() != pugi::node_element) continue;
    const auto at = static_cast<std::size_t>(std::find(order.begin(), order.end(), local(each.name())) - order.begin());
    EXPECT_LT(at, order.size()) << each.name();
    EXPECT_TRUE(seen.insert(local(each.name())).second) << each.name() << " stands twice";
    EXPECT_GE(at, last) << each.name() << " stands after what belongs behind it";
    last = at;
  }
}

/// `formats_came`: then what they name must be there; else that is the workbook's own affair.
void expect_sound_styles(const std::string& xml, bool formats_came) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_buffer(xml.data(), xml.size())) << xml;
  const pugi::xml_node root = document.document_element();
  expect_order(root, {"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
                      "colors", "extLst"});
  std::map<std::string, std::size_t> count;
  for (const pugi::xml_node list : root.children()) {
    count[local(list.name())] = elements(list);
    if (const pugi::xml_attribute stated = list.attribute("count")) {
      EXPECT_EQ(stated.as_uint(), elements(list)) << list.name();
    }
  }
  if (!formats_came) return;
  EXPECT_GE(count["fills"], 2u);
  for (const char* name : {"cellXfs", "cellStyleXfs"}) {
    for (const pugi::xml_node xf : child(root, name).children()) {
      EXPECT_LT(xf.attribute("fontId").as_uint(), count["fonts"]);
      EXPECT_LT(xf.attribute("fillId").as_uint(), count["fills"]);
      EXPECT_LT(xf.attribute("borderId").as_uint(), count["borders"]);
      EXPECT_LT(xf.attribute("xfId").as_uint(), count["cellStyleXfs"]);
    }
  }
}

TEST(Containers, StylesOfEveryShapeTakeOurs) {
  const std::string ours = donor();
  for (const Shape& shape : shapes_of_styles()) {
    SCOPED_TRACE(shape.name);
    WorkbookMaker maker;
    maker.sheet("Team", sheet_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
    maker.relation("xl/workbook.xml", "styles", "styles.xml");
    maker.part("xl/styles.xml", shape.styles, "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
    const std::string file = maker.make();
    WorkbookEditor editor{file};
    highlight(*editor.sheet("Team"), {{1, 1}, {1, 1}}, "A1>0", "<dxf><font><b/></font></dxf>");
    const Buffer highlighted = editor.save();
    expect_sound_styles(part_of(highlighted.view(), "xl/styles.xml"), false);
    const Buffer now = with_sheets_of(highlighted.view(), ours, {{"Ours", "Ours"}});
    const std::string styles = part_of(now.view(), "xl/styles.xml");
    expect_sound_styles(styles, true);
    // The new cell's format is the donor's: three decimals.
    pugi::xml_document sheet, document;
    const std::string added = part_of(now.view(), "xl/worksheets/sheet2.xml");
    ASSERT_TRUE(sheet.load_buffer(added.data(), added.size()));
    ASSERT_TRUE(document.load_buffer(styles.data(), styles.size()));
    const unsigned style = child(child(child(sheet.document_element(), "sheetData"), "row"), "c").attribute("s").as_uint();
    const pugi::xml_node formats = child(document.document_element(), "cellXfs");
    ASSERT_LT(style, elements(formats));
    const pugi::xml_node format = *std::next(formats.children().begin(), style);
    bool found = false;
    for (const pugi::xml_node each : child(document.document_element(), "numFmts").children())
      found = found || (std::string{each.attribute("numFmtId").value()} == format.attribute("numFmtId").value() &&
                        std::string{each.attribute("formatCode").value()} == "0.000");
    EXPECT_TRUE(found);
    EXPECT_NE(style, 0u);  // the first format is that of all cells without one
    EXPECT_EQ(WorkbookReader{now.view()}.sheets().size(), 2u);
  }
}

TEST(Containers, AWorkbookWithoutStylesGetsThem) {
  WorkbookMaker maker;
  maker.sheet("Team", sheet_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
  for (const bool named : {false, true}) {
    SCOPED_TRACE(named ? "named, but not there" : "not named");
    if (named) maker.relation("xl/workbook.xml", "styles", "styles.xml");
    const Buffer now = with_sheets_of(maker.make(), donor(), {{"Ours", "Ours"}});
    expect_sound_styles(part_of(now.view(), "xl/styles.xml"), true);
    const std::string links = part_of(now.view(), "xl/_rels/workbook.xml.rels");
    EXPECT_EQ(links.find("/styles\""), links.rfind("/styles\""));
    EXPECT_NE(part_of(now.view(), "[Content_Types].xml").find("PartName=\"/xl/styles.xml\""), std::string::npos);
  }
}

TEST(Containers, NamesOfEveryShapeTakeOurs) {
  const std::vector<std::string> workbook = {"fileVersion",  "fileSharing", "workbookPr",     "workbookProtection",
                                             "bookViews",    "sheets",      "functionGroups", "externalReferences",
                                             "definedNames", "calcPr",      "oleSize",        "customWorkbookViews",
                                             "pivotCaches",  "extLst"};
  const std::string one = "<definedNames><definedName name=\"Paid\">Team!$A$1</definedName></definedNames>";
  for (const std::string& inner : {std::string{}, std::string{"<definedNames/>"}, std::string{"<definedNames />"},
                                   std::string{"<definedNames></definedNames>"}, std::string{"<definedNames>\n</definedNames>"},
                                   one, std::string{"<externalReferences/>"},
                                   std::string{"<functionGroups/><externalReferences></externalReferences><definedNames/>"}}) {
    for (const std::string& after :
         {std::string{}, std::string{"<calcPr calcId=\"1\"/>"}, std::string{"<pivotCaches/>"}, std::string{"<calcPr/><extLst/>"}}) {
      SCOPED_TRACE(inner + after);
      WorkbookMaker maker;
      maker.sheet("Team", sheet_of("")).workbook(inner + after);
      const Buffer now = with_sheets_of(maker.make(), donor(), {{"Ours", "Ours"}});
      const std::string xml = part_of(now.view(), "xl/workbook.xml");
      pugi::xml_document document;
      ASSERT_TRUE(document.load_buffer(xml.data(), xml.size())) << xml;
      expect_order(document.document_element(), workbook);
      const pugi::xml_node names = child(document.document_element(), "definedNames");
      EXPECT_EQ(elements(names), inner == one ? 2u : 1u);
      EXPECT_EQ(std::string{names.last_child().attribute("localSheetId").value()}, "1");
    }
  }
}

/// A workbook with one of its parts changed; nothing: the part goes.
std::string with_part(const std::string& file, const std::string& part, const std::function<std::string(std::string)>& change) {
  std::vector<test::ZipPart> parts;
  const ZipArchive archive{file};
  for (const ZipEntry& entry : archive.entries()) {
    std::string text{archive.read(entry).view()};
    if (entry.name == part) text = change(text);
    if (!text.empty()) parts.push_back({entry.name, text});
  }
  return test::build_zip(parts);
}

std::string replaced(std::string text, const std::string& was, const std::string& now) {
  const std::size_t at = text.find(was);
  EXPECT_NE(at, std::string::npos) << was;
  return at == std::string::npos ? text : text.replace(at, was.size(), now);
}

std::map<std::string, int> overrides(std::string_view file) {
  const std::string xml = part_of(file, "[Content_Types].xml");
  pugi::xml_document document;
  EXPECT_TRUE(document.load_buffer(xml.data(), xml.size())) << xml;
  std::map<std::string, int> found;
  for (const pugi::xml_node each : document.document_element().children())
    if (local(each.name()) == "Override") ++found[each.attribute("PartName").value()];
  return found;
}

TEST(Containers, RelationshipsHaveATypeWhereTheWorkbookSaysNothingOfThem) {
  const std::string plain = WorkbookMaker{}.sheet("Team", sheet_of("")).make();
  const std::string rels = "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>";
  const std::string typed_one_by_one =
      "<Override PartName=\"/_rels/.rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>";
  for (const std::string& instead :
       {std::string{}, typed_one_by_one, std::string{"<Default Extension=\"rels\" ContentType=\"text/xml\"/>"}}) {
    SCOPED_TRACE(instead);
    const std::string file =
        with_part(plain, "[Content_Types].xml", [&](std::string text) { return replaced(text, rels, instead); });
    const Buffer now = with_sheets_of(file, donor(), {{"Ours", "Ours"}});
    const std::string types = part_of(now.view(), "[Content_Types].xml");
    const std::string part = "/xl/worksheets/_rels/sheet2.xml.rels";
    ASSERT_FALSE(part_of(now.view(), part.substr(1)).empty());
    const bool by_ending = types.find(rels) != std::string::npos;
    EXPECT_TRUE(by_ending || overrides(now.view()).contains(part)) << types;
    EXPECT_LE(types.find("Extension=\"rels\""), types.rfind("Extension=\"rels\""));
  }
}

TEST(Containers, APartThatIsSpokenOfButNotThereIsNotNamedTwice) {
  const std::string drawing = "application/vnd.openxmlformats-officedocument.drawing+xml";
  const std::string file =
      with_part(WorkbookMaker{}.sheet("Team", sheet_of("")).make(), "[Content_Types].xml", [&](std::string text) {
        return replaced(text, "</Types>",
                        "<Override PartName=\"/xl/Drawings/drawing1.xml\" ContentType=\"" + drawing +
                            "\"/><Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"text/xml\"/></Types>");
      });
  const Buffer now = with_sheets_of(file, donor(), {{"Ours", "Ours"}});
  std::map<std::string, int> lower;
  for (const auto& [part, count] : overrides(now.view())) {
    std::string key = part;
    for (char& c : key)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    lower[key] += count;
  }
  for (const auto& [part, count] : lower) EXPECT_EQ(count, 1) << part;
  EXPECT_NE(part_of(now.view(), "[Content_Types].xml").find("/xl/worksheets/sheet2.xml\" ContentType=\"application/vnd.openxml"),
            std::string::npos);
}

TEST(Containers, RelationshipsLeftOfAPartThatIsGoneAreNotTakenForOurs) {
  WorkbookMaker maker;
  maker.sheet("Team", sheet_of(""));
  maker.relation("xl/drawings/drawing1.xml", "image", "../media/gone.png");
  const Buffer now = with_sheets_of(maker.make(), donor(), {{"Ours", "Ours"}});
  EXPECT_TRUE(part_of(now.view(), "xl/drawings/drawing1.xml").empty());
  EXPECT_FALSE(part_of(now.view(), "xl/drawings/drawing2.xml").empty());
}

TEST(Containers, SheetNumbersStayWithinWhatExcelTakes) {
  const std::string file =
      with_part(WorkbookMaker{}.sheet("Team", sheet_of("")).sheet("Second", sheet_of("")).make(), "xl/workbook.xml",
                [](std::string text) { return replaced(text, "sheetId=\"2\"", "sheetId=\"65534\""); });
  WorkbookEditor editor{file};
  editor.add_sheet("Third", sheet_of(""));
  EXPECT_NE(part_of(editor.save().view(), "xl/workbook.xml").find("name=\"Third\" sheetId=\"2\""), std::string::npos);
}

TEST(Containers, AModuleOfMacrosHasANameAndNoPart) {  // Excel 5 kept them among the sheets
  const std::string file = with_part(
      WorkbookMaker{}.sheet("Team", sheet_of("<row r=\"1\"/>")).make(), "xl/workbook.xml",
      [](std::string text) { return replaced(text, "</sheets>", "<sheet name=\"Module1\" sheetId=\"7\" r:id=\"\"/></sheets>"); });
  WorkbookEditor editor{file};
  ASSERT_EQ(editor.reader().sheets().size(), 2u);
  EXPECT_FALSE(editor.reader().sheets()[1].worksheet);
  EXPECT_EQ(editor.sheet("Module1"), nullptr);
  editor.sheet("Team")->move_rows(1, 1);
  const Buffer now = with_sheets_of(editor.save().view(), donor(), {{"Ours", "Ours"}});
  const WorkbookReader reader{now.view()};
  ASSERT_EQ(reader.sheets().size(), 3u);
  EXPECT_EQ(reader.sheets()[2].name, "Ours");
  EXPECT_NE(part_of(now.view(), "xl/workbook.xml").find("localSheetId=\"2\""), std::string::npos);
}

TEST(Containers, TheNameHistoryIsExcels) {
  const std::string file = WorkbookMaker{}.sheet("Team", sheet_of("")).make();
  WorkbookEditor editor{file};
  EXPECT_ANY_THROW(editor.add_sheet("history", sheet_of("")));
}

struct Kind {
  std::string name;
  std::string one;  // with one thing in it; empty: has none that a small sheet could have
};

/// What a worksheet may hold around its rows, in the standard's order.
const std::vector<Kind> around_rows = {
    {"sheetPr", "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"},
    {"dimension", "<dimension ref=\"A1:B2\"/>"},
    {"sheetViews", "<sheetViews><sheetView workbookViewId=\"0\"/></sheetViews>"},
    {"sheetFormatPr", "<sheetFormatPr defaultRowHeight=\"15\"/>"},
    {"cols", "<cols><col min=\"1\" max=\"2\" width=\"9\"/></cols>"},
    {"sheetData", "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row></sheetData>"},
    {"protectedRanges", "<protectedRanges><protectedRange name=\"p\" sqref=\"A1:B2\"/></protectedRanges>"},
    {"autoFilter", "<autoFilter ref=\"A1:B2\"/>"},
    {"mergeCells", "<mergeCells count=\"1\"><mergeCell ref=\"A5:B5\"/></mergeCells>"},
    {"conditionalFormatting",
     "<conditionalFormatting sqref=\"A1:B2\"><cfRule type=\"expression\" priority=\"1\"><formula>A1</formula></cfRule>"
     "</conditionalFormatting>"},
    {"dataValidations",
     "<dataValidations count=\"1\"><dataValidation type=\"whole\" sqref=\"A1:B2\"><formula1>1</formula1></dataValidation>"
     "</dataValidations>"},
    {"hyperlinks", "<hyperlinks><hyperlink ref=\"A1\" location=\"Team!B1\"/></hyperlinks>"},
    {"pageMargins", "<pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/>"},
    {"rowBreaks", "<rowBreaks count=\"1\" manualBreakCount=\"1\"><brk id=\"1\" max=\"16383\" man=\"1\"/></rowBreaks>"},
    {"colBreaks", "<colBreaks count=\"1\" manualBreakCount=\"1\"><brk id=\"2\" max=\"1048575\" man=\"1\"/></colBreaks>"},
    {"ignoredErrors", "<ignoredErrors><ignoredError sqref=\"A1:B2\" numberStoredAsText=\"1\"/></ignoredErrors>"},
    {"tableParts", {}},
    {"extLst", "<extLst><ext uri=\"of somebody\"/></extLst>"}};

/// `shaped` in that shape, all others as a full or as a bare sheet has them.
std::string sheet_with(const Kind& shaped, const std::string& shape, bool full) {
  std::string xml = "<worksheet xmlns=\"" + main_ns + "\">";
  for (const Kind& each : around_rows) {
    const bool usual = full || each.name == "sheetData";
    xml += &each == &shaped ? shape : usual ? each.one : std::string{};
  }
  return xml + "</worksheet>";
}

/// All that a run does to a team's sheet: a column, its cells, a highlight, page breaks.
std::string with_everything(const std::string& file) {
  WorkbookEditor editor{file};
  SheetEditor& sheet = *editor.sheet("Team");
  sheet.insert_columns(3, 1, 2);
  take_in_next_column(sheet, 2, {1, 2, 2});
  std::string cell;
  RowBuilder row{cell, sheet.prefix()};
  row.begin_row(2);
  row.text(3, 0, "P8");
  row.end_row();
  sheet.put_cells(std::move(cell));
  highlight(sheet, {{2, 3}, {2, 3}}, "C2>0", "<dxf><font><b/></font></dxf>");
  break_pages(sheet, {2});
  return std::string{editor.save().view()};
}

void expect_sound_sheet(const std::string& xml, bool prefix) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_buffer(xml.data(), xml.size())) << xml;
  std::size_t last = 0;
  std::set<std::string> seen;
  for (const pugi::xml_node each : document.document_element().children()) {
    const std::string name = local(each.name());
    EXPECT_EQ(std::string{each.name()}, (prefix ? "x:" : "") + name) << xml;
    const auto at = static_cast<std::size_t>(
        std::find_if(around_rows.begin(), around_rows.end(), [&](const Kind& kind) { return kind.name == name; }) -
        around_rows.begin());
    EXPECT_LT(at, around_rows.size()) << name;
    EXPECT_GE(at, last) << name << " stands after what belongs behind it: " << xml;
    EXPECT_TRUE(seen.insert(name).second || name == "conditionalFormatting") << name << " stands twice: " << xml;
    last = at;
    if (const pugi::xml_attribute stated = each.attribute("count")) {
      EXPECT_EQ(stated.as_uint(), elements(each)) << xml;
    }
  }
  for (const char* name : {"conditionalFormatting", "rowBreaks"}) EXPECT_TRUE(seen.contains(name)) << name;
  EXPECT_NE(xml.find("P8"), std::string::npos);
}

TEST(Containers, SheetsOfEveryShapeTakeAColumnAndAHighlight) {
  for (const Kind& kind : around_rows) {
    const std::string sqref = kind.name == "conditionalFormatting" ? " sqref=\"A1:B2\"" : "";
    std::vector<std::string> shapes = {std::string{}, "<" + kind.name + sqref + "/>",
                                       "<" + kind.name + sqref + "></" + kind.name + ">", kind.one};
    if (kind.name == "dimension" || kind.name == "autoFilter" || kind.name == "pageMargins" || kind.name == "sheetFormatPr")
      shapes = {std::string{}};  // hold nothing in any sheet
    if (kind.name == "sheetData") shapes.erase(shapes.begin());
    if (kind.one.find(" count=") != std::string::npos || kind.one.empty()) shapes.push_back("<" + kind.name + " count=\"0\"/>");
    for (const std::string& shape : shapes) {
      for (const bool full : {false, true}) {
        for (const bool prefix : {false, true}) {
          if (prefix && !full) continue;
          SCOPED_TRACE(kind.name + " " + shape + (full ? " full" : " bare") + (prefix ? " prefixed" : ""));
          const std::string xml = sheet_with(kind, shape, full);
          WorkbookMaker maker;
          maker.sheet("Team", prefix ? prefixed(xml) : xml);
          expect_sound_sheet(part_of(with_everything(maker.make()), "xl/worksheets/sheet1.xml"), prefix);
        }
      }
    }
  }
}

TEST(Containers, PartsOfThePackageMayHaveAPrefixEach) {
  const std::string file = WorkbookMaker{}.sheet("Team", sheet_of("")).workbook("<definedNames/>").make();
  for (const char* part : {"[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"}) {
    SCOPED_TRACE(part);
    std::vector<test::ZipPart> parts;
    for (const char* name :
         {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"})
      parts.push_back({name, std::string{part} == name ? prefixed(part_of(file, name)) : part_of(file, name)});
    const Buffer now = with_sheets_of(test::build_zip(parts), donor(), {{"Ours", "Ours"}});
    pugi::xml_document document;
    const std::string text = part_of(now.view(), part);
    ASSERT_TRUE(document.load_buffer(text.data(), text.size()));
    for (const pugi::xml_node each : document.document_element().children())
      EXPECT_TRUE(std::string{each.name()}.starts_with("x:")) << text;
    EXPECT_EQ(WorkbookReader{now.view()}.sheets().size(), 2u);
    EXPECT_FALSE(part_of(now.view(), "xl/worksheets/sheet2.xml").empty());
  }
}

}  // namespace
}  // namespace counterfoil::xlsx
