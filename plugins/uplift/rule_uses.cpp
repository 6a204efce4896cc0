#include "rule_uses.hpp"

#include <algorithm>
#include <set>

#include "matching.hpp"
#include "rule_words.hpp"

namespace counterfoil::uplift {

namespace {

constexpr std::size_t names_in_a_question = 3;

/// Where in the export names were met.
struct Met {
  std::set<Vocabulary::Id> service_types, services, providers, provider_ids, contracts, frameworks;
};

Met met_in(const CareLines& lines) {
  Met met;
  for (const PriceRow& price : lines.prices) {
    met.service_types.insert(price.service_type);
    met.services.insert(price.service);
    met.providers.insert(price.provider);
    met.provider_ids.insert(price.provider_id);
    met.contracts.insert(price.contract);
    met.frameworks.insert(price.framework);
  }
  return met;
}

bool met_provider(const Rule& rule, const Met& met) {
  return met.providers.contains(rule.provider) || met.provider_ids.contains(rule.provider) ||
         met.provider_ids.contains(rule.provider_number);
}

/// A name of the rule that no line of the export has.
bool names_nobody(const Rule& rule, const Met& met) {
  const auto missing = [](Vocabulary::Id id, const std::set<Vocabulary::Id>& among) { return id != 0 && !among.contains(id); };
  return (rule.provider != 0 && !met_provider(rule, met)) || missing(rule.service_type, met.service_types) ||
         missing(rule.service, met.services) || missing(rule.contract, met.contracts) ||
         (!rule.outside_frameworks && missing(rule.framework, met.frameworks));
}

/// Providers of the export whose name is nearly the one that the rule names.
std::vector<std::string> near_providers(const Rule& rule, const Met& met, const Vocabulary& words) {
  std::vector<std::string> near;
  if (rule.provider == 0) return near;
  for (const Vocabulary::Id provider : met.providers)
    if (provider != 0 && provider != rule.provider && nearly_one_firm(std::string{rule.texts.provider}, words.spelling(provider)))
      near.push_back(words.spelling(provider));
  std::sort(near.begin(), near.end());
  if (near.size() > names_in_a_question) near.resize(names_in_a_question);
  return near;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

bool matches_any(const Rule& rule, const CareLines& lines) {
  return std::any_of(lines.prices.begin(), lines.prices.end(),
                     [&](const PriceRow& price) { return price.days.last >= rule.from && matches(rule, price); });
}

/// What must be asked about a rule; empty: nothing.
std::string question_about(const Rule& rule, const Met& met, const CareLines& lines, const std::set<Vocabulary::Id>& named,
                           const Vocabulary& words) {
  std::vector<std::string> near = near_providers(rule, met, words);
  if (rule.provider != 0 && met_provider(rule, met)) {
    // Another rule may name the firm with the near name.
    std::erase_if(near, [&](const std::string& name) {
      return std::any_of(named.begin(), named.end(),
                         [&](Vocabulary::Id id) { return firm_key(words.spelling(id)) == firm_key(name); });
    });
  }
  if (names_nobody(rule, met))
    return "No line of the export has " + named_words(rule) + (near.empty() ? "." : ". Nearly so named: " + listed(near) + ".");
  if (rule.provider != 0 && !matches_any(rule, lines)) return "It names " + named_words(rule) + ", and fits no line in force.";
  if (!near.empty())
    return "It does not take lines of " + listed(near) + ", nearly named as its provider " + std::string{rule.texts.provider} + ".";
  return {};
}

}  // namespace

std::vector<RuleUse> rule_uses(const Scenario& scenario, const Evaluation& decided, const CareLines& lines,
                               const Vocabulary& words) {
  const Met met = met_in(lines);
  std::set<Vocabulary::Id> named;
  for (const Rule& rule : scenario.rules)
    if (rule.provider != 0) named.insert(rule.provider);
  std::vector<RuleUse> uses;
  for (const Rule& rule : scenario.rules) {
    RuleUse use;
    use.rule = &rule;
    const auto spoke = decided.spoke.find(&rule);
    use.lines = spoke == decided.spoke.end() ? 0 : spoke->second;
    for (const Decision& decision : decided.decisions)
      if (decision.rule == &rule && decision.result == Result::uplifted) ++use.uplifted;
    use.asked = question_about(rule, met, lines, named, words);
    uses.push_back(std::move(use));
  }
  return uses;
}

Answered::Answered(const plugin::Run& run) {
  constexpr std::string_view table = "#rules";
  const auto rule = run.column(table, "rule"), asked = run.column(table, "asked"), answer = run.column(table, "answer");
  for (std::size_t row = 0; row < run.rows(table); ++row)
    if (plain(answer.text(row)) == "noneatpresent" || plain(answer.text(row)) == "anotherfirm")
      answered_.emplace_back(rule.text(row), asked.text(row));
}

bool Answered::holds(const RuleUse& use) const {
  return std::find(answered_.begin(), answered_.end(), std::pair{use.rule->id, use.asked}) != answered_.end();
}

}  // namespace counterfoil::uplift
