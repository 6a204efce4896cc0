#include "xlsx/patch/package_recalculation.hpp"

#include <algorithm>
#include <array>

#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

/// The schema's order: what may stand before calcPr.
constexpr std::array<std::string_view, 9> before_calculation = {"fileVersion",        "fileSharing",        "workbookPr",
                                                                "workbookProtection", "bookViews",          "sheets",
                                                                "functionGroups",     "externalReferences", "definedNames"};

std::string with_full_calculation(std::string_view xml) {
  TextPatch patch;
  XmlWalker walker{xml};
  std::size_t place = 0;
  std::string prefix;
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind == XmlTagKind::close || walker.depth() != (tag.kind == XmlTagKind::open ? 2u : 1u)) continue;
    if (tag.local == "calcPr") {
      const std::string_view asked = walker.attribute("fullCalcOnLoad");
      if (asked.data() == nullptr) {
        const std::size_t end = tag.begin + 1 + tag.name.size();
        patch.replace(end, end, " fullCalcOnLoad=\"1\"");
      } else if (asked != "1" && asked != "true") {
        patch.replace(xml, asked, "1");
      }
      return patch.apply(xml);
    }
    if (tag.local == "sheets") prefix = tag.name.substr(0, tag.name.size() - tag.local.size());
    const bool before = std::find(before_calculation.begin(), before_calculation.end(), tag.local) != before_calculation.end();
    walker.skip_element();
    if (before) place = walker.tag().end;
  }
  if (place == 0) xml_fault("the workbook lists no sheets");
  patch.replace(place, place, "<" + prefix + "calcPr fullCalcOnLoad=\"1\"/>");
  return patch.apply(xml);
}

}  // namespace

void ask_for_recalculation(PackageEdit& package) {
  const std::string& workbook = package.workbook_part();
  // Excel makes a new chain when there is none; one that names cells without formulas makes it offer a repair.
  for (const std::string& chain : package.all_related(workbook, "calcChain")) {
    if (!package.has(chain)) continue;
    package.remove(chain);
    package.remove_content_type(chain);
    package.remove_relationships(workbook, "calcChain");
  }
  package.set(workbook, with_full_calculation(package.text(workbook)));
}

}  // namespace counterfoil::xlsx
