#include "run/two_people/batch_content.hpp"

#include <algorithm>
#include <set>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "report/canonical.hpp"
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
      : release_(*spec.release), record_(record), digest_("counterfoil batch content") {
    digest_.add("task", spec.id).add("batch", batch);
  }

  BatchContent read() {
    each_row(record_, release_.lines, release_.where,
             [&](const report::RecordRows& rows, std::size_t row) { take_line(rows, row); });
    if (release_.kinds.empty()) {
      KindTotal& lines = content_.kinds.emplace_back();
      lines.title = "Lines";
      add_kind(lines, release_.lines, release_.amount, release_.where);
    }
    for (const report::BatchKind& kind : release_.kinds) {
      KindTotal& total = content_.kinds.emplace_back();
      total.title = kind.title;
      add_kind(total, kind.table, kind.amount, kind.where);
    }
    content_.digest = digest_.hex();
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
    if (!payee.empty()) payees_.insert(payee);
    if (!account.empty()) accounts_.insert(account);
    largest_.emplace_back(size_of(pence), format_pounds(Pence{pence}) + (payee.empty() ? "" : " to " + payee) +
                                              (account.empty() ? "" : ", account " + account) + " (" +
                                              field(rows, row, release_.key) + ")");
  }

  void add_kind(KindTotal& total, const std::string& table, const std::string& amount,
                const std::optional<report::RowFilter>& where) {
    digest_.add("kind", total.title);
    bound_.clear();
    each_row(record_, table, where, [&](const report::RecordRows& rows, std::size_t row) {
      bind(rows, row);
      const std::int64_t pence = report::canonical_number(field(rows, row, amount)).value_or(0);
      ++total.count;
      total.pence += pence;
      content_.gross += size_of(pence);
    });
  }

  const report::Release& release_;
  const report::Record& record_;
  FieldDigest digest_;
  BatchContent content_;
  std::string bound_;
  std::vector<std::pair<std::int64_t, std::string>> largest_;
  std::set<std::string> payees_, accounts_;
};

}  // namespace

BatchContent batch_content(const report::WorkbookSpec& spec, const report::Record& record, const std::string& batch) {
  return Reading{spec, record, batch}.read();
}

std::string kind_in_words(const KindTotal& kind) {
  return kind.title + ": " + with_thousands(kind.count) + ", " + format_pounds(Pence{kind.pence});
}

}  // namespace counterfoil::run
