// Periods and the year's reconciliation of a workbook, with what people typed beside them.
#include "counterfoil/date.hpp"
#include "report/canonical.hpp"
#include "report/period_log.hpp"
#include "report/reviewed_cells.hpp"
#include "run/evidence/pack_books.hpp"
#include "run/past_runs/period_states.hpp"

namespace counterfoil::run {

namespace {

using report::ListingCell;

/// What people typed in one row.
report::FilledCells typed_in(const report::ReviewedCells& cells, const report::RowName& row) {
  const auto found = cells.rows.find(row);
  return found == cells.rows.end() || found->second.empty() ? report::FilledCells{} : found->second.front().cells;
}

std::string cell_of(const report::FilledCells& cells, const std::string& column) {
  const auto found = cells.find(column);
  return found == cells.end() ? std::string{} : found->second;
}

ListingCell pounds_of(const std::string& canonical) { return report::pounds_cell(report::canonical_number(canonical)); }

std::string year_on_sheet(const EvidenceYear& year) { return "Apr " + year.from.substr(0, 4) + " to Mar " + year.to.substr(0, 4); }

}  // namespace

void PackBooks::tell_periods(const Book& book) {
  if (!book.spec.table("periods")) return;
  const auto log = report::read_period_log(book.record);
  if (!log) {
    outcome_.problems.push_back({book.file.shown, "Its log of periods cannot be read, so its periods are not listed."});
    return;
  }
  const report::ReviewedCells typed = report::reviewed_cells(book.spec, book.opened);
  for (const PeriodState& state : period_states(*log)) {
    const report::PeriodExport* of = state.of == PeriodState::npos ? nullptr : &log->exports[state.of];
    const report::PeriodExport* prior = state.prior == PeriodState::npos ? nullptr : &log->exports[state.prior];
    const bool touches = state.days.first <= year_.days.last && state.days.last >= year_.days.first;
    if (!touches && !(of && year_.has(of->day))) continue;
    const report::FilledCells cells = typed_in(typed, {"periods", {state.period, state.event}});
    const std::string initials = cell_of(cells, "explained_initials"), reason = cell_of(cells, "explanation");
    std::optional<std::int64_t> movement;
    if (of && prior && of->control && prior->control) movement = *of->control - *prior->control;
    sheets_.periods.rows.push_back(
        {book.file.shown, state.period, state.event, of ? of->run : std::string{}, of ? of->day : std::string{},
         of ? ListingCell{static_cast<std::int64_t>(of->rows)} : ListingCell{},
         report::pounds_cell(of ? of->control : std::nullopt), report::pounds_cell(movement), state.words,
         std::string{!state.to_explain                    ? ""
                     : initials.empty() || reason.empty() ? "Open"
                                                          : "Explained"},
         initials, reason, of ? of->sha256 : std::string{}});
  }
}

void PackBooks::tell_reconciliation(const Book& book) {
  const report::Table* table = book.spec.table("reconciliation");
  const report::RecordTable* recorded = book.record.table("reconciliation");
  if (!table || !recorded) return;
  const report::ReviewedCells typed = report::reviewed_cells(book.spec, book.opened);
  const report::RecordRows rows{*recorded};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto field = [&](std::string_view column) {
      const std::size_t at = recorded->column(column);
      return at == report::RecordTable::npos ? std::string{} : rows.field(row, at);
    };
    if (field("year") != year_on_sheet(year_)) continue;
    report::RowName name{"reconciliation", {}};
    for (const std::string& column : table->key) name.key.push_back(field(column));
    std::vector<ListingCell> cells{book.file.shown, field("item"), field("period"), field("person_id"), field("line_id")};
    for (const char* column : {"first_compared", "restated", "stands", "queried", "overpaid", "recovered"})
      cells.push_back(pounds_of(field(column)));
    cells.push_back(pounds_of(cell_of(typed_in(typed, name), "ledger_figure")));
    cells.emplace_back(field("words"));
    sheets_.reconciliation.rows.push_back(std::move(cells));
  }
}

}  // namespace counterfoil::run
