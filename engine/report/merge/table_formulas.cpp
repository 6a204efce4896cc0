#include "report/merge/table_formulas.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "report/canonical.hpp"
#include "xlsx/cell_reference.hpp"
#include "xlsx/formula.hpp"

namespace counterfoil::report {

namespace {

using ReferenceKind = FormulaReference::Kind;

std::string in_formula(const Value& fact) {
  switch (fact.kind) {
    case ValueKind::blank:
    case ValueKind::text: {
      std::string text = "\"";
      for (const char c : fact.text) text += c == '"' ? std::string{"\"\""} : std::string{c};
      return text + '"';
    }
    case ValueKind::pence: {
      std::string digits;
      append_pence_digits(digits, fact.number);
      return digits;
    }
    case ValueKind::date: return cell_digits(std::to_string(fact.number), ColumnKind::date, false);
    case ValueKind::quantity: return in_words(fact);
    case ValueKind::integer: return std::to_string(fact.number);
  }
  return {};
}

/// Whether what stands in a column changes between two runs: people type it, a release marks it, or it is a formula that leads
/// there, by way of others or not.
bool follows_reviewers(const WorkbookSpec& spec, const Table& table, std::string_view column, int depth = 0) {
  constexpr int deepest = 8;  // a formula that reads itself comes to an end
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& each) { return each.id == column; });
  if (found == table.columns.end() || depth > deepest) return false;
  if (changes_between_runs(spec, table, *found)) return true;
  const auto leads_there = [&](const std::string& formula) {
    for (const FormulaReference& reference : formula_references(formula)) {
      if (reference.kind == ReferenceKind::fact || reference.kind == ReferenceKind::period_current ||
          reference.kind == ReferenceKind::period_previous)
        continue;
      const Table* read = reference.table.empty() ? &table : spec.table(reference.table);
      if (read && !(read == &table && reference.column == column) && follows_reviewers(spec, *read, reference.column, depth + 1))
        return true;
    }
    return false;
  };
  if (!found->formula.empty() && leads_there(found->formula)) return true;
  return std::any_of(found->row_formulas.begin(), found->row_formulas.end(),
                     [&](const auto& own) { return leads_there(own.second); });
}

double rounded_to(ColumnKind kind, double number) {
  if (kind == ColumnKind::pence) return std::round(number * 100) / 100;
  if (kind == ColumnKind::integer) return std::round(number);
  return number;
}

}  // namespace

TableFormulas::TableFormulas(MergeContext& context, const LocatedTable& table, std::uint32_t rows,
                             std::uint32_t current_period_column, std::uint32_t previous_period_column)
    : current_period_column_(current_period_column), previous_period_column_(previous_period_column) {
  const auto& columns = table.table->columns;
  formulas_.resize(columns.size());
  row_formulas_.resize(columns.size());
  for (std::size_t at = 0; at < columns.size(); ++at) {
    if (!columns[at].formula.empty()) formulas_[at] = compile(context, table, columns[at].formula, rows);
    for (const auto& [key, formula] : columns[at].row_formulas) {
      auto& compiled = row_formulas_[at][key];
      if (!formula.empty()) compiled = compile(context, table, formula, rows);
    }
    any_ = any_ || formulas_[at] || !row_formulas_[at].empty();
  }
}

std::string TableFormulas::fixed_reference(MergeContext& context, const LocatedTable& own, const FormulaReference& reference,
                                           std::uint32_t rows) const {
  if (reference.kind == ReferenceKind::fact) {
    const auto found = context.report->facts.find(reference.column);
    return in_formula(found == context.report->facts.end() ? Value{} : found->second);
  }
  const LocatedTable* table = reference.table.empty() ? &own : context.locations.find(reference.table);
  const std::size_t column = table ? table->column_index(reference.column) : LocatedTable::npos;
  if (!table || column == LocatedTable::npos) return "#REF!";
  const std::uint32_t last = table == &own ? own.first_row + (rows ? rows : 1) - 1 : table->last_row;
  const std::string letters = "$" + xlsx::column_letters(table->columns[column]) + "$";
  std::string text = table->editor == own.editor ? std::string{} : xlsx::quote_sheet_name(table->editor->name()) + "!";
  switch (reference.kind) {
    case ReferenceKind::first: return text + letters + std::to_string(table->first_row);
    case ReferenceKind::last: return text + letters + std::to_string(last);
    default: return text + letters + std::to_string(table->first_row) + ":" + letters + std::to_string(last);
  }
}

TableFormulas::Formula TableFormulas::compile(MergeContext& context, const LocatedTable& table, std::string_view text,
                                              std::uint32_t rows) const {
  Formula formula{FormulaValue{text}, {}, false};
  std::size_t from = 0;
  std::string pending;
  const auto row_piece = [&](std::uint32_t column, Formula::Piece::Row row) {
    formula.pieces.push_back({pending + (column ? xlsx::column_letters(column) : std::string{"A"}), row});
    pending.clear();
  };
  for (const FormulaReference& reference : formula.value.references()) {
    pending += text.substr(from, reference.begin - from);
    from = reference.end;
    const LocatedTable* other = reference.table.empty() ? &table : context.locations.find(reference.table);
    const std::size_t column = other ? other->column_index(reference.column) : LocatedTable::npos;
    if (column != LocatedTable::npos && follows_reviewers(context.spec, *other->table, reference.column))
      formula.reads_reviewers = true;
    switch (reference.kind) {
      case ReferenceKind::cell: row_piece(table.columns.at(column), Formula::Piece::Row::own); break;
      case ReferenceKind::previous: row_piece(table.columns.at(column), Formula::Piece::Row::above); break;
      case ReferenceKind::period_current: row_piece(current_period_column_, Formula::Piece::Row::own); break;
      case ReferenceKind::period_previous: row_piece(previous_period_column_, Formula::Piece::Row::own); break;
      default: pending += fixed_reference(context, table, reference, rows); break;
    }
  }
  pending += text.substr(from);
  if (!pending.empty()) formula.pieces.push_back({pending, Formula::Piece::Row::none});
  return formula;
}

const TableFormulas::Formula* TableFormulas::at(std::size_t column, std::string_view key) const {
  const auto& by_key = row_formulas_[column];
  if (!by_key.empty())
    if (const auto found = by_key.find(key); found != by_key.end()) return found->second ? &*found->second : nullptr;
  return formulas_[column] ? &*formulas_[column] : nullptr;
}

void TableFormulas::expand(const Formula& formula, std::uint32_t row, std::string& out) {
  for (const Formula::Piece& piece : formula.pieces) {
    out += piece.text;
    if (piece.row == Formula::Piece::Row::none) continue;
    append_whole(out, piece.row == Formula::Piece::Row::above ? row - 1 : row);
  }
}

RowValues::RowValues(MergeContext& context, const LocatedTable& table, const TableFormulas& formulas)
    : context_(context), table_(table), formulas_(formulas) {
  cells_.resize(table.columns.size());
  state_.resize(table.columns.size());
  for (const Column& column : table.table->columns) {
    stored_.push_back(context.store.find(table.table->id, column.id));
    if (stored_.back()) stored_.back()->clear();
  }
}

void RowValues::begin(std::string_view key) {
  key_ = key;
  std::fill(cells_.begin(), cells_.end(), Scalar::blank());
  std::fill(state_.begin(), state_.end(), std::uint8_t{0});
}

Scalar RowValues::value(std::size_t column) {
  const TableFormulas::Formula* formula = formulas_.any() ? formulas_.at(column, key_) : nullptr;
  if (!formula || state_[column] == 2) return cells_[column];
  if (state_[column] == 1) return {};  // a formula that reads itself
  state_[column] = 1;
  Scalar result = formula->value.evaluate(*this);
  if (result.kind == Scalar::Kind::number) result.number = rounded_to(table_.table->columns[column].kind, result.number);
  if (result.kind != Scalar::Kind::unknown) cells_[column] = result;
  state_[column] = 2;
  return result.kind == Scalar::Kind::unknown ? result : cells_[column];
}

void RowValues::store() {
  for (std::size_t at = 0; at < stored_.size(); ++at)
    if (stored_[at]) stored_[at]->push_back(context_.store.keep(cells_[at]));
}

Scalar RowValues::cell(const FormulaReference& reference) {
  switch (reference.kind) {
    case ReferenceKind::cell: {
      const std::size_t column = table_.column_index(reference.column);
      if (column == LocatedTable::npos) return {};
      const Scalar found = value(column);
      return found.kind == Scalar::Kind::unknown ? cells_[column] : found;
    }
    case ReferenceKind::fact: {
      const auto found = context_.report->facts.find(reference.column);
      return found == context_.report->facts.end() ? Scalar::blank()
                                                   : scalar_of(found->second, ColumnKind::pence, context_.dates_from_1904);
    }
    case ReferenceKind::period_current: return current_period_;
    case ReferenceKind::period_previous: return previous_period_;
    case ReferenceKind::first:
    case ReferenceKind::last:
    case ReferenceKind::previous: {
      const auto cells = column(reference);
      if (cells.empty()) return {};
      return reference.kind == ReferenceKind::first ? cells.front() : cells.back();
    }
    default: return {};
  }
}

std::span<const Scalar> RowValues::column(const FormulaReference& reference) {
  const std::vector<Scalar>* found =
      context_.store.find(reference.table.empty() ? std::string_view{table_.table->id} : reference.table, reference.column);
  return found ? std::span<const Scalar>{*found} : std::span<const Scalar>{};
}

/// Rows are worked out from the top, so what has been stored of this table is everything above the row.
std::span<const Scalar> RowValues::stretch(const FormulaReference& from, const FormulaReference& to) {
  if (from.kind != ReferenceKind::first || (to.kind != ReferenceKind::previous && to.kind != ReferenceKind::last)) return {};
  return column(from);
}

Scalar scalar_of(const Value& value, ColumnKind kind, bool dates_from_1904) {
  switch (value.kind) {
    case ValueKind::blank: return Scalar::blank();
    case ValueKind::text: return value.text.empty() ? Scalar::blank() : Scalar::of(value.text);
    case ValueKind::pence: return Scalar::of(static_cast<double>(value.number) / 100);
    case ValueKind::quantity: return Scalar::of(static_cast<double>(value.number) / 1e6);
    case ValueKind::integer: return Scalar::of(static_cast<double>(value.number));
    case ValueKind::date: {
      std::string scratch;
      const CellContent content = cell_content(value, is_text_kind(kind) ? ColumnKind::date : kind, dates_from_1904, scratch);
      double serial = 0;
      std::from_chars(content.text.data(), content.text.data() + content.text.size(), serial);
      return Scalar::of(serial);
    }
  }
  return {};
}

Scalar scalar_of(const xlsx::ParsedCell* cell) {
  if (!cell || !cell->has_value) return Scalar::blank();
  if (cell->kind == xlsx::CellKind::number) {
    double number = 0;
    const auto [end, error] = std::from_chars(cell->value.data(), cell->value.data() + cell->value.size(), number);
    return error == std::errc{} && end == cell->value.data() + cell->value.size() ? Scalar::of(number) : Scalar{};
  }
  if (cell->kind == xlsx::CellKind::text || cell->kind == xlsx::CellKind::shared_string)
    return Scalar::of(std::string_view{cell->value});
  return {};
}

}  // namespace counterfoil::report
