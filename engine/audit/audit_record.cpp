#include "audit/audit_record.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "base/digest.hpp"

namespace counterfoil::audit {

namespace {

using Member = std::string AuditRecord::*;

constexpr std::array<std::pair<const char*, Member>, 15> columns = {{
    {"run_id", &AuditRecord::run_id},
    {"time_utc", &AuditRecord::time_utc},
    {"time_local", &AuditRecord::time_local},
    {"user", &AuditRecord::user},
    {"task", &AuditRecord::task},
    {"versions", &AuditRecord::versions},
    {"period", &AuditRecord::period},
    {"inputs", &AuditRecord::inputs},
    {"settings", &AuditRecord::settings},
    {"totals", &AuditRecord::totals},
    {"findings", &AuditRecord::findings},
    {"report_digest", &AuditRecord::report_digest},
    {"previous_record", &AuditRecord::previous_record},
    {"record", &AuditRecord::record},
    {"ledger_head", &AuditRecord::ledger_head},
}};

/// Excel and LibreOffice write a line break in a cell as "\n", some other programs as "\r\n".
std::string with_plain_breaks(const std::string& text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') result += text[i];
  return result;
}

constexpr std::string_view joins = "Two copies brought together: the records ";
constexpr std::string_view and_joins = " and ";

/// Rows that follow an earlier row than the one above them, where the merge that put them there says so: it names the last record
/// before them, and the last of their own, which stands right above it.
std::set<std::size_t> explained_forks(const std::vector<AuditRow>& rows) {
  std::set<std::size_t> explained;
  std::set<std::string> seen;
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const AuditRecord record = from_row(rows[i]);
    if (i > 0) {
      const std::string above = from_row(rows[i - 1]).record;
      if (record.previous_record != above && seen.contains(record.previous_record)) open.push_back(i);
      if (!open.empty() && record.previous_record == above &&
          record.settings == joins_in_words(from_row(rows[open.back() - 1]).record, above)) {
        explained.insert(open.back());
        open.pop_back();
      }
    }
    seen.insert(record.record);
  }
  return explained;
}

}  // namespace

AuditRow to_row(const AuditRecord& record) {
  AuditRow row;
  for (const auto& [id, member] : columns) row[id] = record.*member;
  return row;
}

AuditRecord from_row(const AuditRow& row) {
  AuditRecord record;
  for (const auto& [id, member] : columns) {
    const auto found = row.find(id);
    record.*member = found == row.end() ? std::string{} : found->second;
  }
  return record;
}

std::vector<std::string> column_ids() {
  std::vector<std::string> ids;
  for (const auto& [id, member] : columns) ids.emplace_back(id);
  return ids;
}

std::string record_hash(const AuditRecord& record) {
  FieldDigest digest{"counterfoil audit record 1"};
  for (const auto& [id, member] : columns)
    if (member != &AuditRecord::record) digest.add(id, with_plain_breaks(record.*member));
  return digest.hex();
}

bool ChainCheck::edited(std::size_t row) const {
  return std::any_of(breaks.begin(), breaks.end(),
                     [&](const ChainBreak& each) { return each.kind == ChainBreak::Kind::edited && each.row == row; });
}

std::string joins_in_words(const std::string& record, const std::string& other_record) {
  return std::string{joins} + record + std::string{and_joins} + other_record;
}

ChainCheck check_chain(const std::vector<AuditRow>& rows) {
  ChainCheck check;
  check.rows = rows.size();
  const std::set<std::size_t> forks = explained_forks(rows);
  std::string before{no_record_before};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const AuditRecord record = from_row(rows[i]);
    if (record.previous_record != before && !forks.contains(i))
      check.breaks.push_back({i == 0 ? ChainBreak::Kind::headless : ChainBreak::Kind::unlinked, i + 1, record.run_id});
    if (record.record != record_hash(record)) check.breaks.push_back({ChainBreak::Kind::edited, i + 1, record.run_id});
    if (check.breaks.empty()) check.sound_to = i + 1;
    before = record.record;
    if (i == 0) check.first_record = record.record;
    check.last_record = record.record;
  }
  return check;
}

void seal(AuditRecord& record, const std::vector<AuditRow>& rows_above) {
  record.previous_record = rows_above.empty() ? std::string{no_record_before} : from_row(rows_above.back()).record;
  record.record = record_hash(record);
}

PreparedFacts facts_of_sealed(const AuditRecord& record, const std::vector<AuditRow>& rows_above) {
  PreparedFacts facts;
  facts.report_digest = record.report_digest;
  facts.record = record.record;
  facts.first_record = rows_above.empty() ? record.record : from_row(rows_above.front()).record;
  facts.audit_rows = rows_above.size() + 1;
  if (!rows_above.empty()) facts.continues = record.previous_record;
  return facts;
}

}  // namespace counterfoil::audit
