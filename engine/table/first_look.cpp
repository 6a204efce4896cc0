#include "table/first_look.hpp"

#include "base/failure.hpp"
#include "table/csv_scanner.hpp"
#include "table/text_encoding.hpp"

namespace counterfoil::table {

namespace {

constexpr std::string_view delimiters_tried = ",;\t|";
constexpr std::size_t bytes_looked_at = 256 * 1024;

void look_at_text(std::string_view bytes, FirstLook& look) {
  const DecodedText decoded = decode_text(bytes.substr(0, bytes_looked_at));
  for (const char delimiter : delimiters_tried) {
    std::string start{decoded.text};  // a copy: the scan unquotes in place
    PeekSink sink{nullptr};
    CsvFacts facts;
    scan_csv(start.data(), start.data() + start.size(), delimiter, sink, facts);
    look.sheets.push_back({{}, true, sink.take()});
  }
}

void look_at_workbook(std::string_view bytes, FirstLook& look) {
  const xlsx::WorkbookReader workbook{bytes};
  for (const xlsx::SheetInfo& sheet : workbook.sheets()) {
    if (!sheet.worksheet) continue;
    const Buffer xml = workbook.sheet_xml(sheet);
    PeekSink sink{&workbook};
    xlsx::scan_sheet(xml.view(), sink);
    look.sheets.push_back({sheet.name, sheet.visibility == xlsx::SheetVisibility::visible, sink.take()});
  }
}

}  // namespace

FirstLook first_look(std::string_view bytes) {
  FirstLook look;
  look.kind = xlsx::recognise(bytes);
  if (look.kind == xlsx::FileKind::text) look_at_text(bytes, look);
  if (look.kind == xlsx::FileKind::zip_workbook) look_at_workbook(bytes, look);
  return look;
}

std::optional<LookedFor> look_for(const FirstLook& look, const Layout& layout) {
  const HeadingMatcher matcher{layout};
  std::optional<LookedFor> best;
  for (const bool visible : {true, false}) {
    for (const SheetLook& sheet : look.sheets) {
      if (sheet.visible != visible) continue;
      auto plan = find_headings(sheet.rows, layout, matcher);
      if (plan && (!best || plan->score() > best->plan.score())) best = {std::move(*plan), sheet.name};
    }
    if (best && best->plan.complete()) break;
  }
  return best;
}

}  // namespace counterfoil::table
