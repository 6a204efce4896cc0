#include "report/workbook_spec.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <set>
#include <utility>

#include "base/failure.hpp"
#include "report/workbook_spec_check.hpp"

namespace counterfoil::report {
namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(std::string_view file, const std::string& path, const std::string& sentence) {
  throw Failure{FailureKind::refused, "The workbook specification " + std::string{file} + " cannot be used: " +
                                          (path.empty() ? std::string{} : path + ": ") + sentence};
}

std::string in_quotes(std::string_view name) { return "\"" + std::string{name} + "\""; }

/// One JSON object, its path in the file, and the members that have been asked for: whatever else it holds is a mistake.
class Object {
 public:
  Object(const Json& value, std::string path, std::string_view file) : value_(value), path_(std::move(path)), file_(file) {
    if (!value_.is_object()) refuse(file_, path_, "must be an object in { }.");
  }

  bool has(const char* name) {
    known_.insert(name);
    return value_.contains(name);
  }

  std::string text(const char* name) {
    std::string found = text_or_empty(name);
    if (found.empty()) wrong(name, "is missing or empty; write some text.");
    return found;
  }

  std::string text_or_empty(const char* name) {
    if (!has(name)) return {};
    const Json& member = value_.at(name);
    if (!member.is_string()) wrong(name, "must be text in quotes.");
    return member.get<std::string>();
  }

  std::vector<std::string> texts(const char* name) {
    std::vector<std::string> found;
    if (!has(name)) return found;
    const Json& member = value_.at(name);
    if (!member.is_array()) wrong(name, "must be a list of texts in [ ].");
    for (const Json& one : member) {
      if (!one.is_string() || one.get_ref<const std::string&>().empty()) wrong(name, "must hold nothing but texts in quotes.");
      found.push_back(one.get<std::string>());
    }
    return found;
  }

  std::map<std::string, std::string> text_by_name(const char* name) {
    std::map<std::string, std::string> found;
    if (!has(name)) return found;
    const Json& member = value_.at(name);
    if (!member.is_object()) wrong(name, "must be an object in { }.");
    for (const auto& [key, text] : member.items()) {
      if (!text.is_string()) wrong(name, in_quotes(key) + " must be text in quotes.");
      found.emplace(key, text.get<std::string>());
    }
    return found;
  }

  bool flag(const char* name) {
    if (!has(name)) return false;
    if (!value_.at(name).is_boolean()) wrong(name, "must be true or false.");
    return value_.at(name).get<bool>();
  }

  std::uint32_t whole(const char* name, std::uint32_t otherwise, std::uint32_t least, std::uint32_t most) {
    if (!has(name)) return otherwise;
    const Json& member = value_.at(name);
    if (!member.is_number_unsigned() || member.get<std::uint64_t>() < least || member.get<std::uint64_t>() > most)
      wrong(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
    return member.get<std::uint32_t>();
  }

  double width(const char* name, double otherwise) {
    if (!has(name)) return otherwise;
    const Json& member = value_.at(name);
    if (!member.is_number() || !(member.get<double>() >= 1 && member.get<double>() <= 255)) wrong(name, "must be a number from 1 to 255.");
    return member.get<double>();
  }

  template <class Value>
  Value one_of(const char* name, std::initializer_list<std::pair<const char*, Value>> values) {
    const std::string found = text(name);
    std::string words;
    for (const auto& [word, value] : values) {
      if (found == word) return value;
      words += (words.empty() ? "" : ", ") + in_quotes(word);
    }
    wrong(name, "is " + in_quotes(found) + "; it must be one of " + words + ".");
  }

  std::vector<Object> objects(const char* name) {
    std::vector<Object> found;
    if (!has(name)) return found;
    const Json& member = value_.at(name);
    if (!member.is_array()) wrong(name, "must be a list in [ ].");
    for (std::size_t i = 0; i < member.size(); ++i)
      found.emplace_back(member[i], path_of(name) + "[" + std::to_string(i) + "]", file_);
    return found;
  }

  Object object(const char* name) { return Object{value_.at(name), path_of(name), file_}; }

  /// To be called after the last question.
  void nothing_else() const {
    for (const auto& [name, value] : value_.items()) {
      if (known_.contains(name)) continue;
      std::string words;
      for (const std::string& word : known_) words += (words.empty() ? "" : ", ") + word;
      wrong(name, "is not known here. Known are: " + words + ".");
    }
  }

  [[noreturn]] void wrong(const std::string& name, const std::string& sentence) const { refuse(file_, path_of(name), sentence); }

 private:
  std::string path_of(const std::string& name) const { return path_.empty() ? name : path_ + "." + name; }

  const Json& value_;
  std::string path_;
  std::string_view file_;
  std::set<std::string> known_;
};

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
  highlight.look = from.one_of<const char*>("look", {{"bad", "bad"}, {"attention", "attention"}, {"good", "good"}, {"quiet", "quiet"}, {"total", "total"}});
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
      "update", {{"replace", Update::replace}, {"accumulate", Update::accumulate}, {"append", Update::append}, {"fixed", Update::fixed}});
  table.rows = from.whole("rows", 0, 1, last_row);
  table.key = from.texts("key");
  for (Object& column : from.objects("columns")) table.columns.push_back(read_column(column));
  for (Object& highlight : from.objects("highlights")) table.highlights.push_back(read_highlight(highlight));
  table.filter = from.flag("filter");
  table.empty_words = from.text_or_empty("empty_words");
  if (from.has("periods")) table.periods = read_periods(from.object("periods"));
  table.history = from.text_or_empty("history");
  table.period_fact = from.text_or_empty("period_fact");
  table.matter = from.texts("matter");
  table.figure = from.text_or_empty("figure");
  table.carried = from.text_or_empty("carried");
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

/// The library keeps the last of two members of one name and says nothing; here that is a mistake.
Json parse_json(std::string_view text, std::string_view file) {
  std::vector<std::set<std::string>> open;
  const auto on_event = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second)
      refuse(file, parsed.get<std::string>(), "stands twice in one object.");
    return true;
  };
  try {
    return Json::parse(text, on_event);
  } catch (const Json::parse_error& error) {
    const std::size_t before = std::min(error.byte, text.size());
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(before), '\n');
    refuse(file, {}, "it is not well-formed JSON near line " + std::to_string(line) + ".");
  }
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

WorkbookSpec parse_workbook_spec(std::string_view json, std::string_view file_name) {
  const Json parsed = parse_json(json, file_name);
  Object root{parsed, {}, file_name};
  WorkbookSpec spec;
  spec.id = root.text("id");
  spec.title = root.text("title");
  spec.marking = root.text_or_empty("marking");
  if (root.has("last_period")) spec.last_period = read_last_period(root.object("last_period"));
  spec.companions = root.text_by_name("companions");
  for (Object& sheet : root.objects("sheets")) spec.sheets.push_back(read_sheet(sheet));
  root.nothing_else();
  check_workbook_spec(spec, [&](const std::string& path, const std::string& sentence) { refuse(file_name, path, sentence); });
  return spec;
}

}  // namespace counterfoil::report
