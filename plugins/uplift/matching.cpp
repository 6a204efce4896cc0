#include "matching.hpp"

namespace counterfoil::uplift {

namespace {

bool fits(Vocabulary::Id asked, Vocabulary::Id held) { return asked == 0 || asked == held; }

}  // namespace

bool matches(const Rule& rule, const PriceRow& price) {
  if (!fits(rule.service_type, price.service_type) || !fits(rule.service, price.service) || !fits(rule.contract, price.contract) ||
      !fits(rule.unit, price.unit))
    return false;
  if (!fits(rule.provider, price.provider) && rule.provider != price.provider_id &&
      (rule.provider_number == 0 || rule.provider_number != price.provider_id))
    return false;
  if (!fits(rule.framework, price.framework) && !(rule.outside_frameworks && price.framework == 0)) return false;
  if ((rule.rate_from && price.price.rate < *rule.rate_from) || (rule.rate_to && price.price.rate > *rule.rate_to)) return false;
  if (!rule.started_from && !rule.started_to) return true;
  const auto start = price.service_start;
  return start && (!rule.started_from || *start >= *rule.started_from) && (!rule.started_to || *start <= *rule.started_to);
}

Match match(const std::vector<Rule>& rules, Date date, const PriceRow& price) {
  Match found;
  for (const Rule& rule : rules) {
    if (found.rule && rule.priority != found.rule->priority) break;
    if (rule.from != date || !matches(rule, price)) continue;
    if (found.rule) {
      found.rival = &rule;
      break;
    }
    found.rule = &rule;
  }
  return found;
}

}  // namespace counterfoil::uplift
