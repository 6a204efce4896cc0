#include "report/merge/table_location.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/merge/renamed_headings.hpp"
#include "report/team_mark.hpp"

namespace counterfoil::report {

namespace {

constexpr std::size_t rows_with_headings = 2'000;  // for a heading row, from the top
constexpr std::size_t columns_tried = 4;           // to find a heading row by, where the key's heading is not there
constexpr std::uint32_t rows_for_style = 200;      // of the body, to learn a column's usual style

using Claims = std::set<std::pair<std::uint32_t, std::uint32_t>>;  // heading cells that belong to a table already

struct Heading {
  std::uint32_t row = 0;
  std::vector<std::uint32_t> columns;
  std::size_t found = 0;
  std::uint32_t distance = 0;  // from where the specification has it
};

struct HeadingCell {
  std::uint32_t column;
  std::string folded;
};

std::uint32_t apart(std::uint32_t a, std::uint32_t b) { return a < b ? b - a : a - b; }

std::vector<std::size_t> key_columns_of(const Table& table) {
  std::vector<std::size_t> found;
  for (const std::string& id : table.key)
    for (std::size_t at = 0; at < table.columns.size(); ++at)
      if (table.columns[at].id == id) found.push_back(at);
  return found;
}

/// Headings may repeat (staff add a "Date" of their own): among equals the one next to the column before it is ours.
Heading match_row(const Table& table, std::uint32_t row, const std::vector<HeadingCell>& cells, const HeadingCell& anchor,
                  std::size_t anchor_column, const std::vector<std::string>& wanted, const Claims& claims) {
  Heading heading;
  heading.row = row;
  heading.columns.assign(table.columns.size(), 0);
  std::uint32_t expected = anchor.column > anchor_column ? anchor.column - static_cast<std::uint32_t>(anchor_column) : 1;
  for (std::size_t at = 0; at < wanted.size(); ++at, ++expected) {
    const HeadingCell* best = nullptr;
    if (at == anchor_column) {
      best = &anchor;
    } else {
      for (const HeadingCell& cell : cells) {
        if (cell.folded != wanted[at] || claims.contains({row, cell.column}) || cell.column == anchor.column) continue;
        if (std::find(heading.columns.begin(), heading.columns.end(), cell.column) != heading.columns.end()) continue;
        if (!best || apart(cell.column, expected) < apart(best->column, expected)) best = &cell;
      }
    }
    if (!best) continue;
    heading.columns[at] = best->column;
    heading.distance += apart(best->column, expected);
    ++heading.found;
    expected = best->column;
  }
  return heading;
}

/// The filled cells of rows that were looked at for headings: each row is parsed once, however many tables are looked for.
class HeadingRows {
 public:
  const std::vector<HeadingCell>& cells(const xlsx::SheetEditor& editor, std::uint32_t number) {
    const auto [at, is_new] = rows_.try_emplace({&editor, number});
    if (!is_new) return at->second;
    if (const auto row = editor.row(number))
      for (const xlsx::ParsedCell& cell : row->cells)
        if (cell.has_value && !cell.value.empty()) at->second.push_back({cell.column, fold_for_comparing(cell.value)});
    return at->second;
  }

 private:
  std::map<std::pair<const xlsx::SheetEditor*, std::uint32_t>, std::vector<HeadingCell>> rows_;
};

Heading find_heading(const xlsx::SheetEditor& editor, const Table& table, const Claims& claims, HeadingRows& rows) {
  std::vector<std::string> wanted;
  for (const Column& column : table.columns) wanted.push_back(fold_for_comparing(column.heading));
  const std::vector<std::size_t> keys = key_columns_of(table);
  Heading best;
  std::size_t searched = 0;
  const auto try_row = [&](std::uint32_t number, std::size_t anchor_column) {
    const std::vector<HeadingCell>& cells = rows.cells(editor, number);
    for (const HeadingCell& anchor : cells) {
      if (anchor.folded != wanted[anchor_column] || claims.contains({number, anchor.column})) continue;
      Heading found = match_row(table, number, cells, anchor, anchor_column, wanted, claims);
      found.distance += apart(number, table.heading_row());
      if (found.found > best.found || (found.found == best.found && found.distance < best.distance)) best = std::move(found);
    }
  };
  try_row(table.heading_row(), keys[0]);
  if (best.found == wanted.size() && best.columns[0] == table.first_column) return best;
  for (const std::uint32_t number : editor.row_numbers()) {
    if (++searched > rows_with_headings) break;
    if (number != table.heading_row()) try_row(number, keys[0]);
  }
  if (best.found * 2 >= wanted.size()) return best;
  // The heading of the key itself may have been renamed.
  best = {};
  searched = 0;
  for (const std::uint32_t number : editor.row_numbers()) {
    if (++searched > rows_with_headings) break;
    for (std::size_t at = 0; at < std::min(wanted.size(), columns_tried); ++at)
      if (at != keys[0]) try_row(number, at);
  }
  if (best.found * 2 < wanted.size() || best.found < 2) return {};
  return best;
}

/// The last row below the headings that `is_row` accepts; 0 where there is none.
template <class Test>
std::uint32_t last_such_row(const LocatedTable& table, const std::vector<std::uint32_t>& numbers, const Test& is_row) {
  for (auto number = numbers.rbegin(); number != numbers.rend() && *number >= table.first_row; ++number) {
    const auto row = table.editor->row(*number);
    if (row && is_row(*row)) return *number;
  }
  return 0;
}

/// A row of a table that is only ever added to: its first key, and one more cell of the engine's.
bool is_appended_row(const LocatedTable& table, const xlsx::ParsedRow& row) {
  bool another = false;
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    const xlsx::ParsedCell* cell = table.columns[at] ? find_cell(row, table.columns[at]) : nullptr;
    const bool filled = cell && is_filled(*cell);
    if (at == table.key_columns[0] && !filled) return false;
    another = another || (filled && at != table.key_columns[0] && table.table->columns[at].owner == Owner::engine);
  }
  return another;
}

void find_body(LocatedTable& located, bool dates_from_1904) {
  const Table& table = *located.table;
  located.first_row = located.heading_row + 1;
  if (table.update == Update::fixed) {
    located.last_row = located.heading_row + table.rows;
    located.holds_rows = true;
    return;
  }
  std::string key;
  bool filled = false;
  std::uint32_t last = 0;
  const std::vector<std::uint32_t> numbers = located.editor->row_numbers();
  if (table.update == Update::append) {
    last = last_such_row(located, numbers, [&](const xlsx::ParsedRow& row) { return is_appended_row(located, row); });
  } else if (located.recorded) {
    last = last_such_row(located, numbers, [&](const xlsx::ParsedRow& row) {
      read_key(located, row, dates_from_1904, key, filled);
      return located.recorded->keys().contains(key);
    });
  } else {
    for (auto number = std::lower_bound(numbers.begin(), numbers.end(), located.first_row); number != numbers.end(); ++number) {
      if (*number != (last ? last + 1 : located.first_row)) break;
      const auto row = located.editor->row(*number);
      read_key(located, *row, dates_from_1904, key, filled);
      if (!filled) break;
      last = *number;
    }
  }
  located.holds_rows = last != 0;
  located.last_row = last;
  if (last != 0) return;
  // No rows: is the first one free for the table (the template's row, or the words for an empty table), or is it somebody's note?
  const auto row = located.editor->row(located.first_row);
  located.last_row = located.first_row;
  if (!row) return;
  for (const xlsx::ParsedCell& cell : row->cells) {
    if (!is_filled(cell)) continue;
    const bool ours = std::find(located.columns.begin(), located.columns.end(), cell.column) != located.columns.end();
    if (!ours || (cell.value != table.empty_words && !table.empty_words.empty())) {
      located.last_row = located.heading_row;
      return;
    }
    if (table.empty_words.empty()) located.last_row = located.heading_row;
  }
}

/// The style most body cells of the column have: a cell that somebody coloured does not count for the column. With no more of one
/// than of another it is the column's own style where that is among them, else the one that was there first.
std::uint32_t usual_style(const LocatedTable& located, const std::vector<xlsx::ParsedRow>& sample, std::uint32_t column) {
  std::map<std::uint32_t, std::size_t> count;
  for (const xlsx::ParsedRow& row : sample)
    if (const xlsx::ParsedCell* cell = find_cell(row, column)) ++count[cell->style];
  const std::uint32_t of_column = located.editor->column_style(column);
  if (count.empty()) return of_column;
  std::uint32_t best = count.begin()->first;
  for (const auto& [style, times] : count)
    if (times > count[best] || (times == count[best] && style == of_column)) best = style;
  return best;
}

void learn_styles(LocatedTable& located) {
  std::vector<xlsx::ParsedRow> sample;
  for (std::uint32_t row = located.first_row; row <= located.last_row && row < located.first_row + rows_for_style; ++row)
    if (auto parsed = located.editor->row(row)) sample.push_back(std::move(*parsed));
  for (const std::uint32_t column : located.columns) located.styles.push_back(column ? usual_style(located, sample, column) : 0);
  for (LocatedTable::Period& period : located.periods)
    if (period.column) period.style = usual_style(located, sample, period.column);
}

void find_periods(LocatedTable& located, Claims& claims) {
  if (!located.table->periods || !located.recorded) return;
  const auto heading = located.editor->row(located.heading_row);
  for (const std::string& id : located.recorded->rows().table().columns) {
    if (!id.starts_with(period_column_prefix)) continue;
    LocatedTable::Period period;
    period.heading = id.substr(period_column_prefix.size());
    const std::string wanted = fold_for_comparing(period.heading);
    for (const xlsx::ParsedCell& cell : heading->cells) {
      if (period.column || !cell.has_value || claims.contains({located.heading_row, cell.column})) continue;
      if (fold_for_comparing(cell.value) == wanted) period.column = cell.column;
    }
    if (period.column) claims.insert({located.heading_row, period.column});
    located.periods.push_back(std::move(period));
  }
}

/// `mark`: in a team's own workbook ours may have other names, since theirs came first.
xlsx::SheetEditor* find_sheet(const WorkbookSpec& spec, const Sheet& sheet, xlsx::WorkbookEditor& editor,
                              const std::optional<TeamMark>& mark, HeadingRows& rows) {
  const auto named = [&](const std::string& name) {
    return editor.sheet(mark && mark->sheet_names.contains(name) ? mark->sheet_names.at(name) : name);
  };
  const auto has_most_headings = [&](const xlsx::SheetEditor& candidate, const Table& table) {
    return find_heading(candidate, table, {}, rows).found * 4 >= table.columns.size() * 3;
  };
  const auto has_a_table = [&](const xlsx::SheetEditor& candidate) {
    return sheet.tables.empty() || std::any_of(sheet.tables.begin(), sheet.tables.end(),
                                               [&](const Table& table) { return has_most_headings(candidate, table); });
  };
  // A team may have had a sheet of that name before ours came: then it is known by its headings.
  xlsx::SheetEditor* by_name = named(sheet.name);
  if (by_name && has_a_table(*by_name)) return by_name;
  for (const std::string& name : sheet.formerly)
    if (xlsx::SheetEditor* found = named(name)) return found;
  if (sheet.tables.empty()) return by_name;
  for (const xlsx::SheetInfo& info : editor.reader().sheets()) {
    if (!info.worksheet) continue;
    const bool known = std::any_of(spec.sheets.begin(), spec.sheets.end(), [&](const Sheet& other) {
      return fold_for_comparing(other.name) == fold_for_comparing(info.name);
    });
    if (known) continue;
    xlsx::SheetEditor* candidate = editor.sheet(info.name);
    const Table* widest = &sheet.tables[0];
    for (const Table& table : sheet.tables)
      if (table.columns.size() > widest->columns.size()) widest = &table;
    if (candidate && has_most_headings(*candidate, *widest)) return candidate;
  }
  return by_name;
}

void locate_in_sheet(const Sheet& sheet, xlsx::SheetEditor& editor, RecordedTables* record, bool dates_from_1904, HeadingRows& rows,
                     const Table* only, std::vector<LocatedTable>& found, std::vector<Missing>& missing) {
  std::vector<const Table*> order;
  for (const Table& table : sheet.tables) order.push_back(&table);
  std::stable_sort(order.begin(), order.end(),
                   [](const Table* a, const Table* b) { return a->columns.size() > b->columns.size(); });
  Claims claims;
  std::map<const Table*, LocatedTable> by_table;
  for (const Table* table : order) {
    const Heading heading = find_heading(editor, *table, claims, rows);
    if (heading.found == 0) {
      missing.push_back({&sheet, table, nullptr});
      continue;
    }
    LocatedTable located;
    located.sheet = &sheet;
    located.table = table;
    located.editor = &editor;
    located.heading_row = heading.row;
    located.columns = heading.columns;
    located.key_columns = key_columns_of(*table);
    for (const std::uint32_t column : heading.columns)
      if (column) claims.insert({heading.row, column});
    if (only && only != table) continue;  // its headings are not those of the one that is wanted
    if (record) located.recorded = record->of(*table);
    find_periods(located, claims);
    recognise_renamed(located, dates_from_1904, [&](std::uint32_t column) { return claims.contains({heading.row, column}); });
    if (std::any_of(located.key_columns.begin(), located.key_columns.end(),
                    [&](std::size_t key) { return located.columns[key] == 0; })) {
      missing.push_back({&sheet, table, nullptr});
      continue;
    }
    for (std::size_t at = 0; at < located.columns.size(); ++at) {
      if (located.columns[at])
        claims.insert({heading.row, located.columns[at]});
      else
        missing.push_back({&sheet, table, &table->columns[at]});
    }
    find_body(located, dates_from_1904);
    learn_styles(located);
    by_table.emplace(table, std::move(located));
  }
  for (const Table& table : sheet.tables)
    if (const auto at = by_table.find(&table); at != by_table.end()) found.push_back(std::move(at->second));
}

}  // namespace

RecordedTable::RecordedTable(const RecordTable& record, const Table& table) : rows_(record) {
  for (const Column& column : table.columns) fields_.push_back(record.column(column.id));
  std::vector<std::size_t> key_fields;
  for (const std::string& id : table.key) key_fields.push_back(record.column(id));
  keys_.reserve(rows_.size());
  std::vector<std::string_view> fields;
  std::string key;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    rows_.fields(row, fields);
    key.clear();
    for (std::size_t at = 0; at < key_fields.size(); ++at) {
      if (at > 0) key += key_separator;
      if (key_fields[at] == RecordTable::npos) continue;
      const std::string_view field = fields[key_fields[at]];
      if (field.find('\\') == std::string_view::npos)
        key += field;
      else
        key += read_field(field);
    }
    keys_.add(key, static_cast<std::uint32_t>(row));
  }
}

std::shared_ptr<const RecordedTable> RecordedTables::of(const Table& table) {
  const RecordTable* const recorded = record_ ? record_->table(table.id) : nullptr;
  if (!recorded) return nullptr;
  std::vector<std::string> shape{table.id};
  shape.insert(shape.end(), table.key.begin(), table.key.end());
  shape.emplace_back();
  for (const Column& column : table.columns) shape.push_back(column.id);
  std::shared_ptr<const RecordedTable>& known = tables_[std::move(shape)];
  if (!known) known = std::make_shared<const RecordedTable>(*recorded, table);
  return known;
}

std::uint32_t LocatedTable::left() const {
  std::uint32_t least = 0;
  for (const std::uint32_t column : columns)
    if (column && (!least || column < least)) least = column;
  return least;
}

std::uint32_t LocatedTable::right() const {
  std::uint32_t most = 0;
  for (const std::uint32_t column : columns) most = std::max(most, column);
  for (const Period& period : periods) most = std::max(most, period.column);
  return most;
}

std::size_t LocatedTable::column_index(std::string_view id) const {
  for (std::size_t at = 0; at < table->columns.size(); ++at)
    if (table->columns[at].id == id) return at;
  return npos;
}

LocatedTable* Locations::find(std::string_view id) {
  for (LocatedTable& candidate : tables)
    if (candidate.table->id == id) return &candidate;
  return nullptr;
}

Locations locate_tables(const WorkbookSpec& spec, xlsx::WorkbookEditor& editor, RecordedTables* recorded,
                        std::vector<Missing>& missing, OnlyTable only) {
  Locations locations;
  const std::optional<TeamMark> mark = read_team_mark(editor);
  HeadingRows rows;
  for (const Sheet& sheet : spec.sheets) {
    if (only.sheet && only.sheet != &sheet) continue;
    xlsx::SheetEditor* found = find_sheet(spec, sheet, editor, mark, rows);
    if (!found)
      missing.push_back({&sheet, nullptr, nullptr});
    else
      locate_in_sheet(sheet, *found, recorded, editor.reader().uses_1904_dates(), rows, only.table, locations.tables, missing);
  }
  return locations;
}

const xlsx::ParsedCell* find_cell(const xlsx::ParsedRow& row, std::uint32_t column) {
  const auto at = std::lower_bound(row.cells.begin(), row.cells.end(), column,
                                   [](const xlsx::ParsedCell& cell, std::uint32_t wanted) { return cell.column < wanted; });
  return at != row.cells.end() && at->column == column ? &*at : nullptr;
}

void read_key(const LocatedTable& table, const xlsx::ParsedRow& row, bool dates_from_1904, std::string& key, bool& filled) {
  key.clear();
  filled = true;
  for (std::size_t at = 0; at < table.key_columns.size(); ++at) {
    if (at > 0) key += key_separator;
    const std::size_t column = table.key_columns[at];
    const std::size_t before = key.size();
    if (const xlsx::ParsedCell* cell = find_cell(row, table.columns[column]))
      append_canonical(key, *cell, table.table->columns[column].kind, dates_from_1904);
    if (key.size() == before) filled = false;
  }
}

}  // namespace counterfoil::report
