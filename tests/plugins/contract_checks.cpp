#include "contract_checks.hpp"

#include <algorithm>

namespace fake {

namespace {

using Inputs = std::map<std::string, Rows>;
using Settings = std::map<std::string, std::string>;
using Troubles = std::vector<std::string>;

using counterfoil::plugin::from_abi;

Host prepared(const cf_plugin* plugin, const Inputs& inputs, const Settings& settings) {
  Host host{plugin};
  for (const auto& [id, rows] : inputs) host.input(id, rows);
  for (const auto& [name, text] : settings) host.set(name, text);
  return host;
}

bool is_kebab_case(std::string_view id) {
  const bool letters =
      std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  return letters && !id.empty() && id.front() >= 'a' && id.front() <= 'z' && id.back() != '-' &&
         id.find("--") == std::string_view::npos;
}

void check_description(const cf_plugin* plugin, Troubles& troubles) {
  if (!is_kebab_case(from_abi(plugin->id))) troubles.push_back("the id is not in kebab-case: " + std::string{from_abi(plugin->id)});
  for (const cf_text text : {plugin->version, plugin->title, plugin->summary, plugin->workbook})
    if (from_abi(text).empty()) troubles.emplace_back("the description has no version, title, summary or workbook");
  for (std::uint64_t index = 0; index < plugin->parameter_count; ++index)
    if (from_abi(plugin->parameters[index].help).empty())
      troubles.push_back("the parameter " + std::string{from_abi(plugin->parameters[index].id)} + " has no help");
  for (std::uint64_t index = 0; index < plugin->finding_count; ++index) {
    const cf_finding& finding = plugin->findings[index];
    const std::string id{from_abi(finding.id)};
    const std::string_view sentence = from_abi(finding.sentence);
    if (!is_kebab_case(id)) troubles.push_back("the finding's id is not in kebab-case: " + id);
    if (finding.severity > 2) troubles.push_back("the finding " + id + " has an unknown severity");
    if (sentence.empty() || !(sentence.ends_with('.') || sentence.ends_with('?')))
      troubles.push_back("the sentence of " + id + " does not end");
    if (sentence.find("nvalid") != std::string_view::npos)
      troubles.push_back("the sentence of " + id + " says that something is invalid, not what to do");
  }
}

bool stopped_by_findings(const cf_plugin* plugin, const Host& host) {
  return std::any_of(host.findings.begin(), host.findings.end(), [plugin](const Finding& found) {
    const auto* end = plugin->findings + plugin->finding_count;
    return std::any_of(plugin->findings, end,
                       [&](const cf_finding& each) { return from_abi(each.id) == found.id && each.severity == 2; });
  });
}

void check_ties(const Host& host, const Inputs& inputs, Troubles& troubles) {
  for (const auto& [input, rows] : inputs) {
    const bool decisions = input.starts_with('#');
    if (decisions || !host.has_control(input)) continue;
    Account sum;
    if (const auto found = host.accounts.find(input); found != host.accounts.end())
      for (const auto& [name, account] : found->second) {
        sum.rows += account.rows;
        sum.pence += account.pence;
      }
    const Account control = host.control(input);
    if (sum.rows != control.rows || sum.pence != control.pence)
      troubles.push_back(input + " has " + std::to_string(control.rows) + " rows and " + std::to_string(control.pence) +
                         " pence, accounted for are " + std::to_string(sum.rows) + " rows and " + std::to_string(sum.pence) +
                         " pence");
  }
  std::int64_t bridge = host.opening;
  for (const auto& [label, step] : host.steps) bridge += step;
  if (bridge != host.closing) troubles.emplace_back("the bridge does not come to its closing total");
  if (!host.facts.contains("outcome")) troubles.emplace_back("the fact \"outcome\" is not set: it is what people read first");
}

/// What was found, without the rows: those move with the order of the export.
std::vector<std::string> findings_of(const Host& host) {
  std::vector<std::string> all;
  for (const Finding& finding : host.findings) all.push_back(finding.id + " in " + finding.input);
  std::sort(all.begin(), all.end());
  return all;
}

bool same_report(const Host& left, const Host& right) {
  const auto accounts = [](const Host& host) {
    std::map<std::string, std::pair<std::uint64_t, std::int64_t>> all;
    for (const auto& [input, classes] : host.accounts)
      for (const auto& [name, account] : classes) all[input + "/" + name] = {account.rows, account.pence};
    return all;
  };
  return left.tables == right.tables && left.facts == right.facts && left.steps == right.steps &&
         accounts(left) == accounts(right) && findings_of(left) == findings_of(right);
}

}  // namespace

std::vector<std::string> contract_troubles(const cf_plugin* plugin, const Inputs& inputs, const Settings& settings) {
  Troubles troubles;
  check_description(plugin, troubles);
  const auto run = [&](const Inputs& given, const std::string& when, cf_status expected, std::uint64_t cancel_after) {
    Host host = prepared(plugin, given, settings);
    host.cancel_after = cancel_after;
    if (const cf_status status = host.run(); status != expected)
      troubles.push_back(when + ": ended with status " + std::to_string(status) +
                         (host.failure.empty() ? "" : ", " + host.failure));
    for (const std::string& misuse : host.misuse) troubles.push_back(when + ": " + misuse);
    return host;
  };
  const Host first = run(inputs, "first run", CF_OK, UINT64_MAX);
  if (!stopped_by_findings(plugin, first)) check_ties(first, inputs, troubles);
  if (!same_report(first, run(inputs, "second run", CF_OK, UINT64_MAX)))
    troubles.emplace_back("the same rows give another report the second time");

  Inputs reversed = inputs;
  for (auto& [id, rows] : reversed) std::reverse(rows.begin(), rows.end());
  if (!same_report(first, run(reversed, "rows in reverse order", CF_OK, UINT64_MAX)))
    troubles.emplace_back("the rows in reverse order give another report: sort what is handed out, and put no row numbers into it");

  Inputs empty;
  for (const auto& [id, rows] : inputs) empty[id] = {};
  run(empty, "exports without rows", CF_OK, UINT64_MAX);
  if (!stopped_by_findings(plugin, first)) run(inputs, "cancelled at once (it must call progress)", CF_STOP, 0);
  return troubles;
}

}  // namespace fake
