#include <algorithm>
#include <charconv>
#include <functional>

#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/merge_tables.hpp"
#include "report/old_rows.hpp"
#include "report/row_writer.hpp"

namespace counterfoil::report {

namespace {

constexpr std::size_t npos = LocatedTable::npos;

/// Which figure a decision was taken about, where that is not simply the one in the row.
struct About {
  std::string figure;  // canonical
  std::string period;
  std::string digest;  // of the reviewers' cells
};

std::map<std::uint32_t, About> read_about(const LocatedTable& table) {
  std::map<std::uint32_t, About> found;
  if (!table.recorded) return found;
  std::string_view rest = table.recorded->rows().table().about;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    std::vector<std::string> fields;
    for (std::size_t from = 0; from <= line.size();) {
      const std::size_t tab = std::min(line.find('\t', from), line.size());
      fields.push_back(read_field(line.substr(from, tab - from)));
      from = tab + 1;
    }
    std::uint32_t row = 0;
    if (fields.size() != 4) continue;
    std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), row);
    found[row] = {fields[1], fields[2], fields[3]};
  }
  return found;
}

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
    about_ = read_about(table_);
    pair();
    leave();
    write();
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

  bool same_matter(const OldRow& old, std::size_t row) const {
    std::string now;
    for (const std::size_t column : matter_) {
      now.clear();
      append_new(now, row, column);
      if (now != old.cells[column]) return false;
    }
    return true;
  }

  void pair() {
    KeyIndex index;
    for (std::size_t at = 0; at < old_.size(); ++at)
      if (old_[at].ours) index.add(identity_of_old(old_[at]), static_cast<std::uint32_t>(at));
    pair_of_.assign(count_, npos);
    new_of_.assign(old_.size(), npos);
    if (old_.empty()) return;
    for (std::size_t row = 0; row < count_; ++row) {
      std::size_t best = npos;
      for (std::uint32_t entry = index.find(identity_of_new(row)); entry != KeyIndex::none; entry = index.next(entry)) {
        const std::size_t candidate = index.row(entry);
        if (new_of_[candidate] != npos) continue;
        if (best == npos) best = candidate;
        if (!old_[candidate].reviewed || !same_matter(old_[candidate], row)) continue;
        best = candidate;
        break;
      }
      if (best == npos) continue;
      pair_of_[row] = best;
      new_of_[best] = row;
    }
  }

  bool carries(std::size_t old, std::size_t row) const { return same_matter(old_[old], row); }

  /// What happens to old rows that are not in the new ones as they were: history, or below the table.
  void leave() {
    for (std::size_t at = 0; at < old_.size(); ++at) {
      const OldRow& old = old_[at];
      const bool content = old.reviewed || old.annotated;
      if (old.copied) report_copy(old);
      if (!old.ours) {
        if (content || std::any_of(old.parsed.cells.begin(), old.parsed.cells.end(), is_filled)) below_.push_back(at);
        continue;
      }
      const bool paired = new_of_[at] != npos;
      const bool other_matter = paired && old.reviewed && !carries(at, new_of_[at]);
      if (table_.table->history.empty()) {
        if (!paired && content) below_.push_back(at);
        continue;
      }
      if (new_period_ ? !old.copied || content : (!paired && content) || other_matter) to_history(old);
    }
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
      } else if (const std::size_t at = table_.column_index(column.id); at != npos) {
        cell = old.cells[at];
      }
    }
    context_.history[history->id].push_back(std::move(row));
    ++context_.change(table_).rows_moved_to_history;
  }

  /// The words of the `carried` column for a row whose decision is carried, and what is remembered of it for the next run.
  std::string mark(const OldRow& old, std::size_t row, std::uint64_t record_row, RecordTable& record) {
    if (figure_ == npos || !old.reviewed) return {};
    About about{old.cells[figure_], std::string{old_period()}, reviewers_digest(table_, old)};
    if (old.recorded != KeyIndex::none)
      if (const auto known = about_.find(old.recorded); known != about_.end() && known->second.digest == about.digest) about = known->second;
    for (const std::string& text : {std::to_string(record_row), about.figure, about.period, about.digest}) {
      append_field(record.about, text);
      record.about += '\t';
    }
    record.about.back() = '\n';
    std::string now;
    append_new(now, row, figure_);
    const ColumnKind kind = table_.table->columns[figure_].kind;
    const auto words = [&](const std::string& figure) { return figure.empty() ? std::string{"nothing"} : in_words(figure, kind); };
    if (now != about.figure) {
      ++context_.outcome.matters_marked;
      return "Was about " + words(about.figure) + " (" + about.period + "), now " + words(now);
    }
    if (table_.table->period_fact.empty() || about.period == period_) return {};
    return "Decided before (" + about.period + "), the figure is the same";
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
      if (pair_of_[row] != npos) moved[old_[pair_of_[row]].parsed.row] = number;
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
  }

  void write_row(RowWriter& writer, xlsx::RowBuilder& builder, std::size_t row, std::uint32_t number, RecordTable& record) {
    const OldRow* old = pair_of_[row] == npos ? nullptr : &old_[pair_of_[row]];
    const bool carry = old && carries(pair_of_[row], row);
    append_key(table_, *report_, source_, row, context_.dates_from_1904, key_);
    Value marked;
    if (carry && carried_ != npos) {
      if (std::string words = mark(*old, row, record.row_count, record); !words.empty())
        marked = {ValueKind::text, 0, context_.kept_texts.emplace_back(std::move(words))};
    }
    const auto value_of = [&](std::size_t column) -> const Value& {
      return column == carried_ && marked.kind == ValueKind::text ? marked : report_value(report_, row, source_[column]);
    };
    writer.values().begin(key_);
    shape_.clear();
    for (std::size_t at = 0; at < table_.columns.size(); ++at) {
      const Column& column = table_.table->columns[at];
      const xlsx::ParsedCell* typed = column.owner == Owner::reviewer && carry ? find_cell(old->parsed, table_.columns[at]) : nullptr;
      writer.values().set(at, column.owner == Owner::engine ? scalar_of(value_of(at), column.kind, context_.dates_from_1904) : scalar_of(typed));
      if (column.owner == Owner::engine) shape_.add(column, value_of(at).text);
      else if (typed) shape_.add(column, typed->value);
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
          } else if (carry && cell) {
            builder.carried(slot.column, *cell);
            if (is_filled(*cell)) ++context_.outcome.reviewer_cells_carried;
          } else {
            builder.blank(slot.column, table_.styles[at]);
          }
        },
        [&](const xlsx::ParsedCell& cell) { builder.carried(cell.column, cell); });
    builder.end_row();
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
  std::vector<std::size_t> pair_of_;  // by new row: the old one
  std::vector<std::size_t> new_of_;   // by old row: the new one
  std::vector<std::size_t> below_;    // old rows that are kept below the table
  std::string key_;
  RowShape shape_;
};

}  // namespace

void merge_replace(MergeContext& context, LocatedTable& table) { Replacement{context, table}.run(); }

}  // namespace counterfoil::report
