#include "spec/workbook_spec.hpp"

#include <algorithm>
#include <utility>

#include "spec/json_object.hpp"
#include "spec/memory_spec_read.hpp"
#include "spec/row_filter.hpp"
#include "spec/workbook_spec_check.hpp"

namespace counterfoil::report {
namespace {

using Object = JsonObject;

constexpr std::uint32_t last_row = 1'048'576;  // of a sheet
constexpr std::uint32_t last_column = 16'384;

ColumnKind read_kind(Object& from) {
  return from.one_of<ColumnKind>("kind", {{"text", ColumnKind::text},
                                          {"paragraph", ColumnKind::paragraph},
                                          {"date", ColumnKind::date},
                                          {"pence", ColumnKind::pence},
                                          {"quantity", ColumnKind::quantity},
                                          {"percent", ColumnKind::percent},
                                          {"integer", ColumnKind::integer},
                                          {"timestamp", ColumnKind::timestamp}});
}

Column read_column(Object from) {
  Column column;
  column.id = from.text("id");
  column.heading = from.text("heading");
  column.kind = read_kind(from);
  if (from.has("owner")) column.owner = from.one_of<Owner>("owner", {{"engine", Owner::engine}, {"reviewer", Owner::reviewer}});
  column.width = from.width("width", column.width);
  column.choices = from.texts("choices");
  column.formula = from.text_or_empty("formula");
  column.row_formulas = from.text_by_name("row_formulas");
  column.help = from.text_or_empty("help");
  column.working = from.flag("working");
  from.nothing_else();
  return column;
}

Highlight read_highlight(Object from) {
  Highlight highlight;
  highlight.column = from.text("column");
  highlight.equals = from.text("equals");
  highlight.look = from.one_of<const char*>(
      "look", {{"bad", "bad"}, {"attention", "attention"}, {"good", "good"}, {"quiet", "quiet"}, {"total", "total"}});
  from.nothing_else();
  return highlight;
}

PeriodColumns read_periods(Object from) {
  PeriodColumns periods;
  periods.heading_fact_previous = from.text("heading_fact_previous");
  periods.heading_fact_current = from.text("heading_fact_current");
  periods.value_previous = from.text("value_previous");
  periods.value_current = from.text("value_current");
  periods.kind = read_kind(from);
  periods.width = from.width("width", periods.width);
  from.nothing_else();
  return periods;
}

Table read_table(Object from) {
  Table table;
  table.id = from.text("id");
  table.title = from.text_or_empty("title");
  table.first_row = from.whole("first_row", table.first_row, 1, last_row);
  table.first_column = from.whole("first_column", table.first_column, 1, last_column);
  table.update = from.one_of<Update>(
      "update",
      {{"replace", Update::replace}, {"accumulate", Update::accumulate}, {"append", Update::append}, {"fixed", Update::fixed}});
  table.rows = from.whole("rows", 0, 1, last_row);
  table.key = from.texts("key");
  for (Object& column : from.objects("columns")) table.columns.push_back(read_column(column));
  for (Object& highlight : from.objects("highlights")) table.highlights.push_back(read_highlight(highlight));
  table.filter = from.flag("filter");
  table.page_break_before = from.text_or_empty("page_break_before");
  table.empty_words = from.text_or_empty("empty_words");
  if (from.has("periods")) table.periods = read_periods(from.object("periods"));
  table.history = from.text_or_empty("history");
  table.period_fact = from.text_or_empty("period_fact");
  table.matter = from.texts("matter");
  table.figure = from.text_or_empty("figure");
  table.carried = from.text_or_empty("carried");
  if (from.has("question")) table.question = read_question(from.object("question"));
  from.nothing_else();
  return table;
}

ChartSpec read_chart(Object from) {
  ChartSpec chart;
  chart.title = from.text("title");
  chart.table = from.text("table");
  chart.categories = from.text("categories");
  chart.values = from.text("values");
  chart.kind = from.one_of<const char*>("kind", {{"bar", "bar"}, {"column", "column"}});
  chart.row = from.whole("row", chart.row, 1, last_row);
  chart.column = from.whole("column", chart.column, 1, last_column);
  chart.width = from.whole("width", chart.width, 1, 10'000);
  chart.height = from.whole("height", chart.height, 1, 10'000);
  chart.skip_first = from.whole("skip_first", 0, 0, last_row);
  chart.skip_last = from.whole("skip_last", 0, 0, last_row);
  chart.description = from.text_or_empty("description");
  from.nothing_else();
  return chart;
}

Sheet read_sheet(Object from) {
  Sheet sheet;
  sheet.name = from.text("name");
  sheet.formerly = from.texts("formerly");
  sheet.heading = from.text("heading");
  sheet.subtitle = from.text_or_empty("subtitle");
  sheet.purpose = from.text("purpose");
  for (Object& table : from.objects("tables")) sheet.tables.push_back(read_table(table));
  for (Object& chart : from.objects("charts")) sheet.charts.push_back(read_chart(chart));
  sheet.freeze = from.flag("freeze");
  sheet.freeze_columns = from.whole("freeze_columns", 0, 0, last_column);
  from.nothing_else();
  return sheet;
}

LastPeriod read_last_period(Object from) {
  LastPeriod last;
  last.input = from.text("input");
  last.lines_of = from.text("lines_of");
  last.left_out = from.texts("left_out");
  last.parameters = from.text_by_name("parameters");
  from.nothing_else();
  return last;
}

CalendarSpec read_calendar(Object from) {
  CalendarSpec calendar;
  calendar.table = from.text("table");
  calendar.uid = from.text("uid");
  calendar.date = from.text("date");
  calendar.summary = from.text("summary");
  calendar.description = from.text("description");
  calendar.alarm_days = from.text_or_empty("alarm_days");
  calendar.from_fact = from.text_or_empty("from_fact");
  calendar.person = from.text("person");
  from.nothing_else();
  return calendar;
}

BatchKind read_batch_kind(Object from) {
  BatchKind kind;
  kind.title = from.text("title");
  kind.table = from.text("table");
  kind.amount = from.text("amount");
  if (from.has("where")) kind.where = read_row_filter(from.object("where"));
  if (from.has("summary")) {
    Object summary = from.object("summary");
    kind.summary_table = summary.text("table");
    kind.summary_row = summary.text("row");
    kind.summary_amount = summary.text("amount");
    summary.nothing_else();
  }
  from.nothing_else();
  return kind;
}

Release read_release(Object from) {
  Release release;
  release.lines = from.text("lines");
  release.key = from.text("key");
  release.amount = from.text("amount");
  if (from.has("where")) release.where = read_row_filter(from.object("where"));
  release.payee = from.text_or_empty("payee");
  release.account = from.text_or_empty("account");
  for (Object& kind : from.objects("kinds")) release.kinds.push_back(read_batch_kind(kind));
  for (Object& kind : from.objects("held")) release.held.push_back(read_batch_kind(kind));
  for (Object& rule : from.objects("lets_go")) {
    LetsGo& read = release.lets_go.emplace_back();
    read.table = rule.text("table");
    read.column = rule.text("column");
    read.words = rule.texts("words");
    read.same_as = rule.text_or_empty("same_as");
    read.needed = rule.flag("needed");
    if (rule.has("where")) read.where = read_row_filter(rule.object("where"));
    if (rule.has("rows_of")) {
      Object rows = rule.object("rows_of");
      read.row_key = rows.text("row");
      read.line_key = rows.text("line");
      rows.nothing_else();
    }
    rule.nothing_else();
  }
  if (from.has("marks")) {
    Object marks = from.object("marks");
    release.marks = ReleaseMarks{marks.text("table"), marks.text("column"), marks.text("batch"), marks.text("released_on"),
                                 marks.text("released_by")};
    marks.nothing_else();
  }
  release.profiles = from.texts("profiles");
  from.nothing_else();
  return release;
}

/// "release": one batch; "releases": several, each with a name of its own.
std::vector<Release> read_releases(Object& root) {
  std::vector<Release> releases;
  if (root.has("release")) releases.push_back(read_release(root.object("release")));
  for (Object& each : root.objects("releases")) {
    const std::string id = each.text("id"), title = each.text("title");
    releases.push_back(read_release(each));
    releases.back().id = id;
    releases.back().title = title;
  }
  return releases;
}

}  // namespace

const Table* WorkbookSpec::table(std::string_view wanted) const {
  for (const Sheet& sheet : sheets)
    for (const Table& candidate : sheet.tables)
      if (candidate.id == wanted) return &candidate;
  return nullptr;
}

const Sheet* WorkbookSpec::sheet_of(std::string_view wanted) const {
  for (const Sheet& sheet : sheets)
    for (const Table& candidate : sheet.tables)
      if (candidate.id == wanted) return &sheet;
  return nullptr;
}

bool changes_between_runs(const WorkbookSpec& spec, const Table& table, const Column& column) {
  if (column.owner == Owner::reviewer) return true;
  return std::any_of(spec.releases.begin(), spec.releases.end(), [&](const Release& release) {
    const auto& marks = release.marks;
    return marks && table.id == marks->table &&
           (column.id == marks->batch || column.id == marks->released_on || column.id == marks->released_by);
  });
}

WorkbookSpec parse_workbook_spec(std::string_view json, std::string_view file_name) {
  const JsonFile file{json, {"The workbook specification"}, file_name};
  Object root = file.root();
  WorkbookSpec spec;
  spec.id = root.text("id");
  spec.title = root.text("title");
  spec.marking = root.text_or_empty("marking");
  if (root.has("last_period")) spec.last_period = read_last_period(root.object("last_period"));
  if (root.has("calendar")) spec.calendar = read_calendar(root.object("calendar"));
  if (root.has("memory")) spec.memory = read_memory(root.object("memory"));
  spec.releases = read_releases(root);
  spec.companions = root.text_by_name("companions");
  for (Object& sheet : root.objects("sheets")) spec.sheets.push_back(read_sheet(sheet));
  root.nothing_else();
  if (!spec.releases
           .empty())  // each batch is a period of its own: the sign-off of the one before goes to its history, filled in or not
    for (Sheet& sheet : spec.sheets)
      for (Table& table : sheet.tables)
        if (table.id == sign_off_table && table.period_fact.empty()) table.period_fact = sign_off_fact;
  check_workbook_spec(spec, [&](const std::string& path, const std::string& sentence) { file.refuse(path, sentence); });
  return spec;
}

}  // namespace counterfoil::report
