#include "report/period_log.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "report/memory.hpp"

namespace counterfoil::report {

namespace {

constexpr std::string_view log_exports_table = "periods:exports";
constexpr std::string_view log_lines_table = "periods:lines";
constexpr std::size_t most_logged_exports = 4096;  // eighty years of weekly ones

constexpr std::array<std::pair<PeriodExport::Kind, std::string_view>, 4> export_kind_words = {{
    {PeriodExport::Kind::begun, "begun"},
    {PeriodExport::Kind::held, "held"},
    {PeriodExport::Kind::compared, "compared"},
    {PeriodExport::Kind::restated, "restated"},
}};

std::string word_of_kind(PeriodExport::Kind kind) {
  for (const auto& [each, word] : export_kind_words)
    if (each == kind) return std::string{word};
  return {};
}

std::string digits_or_blank(const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : std::string{}; }

/// Reads the fields of one row after another; `sound` is false once one was none.
struct LogFields {
  const RecordRows& rows;
  std::size_t row = 0;
  std::size_t next = 0;
  bool sound = true;

  std::string text() { return rows.field(row, next++); }
  std::optional<std::int64_t> number(KeptKind kind) {
    const std::string field = text();
    if (field.empty()) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number);
    const std::int64_t most = largest_kept_number(kind);
    if (error != std::errc{} || end != field.data() + field.size() || number > most || number < -most) sound = false;
    return number;
  }
};

bool read_log_exports(const RecordTable& table, std::vector<PeriodExport>& exports) {
  const RecordRows rows{table};
  if (table.columns.size() != 14 || rows.size() > most_logged_exports) return false;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    LogFields fields{rows, row};
    PeriodExport& each = exports.emplace_back();
    const std::string kind = fields.text();
    const auto known =
        std::find_if(export_kind_words.begin(), export_kind_words.end(), [&](const auto& word) { return word.second == kind; });
    const auto first = fields.number(KeptKind::date), last = fields.number(KeptKind::date);
    each.period = fields.text();
    each.run = fields.text();
    each.day = fields.text();
    each.sha256 = fields.text();
    const auto count = fields.number(KeptKind::integer);
    each.control = fields.number(KeptKind::pence);
    const auto again = fields.number(KeptKind::integer);
    each.again_run = fields.text();
    each.queried = fields.number(KeptKind::pence);
    each.overpaid = fields.number(KeptKind::pence);
    each.recovered = fields.number(KeptKind::pence);
    if (!fields.sound || known == export_kind_words.end() || !first || !last || *first > *last || !count || *count < 0 || !again ||
        *again < 0)
      return false;
    each.kind = known->first;
    each.first = *first;
    each.last = *last;
    each.rows = static_cast<std::uint64_t>(*count);
    each.again = static_cast<std::uint64_t>(*again);
  }
  return true;
}

bool read_log_lines(const RecordTable& table, std::size_t exports, std::vector<RestatedLine>& lines) {
  const RecordRows rows{table};
  if (table.columns.size() != 5) return false;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    LogFields fields{rows, row};
    RestatedLine& each = lines.emplace_back();
    const auto of = fields.number(KeptKind::integer);
    each.person_id = fields.text();
    each.line_id = fields.text();
    each.before = fields.number(KeptKind::pence);
    each.after = fields.number(KeptKind::pence);
    if (!fields.sound || !of || *of < 0 || static_cast<std::size_t>(*of) >= exports) return false;
    each.of = static_cast<std::size_t>(*of);
  }
  return true;
}

}  // namespace

PeriodExport* PeriodLog::latest(std::int64_t first, std::int64_t last) {
  const auto found = std::find_if(exports.rbegin(), exports.rend(),
                                  [&](const PeriodExport& each) { return each.first == first && each.last == last; });
  return found == exports.rend() ? nullptr : &*found;
}

bool PeriodLog::stands(std::size_t at) const {
  for (std::size_t later = at + 1; later < exports.size(); ++later)
    if (exports[later].same_days(exports[at]) || exports[later].sha256 == exports[at].sha256) return false;
  return true;
}

std::vector<RecordTable> PeriodLog::tables() const {
  std::vector<RecordTable> written;
  if (exports.empty()) return written;
  RecordTable& held = written.emplace_back();
  held.id = log_exports_table;
  held.columns = {"kind", "first",   "last",  "period",    "run",     "day",      "sha256",
                  "rows", "control", "again", "again_run", "queried", "overpaid", "recovered"};
  for (const PeriodExport& each : exports)
    append_row(held,
               {word_of_kind(each.kind), std::to_string(each.first), std::to_string(each.last), each.period, each.run, each.day,
                each.sha256, std::to_string(each.rows), digits_or_blank(each.control), std::to_string(each.again), each.again_run,
                digits_or_blank(each.queried), digits_or_blank(each.overpaid), digits_or_blank(each.recovered)});
  if (lines.empty()) return written;
  RecordTable& changed = written.emplace_back();
  changed.id = log_lines_table;
  changed.columns = {"of", "person_id", "line_id", "before", "after"};
  for (const RestatedLine& each : lines)
    append_row(changed,
               {std::to_string(each.of), each.person_id, each.line_id, digits_or_blank(each.before), digits_or_blank(each.after)});
  return written;
}

std::optional<PeriodLog> read_period_log(const Record& record) {
  PeriodLog log;
  if (const RecordTable* table = record.table(log_exports_table); table && !read_log_exports(*table, log.exports))
    return std::nullopt;
  if (const RecordTable* table = record.table(log_lines_table); table && !read_log_lines(*table, log.exports.size(), log.lines))
    return std::nullopt;
  return log;
}

bool merge_period_logs(Record& lead, const Record& other) {
  auto here = read_period_log(lead);
  const auto there = read_period_log(other);
  if (!here || !there) return false;
  for (std::size_t at = 0; at < there->exports.size(); ++at) {
    const PeriodExport& each = there->exports[at];
    const bool known = std::any_of(here->exports.begin(), here->exports.end(),
                                   [&](const PeriodExport& ours) { return ours.same_days(each) && ours.sha256 == each.sha256; });
    if (known) continue;
    // Of days that both copies compared the lead's export stands, so the other's comes before it.
    const auto place =
        std::find_if(here->exports.begin(), here->exports.end(), [&](const PeriodExport& ours) { return ours.same_days(each); });
    const auto index = static_cast<std::size_t>(place - here->exports.begin());
    here->exports.insert(place, each);
    for (RestatedLine& line : here->lines)
      if (line.of >= index) ++line.of;
    for (RestatedLine line : there->lines) {
      if (line.of != at) continue;
      line.of = index;
      here->lines.push_back(std::move(line));
    }
  }
  std::erase_if(lead.tables, [](const RecordTable& table) { return std::string_view{table.id}.starts_with(period_log_prefix); });
  for (RecordTable& table : here->tables()) lead.tables.push_back(std::move(table));
  return true;
}

}  // namespace counterfoil::report
