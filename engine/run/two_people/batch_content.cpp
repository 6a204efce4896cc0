#include "run/two_people/batch_content.hpp"

#include <algorithm>
#include <set>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "report/canonical.hpp"
#include "run/two_people/batches.hpp"
#include "spec/row_filter.hpp"

namespace counterfoil::run {

namespace {

constexpr std::size_t shown_largest = 5;

std::int64_t size_of(std::int64_t pence) { return pence < 0 ? -pence : pence; }

/// Calls `take` with each row of the table that the filter lets through.
template <class Take>
void each_row(const report::Record& record, const std::string& id, const std::optional<report::RowFilter>& where,
              const Take& take) {
  const report::RecordTable* table = record.table(id);
  if (!table) return;
  const report::RecordRows rows{*table};
  const std::size_t filter = where ? table->column(where->column) : report::RecordTable::npos;
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (!where || (filter != report::RecordTable::npos && report::matches(*where, rows.field(row, filter)))) take(rows, row);
}

class Reading {
 public:
  Reading(const report::WorkbookSpec& spec, const report::Record& record, const std::string& batch)
      : release_(release_of_batch(spec, batch)), record_(record), digest_("counterfoil batch content") {
    digest_.add("task", spec.id).add("batch", batch);
  }

  BatchContent read() {
    each_row(record_, release_.lines, release_.where,
             [&](const report::RecordRows& rows, std::size_t row) { take_line(rows, row); });
    std::int64_t lines = 0, pence = 0;
    for (const report::BatchKind& kind : kinds_of(release_)) {
      const KindTotal& total = add_kind(kind);
      content_.rows += total.count;
      content_.gross += total.gross;
      if (kind.table == release_.lines) {
        lines += total.count;
        pence += total.pence;
      }
      tie(kind, total);
    }
    if (lines != static_cast<std::int64_t>(largest_.size()) || pence != pence_)
      content_.out_of_tie.emplace_back("The kinds that are shown leave out lines that would be released, or show some twice");
    const std::string digest_of_kinds = digest_.hex();
    for (const report::BatchKind& kind : release_.held) content_.held.push_back(sum(kind, [](const auto&, std::size_t) {}));
    content_.digest = digest_of_kinds;
    std::stable_sort(largest_.begin(), largest_.end(),
                     [](const auto& left, const auto& right) { return left.first > right.first; });
    for (std::size_t at = 0; at < std::min(largest_.size(), shown_largest); ++at) content_.largest.push_back(largest_[at].second);
    content_.payees.assign(payees_.begin(), payees_.end());
    content_.accounts.assign(accounts_.begin(), accounts_.end());
    return std::move(content_);
  }

 private:
  static std::string field(const report::RecordRows& rows, std::size_t row, const std::string& column) {
    const std::size_t at = column.empty() ? report::RecordTable::npos : rows.table().column(column);
    return at == report::RecordTable::npos ? std::string{} : rows.field(row, at);
  }

  void bind(const report::RecordRows& rows, std::size_t row) {
    if (bound_ != rows.table().id) {
      bound_ = rows.table().id;
      digest_.add("table", bound_);
      for (const std::string& column : rows.table().columns) digest_.add("column", column);
    }
    digest_.add("row", rows.line(row));
  }

  void take_line(const report::RecordRows& rows, std::size_t row) {
    bind(rows, row);
    const std::int64_t pence = report::canonical_number(field(rows, row, release_.amount)).value_or(0);
    const std::string payee = field(rows, row, release_.payee), account = field(rows, row, release_.account);
    pence_ += pence;
    if (!payee.empty()) payees_.insert(payee);
    if (!account.empty()) accounts_.insert(account);
    largest_.emplace_back(size_of(pence), format_pounds(Pence{pence}) + (payee.empty() ? "" : " to " + payee) +
                                              (account.empty() ? "" : ", account " + account) + " (" +
                                              field(rows, row, release_.key) + ")");
  }

  template <class Take>
  KindTotal sum(const report::BatchKind& kind, const Take& take) const {
    KindTotal total;
    total.title = kind.title;
    each_row(record_, kind.table, kind.where, [&](const report::RecordRows& rows, std::size_t row) {
      take(rows, row);
      const std::int64_t amount = report::canonical_number(field(rows, row, kind.amount)).value_or(0);
      ++total.count;
      total.pence += amount;
      total.gross += size_of(amount);
    });
    return total;
  }

  const KindTotal& add_kind(const report::BatchKind& kind) {
    digest_.add("kind", kind.title);
    bound_.clear();
    content_.kinds.push_back(sum(kind, [&](const report::RecordRows& rows, std::size_t row) { bind(rows, row); }));
    return content_.kinds.back();
  }

  /// The Summary states the same pounds.
  void tie(const report::BatchKind& kind, const KindTotal& total) {
    const report::RecordTable* table = kind.summary_table.empty() ? nullptr : record_.table(kind.summary_table);
    if (!table) return;
    const report::RecordRows rows{*table};
    std::int64_t stated = 0;
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (rows.field(row, 0) == kind.summary_row)
        stated = report::canonical_number(field(rows, row, kind.summary_amount)).value_or(0);
    if (stated != total.pence)
      content_.out_of_tie.push_back("The Summary says " + format_pounds(Pence{stated}) + " for " + kind.summary_row + ", and " +
                                    kind_in_words(total) + " is what would be signed");
  }

  const report::Release& release_;
  const report::Record& record_;
  FieldDigest digest_;
  BatchContent content_;
  std::string bound_;
  std::int64_t pence_ = 0;  // of the released lines, as they stand
  std::vector<std::pair<std::int64_t, std::string>> largest_;
  std::set<std::string> payees_, accounts_;
};

}  // namespace

BatchContent batch_content(const report::WorkbookSpec& spec, const report::Record& record, const std::string& batch) {
  return Reading{spec, record, batch}.read();
}

std::vector<report::BatchKind> kinds_of(const report::Release& release) {
  if (!release.kinds.empty()) return release.kinds;
  return {{"Lines", release.lines, release.amount, release.where, {}, {}, {}}};
}

std::vector<std::string> totals_in_words(const std::vector<KindTotal>& kinds, const std::vector<KindTotal>& held) {
  std::vector<std::string> words;
  std::int64_t gross = 0;
  for (const KindTotal& kind : kinds) {
    words.push_back(kind_in_words(kind));
    gross += kind.gross;
  }
  words.push_back("Gross, nothing taken off: " + format_pounds(Pence{gross}));
  for (std::string& line : held_in_words(held)) words.push_back(std::move(line));
  return words;
}

std::vector<std::string> held_in_words(const std::vector<KindTotal>& held) {
  std::vector<std::string> words;
  for (const KindTotal& kind : held)
    if (kind.count > 0) words.push_back("Held back, not in this batch: " + kind_in_words(kind));
  return words;
}

std::string kind_in_words(const KindTotal& kind) {
  return kind.title + ": " + with_thousands(kind.count) + ", " + format_pounds(Pence{kind.pence});
}

}  // namespace counterfoil::run
