#include "audit/sign_off_record.hpp"

#include <array>
#include <utility>

namespace counterfoil::audit {

namespace {

constexpr std::string_view start = "Sign-off of batch ", period_start = "Sign-off of the period of run ",
                           restore_start = "Brought back: version ",
                           merge_start = "Two copies brought together: ", removal_start = "Removal under retention: ";
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> action_words = {
    {{approve_action, ": approved"}, {reject_action, ": rejected"}, {release_action, ": released"}}};

std::string in_words(std::string_view begin, std::string_view action, std::string_view batch) {
  for (const auto& [known, word] : action_words)
    if (known == action) return std::string{begin} + std::string{batch} + std::string{word};
  return {};
}

}  // namespace

std::string sign_off_in_words(std::string_view action, std::string_view batch) { return in_words(start, action, batch); }

std::string period_sign_off_in_words(std::string_view action, std::string_view run) { return in_words(period_start, action, run); }

std::optional<SignOffRecord> sign_off_of(const AuditRecord& record) {
  std::string_view line = std::string_view{record.settings}.substr(0, record.settings.find_first_of("\r\n"));
  if (!line.starts_with(start) && !line.starts_with(period_start)) return std::nullopt;
  line.remove_prefix(line.starts_with(start) ? start.size() : period_start.size());
  for (const auto& [action, word] : action_words)
    if (line.ends_with(word)) return SignOffRecord{std::string{action}, std::string{line.substr(0, line.size() - word.size())}};
  return std::nullopt;
}

std::string restore_in_words(unsigned version, const std::string& workbook) {
  return std::string{restore_start} + std::to_string(version) + " of " + workbook;
}

std::string removal_in_words(const std::string& removal) { return std::string{removal_start} + removal; }

std::string removal_of(const AuditRecord& record) {
  const std::string_view line = std::string_view{record.settings}.substr(0, record.settings.find_first_of("\r\n"));
  return line.starts_with(removal_start) ? std::string{line.substr(removal_start.size())} : std::string{};
}

std::string kind_of_row(const AuditRecord& record) {
  if (const auto act = sign_off_of(record)) return act->action;
  if (record.settings.starts_with(restore_start)) return std::string{restore_action};
  if (record.settings.starts_with(removal_start)) return std::string{forget_action};
  return record.settings.starts_with(merge_start) ? std::string{merge_action} : "run";
}

bool is_of_a_run(const AuditRecord& record) {
  const std::string kind = kind_of_row(record);
  return kind == "run" || kind == merge_action;
}

std::string login_for_comparing(std::string_view name) {
  if (const std::size_t slash = name.find_last_of("\\/"); slash != std::string_view::npos) name.remove_prefix(slash + 1);
  name = name.substr(0, name.find('@'));
  std::string login;
  for (const char c : name) {
    if (static_cast<unsigned char>(c) <= ' ') continue;
    login += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return login == "unknown" ? std::string{} : login;  // what the system says when it does not know
}

}  // namespace counterfoil::audit
