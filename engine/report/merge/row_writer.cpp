#include "report/merge/row_writer.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "base/failure.hpp"

namespace counterfoil::report {

namespace {

/// Digits that read back as the same number, and the canonical text of it.
void append_digits(double number, ColumnKind kind, bool dates_from_1904, std::string& digits, std::string& field) {
  if (kind == ColumnKind::pence && std::fabs(number) < 9e13) {
    append_pence_digits(digits, std::llround(number * 100));
  } else {
    char shortest[32];
    digits.append(shortest, std::to_chars(shortest, shortest + sizeof shortest, number).ptr);
  }
  append_canonical(field, CellContent{CellContent::Kind::number, digits}, kind, dates_from_1904);
}

}  // namespace

RowWriter::RowWriter(MergeContext& context, const LocatedTable& table, const TableFormulas& formulas, RecordTable& record)
    : context_(context), table_(table), formulas_(formulas), record_(record), values_(context, table, formulas) {
  const auto& columns = table.table->columns;
  fields_.resize(columns.size());
  period_fields_.resize(table.periods.size());
  for (std::size_t at = 0; at < columns.size(); ++at) {
    recorded_.push_back(record.column(columns[at].id) != RecordTable::npos);
    if (table.columns[at]) slots_.push_back({table.columns[at], false, at});
  }
  for (std::size_t at = 0; at < table.periods.size(); ++at)
    if (table.periods[at].column) slots_.push_back({table.periods[at].column, true, at});
  std::sort(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) { return a.column < b.column; });
}

std::vector<std::string> RowWriter::record_columns(const Table& table, const TableFormulas& formulas) {
  std::vector<std::string> columns;
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    const Column& column = table.columns[at];
    const TableFormulas::Formula* formula = formulas.at(at, {});
    if (column.owner == Owner::engine && !(formula && formula->reads_reviewers)) columns.push_back(column.id);
  }
  return columns;
}

void RowWriter::plain_cell(xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t style, ColumnKind kind,
                           const Value& value, std::string& field) {
  if (value.kind == ValueKind::pence && kind == ColumnKind::pence) {
    builder.pence(column, style, value.number);
    append_whole(field, value.number);
    return;
  }
  const CellContent content = cell_content(value, kind, context_.dates_from_1904, scratch_);
  switch (content.kind) {
    case CellContent::Kind::blank: builder.blank(column, style); break;
    case CellContent::Kind::text: builder.text(column, style, content.text); break;
    case CellContent::Kind::number: builder.number(column, style, content.text); break;
  }
  append_canonical(field, content, kind, context_.dates_from_1904);
}

void RowWriter::canonical_cell(xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t style, ColumnKind kind,
                               std::string_view canonical) {
  write_canonical_cell(builder, column, style, kind, canonical, context_.dates_from_1904);
}

void write_canonical_cell(xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t style, ColumnKind kind,
                          std::string_view canonical, bool dates_from_1904) {
  if (canonical.empty()) return builder.blank(column, style);
  const std::string digits = cell_digits(canonical, kind, dates_from_1904);
  if (!digits.empty()) return builder.number(column, style, digits);
  if (!is_text_kind(kind) && canonical.front() == '\'') canonical.remove_prefix(1);
  builder.text(column, style, canonical);
}

void patch_canonical_cell(CellPatches& patches, const LocatedTable& table, const xlsx::ParsedRow& row, std::size_t at,
                          std::string_view canonical, bool dates_from_1904) {
  const std::uint32_t column = table.columns[at];
  const xlsx::ParsedCell* old = find_cell(row, column);
  std::string xml;
  xlsx::RowBuilder builder{xml, table.editor->prefix()};
  builder.begin_row(row.row);
  const std::size_t start = xml.size();
  write_canonical_cell(builder, column, old ? old->style : table.styles[at], table.table->columns[at].kind, canonical,
                       dates_from_1904);
  patches.set(*table.editor, row.row, column, xml.substr(start));
}

void RowWriter::engine_cell(xlsx::RowBuilder& builder, std::uint32_t row, std::size_t column, std::uint32_t style,
                            const Value& value, std::string_view key) {
  fields_[column].clear();
  if (formulas_.any())
    if (const TableFormulas::Formula* formula = formulas_.at(column, key))
      return formula_cell(builder, row, column, style, value, *formula);
  plain_cell(builder, table_.columns[column], style, table_.table->columns[column].kind, value, fields_[column]);
}

void RowWriter::formula_cell(xlsx::RowBuilder& builder, std::uint32_t row, std::size_t column, std::uint32_t style,
                             const Value& value, const TableFormulas::Formula& formula) {
  const ColumnKind kind = table_.table->columns[column].kind;
  const std::uint32_t place = table_.columns[column];
  expression_.clear();
  TableFormulas::expand(formula, row, expression_);
  const Scalar result = values_.value(column);
  std::string& field = fields_[column];
  switch (result.kind) {
    case Scalar::Kind::number: {
      std::string digits;
      append_digits(result.number, kind, context_.dates_from_1904, digits, field);
      builder.formula_number(place, style, expression_, digits);
      break;
    }
    case Scalar::Kind::text:
    case Scalar::Kind::blank:
      append_canonical(field, CellContent{CellContent::Kind::text, result.text}, kind, context_.dates_from_1904);
      builder.formula_text(place, style, expression_, result.text);
      return;
    default: {
      const CellContent content = cell_content(value, kind, context_.dates_from_1904, scratch_);
      append_canonical(field, content, kind, context_.dates_from_1904);
      if (content.kind == CellContent::Kind::text)
        builder.formula_text(place, style, expression_, content.text);
      else
        builder.formula_number(place, style, expression_, content.text);
      return;
    }
  }
  const bool counts = kind == ColumnKind::pence || kind == ColumnKind::integer;
  if (!counts || formula.reads_reviewers || value.kind == ValueKind::blank) return;
  std::string given;
  append_canonical(given, cell_content(value, kind, context_.dates_from_1904, scratch_), kind, context_.dates_from_1904);
  if (given != field) out_of_tie(column, in_words(given, kind), in_words(field, kind));
}

void RowWriter::out_of_tie(std::size_t column, std::string_view given, std::string_view worked_out) const {
  throw Failure{FailureKind::out_of_tie, "The figures do not tie: in \"" + table_.table->columns[column].heading +
                                             "\" on the sheet \"" + table_.sheet->name + "\" (table " + table_.table->id +
                                             ") the task says " + std::string{given} + " and the rows of the workbook come to " +
                                             std::string{worked_out} + ". This is a fault of the program; please report it."};
}

void RowWriter::record_row() {
  bool first = true;
  for (std::size_t at = 0; at < fields_.size(); ++at) {
    if (!recorded_[at]) continue;
    if (!first) record_.rows += '\t';
    first = false;
    append_field(record_.rows, fields_[at]);
    fields_[at].clear();
  }
  for (std::string& field : period_fields_) {
    record_.rows += '\t';
    append_field(record_.rows, field);
    field.clear();
  }
  record_.rows += '\n';
  ++record_.row_count;
}

std::vector<std::size_t> report_columns(const Table& table, const ReportTable* report) {
  std::vector<std::size_t> source(table.columns.size(), LocatedTable::npos);
  if (!report) return source;
  for (std::size_t at = 0; at < report->columns.size(); ++at) {
    const std::string& id = report->columns[at];
    const auto found =
        std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& column) { return column.id == id; });
    if (found != table.columns.end())
      source[static_cast<std::size_t>(found - table.columns.begin())] = at;
    else if (!table.periods || (id != table.periods->value_previous && id != table.periods->value_current))
      throw std::logic_error("the report table " + table.id + " has a column " + id + " that the specification does not know");
  }
  return source;
}

void append_key(const LocatedTable& table, const ReportTable& report, const std::vector<std::size_t>& source, std::size_t row,
                bool dates_from_1904, std::string& key) {
  key.clear();
  std::string scratch;
  for (std::size_t at = 0; at < table.key_columns.size(); ++at) {
    if (at > 0) key += key_separator;
    const std::size_t column = table.key_columns[at];
    const ColumnKind kind = table.table->columns[column].kind;
    append_canonical(key, cell_content(report_value(&report, row, source[column]), kind, dates_from_1904, scratch), kind,
                     dates_from_1904);
  }
}

void RowShape::add(const Column& column, std::string_view text) {
  // The widest letter takes less than two digits' room, so a short text fits without being measured.
  if (column.kind != ColumnKind::paragraph || static_cast<double>(text.size()) * 2 <= column.width) return;
  texts_.push_back({text, column.width});
}

std::string RowShape::attributes(std::string_view old) const {
  if (old.empty() && texts_.empty()) return {};
  std::string kept;
  std::string height;
  bool set_by_hand = false;
  while (true) {
    const std::size_t start = old.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) break;
    old.remove_prefix(start);
    const std::size_t equals = old.find('=');
    const std::size_t quote = equals == std::string_view::npos ? equals : old.find_first_of("\"'", equals);
    const std::size_t close = quote == std::string_view::npos ? quote : old.find(old[quote], quote + 1);
    if (close == std::string_view::npos) break;
    const std::string_view name = old.substr(0, old.find_first_of("= \t"));
    const std::string_view value = old.substr(quote + 1, close - quote - 1);
    const std::string whole = " " + std::string{old.substr(0, close + 1)};
    if (name == "ht")
      height = whole;
    else if (name == "customHeight")
      set_by_hand = value == "1" || value == "true";
    else if (name != "hidden")
      kept += whole;
    old.remove_prefix(close + 1);
  }
  if (set_by_hand) return kept + height + " customHeight=\"1\"";
  if (texts_.empty()) return kept;
  const std::int64_t hundredths = std::llround(row_height(texts_) * 100);
  if (hundredths <= 1500) return kept;  // the default height
  kept += " ht=\"";
  append_pence_digits(kept, hundredths);
  return kept + '"';
}

}  // namespace counterfoil::report
