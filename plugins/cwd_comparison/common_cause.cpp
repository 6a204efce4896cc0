#include "common_cause.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace counterfoil::cwd {

namespace {

constexpr std::size_t fewest_lines = 3;
constexpr std::size_t one_line_in = 10;

/// now / before in ten-thousandths; figures that moved alike have it in common.
std::string ratio_words(std::int64_t before, std::int64_t now) {
  if (before == 0) return {};
  try {
    return std::to_string(multiply_divide(now, 10'000, before, Rounding::half_up));
  } catch (const std::overflow_error&) {
    return {};
  }
}

std::string quantity_words(const std::optional<Quantity>& quantity) {
  return quantity ? std::to_string(quantity->millionths) : std::string{};
}

std::string move_words(std::string_view before, std::string_view now) { return plain(before) + ">" + plain(now); }

/// Adjustments of a line: their days, and how many units of the line's price they are.
std::string adjustment_words(const Case& each) {
  std::string words;
  for (const paid_days::Paid& one : adjustments_of(each.all.current, *each.now)) {
    words += span_words(one.days) + ":";
    words += each.now_terms.latest ? ratio_words(in_pence(*each.now_terms.latest).count, one.paid.count)
                                   : std::to_string(one.paid.count);
    words += ";";
  }
  return words;
}

}  // namespace

std::string cause_of(const Case& each, const Hit& hit) {
  const std::string_view rule = hit.rule;
  if (!each.now) return {};
  const Terms& then = each.then_terms;
  const Terms& now = each.now_terms;
  const auto price_start = each.new_payments().price_start.integer(each.new_row()).value_or(0);
  if (rule == "rate-on-uplift-date" || rule == "rate-off-uplift-date" || rule == "rate-not-approved")
    return quantity_words(then.latest_rate ? then.latest_rate : then.latest) + ">" +
           quantity_words(now.latest_rate ? now.latest_rate : now.latest) + "@" + std::to_string(price_start);
  if (rule == "quantity-changed" || rule == "quantity-jump")
    return quantity_words(then.per_week) + ">" + quantity_words(now.per_week) + "@" + std::to_string(price_start);
  if (rule == "amount-not-explained" || rule == "amount-changed" || rule == "weekly-4-weekly-swap")
    return ratio_words(now.stated ? now.due.count : then.paid.regular.count, now.paid.regular.count);
  if (rule == "paid-in-advance" || rule == "payment-resumed" || rule == "new-without-start") return "all";
  if (rule == "adjustment-to-check" || rule == "adjustment-no-period") return adjustment_words(each);
  if (rule == "duplicate-payment" && hit.risk == Risk::check) return "short stay";
  if (rule == "renumbered-line" && hit.risk == Risk::check) return "all";
  if (rule == "provider-changed")
    return move_words(each.old_payments().provider_id.text(each.old_row()), each.new_payments().provider_id.text(each.new_row())) +
           move_words(each.old_payments().provider.text(each.old_row()), each.new_payments().provider.text(each.new_row()));
  if (rule == "payee-changed")
    return each.before ? payee_words(each.old_payments(), each.old_row()) + ">" + payee_words(each.new_payments(), each.new_row())
                       : std::string{};
  return {};
}

namespace {

struct Asked {
  std::size_t change, hit;
};

/// Lines with one cause: all of those services in which they are a tenth at least, the services with the largest share first.
std::vector<Asked> joined(std::map<std::string, std::vector<Asked>>& by_service,
                          const std::unordered_map<std::string, std::size_t>& lines_of_service) {
  const auto service_lines = [&](const std::string& service) {
    const auto found = lines_of_service.find(service);
    return found == lines_of_service.end() ? std::size_t{0} : found->second;
  };
  std::vector<std::pair<std::size_t, std::vector<Asked>*>> services;  // lines of the service, those asked about
  for (auto& [service, asked] : by_service) services.emplace_back(service_lines(service), &asked);
  std::stable_sort(services.begin(), services.end(),
                   [](const auto& a, const auto& b) { return a.second->size() * b.first > b.second->size() * a.first; });
  std::vector<Asked> all;
  std::size_t lines = 0;
  for (const auto& [of_service, asked] : services) {
    lines += of_service;
    if ((all.size() + asked->size()) * one_line_in < lines) break;
    all.insert(all.end(), asked->begin(), asked->end());
  }
  if (all.size() < fewest_lines) all.clear();
  return all;
}

std::string service_of(const Result& result, std::uint32_t line) {
  return plain(service_words(result.current.payments, result.current.head_row(result.current.lines[line])));
}

/// The first of the most risky asks for all of them; the others say where.
void ask_once(Result& result, std::vector<Asked>& asked) {
  const auto risk_of = [&](const Asked& one) { return result.changes[one.change].judgement.hits[one.hit].risk; };
  std::sort(asked.begin(), asked.end(), [&](const Asked& a, const Asked& b) {
    if (risk_of(a) != risk_of(b)) return risk_of(a) < risk_of(b);
    return result.changes[a.change].line < result.changes[b.change].line;
  });
  const Pair& first = result.lines[result.changes[asked.front().change].line].pair;
  const std::string where = "line " + result.line_id(first) + " of " + std::string{result.person_id(first)};
  Pence sum;
  std::set<std::string> services;
  for (const Asked& one : asked) {
    const Judgement& judgement = result.changes[one.change].judgement;
    const Pence stake = judgement.hits[one.hit].stake;
    sum += stake.count != 0 ? stake : judgement.stake;
    services.insert(service_of(result, result.lines[result.changes[one.change].line].pair.current));
  }
  const std::string lines = counted(asked.size(), "line", "lines");
  for (const Asked& one : asked) {
    Hit& hit = result.changes[one.change].judgement.hits[one.hit];
    if (&one == &asked.front()) {
      append_sentence(hit.reason,
                      "The same on " + lines + " of " +
                          (services.size() == 1 ? std::string{"this service"} : counted(services.size(), "service", "services")) +
                          ", " + format_pounds(sum) + " in all: asked here for all of them.");
      hit.stake = sum;
      continue;
    }
    append_sentence(hit.reason, "The same on " + lines + ": asked once, on " + where + ".");
    hit.risk = Risk::explained;
    hit.question.clear();
  }
}

/// What says that the amount moved; a rule that is never joined says more of the same pounds.
bool is_of_amount(const Hit& hit) { return hit.rule == "amount-not-explained" || hit.rule == "amount-changed"; }
bool asks_of_its_amount(const Judgement& judgement) {
  return std::any_of(judgement.hits.begin(), judgement.hits.end(), [](const Hit& hit) {
    return hit.risk == Risk::query && (hit.rule == "decimal-slip" || hit.rule == "too-big");
  });
}

}  // namespace

void join_causes(Result& result) {
  std::unordered_map<std::string, std::size_t> lines_of_service;
  // As last period had them: lines that the cause itself brought do not make it a smaller part.
  for (const Line& line : result.previous.lines)
    ++lines_of_service[plain(service_words(result.previous.payments, result.previous.head_row(line)))];
  std::map<std::string, std::map<std::string, std::vector<Asked>>> causes;  // by service
  for (std::size_t place = 0; place < result.changes.size(); ++place) {
    const Change& change = result.changes[place];
    if (change.judgement.accepted_until) continue;
    const Pair& pair = result.lines[change.line].pair;
    if (pair.current == no_line) continue;
    const bool slip = asks_of_its_amount(change.judgement);
    for (std::size_t hit = 0; hit < change.judgement.hits.size(); ++hit) {
      const Hit& one = change.judgement.hits[hit];
      if (one.risk == Risk::explained || one.cause.empty() || (slip && is_of_amount(one))) continue;
      causes[std::string{one.rule} + '\n' + one.cause][service_of(result, pair.current)].push_back({place, hit});
    }
  }
  std::vector<bool> touched(result.changes.size(), false);
  for (auto& [cause, by_service] : causes) {
    std::vector<Asked> asked = joined(by_service, lines_of_service);
    if (asked.empty()) continue;
    ask_once(result, asked);
    for (const Asked& one : asked) touched[one.change] = true;
  }
  for (std::size_t place = 0; place < touched.size(); ++place) {
    if (!touched[place]) continue;
    Judgement& judgement = result.changes[place].judgement;
    std::stable_sort(judgement.hits.begin(), judgement.hits.end(), [](const Hit& a, const Hit& b) { return a.risk < b.risk; });
    judgement.risk = judgement.hits.front().risk;
    for (const Hit& hit : judgement.hits) judgement.stake = std::max(judgement.stake, hit.stake);
  }
}

}  // namespace counterfoil::cwd
