#include "run/team/adopt.hpp"

#include <algorithm>
#include <memory>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "report/new_sheets.hpp"
#include "report/team_column.hpp"
#include "report/team_mark.hpp"
#include "report/workbook_merge.hpp"
#include "run/team/team_understanding.hpp"
#include "run/team/team_words.hpp"
#include "xlsx/formula_references.hpp"
#include "xlsx/relationships.hpp"
#include "xlsx/sheet_additions.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::run {

namespace {

using report::ReportTable;
using report::Value;
using report::ValueKind;

/// The table that has a column a period; every line of both periods is in it.
const report::Table* table_of_periods(const report::WorkbookSpec& spec) {
  for (const report::Sheet& sheet : spec.sheets)
    for (const report::Table& table : sheet.tables)
      if (table.periods) return &table;
  return nullptr;
}

std::vector<report::PaidLine> paid_lines(const ReportTable& table, const report::PeriodColumns& periods) {
  const auto column = [&](std::string_view id) {
    return static_cast<std::size_t>(std::find(table.columns.begin(), table.columns.end(), id) - table.columns.begin());
  };
  std::vector<report::PaidLine> lines;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto text = [&](std::string_view id) {
      return column(id) < table.columns.size() ? table.at(row, column(id)).text : std::string_view{};
    };
    const auto pence = [&](const std::string& id) -> std::optional<std::int64_t> {
      if (column(id) >= table.columns.size()) return std::nullopt;
      const Value& value = table.at(row, column(id));
      return value.kind == ValueKind::pence ? std::optional{value.number} : std::nullopt;
    };
    lines.push_back({text("person_id"), text("name"), text("line_id"), text("service"), text("provider"), text("payee"),
                     pence(periods.value_previous), pence(periods.value_current)});
  }
  return lines;
}

PeriodsCompared periods_compared(const report::Report& report, const report::PeriodColumns& periods) {
  const auto day = [&](const std::string& fact) -> std::optional<Date> {
    const auto found = report.facts.find(fact);
    if (found == report.facts.end() || found->second.kind != ValueKind::date) return std::nullopt;
    return Date{std::chrono::days{found->second.number}};
  };
  const auto span = [&](const std::string& fact) -> std::optional<DateSpan> {
    const auto from = day(fact + "_from");
    const auto to = day(fact + "_to");
    return from && to ? std::optional{DateSpan{*from, *to}} : std::nullopt;
  };
  PeriodsCompared compared;
  if (const auto words = report.facts.find(periods.heading_fact_current); words != report.facts.end())
    compared.current_words = words->second.text;
  compared.previous = span(periods.heading_fact_previous);
  compared.current = span(periods.heading_fact_current);
  return compared;
}

/// The layout whose fields name the lines: that of the first input that has them.
const table::Layout& layout_of_lines(const Task& task, const report::Table& table) {
  for (const auto& [input, layout] : task.layouts)
    if (std::all_of(table.key.begin(), table.key.end(), [&layout = layout](const std::string& id) { return layout.field(id); }))
      return layout;
  return task.layouts.begin()->second;
}

std::map<std::string, std::string> free_names(const report::WorkbookSpec& spec, const xlsx::WorkbookReader& workbook) {
  std::map<std::string, std::string> names;
  for (const report::Sheet& sheet : spec.sheets) names[sheet.name] = report::free_sheet_name(workbook, sheet.name);
  return names;
}

/// Whether the workbook says that no sheet may be added, and whether the table's sheet may not be typed into.
bool structure_is_locked(const xlsx::WorkbookReader& workbook) {
  const auto main = xlsx::read_relationships(workbook.archive(), {});
  for (const xlsx::Relationship& each : main) {
    const xlsx::ZipEntry* entry = each.type == "officeDocument" ? xlsx::find_part(workbook.archive(), each.part) : nullptr;
    if (!entry) continue;
    const Buffer xml = xlsx::read_small_part(workbook.archive(), *entry);
    xlsx::XmlWalker walker{xml.view()};
    while (walker.next())
      if (walker.tag().local == "workbookProtection")
        return walker.attribute("lockStructure") == "1" || walker.attribute("lockStructure") == "true";
  }
  return false;
}

/// What is known of the table's columns now, in place of what was known of them before.
void remember_columns(const TeamUnderstanding& understood, const KnownPeriods& known, const PeriodsCompared& periods,
                      report::TeamMark& mark) {
  const auto remember = [&](const std::string& heading, const std::optional<DateSpan>& span, bool written) {
    if (!span || heading.empty()) return;
    report::TeamMark::Column column{mark.sheet, heading, span->first.time_since_epoch().count(),
                                    span->last.time_since_epoch().count(), written};
    for (report::TeamMark::Column& each : mark.columns) {
      const bool same_place = xlsx::same_sheet_name(each.sheet, column.sheet) && each.heading == heading;
      if (!same_place) continue;
      column.written = written || (each.written && each.first == column.first);
      each = column;
      return;
    }
    mark.columns.push_back(std::move(column));
  };
  for (std::size_t at = 0; at < understood.table.periods.size(); ++at) {
    if (!understood.columns.place[at] || understood.columns.amounts[at] == 0) continue;
    for (const KnownPeriod& period : known.all)
      if (period.place == *understood.columns.place[at] && period.place != 0)
        remember(understood.table.periods[at].heading, period.span, false);
  }
  remember(mark.heading, periods.current, true);
}

bool sheet_is_protected(const xlsx::WorkbookReader& workbook, const std::string& sheet) {
  for (const xlsx::SheetInfo& info : workbook.sheets()) {
    if (!xlsx::same_sheet_name(info.name, sheet)) continue;
    const Buffer xml = workbook.sheet_xml(info);
    const std::string_view text = xml.view();
    const std::size_t at = text.find("sheetProtection ");
    return at != std::string_view::npos && text.substr(at, text.find('>', at) - at).find("sheet=\"") != std::string_view::npos &&
           text.substr(at, text.find('>', at) - at).find("sheet=\"0\"") == std::string_view::npos;
  }
  return false;
}

}  // namespace

WorkbookKind kind_of_workbook(const report::OpenedWorkbook& workbook) {
  if (!workbook.record()) return WorkbookKind::teams;
  return report::read_team_mark(workbook.editor()) ? WorkbookKind::teams_with_our_sheets : WorkbookKind::own;
}

std::optional<Adoption> adopt(const AdoptOrder& order, Findings& findings) {
  const report::Table* specified = table_of_periods(order.task.spec);
  const auto reported = specified ? order.report.tables.find(specified->id) : order.report.tables.end();
  if (reported == order.report.tables.end())
    throw Failure{FailureKind::refused,
                  order.file_name +
                      " was not made by Counterfoil, and this task has no column for each period to add to it. Choose another name "
                      "for the workbook; it will be made."};
  const std::vector<report::PaidLine> lines = paid_lines(reported->second, *specified->periods);
  const PeriodsCompared periods = periods_compared(order.report, *specified->periods);

  const std::unique_ptr<xlsx::WorkbookEditor> own_editor = order.workbook.take_editor();
  xlsx::WorkbookEditor& editor = *own_editor;
  const auto mark = report::read_team_mark(editor);
  const bool adds_sheets = !order.blank.empty();
  if (adds_sheets && structure_is_locked(editor.reader())) {
    findings.add("team-structure-locked", Place{order.file_name, {}, {}});
    return std::nullopt;
  }
  const KnownPeriods known =
      known_periods(order.task.spec.memory ? &*order.task.spec.memory : nullptr, order.memory, lines, periods);
  const auto understood = understand_team_workbook(editor,
                                                   {order.file_name, lines, layout_of_lines(order.task, *specified),
                                                    order.settings.team_table, mark, periods, known, order.asked},
                                                   findings);
  if (!understood) return std::nullopt;
  if (sheet_is_protected(editor.reader(), understood->table.sheet))
    findings.add("team-sheet-protected", Place{order.file_name, understood->table.sheet, {}});

  report::TeamMark after = mark.value_or(report::TeamMark{});
  after.task = order.task.description().id;
  after.sheet = understood->table.sheet;
  after.period = periods.current_words;
  if (adds_sheets) after.sheet_names = free_names(order.task.spec, editor.reader());
  const report::TeamColumnResult written = report::write_team_column(*editor.sheet(understood->table.sheet), understood->table,
                                                                     understood->period.plan, lines, understood->match);
  after.heading = heading_written(*understood);
  remember_columns(*understood, known, periods, after);
  check_team_total(*understood, written, lines);

  Adoption adoption;
  adoption.words = words_of_adoption(*understood, written, lines, order.file_name);
  tell_findings(*understood, written, order.file_name, adoption.words, findings);
  editor.set_custom_xml(report::team_namespace, after.xml());
  adoption.bytes = editor.save();
  if (adds_sheets) {
    adoption.bytes = xlsx::with_sheets_of(adoption.bytes.view(), order.blank, after.sheet_names);
    std::vector<std::string> renamed;
    for (const auto& [name, as] : after.sheet_names)
      if (name != as) renamed.push_back("\"" + as + "\"");
    if (!renamed.empty())
      adoption.words.push_back("Sheets of those names are there already, so ours are named " + list_in_words(renamed) + ".");
  }
  return adoption;
}

}  // namespace counterfoil::run
