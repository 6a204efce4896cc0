#include "report/record/cell_check.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "report/canonical.hpp"
#include "report/record/formula_rows.hpp"
#include "report/record/seen_check.hpp"

namespace counterfoil::report {

namespace {

using DifferenceKind = CellDifference::Kind;

/// A formula without what moves when rows and columns do: row numbers, $ and spaces; "difference" and "DIFFERENCE" are the same.
std::string skeleton(std::string_view formula) {
  std::string bare;
  bool quoted = false;
  for (std::size_t at = 0; at < formula.size(); ++at) {
    const char c = formula[at];
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == ' ' || c == '$' || c == '\'' || (c >= '0' && c <= '9') || c == '\n' || c == '\r')) continue;
    bare += !quoted && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return bare;
}

constexpr char any_literal = '\x01';  // in an expected formula: a number or text of that run

bool matches_skeleton(std::string_view found, std::string_view expected) {
  while (!expected.empty()) {
    if (expected.front() != any_literal) {
      if (found.empty() || found.front() != expected.front()) return false;
      found.remove_prefix(1);
    } else if (found.starts_with('"')) {
      do {  // a quote within is written twice
        const std::size_t end = found.find('"', 1);
        if (end == std::string_view::npos) return false;
        found.remove_prefix(end + 1);
      } while (found.starts_with('"'));
    } else {
      found.remove_prefix(std::min(found.find_first_not_of("-."), found.size()));
    }
    expected.remove_prefix(1);
  }
  return found.empty();
}

std::string decoded(std::string_view escaped) {
  std::string text;
  while (!escaped.empty()) {
    const std::size_t at = escaped.find('&');
    text += escaped.substr(0, at);
    if (at == std::string_view::npos) break;
    escaped.remove_prefix(at);
    bool known = false;
    for (const auto& [name, letter] :
         {std::pair<std::string_view, char>{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}) {
      if (!escaped.starts_with(name)) continue;
      text += letter;
      escaped.remove_prefix(name.size());
      known = true;
      break;
    }
    if (!known) {
      text += '&';
      escaped.remove_prefix(1);
    }
  }
  return text;
}

class Checking {
 public:
  Checking(const Locations& locations, const LocatedTable& table, KnownRows& known_rows, CellCheck& check,
           std::set<std::uint32_t>* filled, const xlsx::Styles* styles)
      : locations_(locations),
        table_(table),
        dates_from_1904_(known_rows.dates_from_1904()),
        check_(check),
        filled_(filled),
        known_rows_(known_rows) {
    if (styles) sight_.emplace(table, *styles);
    for (const LocatedTable::Period& period : table.periods) {
      period_fields_.push_back(table.recorded->rows().table().column(std::string{period_column_prefix} + period.heading));
      if (period.column == 0) differ(0, 0, {}, period.heading, DifferenceKind::column_missing);
    }
    for (std::size_t at = 0; at < table.columns.size(); ++at)
      if (table.columns[at] == 0 && table.table->columns[at].owner == Owner::engine)
        differ(0, 0, {}, table.table->columns[at].heading, DifferenceKind::column_missing);
  }

  void run() {
    seen_.assign(table_.recorded->size(), false);
    if (table_.holds_rows)
      for (std::uint32_t number = table_.first_row; number <= table_.last_row; ++number)
        if (const auto row = table_.editor->row(number)) check_row(*row);
    for (std::size_t row = 0; row < seen_.size(); ++row)
      if (!seen_[row]) differ(0, 0, {}, name_of(row), DifferenceKind::row_missing);
    if (!sight_) return;
    look_below();
    sight_->finish(check_);
  }

 private:
  /// What stands under the last row that the record knows, down to the next table of the sheet.
  void look_below() {
    if (table_.table->update == Update::fixed) return;
    std::uint32_t end = 0;
    for (const LocatedTable& other : locations_.tables)
      if (other.editor == table_.editor && other.heading_row > table_.heading_row && (end == 0 || other.heading_row < end))
        end = other.heading_row;
    const std::vector<std::uint32_t> numbers = table_.editor->row_numbers();
    const std::uint32_t after = table_.holds_rows ? table_.last_row : table_.heading_row;
    for (auto number = std::upper_bound(numbers.begin(), numbers.end(), after); number != numbers.end(); ++number) {
      if (end != 0 && *number + 1 >= end) break;
      if (const auto row = table_.editor->row(*number)) sight_->stranger(*row);
    }
  }

  void differ(std::uint32_t row, std::uint32_t column, std::string held, std::string recorded, DifferenceKind kind) {
    check_.differences.push_back({table_.editor->name(),
                                  row && column ? xlsx::to_string(xlsx::CellReference{row, column}) : std::string{},
                                  std::move(held),
                                  std::move(recorded),
                                  kind,
                                  {}});
  }

  void differ_in_cell(std::uint32_t row, std::uint32_t column, std::string held, std::string recorded, DifferenceKind kind,
                      const std::string& heading) {
    differ(row, column, std::move(held), std::move(recorded), kind);
    check_.differences.back().heading = heading;
  }

  std::string name_of(std::size_t recorded) const {
    std::string name;
    for (const std::size_t column : table_.key_columns) {
      const std::size_t field = table_.recorded->field_of(column);
      if (!name.empty()) name += ", ";
      if (field != RecordTable::npos)
        name += in_words(table_.recorded->rows().field(recorded, field), table_.table->columns[column].kind);
    }
    return name;
  }

  /// Among the record's rows of one key the one that says the same, else the first that is not taken.
  std::uint32_t record_of(const xlsx::ParsedRow& row, bool& copied) {
    const KeyIndex& keys = table_.recorded->keys();
    std::uint32_t best = KeyIndex::none;
    std::size_t least = 0;
    std::uint32_t entry = keys.find(key_);
    copied = entry != KeyIndex::none;
    if (entry != KeyIndex::none && keys.next(entry) == KeyIndex::none) {
      if (seen_[keys.row(entry)]) return KeyIndex::none;
      copied = false;
      return keys.row(entry);
    }
    for (; entry != KeyIndex::none; entry = keys.next(entry)) {
      if (seen_[keys.row(entry)]) continue;
      const std::size_t wrong = differences(row, keys.row(entry));
      if (best == KeyIndex::none || wrong < least) {
        best = keys.row(entry);
        least = wrong;
      }
    }
    copied = copied && best == KeyIndex::none;
    return best;
  }

  std::size_t differences(const xlsx::ParsedRow& row, std::uint32_t recorded) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < table_.columns.size(); ++at) {
      if (table_.columns[at] == 0 || table_.recorded->field_of(at) == RecordTable::npos) continue;
      const xlsx::ParsedCell* cell = find_cell(row, table_.columns[at]);
      if (table_.recorded->rows().field(recorded, table_.recorded->field_of(at)) != held(cell, table_.table->columns[at].kind))
        ++count;
    }
    return count;
  }

  const std::string& held(const xlsx::ParsedCell* cell, ColumnKind kind) {
    held_.clear();
    if (cell) append_canonical(held_, *cell, kind, dates_from_1904_);
    return held_;
  }

  void check_row(const xlsx::ParsedRow& row) {
    if (filled_)
      for (const xlsx::ParsedCell& cell : row.cells)
        if (is_filled(cell)) filled_->insert(cell.column);
    bool filled = false;
    bool copied = false;
    read_key(table_, row, dates_from_1904_, key_, filled);
    const std::uint32_t recorded = record_of(row, copied);
    if (recorded == KeyIndex::none) {
      if (copied)
        differ(row.row, table_.columns[table_.key_columns[0]],
               name_of(table_.recorded->keys().row(table_.recorded->keys().find(key_))), {}, DifferenceKind::row_added_twice);
      else if (sight_)
        sight_->stranger(row);
      return;
    }
    seen_[recorded] = true;
    if (sight_) sight_->row(row);
    table_.recorded->rows().fields(recorded, fields_);
    for (std::size_t at = 0; at < table_.columns.size(); ++at) {
      const Column& column = table_.table->columns[at];
      if (table_.columns[at] == 0 || column.owner == Owner::reviewer) continue;
      check_cell(row, table_.columns[at], column.kind, table_.recorded->field_of(at), formula_of(at), column.heading);
    }
    for (std::size_t at = 0; at < table_.periods.size(); ++at)
      if (table_.periods[at].column)
        check_cell(row, table_.periods[at].column, table_.table->periods->kind, period_fields_[at], nullptr,
                   table_.periods[at].heading);
  }

  const std::string* formula_of(std::size_t at) const {
    const Column& column = table_.table->columns[at];
    if (!column.row_formulas.empty())
      if (const auto own = column.row_formulas.find(key_); own != column.row_formulas.end())
        return own->second.empty() ? nullptr : &own->second;
    return column.formula.empty() ? nullptr : &column.formula;
  }

  void check_cell(const xlsx::ParsedRow& row, std::uint32_t column, ColumnKind kind, std::size_t field, const std::string* formula,
                  const std::string& heading) {
    const xlsx::ParsedCell* cell = find_cell(row, column);
    ++check_.cells_checked;
    if (sight_ && cell) sight_->cell(row.row, *cell, kind, heading);
    std::string recorded;
    if (field != RecordTable::npos)
      recorded = fields_[field].find('\\') == std::string_view::npos ? std::string{fields_[field]} : read_field(fields_[field]);
    const auto is_ours = [&] {
      return cell->formula.empty() || check_.earlier_layout || same_formula(decoded(cell->formula), *formula, row.row);
    };
    if (formula && !(cell && cell->has_formula && is_ours())) {
      const std::string now = cell && cell->has_formula ? "=" + decoded(cell->formula) : in_words(held(cell, kind), kind);
      differ_in_cell(row.row, column, now, field == RecordTable::npos ? "a formula" : in_words(recorded, kind),
                     DifferenceKind::formula_replaced, heading);
      return;
    }
    if (field == RecordTable::npos) return;
    if (!formula && cell && cell->has_formula) {
      differ_in_cell(row.row, column, "=" + decoded(cell->formula), in_words(recorded, kind), DifferenceKind::changed, heading);
      return;
    }
    // A formula that was not calculated yet holds no value to check.
    if (formula && !cell->has_value) return;
    if (held(cell, kind) != recorded && !nearly(held_, recorded, kind))
      differ_in_cell(row.row, column, in_words(held_, kind), in_words(recorded, kind), DifferenceKind::changed, heading);
  }

  /// Another program's last digit of a quotient.
  static bool nearly(std::string_view held, std::string_view recorded, ColumnKind kind) {
    if (kind != ColumnKind::percent && kind != ColumnKind::quantity) return false;
    const auto a = canonical_number(held);
    const auto b = canonical_number(recorded);
    return a && b && (*a > *b ? *a - *b : *b - *a) <= 1;
  }

  /// A formula of the specification as it stands in any row of this table.
  struct Expected {
    bool anything = false;  // a column that it names is missing, which is said once
    bool refers = false;    // to anything, be it a fact
    std::string skeleton;
    struct Reach {
      FormulaReference::Kind kind;
      const LocatedTable* table;
      bool joins;  // to the one before, by a colon
    };
    std::vector<Reach> reaches;
  };

  /// `at_row`: where it stands. Its rows count as its words do: a sum over one row of many is another formula.
  bool same_formula(const std::string& found, const std::string& formula, std::uint32_t at_row) {
    const auto [known, fresh] = expected_.try_emplace(&formula);
    if (fresh) known->second = expected(formula);
    const Expected& wanted = known->second;
    if (wanted.anything) return true;
    if (!matches_skeleton(skeleton(found), wanted.skeleton)) return false;
    if (!wanted.refers) return true;
    rows_.clear();
    for (const Expected::Reach& reach : wanted.reaches) {
      const FormulaRows reached = rows_of(reach.kind, *reach.table, at_row);
      if (reach.joins)
        rows_.back().last = reached.last;
      else
        rows_.push_back(reached);
    }
    return covers_rows(found, rows_);
  }

  Expected expected(const std::string& formula) const {
    using Reference = FormulaReference::Kind;
    Expected wanted;
    std::string text;
    std::size_t from = 0;
    for (const FormulaReference& reference : formula_references(formula)) {
      wanted.refers = true;
      const std::string_view between = std::string_view{formula}.substr(from, reference.begin - from);
      text += between;
      from = reference.end;
      if (reference.kind == Reference::fact) {
        text += any_literal;
        continue;
      }
      if (reference.kind == Reference::period_current || reference.kind == Reference::period_previous) {
        const std::string letters = period_letters(reference.kind == Reference::period_current);
        if (letters.empty()) return {true, true, {}, {}};
        text += letters;
        wanted.reaches.push_back({Reference::cell, &table_, false});
        continue;
      }
      const LocatedTable* other = &table_;
      if (!reference.table.empty()) {
        for (const LocatedTable& candidate : locations_.tables)
          if (candidate.table->id == reference.table) other = &candidate;
      }
      const std::size_t at = other->column_index(reference.column);
      if (at == LocatedTable::npos || other->columns[at] == 0) return {true, true, {}, {}};
      const std::string letters = xlsx::column_letters(other->columns[at]);
      if (other->editor != table_.editor) text += other->editor->name() + "!";
      text += letters;
      if (reference.kind == Reference::column) text += ":" + letters;
      wanted.reaches.push_back({reference.kind, other, between == ":" && !wanted.reaches.empty()});
    }
    text += formula.substr(from);
    wanted.skeleton = skeleton(text);
    return wanted;
  }

  FormulaRows rows_of(FormulaReference::Kind kind, const LocatedTable& other, std::uint32_t at_row) {
    using Reference = FormulaReference::Kind;
    if (kind == Reference::cell) return {at_row, at_row};
    if (kind == Reference::previous) return {at_row - 1, at_row - 1};
    const FormulaRows known = known_rows_.of(other);
    if (known.first == 0 || kind == Reference::column) return known;
    return kind == Reference::first ? FormulaRows{known.first, known.first} : FormulaRows{known.last, known.last};
  }

  std::string period_letters(bool current) const {
    const RecordTable& recorded = table_.recorded->rows().table();
    for (const LocatedTable::Period& period : table_.periods)
      if (period.heading == (current ? recorded.period : recorded.previous_period)) return xlsx::column_letters(period.column);
    return {};
  }

  const Locations& locations_;
  const LocatedTable& table_;
  bool dates_from_1904_;
  CellCheck& check_;
  std::set<std::uint32_t>* filled_;
  KnownRows& known_rows_;
  std::optional<SeenTable> sight_;
  std::map<const std::string*, Expected> expected_;  // by formula of the specification
  std::vector<FormulaRows> rows_;
  std::vector<std::size_t> period_fields_;
  std::vector<bool> seen_;
  std::vector<std::string_view> fields_;
  std::string key_;
  std::string held_;
};

}  // namespace

void check_tables(const Locations& locations, bool dates_from_1904, CellCheck& check,
                  std::map<std::string, std::set<std::uint32_t>, std::less<>>* filled, const xlsx::Styles* styles) {
  KnownRows known_rows{dates_from_1904};
  for (const LocatedTable& table : locations.tables)
    if (table.recorded) Checking{locations, table, known_rows, check, filled ? &(*filled)[table.table->id] : nullptr, styles}.run();
}

}  // namespace counterfoil::report
