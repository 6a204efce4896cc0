#include <algorithm>
#include <numeric>

#include "report/canonical.hpp"
#include "report/merge/merge_tables.hpp"
#include "report/merge/period_columns.hpp"
#include "report/merge/row_writer.hpp"

namespace counterfoil::report {

namespace {

std::size_t column_of(const ReportTable* report, std::string_view id) {
  if (!report) return LocatedTable::npos;
  const auto found = std::find(report->columns.begin(), report->columns.end(), id);
  return found == report->columns.end() ? LocatedTable::npos : static_cast<std::size_t>(found - report->columns.begin());
}

class Accumulation {
 public:
  Accumulation(MergeContext& context, LocatedTable& table)
      : context_(context),
        table_(table),
        report_(context.report_table(table.table->id)),
        source_(report_columns(*table.table, report_)),
        count_(report_ ? report_->rows() : 0) {}

  void run() {
    require_room(table_, std::max<std::uint64_t>(count_, table_.holds_rows ? table_.last_row - table_.first_row + 1 : 0));
    // The template has one column made ready for the first period.
    const bool made_ready = table_.table->periods && table_.periods.empty() && !table_.holds_rows;
    const std::uint32_t old_right = table_.right() + (made_ready ? 1 : 0);
    if (table_.table->periods) place();
    index();
    // How many rows there will be is known only after the old ones were met; no formula of such a table reads its own columns
    // whole.
    const TableFormulas formulas{context_, table_, 1, column_of_period(places_.current), column_of_period(places_.previous)};
    std::vector<std::string> columns = RowWriter::record_columns(*table_.table, formulas);
    for (const LocatedTable::Period& period : table_.periods) columns.push_back(std::string{period_column_prefix} + period.heading);
    RecordTable& record = context_.after.add(table_.table->id, std::move(columns));
    if (table_.table->periods) {
      record.period = context_.fact(table_.table->periods->heading_fact_current);
      record.previous_period = context_.fact(table_.table->periods->heading_fact_previous);
    }
    RowWriter writer{context_, table_, formulas, record};
    std::string xml;
    xml.reserve(count_ * 720);  // of names and services of usual length
    record.rows.reserve(count_ * 120);
    xlsx::RowBuilder builder{xml, table_.editor->prefix()};
    std::uint32_t last = table_.first_row - 1;
    if (table_.holds_rows) {
      for (std::uint32_t number = table_.first_row; number <= table_.last_row; ++number) {
        const auto row = table_.editor->row(number);
        if (row) old_row(writer, builder, *row);
      }
      last = table_.last_row;
    }
    std::vector<std::uint32_t> added;
    for (std::uint32_t row = 0; row < count_; ++row)
      if (!used_[row]) added.push_back(row);
    require_room(table_, std::uint64_t{last} - table_.heading_row + added.size());
    std::stable_sort(added.begin(), added.end(), [&](std::uint32_t a, std::uint32_t b) { return key_of(a) < key_of(b); });
    for (const std::uint32_t row : added) write_row(writer, builder, ++last, row, nullptr, KeyIndex::none);
    if (last < table_.first_row) {
      write_empty(writer, builder);
      last = table_.first_row;
    }
    context_.change(table_).rows_added += added.size();
    remember_missing(record);
    const std::uint32_t rows = last - table_.first_row + 1;
    context_.put_rows(table_, {std::move(xml), 0, rows, rows, old_right, {}});
    table_.holds_rows = table_.holds_rows || !added.empty();
  }

 private:
  void place() {
    CellPatches patches;
    places_ = place_periods(context_, table_, context_.filled_columns[table_.table->id], patches);
    patches.apply();
    source_current_ = column_of(report_, table_.table->periods->value_current);
    source_previous_ = column_of(report_, table_.table->periods->value_previous);
    for (const LocatedTable::Period& period : table_.periods)
      recorded_periods_.push_back(table_.recorded
                                      ? table_.recorded->rows().table().column(std::string{period_column_prefix} + period.heading)
                                      : RecordTable::npos);
  }

  std::uint32_t column_of_period(std::size_t period) const {
    return period == LocatedTable::npos ? 0 : table_.periods[period].column;
  }

  std::string_view key_of(std::uint32_t row) const {
    return std::string_view{keys_}.substr(key_starts_[row], key_starts_[row + 1] - key_starts_[row]);
  }

  void index() {
    used_.assign(count_, false);
    key_starts_.reserve(count_ + 1);
    keys_.reserve(count_ * 24);
    key_starts_.push_back(0);
    if (table_.holds_rows) by_key_.reserve(count_);
    std::string key;
    for (std::uint32_t row = 0; row < count_; ++row) {
      append_key(table_, *report_, source_, row, context_.dates_from_1904, key);
      keys_ += key;
      key_starts_.push_back(keys_.size());
      if (table_.holds_rows) by_key_.add(key, row);
    }
    if (table_.recorded) seen_.assign(table_.recorded->size(), false);
  }

  void old_row(RowWriter& writer, xlsx::RowBuilder& builder, const xlsx::ParsedRow& row) {
    bool filled = false;
    read_key(table_, row, context_.dates_from_1904, key_, filled);
    std::uint32_t recorded = KeyIndex::none;
    if (table_.recorded) {
      const KeyIndex& keys = table_.recorded->keys();
      std::uint32_t entry = keys.find(key_);
      while (entry != KeyIndex::none && seen_[keys.row(entry)]) entry = keys.next(entry);
      if (entry != KeyIndex::none)
        seen_[recorded = keys.row(entry)] = true;
      else if (keys.contains(key_))
        report_copy(row);
    }
    std::uint32_t entry = filled ? by_key_.find(key_) : KeyIndex::none;
    while (entry != KeyIndex::none && used_[by_key_.row(entry)]) entry = by_key_.next(entry);
    MergeOutcome::SheetChange& change = context_.change(table_);
    if (entry != KeyIndex::none) {
      used_[by_key_.row(entry)] = true;
      ++(write_row(writer, builder, row.row, by_key_.row(entry), &row, recorded) ? change.rows_updated : change.rows_kept);
    } else if (recorded != KeyIndex::none || (!table_.recorded && filled)) {
      keep_row(writer, builder, row, recorded);
      ++change.rows_kept;
    } else {
      builder.begin_row(row.row, row.attributes);
      for (const xlsx::ParsedCell& cell : row.cells) builder.carried(cell.column, cell);
      builder.end_row();
    }
  }

  void report_copy(const xlsx::ParsedRow& row) {
    context_.findings->add("workbook-row-twice", context_.place(table_, row.row, table_.columns[table_.key_columns[0]]),
                           {{"target", "where it is, as a row of your own"}});
  }

  /// A row that this run names. True when anything of the engine's in it is other than before.
  bool write_row(RowWriter& writer, xlsx::RowBuilder& builder, std::uint32_t number, std::uint32_t row, const xlsx::ParsedRow* old,
                 std::uint32_t recorded) {
    const std::string_view key = key_of(row);
    const Value& current = report_value(report_, row, source_current_);
    const Value& previous = report_value(report_, row, source_previous_);
    writer.values().begin(key);
    for (std::size_t at = 0; at < source_.size(); ++at)
      writer.values().set(
          at, scalar_of(report_value(report_, row, source_[at]), table_.table->columns[at].kind, context_.dates_from_1904));
    if (table_.table->periods)
      writer.values().set_periods(scalar_of(current, table_.table->periods->kind, context_.dates_from_1904),
                                  scalar_of(previous, table_.table->periods->kind, context_.dates_from_1904));
    if (old) {
      builder.begin_row(number, old->attributes);
    } else {
      shape_.clear();
      for (std::size_t at = 0; at < source_.size(); ++at)
        shape_.add(table_.table->columns[at], report_value(report_, row, source_[at]).text);
      builder.begin_row(number, shape_.attributes({}));
    }
    bool changed = false;
    each_cell(
        writer.slots(), old,
        [&](const RowWriter::Slot& slot, const xlsx::ParsedCell* cell) {
          if (slot.period) {
            const bool of_this_run = slot.index == places_.current || slot.index == places_.previous;
            if (!of_this_run) return keep_period(writer, builder, slot, cell, recorded);
            const Value& value = slot.index == places_.current ? current : previous;
            writer.plain_cell(builder, slot.column, cell ? cell->style : table_.periods[slot.index].style,
                              table_.table->periods->kind, value, writer.period_field(slot.index));
            if (old && !period_is_new(slot.index)) changed = compare_period(writer, slot, cell, number) || changed;
            return;
          }
          const Column& column = table_.table->columns[slot.index];
          if (column.owner == Owner::reviewer) return keep_reviewers(builder, slot, cell);
          writer.engine_cell(builder, number, slot.index, cell ? cell->style : table_.styles[slot.index],
                             report_value(report_, row, source_[slot.index]), key);
          if (old && !changed) {
            held_.clear();
            if (cell) append_canonical(held_, *cell, column.kind, context_.dates_from_1904);
            changed = held_ != writer.field(slot.index);
          }
        },
        [&](const xlsx::ParsedCell& cell) { builder.carried(cell.column, cell); });
    builder.end_row();
    writer.values().store();
    writer.record_row();
    return changed;
  }

  bool period_is_new(std::size_t period) const {
    return (period == places_.current && places_.current_is_new) || (period == places_.previous && places_.previous_is_new);
  }

  /// A figure of the period before that is another one now changes what was reported then, and is said.
  bool compare_period(RowWriter& writer, const RowWriter::Slot& slot, const xlsx::ParsedCell* cell, std::uint32_t number) {
    const ColumnKind kind = table_.table->periods->kind;
    held_.clear();
    if (cell) append_canonical(held_, *cell, kind, context_.dates_from_1904);
    if (held_ == writer.period_field(slot.index)) return false;
    if (slot.index == places_.previous) {
      const auto words = [&](const std::string& text) { return text.empty() ? std::string{"nothing"} : in_words(text, kind); };
      context_.findings->add(
          "workbook-past-figure-changed", context_.place(table_, number, slot.column),
          {{"was", words(held_)}, {"now", words(writer.period_field(slot.index))}, {"period", table_.periods[slot.index].heading}});
    }
    return true;
  }

  void keep_reviewers(xlsx::RowBuilder& builder, const RowWriter::Slot& slot, const xlsx::ParsedCell* cell) {
    if (!cell) return builder.blank(slot.column, table_.styles[slot.index]);
    builder.carried(slot.column, *cell);
    if (is_filled(*cell)) ++context_.outcome.reviewer_cells_carried;
  }

  std::string recorded_field(std::uint32_t recorded, std::size_t field, const xlsx::ParsedCell* cell, ColumnKind kind) const {
    if (recorded != KeyIndex::none)
      return field == RecordTable::npos ? std::string{} : table_.recorded->rows().field(recorded, field);
    return cell && !table_.recorded ? canonical(*cell, kind, context_.dates_from_1904) : std::string{};
  }

  void keep_period(RowWriter& writer, xlsx::RowBuilder& builder, const RowWriter::Slot& slot, const xlsx::ParsedCell* cell,
                   std::uint32_t recorded) {
    if (cell)
      builder.carried(slot.column, *cell);
    else
      builder.blank(slot.column, table_.periods[slot.index].style);
    writer.period_field(slot.index) = recorded_field(recorded, recorded_periods_[slot.index], cell, table_.table->periods->kind);
  }

  /// A row that this run does not name: as it was, but nothing was paid in this period, and the difference is about this period
  /// now.
  void keep_row(RowWriter& writer, xlsx::RowBuilder& builder, const xlsx::ParsedRow& row, std::uint32_t recorded) {
    writer.values().begin(key_);
    for (std::size_t at = 0; at < table_.columns.size(); ++at)
      writer.values().set(at, scalar_of(find_cell(row, table_.columns[at])));
    const xlsx::ParsedCell* previous =
        places_.previous == LocatedTable::npos ? nullptr : find_cell(row, column_of_period(places_.previous));
    writer.values().set_periods(Scalar::blank(), scalar_of(previous));
    builder.begin_row(row.row, row.attributes);
    each_cell(
        writer.slots(), &row,
        [&](const RowWriter::Slot& slot, const xlsx::ParsedCell* cell) {
          if (slot.period) {
            if (slot.index != places_.current) return keep_period(writer, builder, slot, cell, recorded);
            writer.period_field(slot.index).clear();
            return builder.blank(slot.column, cell ? cell->style : table_.periods[slot.index].style);
          }
          const Column& column = table_.table->columns[slot.index];
          if (column.owner == Owner::reviewer) return keep_reviewers(builder, slot, cell);
          if (!column.formula.empty())
            return writer.engine_cell(builder, row.row, slot.index, cell ? cell->style : table_.styles[slot.index], Value{}, key_);
          if (cell)
            builder.carried(slot.column, *cell);
          else
            builder.blank(slot.column, table_.styles[slot.index]);
          writer.field(slot.index) = recorded_field(
              recorded, table_.recorded ? table_.recorded->field_of(slot.index) : RecordTable::npos, cell, column.kind);
        },
        [&](const xlsx::ParsedCell& cell) { builder.carried(cell.column, cell); });
    builder.end_row();
    writer.values().store();
    writer.record_row();
  }

  /// Rows that the record has and nobody finds: they stay in the record, so that they go on being missed.
  void remember_missing(RecordTable& record) {
    if (!table_.recorded) return;
    std::vector<std::size_t> from;
    for (const std::string& id : record.columns) from.push_back(table_.recorded->rows().table().column(id));
    std::vector<std::string_view> fields;
    std::string key;
    for (std::uint32_t row = 0; row < seen_.size(); ++row) {
      if (seen_[row]) continue;
      table_.recorded->rows().fields(row, fields);
      key.clear();
      for (std::size_t at = 0; at < table_.key_columns.size(); ++at) {
        if (at > 0) key += key_separator;
        const std::size_t field = table_.recorded->field_of(table_.key_columns[at]);
        if (field != RecordTable::npos) key += read_field(fields[field]);
      }
      if (by_key_.contains(key)) continue;  // it is back, among the rows that were added
      for (std::size_t at = 0; at < from.size(); ++at) {
        if (at > 0) record.rows += '\t';
        if (from[at] != RecordTable::npos) record.rows += fields[from[at]];
      }
      record.rows += '\n';
      ++record.row_count;
    }
  }

  void write_empty(RowWriter& writer, xlsx::RowBuilder& builder) {
    builder.begin_row(table_.first_row);
    for (const RowWriter::Slot& slot : writer.slots()) {
      if (!slot.period && slot.index == 0 && !table_.table->empty_words.empty())
        builder.text(slot.column, table_.styles[0], table_.table->empty_words);
      else
        builder.blank(slot.column, slot.period ? table_.periods[slot.index].style : table_.styles[slot.index]);
    }
    builder.end_row();
  }

  MergeContext& context_;
  LocatedTable& table_;
  const ReportTable* report_;
  std::vector<std::size_t> source_;
  std::size_t source_current_ = LocatedTable::npos;
  std::size_t source_previous_ = LocatedTable::npos;
  std::size_t count_;
  PeriodPlaces places_;
  std::vector<std::size_t> recorded_periods_;  // fields of the record, by period
  std::string keys_;
  std::vector<std::size_t> key_starts_;
  KeyIndex by_key_;         // of this run's rows; empty when there are no old ones to match
  std::vector<bool> used_;  // of this run's rows
  std::vector<bool> seen_;  // of the record's rows
  std::string key_;
  std::string held_;
  RowShape shape_;
};

}  // namespace

void merge_accumulate(MergeContext& context, LocatedTable& table) { Accumulation{context, table}.run(); }

}  // namespace counterfoil::report
