#include "run/past_runs/period_history.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "audit/audit_record.hpp"
#include "base/failure.hpp"
#include "report/workbook_merge.hpp"

namespace counterfoil::run {

namespace {

using report::PeriodExport;

/// The last run of the Audit sheet that read this export as the one in hand.
void find_run(const std::vector<audit::AuditRow>& rows, const std::string& input, PeriodExport& of) {
  for (const audit::AuditRow& row : rows) {
    const audit::AuditRecord record = audit::from_row(row);
    for (std::size_t at = 0; at < record.inputs.size();) {
      const std::size_t end = std::min(record.inputs.find('\n', at), record.inputs.size());
      const std::string_view line = std::string_view{record.inputs}.substr(at, end - at);
      if (line.starts_with(input + ": ") && line.find("SHA-256 " + of.sha256) != std::string_view::npos) {
        of.run = record.run_id;
        of.day = record.time_local.substr(0, 10);
      }
      at = end + 1;
    }
  }
}

std::optional<std::int64_t> pence_fact(const report::Report& report, std::string_view name) {
  const auto found = report.facts.find(name);
  if (found == report.facts.end() || found->second.kind != report::ValueKind::pence) return std::nullopt;
  return found->second.number;
}

std::optional<std::int64_t> pence_of(const PenceByLine& lines, const PenceByLine::key_type& key) {
  const auto found = lines.find(key);
  return found == lines.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace

PeriodHistory::PeriodHistory(const report::WorkbookSpec& spec, const TargetWorkbook& target, const report::Record* record,
                             const report::Memory& memory) {
  if (record != nullptr) {
    auto log = report::read_period_log(*record);
    if (!log)
      throw Failure{FailureKind::refused, "What " + target.past_name() +
                                              " says of its periods does not read. Bring back an earlier version with "
                                              "\"counterfoil restore\"."};
    log_ = std::move(*log);
  }
  if (!log_.exports.empty() || memory.exports().empty()) return;
  const report::AuditRows& rows = target.past().audit(spec);
  for (const report::HeldExport& held : memory.exports()) {
    PeriodExport& known = log_.exports.emplace_back();
    known.kind = PeriodExport::Kind::held;
    known.first = held.first;
    known.last = held.last;
    known.period = held.period;
    known.sha256 = held.sha256;
    known.rows = held.rows;
    known.control = held.control;
    find_run(rows, spec.memory->exports.front().input, known);
  }
}

void PeriodHistory::take(const report::HeldExport& of, bool in_hand, const RunIdentity& identity, const PenceByLine& before,
                         const PenceByLine& after) {
  PeriodExport* standing = log_.latest(of.first, of.last);
  if (standing != nullptr && standing->sha256 == of.sha256) {
    if (!in_hand) return;
    if (standing->kind == PeriodExport::Kind::begun) {
      standing->kind = PeriodExport::Kind::compared;
      standing->run = identity.run_id;
      standing->day = identity.moment.local.substr(0, 10);
    } else {
      ++standing->again;
      standing->again_run = identity.run_id;
    }
    return;
  }
  PeriodExport more;
  more.kind = standing != nullptr ? PeriodExport::Kind::restated
              : in_hand           ? PeriodExport::Kind::compared
                                  : PeriodExport::Kind::begun;
  more.first = of.first;
  more.last = of.last;
  more.period = of.period;
  more.run = identity.run_id;
  more.day = identity.moment.local.substr(0, 10);
  more.sha256 = of.sha256;
  more.rows = of.rows;
  more.control = of.control;
  log_.exports.push_back(std::move(more));
  if (standing == nullptr) return;
  std::set<PenceByLine::key_type> keys;
  for (const auto& [key, pence] : before) keys.insert(key);
  for (const auto& [key, pence] : after) keys.insert(key);
  for (const auto& key : keys) {
    const auto then = pence_of(before, key), now = pence_of(after, key);
    if (then != now) log_.lines.push_back({log_.exports.size() - 1, key.first, key.second, then, now});
  }
}

void PeriodHistory::take_pounds(const report::Report& report, std::int64_t first, std::int64_t last) {
  PeriodExport* standing = log_.latest(first, last);
  if (standing == nullptr) return;
  standing->queried = pence_fact(report, "period_queried");
  standing->overpaid = pence_fact(report, "period_overpaid");
  standing->recovered = pence_fact(report, "period_recovered");
}

void PeriodHistory::let_go(const std::vector<report::HeldExport>& dropped) {
  std::erase_if(log_.lines, [&](const report::RestatedLine& line) {
    const PeriodExport& of = log_.exports[line.of];
    return std::any_of(dropped.begin(), dropped.end(),
                       [&](const report::HeldExport& each) { return each.first == of.first && each.last == of.last; });
  });
}

}  // namespace counterfoil::run
