#include "report/listing.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "spec/row_height.hpp"
#include "xlsx/cell_reference.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/new_workbook.hpp"
#include "xlsx/workbook_editor.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::report {

namespace {

/// Their places in the styles below.
enum ListingStyle : std::uint32_t { title_look = 1, heading_look, text_look, pounds_look, number_look, sentence_look };

constexpr const char* listing_styles =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)"
    R"(<numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;£&quot;#,##0.00;\-&quot;£&quot;#,##0.00"/></numFmts>)"
    R"(<fonts count="3"><font><sz val="10"/><name val="Arial"/><family val="2"/></font>)"
    R"(<font><b/><sz val="14"/><name val="Arial"/><family val="2"/></font>)"
    R"(<font><b/><sz val="10"/><name val="Arial"/><family val="2"/></font></fonts>)"
    R"(<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>)"
    R"(<fill><patternFill patternType="solid"><fgColor rgb="FFE7EDF4"/><bgColor indexed="64"/></patternFill></fill></fills>)"
    R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)"
    R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)"
    R"(<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>)"
    R"(<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>)"
    R"(<xf numFmtId="0" fontId="2" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>)"
    R"(<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>)"
    R"(<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>)"
    R"(<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>)"
    R"(<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs>)"
    R"(<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)";

void put_cell(xlsx::RowBuilder& builder, std::uint32_t column, const ListingCell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    if (!text->empty()) builder.text(column, text_look, std::string_view{*text}.substr(0, xlsx::longest_cell_text));
  } else if (const auto* pounds = std::get_if<Pounds>(&cell)) {
    builder.pence(column, pounds_look, pounds->pence);
  } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    builder.number(column, number_look, std::to_string(*number));
  }
}

std::uint32_t heading_row_of(const Listing& listing) { return static_cast<std::uint32_t>(listing.sentences.size() + 3); }

/// So high that every text is seen whole, in hundredths of a point.
std::string height_of(const Listing& listing, const std::vector<ListingCell>& row) {
  std::vector<WrappedText> texts;
  for (std::size_t at = 0; at < std::min(row.size(), listing.columns.size()); ++at)
    if (const auto* text = std::get_if<std::string>(&row[at])) texts.push_back({*text, listing.columns[at].width});
  const auto hundredths = std::llround(row_height(texts) * 100);
  return "ht=\"" + std::to_string(hundredths / 100) + "." + std::to_string(hundredths / 10 % 10) + std::to_string(hundredths % 10) +
         "\"";
}

std::string head_of(const Listing& listing, std::uint32_t heading_row) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet "
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
      "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"" +
      std::to_string(heading_row) + "\" topLeftCell=\"A" + std::to_string(heading_row + 1) +
      "\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>";
  for (std::size_t at = 0; at < listing.columns.size(); ++at) {
    const std::string number = std::to_string(at + 1);
    std::string width = std::to_string(static_cast<int>(listing.columns[at].width));
    xml.append("<col min=\"").append(number).append("\" max=\"").append(number).append("\" width=\"").append(width);
    xml += "\" customWidth=\"1\"/>";
  }
  return xml + "</cols><sheetData>";
}

std::string sheet_of(const Listing& listing, std::size_t from, std::size_t to, const std::string& marking) {
  const std::uint32_t heading_row = heading_row_of(listing);
  std::string xml = head_of(listing, heading_row);
  xlsx::RowBuilder builder{xml};
  builder.begin_row(1);
  builder.text(1, title_look, listing.title);
  builder.end_row();
  std::uint32_t row = 2;
  for (const std::string& sentence : listing.sentences) {
    builder.begin_row(row++);
    builder.text(1, sentence_look, sentence);
    builder.end_row();
  }
  builder.begin_row(heading_row);
  for (std::size_t at = 0; at < listing.columns.size(); ++at)
    builder.text(static_cast<std::uint32_t>(at + 1), heading_look, listing.columns[at].heading);
  builder.end_row();
  for (std::size_t at = from; at < to; ++at) {
    builder.begin_row(heading_row + static_cast<std::uint32_t>(at - from) + 1, height_of(listing, listing.rows[at]));
    for (std::size_t column = 0; column < listing.rows[at].size(); ++column)
      put_cell(builder, static_cast<std::uint32_t>(column + 1), listing.rows[at][column]);
    builder.end_row();
  }
  const xlsx::RangeReference filtered{{heading_row, 1},
                                      {std::max(heading_row + 1, heading_row + static_cast<std::uint32_t>(to - from)),
                                       static_cast<std::uint32_t>(listing.columns.size())}};
  xml += "</sheetData><autoFilter ref=\"" + xlsx::to_string(filtered) +
         "\"/><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.7\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
         "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/><headerFooter><oddHeader>&amp;C" +
         xlsx::escape_formula(marking) +
         "</oddHeader><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>";
  return xml + "</worksheet>";
}

}  // namespace

Buffer listing_workbook(const std::vector<Listing>& listings, const std::string& marking) {
  std::vector<xlsx::NewSheet> sheets;
  for (const Listing& listing : listings) {
    const std::size_t most = xlsx::last_row - listing.sentences.size() - 4;
    std::size_t from = 0;
    for (int part = 1; part == 1 || from < listing.rows.size(); ++part) {
      const std::size_t to = std::min(from + most, listing.rows.size());
      sheets.push_back({part == 1 ? listing.name : listing.name + " (" + std::to_string(part) + ")",
                        sheet_of(listing, from, to, marking), heading_row_of(listing)});
      from = to;
    }
  }
  return xlsx::new_workbook(sheets, listing_styles);
}

}  // namespace counterfoil::report
