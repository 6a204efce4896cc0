#include "xlsx/patch/workbook_references.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "xlsx/patch/sheet_anchors.hpp"
#include "xlsx/patch/sheet_editor.hpp"
#include "xlsx/patch/sheet_formulas.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

/// The text from `begin` to the next tag.
std::string_view text_at(std::string_view xml, std::size_t begin) { return xml.substr(begin, xml.find('<', begin) - begin); }

class ReferencePass {
 public:
  ReferencePass(OpenWorkbook& workbook, const SheetInfo& changed, const RangeMap& map, ChangedElsewhere* told)
      : workbook_(workbook), changed_(changed), change_{changed.name, map}, told_(told) {}

  void run() {
    for (const SheetInfo& info : workbook_.infos) {
      if (info.worksheet) sheet(info);
    }
    names();
    for (const std::string& chart : parts_of_type({"drawingml.chart+xml", "ms-office.chartex+xml"})) this->chart(chart);
    for (const std::string& cache : parts_of_type({"pivotCacheDefinition+xml"})) pivot_cache(cache);
    for (const std::string& drawing : parts_of_type({"officedocument.drawing+xml"})) attributes(drawing, {"textlink"});
    for (const std::string& control : parts_of_type({"controlproperties+xml"}))
      attributes(control, {"fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx"});
  }

 private:
  std::vector<std::string> parts_of_type(std::initializer_list<std::string_view> endings) const {
    std::vector<std::string> parts;
    for (const auto& [part, type] : workbook_.package.typed_parts()) {
      for (const std::string_view ending : endings) {
        if (type.size() >= ending.size() && same_sheet_name(std::string_view{type}.substr(type.size() - ending.size()), ending))
          parts.push_back(part);
      }
    }
    return parts;
  }

  void sheet(const SheetInfo& info) {
    const bool own = info.part == changed_.part;
    SheetPatch* const found = own ? &workbook_.open(info) : workbook_.open_to_follow(info);
    if (found == nullptr) return;
    SheetPatch& sheet = *found;
    dissolve_shared(sheet, own);
    cells(sheet, own);
    if (std::string head = map_anchors(sheet.rows().head(), change_, own); head != sheet.rows().head())
      sheet.rows().set_head(std::move(head));
    if (std::string tail = map_anchors(sheet.rows().tail(), change_, own); tail != sheet.rows().tail()) {
      sheet.rows().set_tail(std::move(tail));
      if (!own) tell("rules or drop-downs on " + info.name);
    }
    sheet.forget_facts();
    for (const std::string& table : workbook_.package.all_related(info.part, "table")) table_formulas(table, own);
  }

  /// A formula that several cells share follows as such where each cell's own would still be the same; else the cells get their
  /// own.
  void dissolve_shared(SheetPatch& sheet, bool own) {
    if (sheet.shared_formulas().empty()) return;
    std::set<std::string, std::less<>> differing;
    for (const RowSlice& slice : sheet.rows().rows()) {
      if ((formula_kinds(sheet.rows(), slice) & shares_formula) == 0) continue;
      visit_formulas(sheet.rows(), slice, [&](const FormulaCell& cell) {
        const std::string_view group = shared_group(cell);
        if (group.data() == nullptr || differing.contains(group)) return;
        const auto known = sheet.shared_formulas().groups().find(group);
        if (known != sheet.shared_formulas().groups().end() && !follows(known->second, cell.cell, own)) differing.emplace(group);
      });
    }
    sheet.shared_formulas().dissolve(sheet.rows(), differing);
  }

  bool follows(const SharedFormula& shared, CellReference cell, bool own) const {
    const auto place = [&](CellReference at) -> std::optional<CellReference> {
      if (!own) return at;
      const auto there = change_.map.area({at, at});
      return there ? std::optional{there->first} : std::nullopt;
    };
    const auto master_now = place(shared.master);
    const auto cell_now = place(cell);
    if (!master_now) return false;
    if (!cell_now) return true;  // it goes
    const auto rewritten = [&](const std::string& expression, CellReference at) {
      return rewrite_formula(expression, reference_rule(change_, own, at)).value_or(expression);
    };
    const auto shifted = [](const std::string& expression, CellReference from, CellReference to) {
      return shift_relative(expression, std::int64_t{to.row} - from.row, std::int64_t{to.column} - from.column);
    };
    const std::string wanted = rewritten(shifted(shared.expression, shared.master, cell), cell);
    const std::string found = shifted(rewritten(shared.expression, shared.master), *master_now, *cell_now);
    return wanted == found || decoded(wanted) == decoded(found);
  }

  void cells(SheetPatch& sheet, bool own) {
    const bool ranges = change_.map.ranges_only();
    const std::uint32_t wanted = any_formula | (own ? 0 : names_sheet) | (ranges ? names_range : 0);
    for (std::size_t index = 0; index < sheet.rows().rows().size(); ++index) {
      if ((formula_kinds(sheet.rows(), sheet.rows().rows()[index]) & wanted) != wanted) continue;
      const RowSlice slice = sheet.rows().rows()[index];
      TextPatch patch;
      visit_formulas(sheet.rows(), slice, [&](const FormulaCell& cell) {
        if (ranges && cell.expression().find(':') == std::string_view::npos) return;
        if (!own && cell.expression().find('!') == std::string_view::npos) return;
        const auto now = rewrite_formula(cell.expression(), reference_rule(change_, own, cell.cell));
        if (!now) return;
        patch.replace(cell.row, cell.expression(), *now);
        const bool of_the_block = told_ && own && cell.cell.row >= told_->top && cell.cell.row <= told_->bottom;
        if (!of_the_block) tell(sheet.info().name + "!" + to_string(cell.cell));
      });
      if (!patch.empty()) sheet.rows().set_row(index, patch.apply(slice.row()), slice.number);
    }
  }

  void names() {
    const std::string& part = workbook_.package.workbook_part();
    const std::string_view xml = workbook_.package.text(part);
    TextPatch patch;
    XmlWalker walker{xml};
    while (walker.next()) {
      if (walker.tag().local != "definedName" || walker.tag().kind != XmlTagKind::open) continue;
      const std::string_view stored = text_at(xml, walker.tag().end);
      const auto now = rewrite_formula(stored, name_rule(change_));
      if (!now) continue;
      patch.replace(xml, stored, *now);
      const std::string name = decoded(walker.attribute("name"));
      if (!name.starts_with("_xlnm.")) tell("the name " + name);
    }
    apply(part, xml, patch);
  }

  void table_formulas(const std::string& part, bool own) {
    const std::string_view xml = workbook_.package.text(part);
    TextPatch patch;
    XmlWalker walker{xml};
    while (walker.next()) {
      const std::string_view local = walker.tag().local;
      if (walker.tag().kind != XmlTagKind::open || (local != "calculatedColumnFormula" && local != "totalsRowFormula")) continue;
      formula(xml, text_at(xml, walker.tag().end), patch, own);
    }
    apply(part, xml, patch);
  }

  void chart(const std::string& part) {
    const std::string_view xml = workbook_.package.text(part);
    if (xml.find('!') == std::string_view::npos) return;
    TextPatch patch;
    XmlWalker walker{xml};
    bool series_changed = false;
    while (walker.next()) {
      const XmlTag tag = walker.tag();
      if (tag.kind != XmlTagKind::open) continue;
      const bool cache = tag.local == "numCache" || tag.local == "strCache" || tag.local == "multiLvlStrCache";
      if (cache && series_changed) {
        walker.skip_element();
        patch.replace(tag.begin, walker.tag().end, {});
        series_changed = false;
      } else if (tag.local == "f" || (tag.local == "sqref" && walker.parent() == "formulaRef")) {
        const std::string_view stored = text_at(xml, tag.end);
        const bool values = !walker.inside("tx");
        resizes_ = false;
        const auto now =
            rewrite_formula(stored, [&](const FormulaReference& reference) { return chart_reference(reference, values); });
        // Moved cells hold the same values; a range of another size does not.
        series_changed = now && resizes_;
        if (now) patch.replace(xml, stored, *now);
      }
    }
    if (!patch.empty()) tell("a chart");
    apply(part, xml, patch);
  }

  /// Excel writes a series over one row as a single cell; it grows like a range.
  std::optional<ReferenceChange> chart_reference(FormulaReference reference, bool values) {
    const RangeReference was = reference.area;
    if (values && reference.kind == ReferenceKind::cell) reference.kind = ReferenceKind::range;
    const auto change = reference_rule(change_, false)(reference);
    resizes_ =
        resizes_ || (change && (!change->area || change->area->last.row - change->area->first.row != was.last.row - was.first.row ||
                                change->area->last.column - change->area->first.column != was.last.column - was.first.column));
    return change;
  }

  void pivot_cache(const std::string& part) {
    const std::string_view xml = workbook_.package.text(part);
    TextPatch patch;
    XmlWalker walker{xml};
    while (walker.next()) {
      if (walker.tag().local != "worksheetSource" || walker.tag().kind == XmlTagKind::close) continue;
      if (!same_sheet_name(decoded(walker.attribute("sheet")), changed_.name) || walker.attribute("id").data() != nullptr) continue;
      const std::string_view ref = walker.attribute("ref");
      const auto range = parse_range_reference(ref);
      const auto there = range ? change_.map.area(*range) : std::nullopt;
      if (there && *there != *range) patch.replace(xml, ref, to_string(*there));
    }
    if (!patch.empty()) tell("the source of a pivot table");
    apply(part, xml, patch);
  }

  void attributes(const std::string& part, std::initializer_list<std::string_view> wanted) {
    const std::string_view xml = workbook_.package.text(part);
    if (xml.find('!') == std::string_view::npos) return;
    TextPatch patch;
    XmlWalker walker{xml};
    while (walker.next()) {
      for (const std::string_view name : wanted) {
        if (const std::string_view stored = walker.attribute(name); !stored.empty()) formula(xml, stored, patch, false);
      }
    }
    apply(part, xml, patch);
  }

  void formula(std::string_view xml, std::string_view stored, TextPatch& patch, bool own) {
    if (const auto now = rewrite_formula(stored, reference_rule(change_, own))) patch.replace(xml, stored, *now);
  }

  void tell(std::string place) {
    if (told_ && std::find(told_->places.begin(), told_->places.end(), place) == told_->places.end())
      told_->places.push_back(std::move(place));
  }

  void apply(const std::string& part, std::string_view xml, TextPatch& patch) {
    if (!patch.empty()) workbook_.package.set(part, patch.apply(xml));
  }

  OpenWorkbook& workbook_;
  SheetInfo changed_;
  SheetChange change_;
  ChangedElsewhere* told_;
  bool resizes_ = false;
};

}  // namespace

void rewrite_references(OpenWorkbook& workbook, const SheetInfo& changed, const RangeMap& map, ChangedElsewhere* told) {
  ReferencePass{workbook, changed, map, told}.run();
}

}  // namespace counterfoil::xlsx
