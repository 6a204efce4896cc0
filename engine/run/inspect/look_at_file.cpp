#include "run/inspect/look_at_file.hpp"

#include <algorithm>
#include <set>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "counterfoil/date.hpp"
#include "table/first_look.hpp"
#include "table/input_table.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace {

std::string iso_day(std::int64_t day) {
  const std::string uk = format_date(Date{std::chrono::days{day}});
  return uk.substr(6) + "-" + uk.substr(3, 2) + "-" + uk.substr(0, 2);
}

/// The two fields of the layout that say which period it is, from the first day to the last over all rows.
std::optional<InspectedPeriod> period_of(const table::InputTable& table) {
  std::vector<const table::TypedColumn*> columns;
  for (const table::Field& field : table.layout.fields)
    if (field.from_title) columns.push_back(table.column(field.id));
  if (columns.size() != 2 || !columns[0] || !columns[1]) return std::nullopt;
  std::optional<std::int64_t> first, last;
  for (const std::int64_t day : columns[0]->numbers)
    if (day != table::no_number) first = std::min(first.value_or(day), day);
  for (const std::int64_t day : columns[1]->numbers)
    if (day != table::no_number) last = std::max(last.value_or(day), day);
  if (!first || !last) return std::nullopt;
  return InspectedPeriod{iso_day(*first), iso_day(*last),
                         format_date(Date{std::chrono::days{*first}}) + " to " + format_date(Date{std::chrono::days{*last}}),
                         columns[0]->sheet_column == 0 ? "title" : "columns"};
}

bool from_council(const table::ExtraHeadings& council, const std::string& field, const std::string& heading) {
  const auto names = council.find(field);
  return names != council.end() && std::any_of(names->second.begin(), names->second.end(), [&](const std::string& name) {
           return table::heading_key(name) == table::heading_key(heading);
         });
}

/// The field that a heading which was not read is nearest to, of those that no heading names.
const table::Field* guess(const std::string& heading, const std::vector<const table::Field*>& absent) {
  std::vector<std::string> names;
  std::vector<const table::Field*> fields;
  for (const table::Field* field : absent)
    for (const std::string& name : field->headings) {
      names.push_back(name);
      fields.push_back(field);
    }
  const auto near = table::nearest_names(heading, names, 1);
  if (near.empty()) return nullptr;
  // A slip of the hand, not merely a word alike: "Postcode" is no "Cost code".
  const std::string wanted = table::heading_key(heading);
  const std::size_t most = wanted.size() < 5 ? 0 : wanted.size() < 10 ? 1 : 2;
  const std::string known = table::heading_key(near.front());
  if (wanted.empty() || known.empty() || wanted.front() != known.front() || counterfoil::edit_distance(wanted, known) > most)
    return nullptr;
  return fields[static_cast<std::size_t>(std::find(names.begin(), names.end(), near.front()) - names.begin())];
}

void tell_headings(const table::InputTable& table, const table::LookedFor& looked, const CandidateInput& input,
                   InspectedFile& file) {
  const auto cell = [&](std::uint32_t column) { return xlsx::to_string(xlsx::CellReference{looked.plan.last_row, column}); };
  std::set<std::string> named;
  for (const table::TypedColumn& column : table.columns) named.insert(column.field->id);
  std::vector<const table::Field*> absent;
  for (const table::Field& field : table.layout.fields)
    if (!named.contains(field.id)) absent.push_back(&field);
  std::map<std::uint32_t, InspectedHeading> by_column;
  for (const table::TypedColumn& column : table.columns) {
    if (column.sheet_column == 0) continue;
    const bool council = input.council && from_council(*input.council, column.field->id, column.heading);
    by_column[column.sheet_column] = {column.heading, cell(column.sheet_column), column.field->id, column.field->title,
                                      council ? "council" : "known"};
  }
  for (const table::MappedHeading& other : looked.plan.unmapped) {
    const table::Field* near = guess(other.heading, absent);
    by_column[other.column] = {other.heading, cell(other.column), near ? near->id : "", near ? near->title : "",
                               near ? "guess" : "none"};
  }
  for (auto& [column, heading] : by_column) file.headings.push_back(std::move(heading));
  for (const table::Field* field : absent) {
    MissingField& missing = file.missing.emplace_back(MissingField{field->id, field->title});
    for (const InspectedHeading& each : file.headings)
      if (each.sure == "guess" && each.field == field->id) missing.guess = each.heading;
  }
}

}  // namespace

FileLook::FileLook(const std::filesystem::path& path, const std::vector<CandidateInput>& candidates) {
  std::error_code error;
  result.path = std::filesystem::absolute(path, error).lexically_normal();
  result.name = file_name_of(path);
  try {
    bytes_ = read_file(path, xlsx::Limits{}.file_bytes);
    const Fingerprint fingerprint = fingerprint_of(bytes_.view());
    result.digest = fingerprint.sha256;
    result.bytes = fingerprint.size;
    look_ = table::first_look(bytes_.view());
    if (look_.kind == xlsx::FileKind::zip_workbook) result.format = "workbook";
    if (look_.kind == xlsx::FileKind::text) result.format = "text";
    if (result.format.empty()) {
      result.trouble = result.name + ": " + std::string{xlsx::refusal_words(look_.kind)};
      return;
    }
    for (const CandidateInput& input : candidates)
      if (const auto looked = table::look_for(look_, *input.layout))
        result.fits.push_back({input.task, input.input, input.title, looked->plan.columns.size(), looked->plan.complete()});
    std::stable_sort(result.fits.begin(), result.fits.end(), [](const InputFit& one, const InputFit& other) {
      if (one.complete != other.complete) return one.complete;
      return one.fields > other.fields;
    });
  } catch (const Failure& failure) {
    result.trouble = failure.what();
  }
}

void FileLook::read_as(const CandidateInput& input) {
  if (!result.trouble.empty()) return;
  try {
    table::ReadOptions options;
    options.input = input.input;
    options.sheet = input.sheet;
    const table::InputTable table = table::read_input(bytes_.view(), result.name, *input.layout, options, result.findings);
    result.read_as = input.layout->title;
    result.sheet = table.sheet;
    result.heading_row = table.heading_row;
    result.rows = table.rows();
    if (table.control()) result.pence = table.control_total();
    result.period = period_of(table);
    if (const auto looked = table::look_for(look_, *input.layout)) tell_headings(table, *looked, input, result);
  } catch (const Failure& failure) {
    result.trouble = failure.what();
  }
  bytes_ = Buffer{};
}

}  // namespace counterfoil::run
