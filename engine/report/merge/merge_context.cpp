#include "report/merge/merge_context.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "report/canonical.hpp"

namespace counterfoil::report {

ColumnStore::ColumnStore(const WorkbookSpec& spec) {
  const auto want = [&](const Table& own, std::string_view formula) {
    for (const FormulaReference& reference : formula_references(formula)) {
      using Kind = FormulaReference::Kind;
      if (reference.kind != Kind::column && reference.kind != Kind::first && reference.kind != Kind::last &&
          reference.kind != Kind::previous)
        continue;
      const std::string_view table = reference.table.empty() ? std::string_view{own.id} : reference.table;
      columns_[{std::string{table}, std::string{reference.column}}];
    }
  };
  for (const Sheet& sheet : spec.sheets)
    for (const Table& table : sheet.tables)
      for (const Column& column : table.columns) {
        want(table, column.formula);
        for (const auto& [key, formula] : column.row_formulas) want(table, formula);
      }
}

std::vector<Scalar>* ColumnStore::find(std::string_view table, std::string_view column) {
  const auto found = columns_.find(std::pair{std::string{table}, std::string{column}});
  return found == columns_.end() ? nullptr : &found->second;
}

Scalar ColumnStore::keep(Scalar cell) {
  if (cell.kind == Scalar::Kind::text) cell.text = *texts_.emplace(cell.text).first;
  return cell;
}

void CellPatches::set(xlsx::SheetEditor& sheet, std::uint32_t row, std::uint32_t column, std::string xml) {
  cells_[&sheet][row][column] = std::move(xml);
}

void CellPatches::set_attributes(xlsx::SheetEditor& sheet, std::uint32_t row, std::string attributes) {
  attributes_[{&sheet, row}] = std::move(attributes);
}

void CellPatches::apply() {
  for (auto& [sheet, rows] : cells_)
    for (auto& [number, cells] : rows) {
      const auto old = sheet->row(number);
      std::string xml;
      xlsx::RowBuilder builder{xml, sheet->prefix()};
      const auto shaped = attributes_.find({sheet, number});
      builder.begin_row(number, shaped != attributes_.end() ? std::string_view{shaped->second}
                                : old                       ? old->attributes
                                                            : std::string_view{});
      auto next = cells.begin();
      if (old)
        for (const xlsx::ParsedCell& cell : old->cells) {
          for (; next != cells.end() && next->first < cell.column; ++next) xml += next->second;
          if (next != cells.end() && next->first == cell.column) {
            xml += next->second;
            ++next;
          } else {
            builder.carried(cell.column, cell);
          }
        }
      for (; next != cells.end(); ++next) xml += next->second;
      builder.end_row();
      sheet->replace_rows(number, number, std::move(xml), number);
    }
  cells_.clear();
  attributes_.clear();
}

MergeContext::MergeContext(const WorkbookSpec& the_spec, OpenedWorkbook the_book, std::string the_file_name, bool new_workbook,
                           MergeUse use)
    : spec(the_spec),
      file_name(std::move(the_file_name)),
      is_new(new_workbook),
      book(std::move(the_book)),
      recorded(is_new ? nullptr : book.recorded()),
      before(recorded ? recorded->record() : nullptr),
      own_editor(use == MergeUse::changes ? book.take_editor() : nullptr),
      editor(own_editor ? *own_editor : book.editor()),
      dates_from_1904(editor.reader().uses_1904_dates()),
      store(the_spec) {}

const ReportTable* MergeContext::report_table(std::string_view id) const {
  if (const auto found = extended.find(id); found != extended.end()) return &found->second;
  const auto found = report->tables.find(id);
  return found == report->tables.end() ? nullptr : &found->second;
}

std::string MergeContext::fact(std::string_view name) const {
  const auto found = report->facts.find(name);
  return found == report->facts.end() ? std::string{} : in_words(found->second);
}

std::string MergeContext::with_facts(std::string_view text) const {
  std::string filled;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    filled += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    filled += fact(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  return filled;
}

MergeOutcome::SheetChange& MergeContext::change(const LocatedTable& table) {
  for (MergeOutcome::SheetChange& known : outcome.sheets)
    if (known.sheet == table.sheet->name) return known;
  outcome.sheets.push_back({table.sheet->name, 0, 0, 0, 0});
  return outcome.sheets.back();
}

Place MergeContext::place(const LocatedTable& table, std::uint32_t row, std::uint32_t column) const {
  return {file_name, table.editor->name(), row && column ? xlsx::to_string(xlsx::CellReference{row, column}) : std::string{}};
}

bool MergeContext::is_new_period(const LocatedTable& table) const {
  if (table.table->period_fact.empty()) return false;
  const std::string now = fact(table.table->period_fact);
  if (table.recorded) return table.recorded->period() != now;
  // No record: a period column with this period's heading says that the period has been run before.
  for (const LocatedTable& other : locations.tables) {
    if (!other.table->periods) continue;
    const auto heading = other.editor->row(other.heading_row);
    if (!heading) continue;
    for (const xlsx::ParsedCell& cell : heading->cells)
      if (cell.has_value && fold_for_comparing(cell.value) == fold_for_comparing(fact(other.table->periods->heading_fact_current)))
        return false;
  }
  return true;
}

void MergeContext::put_rows(LocatedTable& table, BodyChange change) {
  xlsx::SheetEditor& sheet = *table.editor;
  const std::uint32_t first = table.first_row;
  const std::uint32_t old_last = table.last_row;
  const std::int64_t by = std::int64_t{first} + change.extent - 1 - old_last;
  const auto move = [&] {
    sheet.move_rows(old_last + 1, by);
    for (LocatedTable& other : locations.tables) {
      if (other.editor != &sheet || &other == &table || other.heading_row <= old_last) continue;
      for (std::uint32_t* row : {&other.heading_row, &other.first_row, &other.last_row})
        *row = static_cast<std::uint32_t>(std::int64_t{*row} + by);
    }
  };
  const bool something_below =
      !is_new || std::any_of(locations.tables.begin(), locations.tables.end(),
                             [&](const LocatedTable& other) { return other.editor == &sheet && other.heading_row > old_last; });
  if (change.new_row && old_last >= first) sheet.reorder_rows(first, old_last, change.new_row);
  if (by > 0 && something_below) move();
  // Before the new rows come, since their formulas are written for the size that the tables will have.
  const std::uint32_t was_first = old_last >= first ? first : table.heading_row;
  table.last_row = first + change.rows - 1;
  const xlsx::RangeReference was{{was_first, table.left()}, {std::max(old_last, was_first), change.old_right}};
  const xlsx::RangeReference now{{was_first, table.left()}, {table.last_row, table.right()}};
  if (!(was == now)) sheet.resize_region(was, now);
  const std::uint32_t from = first + change.kept;
  sheet.replace_rows(from, std::max(old_last, from), std::move(change.xml), first + change.extent - 1);
  if (by < 0 && something_below) move();
}

void require_room(const LocatedTable& table, std::uint64_t rows) {
  if (table.heading_row + rows <= xlsx::last_row) return;
  throw Failure{FailureKind::unwritable, "The sheet \"" + table.sheet->name + "\" would need " +
                                             with_thousands(static_cast<std::int64_t>(table.heading_row + rows)) +
                                             " rows, and an Excel sheet holds 1,048,576. Start a new workbook for this period."};
}

}  // namespace counterfoil::report
