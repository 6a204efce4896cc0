#include <algorithm>
#include <functional>
#include <numeric>

#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/merge/merge_tables.hpp"
#include "report/merge/old_rows.hpp"
#include "report/merge/past_decisions.hpp"
#include "report/merge/row_writer.hpp"
#include "xlsx/sheet_additions.hpp"

namespace counterfoil::report {

namespace {

class Replacement {
 public:
  Replacement(MergeContext& context, LocatedTable& table)
      : context_(context),
        table_(table),
        report_(context.report_table(table.table->id)),
        source_(report_columns(*table.table, report_)),
        count_(report_ ? report_->rows() : 0),
        new_period_(context.is_new_period(table)),
        period_(context.fact(table.table->period_fact)),
        figure_(table.column_index(table.table->figure)),
        carried_(table.column_index(table.table->carried)) {
    for (const std::string& id : table.table->matter) matter_.push_back(table.column_index(id));
    const bool reviewers = std::any_of(table.table->columns.begin(), table.table->columns.end(),
                                       [](const Column& column) { return column.owner == Owner::reviewer; });
    // A table of the engine's alone has no lasting key (a number in a list): its rows are the same when they say the same.
    by_content_ = !reviewers && table.table->history.empty();
  }

  void run() {
    require_room(table_, count_);
    old_ = read_old_rows(context_, table_);
    if (table_.recorded) about_ = read_about(table_.recorded->rows().table());
    if (new_period_ && !table_.table->history.empty()) past_ = PastDecisions{context_, table_, period_};
    pair();
    leave();
    write();
    if (brought_back_ > 0)
      context_.findings->add("workbook-decisions-brought-back", context_.place(table_, 0, 0),
                             {{"rows", count_of(static_cast<std::int64_t>(brought_back_), "row")},
                              {"period", period_},
                              {"other", std::string{old_period()}}});
  }

 private:
  std::string_view old_period() const {
    return table_.recorded && !table_.recorded->period().empty() ? std::string_view{table_.recorded->period()} : "a period before";
  }

  void append_new(std::string& out, std::size_t row, std::size_t column) const {
    std::string scratch;
    const ColumnKind kind = table_.table->columns[column].kind;
    append_canonical(out, cell_content(report_value(report_, row, source_[column]), kind, context_.dates_from_1904, scratch), kind,
                     context_.dates_from_1904);
  }

  bool is_key(std::size_t column) const {
    return std::find(table_.key_columns.begin(), table_.key_columns.end(), column) != table_.key_columns.end();
  }

  std::string identity_of_new(std::size_t row) const {
    std::string identity;
    if (!by_content_) {
      append_key(table_, *report_, source_, row, context_.dates_from_1904, identity);
      return identity;
    }
    for (std::size_t at = 0; at < table_.columns.size(); ++at) {
      if (is_key(at)) continue;
      append_new(identity, row, at);
      identity += key_separator;
    }
    return identity;
  }

  std::string identity_of_old(const OldRow& row) const {
    if (!by_content_) return row.key;
    std::string identity;
    for (std::size_t at = 0; at < table_.columns.size(); ++at)
      if (!is_key(at)) identity += row.cells[at] + key_separator;
    return identity;
  }

  bool same_matter(const std::vector<std::string>& old, std::size_t row) const {
    std::string now;
    for (const std::size_t column : matter_) {
      now.clear();
      append_new(now, row, column);
      if (now != old[column]) return false;
    }
    return true;
  }

  void pair() {
    KeyIndex index;
    for (std::size_t at = 0; at < old_.size(); ++at)
      if (old_[at].ours) index.add(identity_of_old(old_[at]), static_cast<std::uint32_t>(at));
    pair_of_.assign(count_, LocatedTable::npos);
    new_of_.assign(old_.size(), LocatedTable::npos);
    if (old_.empty()) return;
    for (std::size_t row = 0; row < count_; ++row) {
      std::size_t best = LocatedTable::npos;
      for (std::uint32_t entry = index.find(identity_of_new(row)); entry != KeyIndex::none; entry = index.next(entry)) {
        const std::size_t candidate = index.row(entry);
        if (new_of_[candidate] != LocatedTable::npos) continue;
        if (best == LocatedTable::npos) best = candidate;
        if (!old_[candidate].reviewed || !same_matter(old_[candidate].cells, row)) continue;
        best = candidate;
        break;
      }
      if (best == LocatedTable::npos) continue;
      pair_of_[row] = best;
      new_of_[best] = row;
    }
  }

  /// Is what people typed in the old row about the new one? The task may say so itself, in the column for what is carried.
  bool carries(std::size_t old, std::size_t row) const {
    if (table_.table->id == sign_off_table) return false;  // a run is a batch of its own, which nobody has signed yet
    return same_matter(old_[old].cells, row) ||
           (carried_ != LocatedTable::npos && !report_value(report_, row, source_[carried_]).text.empty());
  }

  /// What was decided when this period was run before: nullptr where it was not, or where the matter is another one now.
  const PastDecisions::Row* decided_then(std::size_t row) const {
    const PastDecisions::Row* then = past_.find(key_);
    if (!then) return nullptr;
    for (const std::size_t column : matter_) {
      std::string now;
      append_new(now, row, column);
      if (past_.keeps(column) && now != then->cells[column]) return nullptr;
    }
    return then;
  }

  /// What happens to old rows that are not in the new ones as they were: history, or below the table.
  void leave() {
    // Copies first, so that of the rows of one line the history has the one that stood in its place last.
    std::vector<std::size_t> order(old_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_partition(order.begin(), order.end(), [&](std::size_t at) { return old_[at].copied; });
    for (const std::size_t at : order) {
      const OldRow& old = old_[at];
      const bool content = old.reviewed || old.annotated;
      if (old.copied) report_copy(old);
      if (!old.ours) {
        if (content || std::any_of(old.parsed.cells.begin(), old.parsed.cells.end(), is_filled)) below_.push_back(at);
        continue;
      }
      const bool paired = new_of_[at] != LocatedTable::npos;
      const bool other_matter = paired && old.reviewed && !carries(at, new_of_[at]);
      if (table_.table->history.empty()) {
        if (!paired && content) below_.push_back(at);
        continue;
      }
      if (new_period_ ? !old.copied || content : (!paired && content) || other_matter) to_history(old);
    }
    std::sort(below_.begin(), below_.end());
    if (!below_.empty()) {
      const std::size_t first = below_.front();
      context_.findings->add("workbook-rows-kept-below", context_.place(table_, old_[first].parsed.row, table_.left()),
                             {{"rows", count_of(static_cast<std::int64_t>(below_.size()), "row")}});
    }
  }

  void report_copy(const OldRow& old) {
    context_.findings->add("workbook-row-twice", context_.place(table_, old.parsed.row, table_.columns[table_.key_columns[0]]),
                           {{"target", table_.table->history.empty() ? "below the table" : "on the history sheet"}});
  }

  void to_history(const OldRow& old) {
    const Table* history = context_.spec.table(table_.table->history);
    HistoryRow row;
    for (const Column& column : history->columns) {
      std::string& cell = row.cells.emplace_back();
      if (column.id == "period") {
        cell = table_.recorded ? table_.recorded->period() : "Period not recorded";
      } else if (column.id == "also") {
        cell = old.also;
        if (!cell.empty() && !old.held_differently.empty()) cell += '\n';
        cell += old.held_differently;
      } else if (const std::size_t at = table_.column_index(column.id); at != LocatedTable::npos) {
        cell = old.cells[at];
      }
    }
    if (past_.holds(row)) return;  // it went there when this period was left before
    if (old.reviewed) row.about = about_of(old);
    context_.history[history->id].push_back(std::move(row));
    ++context_.change(table_).rows_moved_to_history;
  }

  bool reviewed(const PastDecisions::Row& then) const {
    for (std::size_t at = 0; at < then.cells.size(); ++at)
      if (table_.table->columns[at].owner == Owner::reviewer && !then.cells[at].empty()) return true;
    return false;
  }

  About about_of(const OldRow& old) const {
    About about{figure_ == LocatedTable::npos ? std::string{} : old.cells[figure_], std::string{old_period()},
                reviewers_digest(*table_.table, old.cells)};
    if (old.recorded != KeyIndex::none)
      if (const auto known = about_.find(old.recorded); known != about_.end() && known->second.digest == about.digest)
        return known->second;
    return about;
  }

  About about_of(const PastDecisions::Row& then) const {
    return then.about ? *then.about : About{then.cells[figure_], period_, reviewers_digest(*table_.table, then.cells)};
  }

  /// The words of the `carried` column for a row whose decision is carried, and what is remembered of it for the next run.
  std::string mark(const About& about, std::size_t row, RecordTable& record) {
    append_about(record, record.row_count, about);
    std::string now;
    append_new(now, row, figure_);
    const ColumnKind kind = table_.table->columns[figure_].kind;
    const auto words = [&](const std::string& figure) { return figure.empty() ? std::string{"nothing"} : in_words(figure, kind); };
    if (now != about.figure) {
      ++context_.outcome.matters_marked;
      return "Was about " + words(about.figure) + " (" + about.period + "), now " + words(now);
    }
    if (table_.table->period_fact.empty() || about.period == period_) return {};
    return "Decided for " + about.period + ", the figure is the same";
  }

  void write() {
    const auto rows = static_cast<std::uint32_t>(std::max<std::size_t>(count_, 1));
    const TableFormulas formulas{context_, table_, rows};
    RecordTable& record = context_.after.add(table_.table->id, RowWriter::record_columns(*table_.table, formulas));
    record.period = period_;
    RowWriter writer{context_, table_, formulas, record};
    std::string xml;
    xml.reserve(count_ * 2048);
    xlsx::RowBuilder builder{xml, table_.editor->prefix()};
    std::map<std::uint32_t, std::uint32_t> moved;
    for (std::size_t row = 0; row < count_; ++row) {
      const auto number = static_cast<std::uint32_t>(table_.first_row + row);
      if (pair_of_[row] != LocatedTable::npos) moved[old_[pair_of_[row]].parsed.row] = number;
      write_row(writer, builder, row, number, record);
    }
    if (count_ == 0) write_empty(writer, builder);
    std::uint32_t extent = rows;
    if (!below_.empty()) {
      ++extent;
      for (const std::size_t at : below_) {
        const OldRow& old = old_[at];
        const std::uint32_t number = table_.first_row + extent++;
        moved[old.parsed.row] = number;
        builder.begin_row(number, old.parsed.attributes);
        for (const xlsx::ParsedCell& cell : old.parsed.cells) builder.carried(cell.column, cell);
        builder.end_row();
      }
    }
    require_room(table_, extent);
    BodyChange change{std::move(xml), 0, rows, extent, table_.right(), {}};
    if (table_.holds_rows)
      change.new_row = [&](std::uint32_t old) {
        const auto found = moved.find(old);
        return found == moved.end() ? std::nullopt : std::optional<std::uint32_t>{found->second};
      };
    context_.put_rows(table_, std::move(change));
    table_.holds_rows = count_ > 0;
    if (const std::size_t column = table_.column_index(table_.table->page_break_before); column != LocatedTable::npos)
      break_pages(column);
  }

  void break_pages(std::size_t column) {
    std::vector<std::uint32_t> rows;
    std::string above, now;
    for (std::size_t row = 0; row < count_; ++row) {
      now.clear();
      append_new(now, row, column);
      if (row > 0 && now != above) rows.push_back(static_cast<std::uint32_t>(table_.first_row + row));
      std::swap(above, now);
    }
    xlsx::break_pages(*table_.editor, rows);
  }

  void write_row(RowWriter& writer, xlsx::RowBuilder& builder, std::size_t row, std::uint32_t number, RecordTable& record) {
    const OldRow* old = pair_of_[row] == LocatedTable::npos ? nullptr : &old_[pair_of_[row]];
    append_key(table_, *report_, source_, row, context_.dates_from_1904, key_);
    const PastDecisions::Row* then = decided_then(row);
    const bool carry = old && !past_.find(key_) && carries(pair_of_[row], row);
    Value marked;
    if (carried_ != LocatedTable::npos && figure_ != LocatedTable::npos && (then ? reviewed(*then) : carry && old->reviewed)) {
      std::string words{report_value(report_, row, source_[carried_]).text};
      if (const std::string more = mark(then ? about_of(*then) : about_of(*old), row, record); !more.empty())
        words += (words.empty() ? "" : ". ") + more;
      if (!words.empty()) marked = {ValueKind::text, 0, context_.kept_texts.emplace_back(std::move(words))};
    }
    const auto value_of = [&](std::size_t column) -> const Value& {
      return column == carried_ && marked.kind == ValueKind::text ? marked : report_value(report_, row, source_[column]);
    };
    writer.values().begin(key_);
    shape_.clear();
    for (std::size_t at = 0; at < table_.columns.size(); ++at) {
      const Column& column = table_.table->columns[at];
      const xlsx::ParsedCell* typed =
          column.owner == Owner::reviewer && carry ? find_cell(old->parsed, table_.columns[at]) : nullptr;
      writer.values().set(
          at, column.owner == Owner::engine ? scalar_of(value_of(at), column.kind, context_.dates_from_1904) : scalar_of(typed));
      if (column.owner == Owner::engine)
        shape_.add(column, value_of(at).text);
      else if (typed)
        shape_.add(column, typed->value);
    }
    builder.begin_row(number, shape_.attributes(old ? old->parsed.attributes : std::string_view{}));
    bool changed = false;
    each_cell(
        writer.slots(), old ? &old->parsed : nullptr,
        [&](const RowWriter::Slot& slot, const xlsx::ParsedCell* cell) {
          const std::size_t at = slot.index;
          if (table_.table->columns[at].owner == Owner::engine) {
            writer.engine_cell(builder, number, at, cell ? cell->style : table_.styles[at], value_of(at), key_);
            changed = changed || (old && old->cells[at] != writer.field(at));
          } else if (then) {
            writer.canonical_cell(builder, slot.column, cell ? cell->style : table_.styles[at], table_.table->columns[at].kind,
                                  then->cells[at]);
          } else if (carry && cell) {
            builder.carried(slot.column, *cell);
            if (is_filled(*cell)) ++context_.outcome.reviewer_cells_carried;
          } else {
            builder.blank(slot.column, table_.styles[at]);
          }
        },
        [&](const xlsx::ParsedCell& cell) { builder.carried(cell.column, cell); });
    builder.end_row();
    if (then && reviewed(*then)) ++brought_back_;
    writer.values().store();
    writer.record_row();
    MergeOutcome::SheetChange& change = context_.change(table_);
    ++(!old ? change.rows_added : changed ? change.rows_updated : change.rows_kept);
  }

  void write_empty(RowWriter& writer, xlsx::RowBuilder& builder) {
    builder.begin_row(table_.first_row);
    for (const RowWriter::Slot& slot : writer.slots()) {
      if (slot.index == 0 && !table_.table->empty_words.empty())
        builder.text(slot.column, table_.styles[0], table_.table->empty_words);
      else
        builder.blank(slot.column, table_.styles[slot.index]);
    }
    builder.end_row();
  }

  MergeContext& context_;
  LocatedTable& table_;
  const ReportTable* report_;
  std::vector<std::size_t> source_;
  std::size_t count_;
  bool new_period_;
  std::string period_;
  std::size_t figure_;
  std::size_t carried_;
  std::vector<std::size_t> matter_;
  bool by_content_ = false;
  std::vector<OldRow> old_;
  std::map<std::uint32_t, About> about_;
  PastDecisions past_;  // of this period, where it was run before and left again
  std::size_t brought_back_ = 0;
  std::vector<std::size_t> pair_of_;  // by new row: the old one
  std::vector<std::size_t> new_of_;   // by old row: the new one
  std::vector<std::size_t> below_;    // old rows that are kept below the table
  std::string key_;
  RowShape shape_;
};

}  // namespace

void merge_replace(MergeContext& context, LocatedTable& table) { Replacement{context, table}.run(); }

}  // namespace counterfoil::report
