#include <algorithm>
#include <functional>
#include <numeric>

#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/merge/merge_tables.hpp"
#include "report/merge/old_rows.hpp"
#include "report/merge/past_decisions.hpp"
#include "report/merge/questions.hpp"
#include "report/merge/row_writer.hpp"
#include "xlsx/sheet_additions.hpp"

namespace counterfoil::report {

namespace {

class Replacement {
  static constexpr std::size_t npos = LocatedTable::npos;
  static constexpr std::string_view settled_column = "settled";  // of a history: what became of a question

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
    if (table_.table->question) add_older_rows(context_, table_, old_, older_period_);
    if (table_.recorded) about_ = read_about(table_.recorded->rows().table());
    if (new_period_ && !table_.table->history.empty()) past_ = PastDecisions{context_, table_, period_};
    for (std::size_t row = 0; row < count_; ++row) {
      append_key(table_, *report_, source_, row, context_.dates_from_1904, key_);
      keys_.push_back(key_);
    }
    if (table_.table->question) questions_.emplace(context_, table_, old_, keys_);
    pair();
    if (questions_) pair_questions();
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
    if (!older_period_.empty()) return older_period_;
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
    pair_of_.assign(count_, npos);
    new_of_.assign(old_.size(), npos);
    if (old_.empty()) return;
    for (std::size_t row = 0; row < count_; ++row) {
      std::size_t best = npos;
      for (std::uint32_t entry = index.find(identity_of_new(row)); entry != KeyIndex::none; entry = index.next(entry)) {
        const std::size_t candidate = index.row(entry);
        if (new_of_[candidate] != npos) continue;
        if (best == npos) best = candidate;
        if (!old_[candidate].reviewed || !same_matter(old_[candidate].cells, row)) continue;
        best = candidate;
        break;
      }
      if (best == npos) continue;
      pair_of_[row] = best;
      new_of_[best] = row;
    }
  }

  /// A question that goes on under another key, or whose decision holds for another one, brings what people typed along.
  void pair_questions() {
    for (std::size_t row = 0; row < count_; ++row) {
      const std::size_t source = questions_->source_of(keys_[row]);
      if (source == npos || pair_of_[row] != npos || new_of_[source] != npos) continue;
      pair_of_[row] = source;
      new_of_[source] = row;
    }
  }

  bool same_figure(const std::string& old, std::size_t row) const {
    if (figure_ == npos) return true;
    std::string now;
    append_new(now, row, figure_);
    return now == old;
  }

  /// What nobody has settled stays with its question; a decision only with the very same matter and figure.
  bool carries_answer(const OldRow& old, std::size_t row) const {
    if (old.key != keys_[row]) return true;  // the plugin moved it here
    return questions_->is_unsettled(old) ||
           (same_matter(old.cells, row) && (figure_ == npos || same_figure(old.cells[figure_], row)));
  }

  /// Is what people typed in the old row about the new one? The task may say so itself, in the column for what is carried.
  bool carries(std::size_t old, std::size_t row) const {
    if (questions_) return carries_answer(old_[old], row);
    if (table_.table->id == sign_off_table) return false;  // a run is a batch of its own, which nobody has signed yet
    return same_matter(old_[old].cells, row) || (carried_ != npos && !report_value(report_, row, source_[carried_]).text.empty());
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
    if (questions_ && figure_ != npos && past_.keeps(figure_) && !same_figure(then->cells[figure_], row)) return nullptr;
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
      const bool paired = new_of_[at] != npos;
      const bool other_matter = paired && (old.reviewed || (questions_ && content)) && !carries(at, new_of_[at]);
      if (questions_ && !old.copied && !table_.table->history.empty() && questions_->is_unsettled(old)) {
        if (!paired || old.key != keys_[new_of_[at]]) to_history(old);  // settled, or moved; what is open stays where it is
        continue;
      }
      if (table_.table->history.empty()) {
        if (!paired && content) below_.push_back(at);
        continue;
      }
      if (questions_ && questions_->asked_nothing(old)) continue;
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
    const bool history_settled = std::any_of(history->columns.begin(), history->columns.end(),
                                             [](const Column& column) { return column.id == settled_column; });
    HistoryRow row;
    for (const Column& column : history->columns) {
      std::string& cell = row.cells.emplace_back();
      if (column.id == "period") {
        cell = table_.recorded || !older_period_.empty() ? std::string{old_period()} : "Period not recorded";
      } else if (column.id == "also") {
        cell = old.also;
        if (!cell.empty() && !old.held_differently.empty()) cell += '\n';
        cell += old.held_differently;
        const Questions::Fate* fate = questions_ && !history_settled ? questions_->fate(old.key) : nullptr;
        if (fate && !fate->words.empty()) cell += (cell.empty() ? "" : "\n") + fate->words;
      } else if (column.id == settled_column && questions_) {
        if (const Questions::Fate* fate = questions_->fate(old.key)) cell = fate->words;
        if (questions_->is_disputed(old.cells)) cell += (cell.empty() ? "" : ". ") + old.cells[carried_];
      } else if (const std::size_t at = table_.column_index(column.id); at != npos) {
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
    About about{figure_ == npos ? std::string{} : old.cells[figure_], std::string{old_period()},
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
      // Notes and colours on a question that is another one now belong to the old one.
      if (pair_of_[row] != npos && (!questions_ || carries(pair_of_[row], row))) moved[old_[pair_of_[row]].parsed.row] = number;
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
    if (const std::size_t column = table_.column_index(table_.table->page_break_before); column != npos) break_pages(column);
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
    const OldRow* old = pair_of_[row] == npos ? nullptr : &old_[pair_of_[row]];
    append_key(table_, *report_, source_, row, context_.dates_from_1904, key_);
    const PastDecisions::Row* then = decided_then(row);
    const bool carry = old && !past_.find(key_) && carries(pair_of_[row], row);
    const std::map<std::size_t, Value> own = values_of_merge(row, old, then, carry, record);
    const auto value_of = [&](std::size_t column) -> const Value& {
      const auto found = own.find(column);
      return found != own.end() ? found->second : report_value(report_, row, source_[column]);
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
          } else if (carry && old->parsed.row == 0) {  // typed in the workbook from which this one goes on
            writer.canonical_cell(builder, slot.column, table_.styles[at], table_.table->columns[at].kind, old->cells[at]);
          } else if (carry && cell) {
            builder.carried(slot.column, *cell);
            if (is_filled(*cell)) ++context_.outcome.reviewer_cells_carried;
          } else {
            builder.blank(slot.column, table_.styles[at]);
          }
        },
        [&](const xlsx::ParsedCell& cell) {
          // What the team wrote beside another question stays with that one, in the history; a formula is worked out anew.
          if (questions_ && !carry && !cell.has_formula)
            builder.blank(cell.column, cell.style);
          else
            builder.carried(cell.column, cell);
        });
    builder.end_row();
    if (then && reviewed(*then)) ++brought_back_;
    if (questions_) count_question(row, then ? &then->cells : carry ? &old->cells : nullptr, own);
    writer.values().store();
    writer.record_row();
    MergeOutcome::SheetChange& change = context_.change(table_);
    ++(!old ? change.rows_added : changed ? change.rows_updated : change.rows_kept);
  }

  Value text_value(std::string words) {
    if (words.empty()) return {};
    return {ValueKind::text, 0, context_.kept_texts.emplace_back(std::move(words))};
  }

  /// The columns that the merge fills itself: what is carried, and since when a question is asked.
  std::map<std::size_t, Value> values_of_merge(std::size_t row, const OldRow* old, const PastDecisions::Row* then, bool carry,
                                               RecordTable& record) {
    std::map<std::size_t, Value> own;
    if (carried_ == npos || figure_ == npos) return own;
    const bool goes_on = then ? reviewed(*then) : carry && old->reviewed;
    if (!questions_ && !goes_on) return own;
    std::string words{report_value(report_, row, source_[carried_]).text};
    const auto add = [&](const std::string& more) {
      if (!more.empty()) words += (words.empty() ? "" : ". ") + more;
    };
    if (goes_on) {
      const About about = then ? about_of(*then) : about_of(*old);
      const bool open = questions_ && questions_->is_unsettled(then ? then->cells : old->cells);
      if (open)
        append_about(record, record.row_count, about);
      else
        add(mark(about, row, record));
    }
    if (!questions_) {
      if (!words.empty()) own[carried_] = text_value(std::move(words));
      return own;
    }
    if (!goes_on) add(quoted(row, old, carry));
    if (old && carry && old->key == keys_[row] && (words.empty() || questions_->is_disputed(old->cells)))
      words = old->cells[carried_];  // a quote stays with its question, and so does what two copies said
    own[carried_] = text_value(std::move(words));
    const bool known = old && (carry || old->key == keys_[row]);
    const std::vector<std::string>* before = then ? &then->cells : known ? &old->cells : nullptr;
    Questions::Age age = questions_->age(before, then ? period_ : std::string{old_period()}, period_);
    if (!then && known && new_period_ && !context_.goes_back) ++age.periods;
    if (const std::size_t at = table_.column_index(table_.table->question->first_asked); at != npos)
      own[at] = text_value(std::move(age.first_asked));
    if (const std::size_t at = table_.column_index(table_.table->question->age); at != npos)
      own[at] = {ValueKind::integer, age.periods, {}};
    return own;
  }

  /// The decision that was taken before, on this line, about something else.
  std::string quoted(std::size_t row, const OldRow* old, bool carry) const {
    if (const PastDecisions::Row* then = past_.find(keys_[row]); then && reviewed(*then))
      return decision_in_words(*table_.table, then->cells, about_of(*then), figure_);
    if (old && !carry && old->reviewed) return decision_in_words(*table_.table, old->cells, about_of(*old), figure_);
    if (old && carry) return {};
    const std::size_t before = questions_->decided_before(keys_[row]);
    if (before == npos || (new_of_[before] != npos && carries(before, new_of_[before]))) return {};
    return decision_in_words(*table_.table, old_[before].cells, about_of(old_[before]), figure_);
  }

  void count_question(std::size_t row, const std::vector<std::string>* answered, const std::map<std::size_t, Value>& own) {
    std::vector<std::string> cells(table_.columns.size());
    for (std::size_t at = 0; at < cells.size(); ++at)
      if (table_.table->columns[at].owner == Owner::engine)
        append_new(cells[at], row, at);
      else if (answered)
        cells[at] = (*answered)[at];
    if (const auto carried = own.find(carried_); carried != own.end()) cells[carried_] = carried->second.text;
    const std::size_t asked = table_.column_index(table_.table->question->first_asked);
    const bool earlier = asked != npos && own.contains(asked) && own.at(asked).text != period_;
    questions_->count(cells, earlier, context_.outcome.unsettled);
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
  std::string older_period_;            // of the workbook from which a new one goes on
  std::optional<Questions> questions_;  // of a table that has them
  std::vector<std::string> keys_;       // of this run's rows
  std::vector<std::size_t> pair_of_;    // by new row: the old one
  std::vector<std::size_t> new_of_;     // by old row: the new one
  std::vector<std::size_t> below_;      // old rows that are kept below the table
  std::string key_;
  RowShape shape_;
};

}  // namespace

void merge_replace(MergeContext& context, LocatedTable& table) { Replacement{context, table}.run(); }

}  // namespace counterfoil::report
