#include "run/past_runs/decisions_about.hpp"

#include <algorithm>
#include <string_view>

namespace counterfoil::run {

namespace {

constexpr std::string_view mark = "; decisions carried = ";

}  // namespace

std::string decisions_about(const std::string& digest) {
  return std::string{mark} + (digest.empty() ? "none" : "SHA-256 " + digest);
}

std::string changed_since(const std::vector<audit::AuditRow>& rows, const std::string& digest) {
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const audit::AuditRecord record = audit::from_row(*row);
    const std::string& text = record.settings.find(mark) == std::string::npos ? record.totals : record.settings;
    const std::size_t at = text.find(mark);
    if (at == std::string::npos) continue;
    const std::string now = decisions_about(digest);
    if (text.compare(at, now.size(), now) == 0) return {};
    return "What the record says of the figures that earlier decisions were taken about was changed after run " + record.run_id +
           ", so nothing that was accepted can be relied on. Go back to the version of the workbook that run " + record.run_id +
           " left, and ask who changed it.";
  }
  return {};
}

}  // namespace counterfoil::run
