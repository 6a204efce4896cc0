#include "evaluation.hpp"

#include <algorithm>

#include "checks.hpp"
#include "followed.hpp"
#include "matching.hpp"

namespace counterfoil::uplift {

namespace {

constexpr std::size_t lines_between_progress = 20'000;
/// Uplifts less far apart than this are of one season: April and October are, April and the next March or April are not.
constexpr std::int64_t months_of_a_season = 10;

/// What keeps a row or a line from being uplifted whatever the rules say.
std::string trouble_words(std::string_view trouble) {
  if (trouble == "price-not-regular") return "It is paid once or now and then, so it has no rate to uplift.";
  if (trouble == "frequency-missing") return "How often it is paid does not stand in the export.";
  if (trouble == "unit-missing") return "What its rate is for, an hour or a week, does not stand in the export.";
  if (trouble == "quantity-unclear")
    return "Nothing says whether its quantity is for a week or for each payment: it is not paid by the week, and has no weekly "
           "cost.";
  if (trouble == "frequency-unknown") return "How often it is paid is not known.";
  if (trouble == "rate-missing") return "It has no rate.";
  if (trouble == "rate-not-positive") return "Its rate is nothing or less.";
  if (trouble == "quantity-missing") return "How many units a week it has cannot be told.";
  if (trouble == "weekly-cost-differs") return "Its rate times its quantity is not its weekly cost.";
  if (trouble == "unit-unknown") return "Its unit is not known.";
  if (trouble == "row-repeated") return "The same price stands twice in the export.";
  return "Two prices of the line apply on the same days.";
}

class Evaluator {
 public:
  Evaluator(const CareLines& lines, const Scenario& scenario, const Tables& tables, Vocabulary& words, const Settings& settings,
            const std::function<void()>& progress)
      : lines_(lines),
        scenario_(scenario),
        tables_(tables),
        words_(words),
        settings_(settings),
        progress_(progress),
        peers_(lines) {}

  Evaluation run() {
    result_.segments.resize(lines_.lines.size());
    open_.resize(lines_.lines.size());
    for (std::size_t line = 0; line < lines_.lines.size(); ++line) {
      const CareLine& care = lines_.lines[line];
      for (std::uint32_t at = care.first; at < care.first + care.count; ++at) {
        const PriceRow& price = lines_.prices[at];
        result_.segments[line].push_back({price.days, price.price.rate, price.price.per_week, at, false});
      }
      for (const ReleasedRate* released : tables_.released.of(care.person, care.id)) build_on(*released, result_.segments[line]);
    }
    for (const Date date : scenario_.dates) decide(date);
    tidy();
    return std::move(result_);
  }

 private:
  /// A rate that was released applies from its day on, whether the export was made before it was loaded or after.
  static void build_on(const ReleasedRate& released, std::vector<Segment>& segments) {
    const auto at =
        std::find_if(segments.begin(), segments.end(), [&](const Segment& each) { return each.days.contains(released.from); });
    if (at == segments.end()) return;
    if (at->days.first == released.from) {
      if (at->rate != released.new_rate) return;  // somebody entered another price
      at->uplifted = true;
      at->rate_before = released.old_rate;
    } else if (at->rate == released.old_rate) {
      Segment added{{released.from, at->days.last}, released.new_rate, at->per_week, at->price, true, released.old_rate};
      at->days.last = released.from - one_day;
      segments.insert(std::next(at), added);
    }
  }

  /// What an earlier release says of the line and the day; false: nothing, and the rule goes on.
  bool settled_before(Decision& decision, const Rule& rule, const CareLine& line) {
    const auto settle = [&](Result result, std::string_view finding, std::string why) {
      decision.result = result;
      decision.finding = finding;
      decision.field = "unit_cost";
      decision.why = std::move(why);
      return true;
    };
    const ReleasedRate* last = tables_.released.last_before(line.person, line.id, decision.date);
    if (!last || rule.dated || last->from <= months_before(decision.date, months_of_a_season)) return false;
    const std::string uplift = "It was uplifted to " + rate_words(last->new_rate) + " from " + format_date(last->from) + " in " +
                               batch_words(*last) + " by rule " + last->rule;
    if (last->rule == rule.id) return settle(Result::already, "already-uplifted", uplift + ".");
    return settle(Result::held, "uplifted-this-season", uplift + ", and rule " + rule.id + " claims it again.");
  }

  void decide(Date date) {
    decisions_.clear();
    given_.clear();
    for (std::uint32_t line = 0; line < lines_.lines.size(); ++line) {
      if (line % lines_between_progress == 0) progress_();
      begin(line, date);
    }
    for (const Decision& decision : decisions_)
      if (decision.worked_out && !newly_priced(lines_.prices[decision.price], date, settings_))
        given_[decision.rule].insert(decision.new_rate);
    ask_about_old_rates();
    const Checker checker{lines_, tables_.floors, peers_, settings_, given_};
    Followed followed{lines_};
    std::vector<Decision*> waiting;
    for (Decision& decision : decisions_) {
      if (decision.worked_out && decision.why.empty()) checker.check(decision, lines_.prices[decision.price]);
      if (waits(decision)) {
        waiting.push_back(&decision);
      } else if (decision.result != Result::starting && decision.result != Result::no_rule) {
        followed.settle(decision);
      }
    }
    follow(waiting, followed, checker);
    for (Decision& decision : decisions_) apply(decision);
    result_.decisions.insert(result_.decisions.end(), std::make_move_iterator(decisions_.begin()),
                             std::make_move_iterator(decisions_.end()));
  }

  /// A package that begins after the day at a rate from before it: nobody knows whether it was meant so.
  void ask_about_old_rates() {
    GivenRates old_rates;
    for (const Decision& decision : decisions_)
      if (decision.worked_out && decision.new_rate != decision.old_rate) old_rates[decision.rule].insert(decision.old_rate);
    for (Decision& decision : decisions_) {
      if (decision.result != Result::starting || !decision.rule || !old_rates[decision.rule].contains(decision.old_rate) ||
          given_[decision.rule].contains(decision.old_rate))
        continue;
      decision.finding = "begins-at-old-rate";
      decision.field = "unit_cost";
      decision.why += " Other lines of that rate are uplifted.";
    }
  }

  static bool waits(const Decision& decision) {
    return decision.rule && decision.rule->action == Action::follow && decision.why.empty() && !decision.worked_out;
  }

  /// Which price the decision is about, which rule speaks for it, and what the rule gives.
  // Long because the checks follow one another in the order of what a person must see first.
  void begin(std::uint32_t line, Date date) {
    const std::vector<Segment>& segments = result_.segments[line];
    const auto at = std::find_if(segments.begin(), segments.end(), [date](const Segment& each) { return each.days.last >= date; });
    if (at == segments.end()) return;  // ended before
    Decision decision;
    decision.line = line;
    decision.date = date;
    const bool begun = at->days.first < date;
    const bool handed_over = at->days.first == date && at != segments.begin() && std::prev(at)->days.last == date - one_day;
    const Segment& current = handed_over ? *std::prev(at) : *at;
    decision.price = current.price;
    const PriceRow& price = lines_.prices[current.price];
    decision.old_rate = current.rate;
    decision.per_week = current.per_week;
    decision.days = {date, current.days.last};
    // Where another price takes over that day, the line costs what that one comes to, whatever the rules say.
    const Segment& in_force = handed_over ? *at : current;
    const LinePrice& priced = lines_.prices[in_force.price].price;
    const Pence weekly = priced.trouble.empty() ? multiply(in_force.per_week, in_force.rate) : priced.weekly;
    decision.costs = costs_of(weekly, weekly, decision.days, price.suspended, settings_);
    const auto hold = [&](std::string_view finding, std::string_view field, std::string why) {
      decision.result = Result::held;
      decision.finding = finding;
      decision.field = field;
      decision.why = std::move(why);
    };
    const Match found = match(scenario_.rules, date, price);
    if (found.rule) ++result_.spoke[found.rule];
    if (found.rival) ++result_.spoke[found.rival];
    const std::string_view trouble = lines_.lines[line].trouble.empty() ? price.price.trouble : lines_.lines[line].trouble;
    if (!trouble.empty()) {
      hold(trouble, price.price.field.empty() ? std::string_view{"price_start"} : price.price.field, trouble_words(trouble));
      return keep(std::move(decision));
    }
    decision.rule = found.rule;
    if (!begun && !handed_over) {
      decision.result = Result::starting;
      decision.why = "It begins on " + format_date(at->days.first) +
                     (at->days.first == date ? ", the day of the uplift." : ", after the uplift.");
      if (found.rule && !found.rival && found.rule->action != Action::follow && found.rule->action != Action::table &&
          found.rule->action != Action::exclude) {
        const Quantity would = calculate(*found.rule, at->rate).result;
        decision.why += " Check that " + rate_words(at->rate) + " is the new rate; rule " + found.rule->id +
                        " would turn it into " + rate_words(would) + ".";
      }
    } else if (!found.rule) {
      decision.result = Result::no_rule;
      decision.finding = "no-rule";
      decision.field = "service";
      decision.why = "No rule matches it.";
    } else if (found.rival) {
      hold("several-rules", "service",
           "Rules " + found.rule->id + " and " + found.rival->id + " both match it with the same priority.");
    } else if (found.rule->action == Action::exclude) {
      decision.result = Result::excluded;
      decision.why = std::string{found.rule->reason};
    } else if (settled_before(decision, *found.rule, lines_.lines[line])) {
      // said by what was released
    } else if (open_[line]) {
      hold("earlier-decision-open", "unit_cost", "The uplift before this one, which it builds on, is not settled.");
    } else {
      work_out(decision, price);
      const bool gave = decision.worked_out;
      const ReleasedRate* released = tables_.released.on(lines_.lines[line].person, lines_.lines[line].id, date);
      if (handed_over && gave) {
        decision.worked_out = false;  // not checked any further
        if (decision.new_rate == at->rate) {
          decision.result = Result::already;
          decision.finding = "already-uplifted";
          decision.field = "unit_cost";
          decision.why = "A price of " + rate_words(at->rate) + " begins on " + format_date(date) +
                         " already, and that is what rule " + found.rule->id + " gives" +
                         (released ? ": " + batch_words(*released) : std::string{}) + ".";
          decision.days = at->days;
        } else if (released && at->rate == released->new_rate) {
          hold("released-otherwise", "unit_cost",
               "In " + batch_words(*released) + " " + rate_words(released->new_rate) + " was released for it from " +
                   format_date(date) + "; rule " + found.rule->id + " now gives " + rate_words(decision.new_rate) + ".");
        } else {
          hold("price-already-starting", "price_start",
               "A price of " + rate_words(at->rate) + " begins on " + format_date(date) + " already; rule " + found.rule->id +
                   " would give " + rate_words(decision.new_rate) + ".");
        }
      } else if (handed_over && decision.why.empty()) {
        hold("price-already-starting", "price_start",
             "A price of " + rate_words(at->rate) + " begins on " + format_date(date) + " already.");
      } else if (const auto later = std::next(at); !handed_over && later != segments.end()) {
        decision.worked_out = false;
        hold("later-price", "price_start",
             "Another price of " + rate_words(later->rate) + " begins on " + format_date(later->days.first) +
                 ", after the uplift; whether it holds the uplift is not known.");
      }
    }
    keep(std::move(decision));
  }

  /// A decision that waits for the line that it follows is neither worked out nor held.
  void work_out(Decision& decision, const PriceRow& price) {
    const Rule& rule = *decision.rule;
    if (rule.action == Action::follow) return;
    if (rule.action == Action::table)
      look_up(decision, price);
    else
      take(decision, price, calculate(rule, decision.old_rate));
  }

  void take(Decision& decision, const PriceRow& price, const Calculation& steps) const {
    decision.steps = steps;
    decision.new_rate = steps.result;
    decision.worked_out = true;
    const bool beyond = steps.result > largest_rate || steps.result.millionths < -largest_rate.millionths;
    const Pence after = beyond ? decision.costs.weekly_before : multiply(decision.per_week, steps.result);
    decision.costs = costs_of(decision.costs.weekly_before, after, decision.days, price.suspended, settings_);
  }

  void look_up(Decision& decision, const PriceRow& price) {
    const Rule& rule = *decision.rule;
    const auto hold = [&](std::string_view finding, std::string_view field, std::string why) {
      decision.result = Result::held;
      decision.finding = finding;
      decision.field = field;
      decision.why = std::move(why);
    };
    if (price.unit != words_.unit_id("week"))
      return hold("table-not-weekly", "unit",
                  "Rule " + rule.id + " looks its rate up in the table of weekly allowances, but its unit is not a week.");
    const auto born = lines_.columns.date_of_birth.date(price.row);
    if (!born || *born > decision.date)
      return hold("birth-date-missing", "date_of_birth",
                  "Rule " + rule.id + " goes by age, but there is no date of birth that can be used.");
    const std::string_view own = lines_.columns.region.text(price.row);
    const std::string_view region = !rule.region.empty() ? rule.region : !own.empty() ? own : std::string_view{settings_.region};
    const std::int64_t age = age_on(*born, decision.date, settings_);
    const auto amount = tables_.allowances.find(age, words_.id(region), decision.date);
    if (!amount)
      return hold("allowance-not-found", "date_of_birth",
                  "The table of allowances has no one amount for age " + std::to_string(age) +
                      (region.empty() ? std::string{} : ", region " + std::string{region}) + ", on " + format_date(decision.date) +
                      ".");
    take(decision, price, calculate_from(rule, decision.old_rate, Start::table, *amount));
  }

  /// Rounds, since a line may follow one that follows another. What is known at the beginning of a round counts for all of it.
  void follow(std::vector<Decision*>& waiting, Followed& followed, const Checker& checker) {
    while (!waiting.empty()) {
      std::vector<Decision*> settled;
      std::vector<Decision*> still;
      for (Decision* decision : waiting) {
        const PriceRow& price = lines_.prices[decision->price];
        const auto answer = followed.rate_for(decision->rule->follows, words_.id(decision->rule->follows), price.unit);
        if (answer.finding == "followed-not-found") {
          still.push_back(decision);
          continue;
        }
        if (answer.rate) {
          take(*decision, price, calculate_from(*decision->rule, decision->old_rate, Start::followed, *answer.rate));
          checker.check(*decision, price);
        } else {
          hold_following(*decision, answer.finding);
        }
        settled.push_back(decision);
      }
      for (const Decision* decision : settled) followed.settle(*decision);
      waiting = std::move(still);
      if (settled.empty()) break;
    }
    for (Decision* decision : waiting)
      hold_following(*decision, follows_another(*decision, waiting) ? "follows-in-circle" : "followed-not-found");
  }

  bool follows_another(const Decision& decision, const std::vector<Decision*>& waiting) {
    const Vocabulary::Id service = words_.id(decision.rule->follows);
    return std::any_of(waiting.begin(), waiting.end(), [&](const Decision* other) {
      return lines_.lines[other->line].id == decision.rule->follows || lines_.prices[other->price].service == service;
    });
  }

  static void hold_following(Decision& decision, std::string_view finding) {
    const std::string follows = "Rule " + decision.rule->id + " follows " + std::string{decision.rule->follows};
    decision.result = Result::held;
    decision.finding = finding;
    decision.field = "service";
    decision.why = finding == "followed-differs"     ? follows + ", which has more than one new rate."
                   : finding == "followed-unsettled" ? follows + ", whose new rate is not settled."
                   : finding == "follows-in-circle"  ? follows + ", which in turn follows others that are not settled."
                                                     : follows + ", and there is no such line or service with the same unit.";
  }

  void keep(Decision decision) { decisions_.push_back(std::move(decision)); }

  /// The new price takes over on its day; what follows builds on it.
  void apply(Decision& decision) {
    if (decision.result == Result::held) open_[decision.line] = true;
    if (decision.result != Result::uplifted) {
      decision.costs = costs_of(decision.costs.weekly_before, decision.costs.weekly_before, decision.days, {}, settings_);
      return;
    }
    std::vector<Segment>& segments = result_.segments[decision.line];
    const auto at =
        std::find_if(segments.begin(), segments.end(), [&](const Segment& each) { return each.days.contains(decision.date); });
    Segment added{{decision.date, at->days.last}, decision.new_rate, decision.per_week, decision.price, true, decision.old_rate};
    at->days.last = decision.date - one_day;
    segments.insert(std::next(at), added);
  }

  /// Decisions by line, without those that later ones make idle: a line without a rule on one day may have its rule on another.
  void tidy() {
    std::vector<Decision>& all = result_.decisions;
    std::stable_sort(all.begin(), all.end(), [](const Decision& left, const Decision& right) { return left.line < right.line; });
    std::vector<Decision> kept;
    kept.reserve(all.size());
    const auto idle = [](const Decision& each) { return each.result == Result::no_rule || each.result == Result::starting; };
    for (std::size_t first = 0; first < all.size();) {
      std::size_t end = first;
      bool active = false;
      for (; end < all.size() && all[end].line == all[first].line; ++end) active = active || !idle(all[end]);
      const std::size_t begin = kept.size();
      for (std::size_t at = first; at < end; ++at) {
        const bool again =
            at > first && !all[at].finding.empty() && all[at].finding == all[at - 1].finding && all[at].result == Result::held;
        if (again || (idle(all[at]) && (active || at > first))) continue;
        all[at].first_of_line = kept.size() == begin && all[at].result != Result::starting;
        kept.push_back(std::move(all[at]));
      }
      close_days(kept, begin);
      first = end;
    }
    all = std::move(kept);
  }

  /// A new price ends the day before the next new price of its line.
  static void close_days(std::vector<Decision>& kept, std::size_t begin) {
    Date next = open_end;
    for (std::size_t at = kept.size(); at-- > begin;) {
      if (next != open_end && kept[at].days.last >= next) kept[at].days.last = next - one_day;
      if (kept[at].result == Result::uplifted) next = kept[at].date;
    }
  }

  const CareLines& lines_;
  const Scenario& scenario_;
  const Tables& tables_;
  Vocabulary& words_;
  const Settings& settings_;
  const std::function<void()>& progress_;
  Peers peers_;
  GivenRates given_;
  std::vector<Decision> decisions_;  // of one day
  std::vector<bool> open_;           // by line: a decision that is not settled
  Evaluation result_;
};

}  // namespace

std::string_view result_words(Result result) {
  switch (result) {
    case Result::uplifted: return "Uplifted";
    case Result::unchanged: return "Unchanged";
    case Result::already: return "Already uplifted";
    case Result::excluded: return "Excluded";
    case Result::no_rule: return "No rule";
    case Result::held: return "Held";
    case Result::starting: return "Begins later";
  }
  return {};
}

Evaluation evaluate(const CareLines& lines, const Scenario& scenario, const Tables& tables, Vocabulary& words,
                    const Settings& settings, const std::function<void()>& progress) {
  return Evaluator{lines, scenario, tables, words, settings, progress}.run();
}

}  // namespace counterfoil::uplift
