#include "run/two_people/unusual_settings.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "audit/sign_off_record.hpp"
#include "base/text.hpp"
#include "run/given/council_settings.hpp"
#include "run/past_runs/changed_settings.hpp"
#include "run/past_runs/kept_lines.hpp"
#include "run/two_people/batches.hpp"

namespace counterfoil::run {

namespace {

constexpr std::string_view equals = " = ";

/// The newest approval before this one that the Audit sheet names.
std::optional<acts::Act> last_approval(const BatchSession& session, const acts::SeenActs& seen) {
  const auto& rows = session.audit_rows();
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const auto sign_off = audit::sign_off_of(audit::from_row(*row));
    if (!sign_off || sign_off->action != audit::approve_action || sign_off->batch == session.state().batch ||
        !same_kind(session.task().spec, sign_off->batch, session.state().batch))
      continue;
    std::optional<acts::Act> found;
    for (const acts::FoundAct& each : seen.kept_of_batch(session.task().description().id, sign_off->batch).acts)
      if (each.act.kind == acts::approved) found = each.act;
    return found;
  }
  return std::nullopt;
}

std::map<std::string, std::string> settings_of(const acts::Act& act) {
  std::map<std::string, std::string> settings;
  for (const std::string& fact : act.all("setting")) {
    const std::size_t at = fact.find(equals);
    if (at != std::string::npos) settings[fact.substr(0, at)] = fact.substr(at + equals.size());
  }
  return settings;
}

std::map<std::string, std::string> reasons_of(const KeptRun& run) {
  std::map<std::string, std::string> reasons;
  for (const ChangedSetting& each : run.settings().changed) reasons[each.id] = each.reason;
  return reasons;
}

}  // namespace

std::vector<std::string> settings_to_sign(const BatchSession& session) {
  std::vector<std::string> settings;
  for (const auto& [id, value] : KeptRun{session.record()}.parameters()) settings.push_back(id + std::string{equals} + value);
  return settings;
}

std::vector<std::string> unusual_settings(const BatchSession& session, const acts::SeenActs& seen) {
  const host::PluginDescription& plugin = session.task().description();
  const std::optional<acts::Act> last = last_approval(session, seen);
  const std::map<std::string, std::string> before = last ? settings_of(*last) : std::map<std::string, std::string>{};
  const KeptRun run{session.record()};
  const CouncilSettings council = council_settings(plugin);
  const std::map<std::string, std::string> reasons = reasons_of(run);
  std::vector<std::string> found;
  for (const auto& [id, value] : run.parameters()) {
    const host::ParameterDescription* parameter = plugin.parameter(id);
    if (parameter == nullptr || (parameter->default_value.empty() && !council.has(id))) continue;
    const std::string usual = usual_value(*parameter, council);
    const auto then = before.find(id);
    std::string words;
    if (value != usual) words = (council.has(id) ? "the council's is " : "the program's own is ") + as_typed(*parameter, usual);
    if (then != before.end() && then->second != value)
      words += (words.empty() ? "" : ", ") + std::string{"it was "} +
               (then->second.empty() ? "empty" : as_typed(*parameter, then->second)) + " when the last one was approved";
    if (const auto reason = reasons.find(id); reason != reasons.end() && value != usual)
      words += "; reason given: " + reason->second;
    if (council.locks(id) && value != usual) words += "; the council has fixed it";
    if (!words.empty())
      found.push_back("Setting " + parameter->title + ": " + (value.empty() ? "empty" : as_typed(*parameter, value)) + " (" +
                      words + ")");
  }
  return found;
}

}  // namespace counterfoil::run
