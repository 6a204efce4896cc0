#include "run/given/settings.hpp"

#include <algorithm>
#include <chrono>

#include "acts/machine_settings.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"
#include "run/given/retention.hpp"
#include "run/given/team_answers.hpp"
#include "spec/json_object.hpp"

namespace counterfoil::run {

namespace {

/// "20250608": that many months before a moment. A day that the month does not have compares as it should: "20250231" comes after
/// the 28th and before March.
std::string months_before(unsigned months, const Moment& now) {
  const std::chrono::year_month_day today{
      std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds{now.seconds}})};
  const std::chrono::year_month then = std::chrono::year_month{today.year(), today.month()} - std::chrono::months{months};
  const unsigned day = unsigned{then.month()} * 100 + unsigned{today.day()};
  return std::to_string(10'000 + int{then.year()}).substr(1) + std::to_string(10'000 + day).substr(1);
}

/// One that stands in a calendar file as it is.
bool is_mail_address(std::string_view text) {
  const std::size_t at = text.find('@');
  const auto plain = [](char each) {
    return each > ' ' && each < 0x7F && std::string_view{"\"(),:;<>[\\]@"}.find(each) == std::string_view::npos;
  };
  return at != std::string_view::npos && at > 0 && text.size() <= 254 && text.substr(at + 1).find('.') != std::string_view::npos &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), plain) &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 1, text.end(), plain);
}

}  // namespace

Settings read_settings(const std::filesystem::path& file) {
  return read_settings_text(read_file(file, settings_limit).view(), file);
}

Settings read_settings_text(std::string_view text, const std::filesystem::path& file) {
  const JsonFile json{text, {"The settings file", "", FailureKind::usage, true}, file_name_of(file)};
  JsonObject root = json.root();
  const auto beside = [&](const std::string& name) { return file.parent_path() / path_from_utf8(name); };

  Settings settings;
  settings.file = file;
  for (auto& [field, names] : root.named_lists("headings")) settings.headings[field] = std::move(names);
  for (auto& [input, sheet] : root.named_values("sheet")) settings.sheets[input] = std::move(sheet);
  settings.parameters = root.named_values("parameters");
  for (auto& [id, reason] : root.named_values("reasons")) {
    const bool known = std::any_of(settings.parameters.begin(), settings.parameters.end(),
                                   [&name = id](const auto& parameter) { return parameter.first == name; });
    if (!known) root.wrong("reasons", "gives a reason for " + id + ", which is not among the \"parameters\".");
    settings.reasons[id] = std::move(reason);
  }
  for (const auto& [input, name] : root.named_values("inputs")) settings.inputs[input] = beside(name);
  if (root.has("team-table")) {
    JsonObject team = root.object("team-table");
    for (const std::string& name : answer_names())
      if (team.has(name.c_str())) settings.team_table[name] = team.value(name.c_str());
    team.nothing_else();
  }
  if (root.has("sheets-in")) settings.sheets_in = beside(root.text("sheets-in"));
  for (auto& [name, value] : root.named_values("profile-values")) settings.profile_values[name] = std::move(value);
  settings.versions_kept = root.whole("versions-kept", settings.versions_kept, 0, 1000);
  if (root.has("retention")) {
    JsonObject retention = root.object("retention");
    settings.months_kept = retention.whole("months", 0, 0, 1200);
    settings.versions_kept = retention.whole("versions", settings.versions_kept, 0, 1000);
    retention.nothing_else();
  }
  if (root.has("calendar-details")) {
    const std::string details = root.text("calendar-details");
    if (details != "ids" && details != "no-ids") root.wrong("calendar-details", "must be \"no-ids\" or \"ids\".");
    settings.calendar.with_ids = details == "ids";
  }
  settings.calendar.organizer = root.text_or_empty("calendar-organizer");
  if (!settings.calendar.organizer.empty() && !is_mail_address(settings.calendar.organizer))
    root.wrong("calendar-organizer", "must be an address for mail, such as cwd.payments@example.gov.uk.");
  settings.wait_seconds = root.whole("wait-seconds", settings.wait_seconds, 0, 3600);
  root.nothing_else();
  return settings;
}

VersionsToKeep versions_to_keep(const Settings& settings, const Moment& now) {
  VersionsToKeep keep;
  keep.most = settings.versions_kept;
  if (settings.months_kept > 0) keep.since = months_before(settings.months_kept, now);
  keep.lasting_since = settings.months_kept > 0 ? keep.since : months_before(months_of_financial_records, now);
  return keep;
}

std::string removable_before(const Settings& settings, const Moment& now) {
  const bool by_it = !settings.file.empty() && is_from_it(settings.file);
  const unsigned months =
      by_it && settings.months_kept > 0 ? settings.months_kept : std::max(settings.months_kept, months_of_financial_records);
  return months_before(months, now);
}

Settings settings_for(const std::filesystem::path& named, const std::filesystem::path& workbook) {
  const std::filesystem::path file = named.empty() ? workbook.parent_path() / "counterfoil-settings.json" : named;
  std::error_code error;
  Settings settings = !named.empty() || std::filesystem::is_regular_file(file, error) ? read_settings(file) : Settings{};
  const acts::MachineSettings council = acts::machine_settings();
  for (const auto& [field, names] : council.headings)
    for (const std::string& name : names)
      if (auto& known = settings.headings[field]; std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
  for (const auto& [name, value] : council.profile_values) settings.profile_values.try_emplace(name, value);
  return settings;
}

host::ParameterTexts joined(const host::ParameterTexts& of_file, const host::ParameterTexts& of_command) {
  host::ParameterTexts all = of_file;
  all.insert(all.end(), of_command.begin(), of_command.end());
  return all;
}

}  // namespace counterfoil::run
