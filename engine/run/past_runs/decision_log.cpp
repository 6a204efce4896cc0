#include "run/past_runs/decision_log.hpp"

#include <algorithm>
#include <charconv>

#include "report/kept_cells.hpp"
#include "report/reviewed_cells.hpp"

namespace counterfoil::run {

namespace {

constexpr std::string_view digest_follows = "decision log = SHA-256 ";
constexpr std::size_t digest_length = 64;

/// Comments and the like stand before it, so the last one is the engine's.
std::string digest_named(const std::string& text) {
  const std::size_t at = text.rfind(digest_follows);
  return at == std::string::npos ? std::string{} : text.substr(at + digest_follows.size(), digest_length);
}

}  // namespace

std::string quoted_or_nothing(const std::string& text) { return text.empty() ? "nothing" : "\"" + text + "\""; }

std::string logged_in_words(std::string_view joint, const std::string& digest) {
  return digest.empty() ? std::string{} : std::string{joint} + std::string{digest_follows} + digest;
}

std::string log_changed_since(const std::vector<audit::AuditRow>& rows, const report::Record& record) {
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const audit::AuditRecord written = audit::from_row(*row);
    const std::string of_settings = digest_named(written.settings);
    const std::string named = of_settings.empty() ? digest_named(written.totals) : of_settings;
    if (named.empty()) continue;
    const report::DecisionLog log = report::DecisionLog::read(record);
    if (log.begun && log.whole_digest() == named) return {};
    return "The log of decisions that the workbook keeps out of sight is not the one that " + written.run_id +
           " left: it was altered or taken out. What is said here of decisions cannot be relied on. Go back to the version of the "
           "workbook that " +
           written.run_id + " left, and ask who changed it.";
  }
  return {};
}

std::string log_fact(const report::DecisionLog& log) { return std::to_string(log.lines.size()) + " " + log.digest(); }

report::DecisionLog log_as_seen(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book, const report::Seer& seer) {
  const report::Record* record = book.record();
  if (!record) return {};
  report::DecisionLog log = report::DecisionLog::read(*record);
  const report::ReviewedCells now = report::reviewed_cells(spec, book);
  for (report::LoggedChange& line : report::noticed(spec, log, now, seer)) log.lines.push_back(std::move(line));
  log.seen = now.filled();
  return log;
}

bool log_holds(const report::DecisionLog& log, const std::string& fact, bool& gone) {
  gone = std::any_of(log.lines.begin(), log.lines.end(), [](const report::LoggedChange& line) {
    return line.what == report::logged::let_go || line.what == report::logged::removed;
  });
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(fact.data(), fact.data() + fact.size(), count);
  if (error != std::errc{}) return true;
  const std::string digest = fact.substr(std::min(fact.size(), static_cast<std::size_t>(end - fact.data()) + 1));
  return count <= log.lines.size() && log.digest(count) == digest;
}

void put_back_kept_cells(const report::WorkbookSpec& spec, TargetWorkbook& target, Findings& findings) {
  if (!target.has_past()) return;
  target.put_back = report::rewritten_cells(spec, target.past());
  if (target.put_back.empty()) return;
  if (target.continues) target.continues_sha256 = fingerprint_of(target.continues->bytes()).sha256;
  report::OpenedWorkbook& book = target.continues ? *target.continues : target.book;
  if (auto righted = report::put_back(spec, book, target.put_back)) book = report::OpenedWorkbook{std::move(*righted)};
  for (const report::RewrittenCell& cell : target.put_back)
    findings.add("past-decision-changed", {target.past_name(), cell.sheet, cell.cell},
                 {{"heading", cell.heading},
                  {"row", cell.row_words},
                  {"held", quoted_or_nothing(cell.held)},
                  {"recorded", quoted_or_nothing(cell.recorded)}},
                 cell.held);
}

report::WorkbookMerge::Seeing seeing_of(const report::WorkbookSpec& spec, const TargetWorkbook& target, const Settings& settings,
                                        const RunIdentity& identity) {
  report::WorkbookMerge::Seeing seeing;
  seeing.seer = seer_of(identity);
  if (settings.months_kept > 0) seeing.since = versions_to_keep(settings, identity.moment).since;
  for (const report::RewrittenCell& cell : target.put_back) {
    const report::CellChange change{cell.row, cell.column, cell.old_value, cell.new_value, nullptr, {}};
    seeing.lines.push_back(report::line_of(spec, change, seeing.seer, report::logged::put_back));
  }
  return seeing;
}

}  // namespace counterfoil::run
