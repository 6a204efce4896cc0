#include "rules.hpp"
#include "care_lines.hpp"
#include "figure_words.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace counterfoil::uplift {

namespace {

constexpr std::string_view rules_input = "rules";

struct ActionWord {
  std::string_view word;
  Action action;
};
constexpr std::array<ActionWord, 25> action_list{{{"percent", Action::percent},
                                                  {"percentage", Action::percent},
                                                  {"plus", Action::plus},
                                                  {"pluspounds", Action::plus},
                                                  {"add", Action::plus},
                                                  {"torate", Action::to_rate},
                                                  {"setto", Action::to_rate},
                                                  {"rate", Action::to_rate},
                                                  {"floor", Action::floor},
                                                  {"atleast", Action::floor},
                                                  {"cap", Action::cap},
                                                  {"atmost", Action::cap},
                                                  {"lowerof", Action::lower_of},
                                                  {"lower", Action::lower_of},
                                                  {"higherof", Action::higher_of},
                                                  {"higher", Action::higher_of},
                                                  {"follow", Action::follow},
                                                  {"follows", Action::follow},
                                                  {"followline", Action::follow},
                                                  {"table", Action::table},
                                                  {"tablelookup", Action::table},
                                                  {"keep", Action::keep},
                                                  {"nochange", Action::keep},
                                                  {"exclude", Action::exclude},
                                                  {"leaveout", Action::exclude}}};

std::optional<Action> read_action(std::string_view text) {
  if (text == "%") return Action::percent;
  const std::string word = plain(text);
  const auto found =
      std::find_if(action_list.begin(), action_list.end(), [&](const ActionWord& each) { return each.word == word; });
  return found == action_list.end() ? std::nullopt : std::optional{found->action};
}

/// What an action needs and cannot find; empty: all is there.
std::string missing_in(const Rule& rule) {
  const auto count = [](std::initializer_list<bool> given) { return std::count(given.begin(), given.end(), true); };
  switch (rule.action) {
    case Action::percent: return rule.percent ? "" : "a percentage in the column Percent";
    case Action::plus: return rule.plus ? "" : "pounds in the column Plus";
    case Action::to_rate: return rule.rate ? "" : "the new rate in the column Rate";
    case Action::floor: return rule.floor || rule.rate ? "" : "the lowest rate in the column Floor";
    case Action::cap: return rule.cap || rule.rate ? "" : "the highest rate in the column Cap";
    case Action::lower_of:
    case Action::higher_of:
      return count({rule.percent.has_value(), rule.other_percent.has_value(), rule.plus.has_value(), rule.rate.has_value()}) > 1
                 ? ""
                 : "at least two of Percent, Other percent, Plus and Rate";
    case Action::follow: return rule.follows.empty() ? "a line ID or a service in the column Follows" : "";
    case Action::exclude: return rule.reason.empty() ? "a reason in the column Reason" : "";
    case Action::table:
    case Action::keep: return "";
  }
  return "";
}

/// A figure that the action makes no use of: what the manager meant is not clear.
std::string_view idle_figure(const Rule& rule) {
  const Action action = rule.action;
  const bool either = action == Action::lower_of || action == Action::higher_of;
  const bool moves =
      either || action == Action::percent || action == Action::plus || action == Action::follow || action == Action::table;
  if (rule.percent && !moves) return "Percent";
  if (rule.plus && !moves) return "Plus";
  if (rule.other_percent && !either) return "Other percent";
  if (rule.rate && !either && action != Action::to_rate && action != Action::floor && action != Action::cap) return "Rate";
  if (!rule.follows.empty() && action != Action::follow) return "Follows";
  return {};
}

class RuleReader {
 public:
  RuleReader(const plugin::Run& run, const Settings& settings, Vocabulary& words, Notes& notes)
      : run_(run), settings_(settings), words_(words), notes_(notes) {}

  RuleBook read() {
    RuleBook book;
    const plugin::Column sheet = run_.column(rules_input, "#sheet");
    for (std::size_t row = 0; row < run_.rows(rules_input); ++row) {
      const std::string_view name = sheet.text(row).empty() ? std::string_view{"Rules"} : sheet.text(row);
      const auto known =
          std::find_if(book.scenarios.begin(), book.scenarios.end(), [&](const Scenario& each) { return each.name == name; });
      Scenario& scenario =
          known == book.scenarios.end() ? book.scenarios.emplace_back(Scenario{std::string{name}, {}, {}}) : *known;
      read_rule(row, scenario);
    }
    for (Scenario& scenario : book.scenarios) {
      std::sort(scenario.rules.begin(), scenario.rules.end(), [](const Rule& left, const Rule& right) {
        return left.priority != right.priority ? left.priority < right.priority : left.id < right.id;
      });
      for (const Rule& rule : scenario.rules) scenario.dates.push_back(rule.from);
      std::sort(scenario.dates.begin(), scenario.dates.end());
      scenario.dates.erase(std::unique(scenario.dates.begin(), scenario.dates.end()), scenario.dates.end());
    }
    choose(book);
    return book;
  }

 private:
  plugin::Column column(std::string_view field) const { return run_.column(rules_input, field); }
  void note(std::string_view id, std::size_t row, std::string_view field,
            std::vector<std::pair<std::string_view, std::string>> values) {
    notes_.push_back({id, rules_input, row, field, std::move(values)});
  }

  void read_rule(std::size_t row, Scenario& scenario) {
    Rule rule;
    rule.row = static_cast<std::uint32_t>(row);
    rule.id = rule_.text(row);
    if (const auto priority = priority_.quantity(row)) rule.priority = priority->millionths;
    for (const auto& [field, text] : {std::pair{"service_type", service_type_.text(row)},
                                      {"service", service_.text(row)},
                                      {"provider", provider_.text(row)},
                                      {"contract", contract_.text(row)},
                                      {"framework", framework_.text(row)},
                                      {"unit", unit_.text(row)}})
      // "???" would count as blank, and blank as any.
      if (!text.empty() && plain(text).empty())
        note("rule-incomplete", row, field,
             {{"rule", rule.id},
              {"what", "\"" + std::string{text} + "\" names nothing; write a name, or leave the cell blank for any"}});
    rule.texts = {service_type_.text(row), service_.text(row),   provider_.text(row),
                  contract_.text(row),     framework_.text(row), unit_.text(row)};
    rule.service_type = words_.id(service_type_.text(row));
    rule.service = words_.id(service_.text(row));
    rule.provider = words_.firm_id(provider_.text(row));
    rule.provider_number = words_.id(provider_.text(row));
    rule.contract = words_.id(contract_.text(row));
    rule.framework = words_.id(framework_.text(row));
    rule.outside_frameworks = plain(framework_.text(row)) == "no";
    rule.unit = words_.unit_id(unit_.text(row));
    rule.rate_from = rate_from_.quantity(row);
    rule.rate_to = rate_to_.quantity(row);
    rule.started_from = started_from_.date(row);
    rule.started_to = started_to_.date(row);
    const auto action = read_action(action_.text(row));
    if (!action) return note("rule-action-unknown", row, "action", {{"rule", rule.id}, {"action", std::string{action_.text(row)}}});
    rule.action = *action;
    rule.percent = percent_.quantity(row);
    rule.other_percent = other_percent_.quantity(row);
    rule.plus = plus_.quantity(row);
    rule.rate = rate_.quantity(row);
    rule.floor = floor_.quantity(row);
    rule.cap = cap_.quantity(row);
    rule.follows = follows_.text(row);
    rule.region = region_.text(row);
    rule.reason = reason_.text(row);
    rule.source = source_.text(row);
    rule.from = from_.date(row).value_or(settings_.effective);
    rule.dated = from_.date(row).has_value();
    read_as_meant(row, rule);
    if (!seen_.insert(scenario.name + "\n" + rule.id).second)
      note("rule-twice", row, "rule", {{"rule", rule.id}, {"scenario", scenario.name}});
    check(row, rule);
    if (rule.action == Action::floor && !rule.floor) rule.floor = rule.rate;
    if (rule.action == Action::cap && !rule.cap) rule.cap = rule.rate;
    if (rule.from < settings_.effective || to_.date(row).value_or(Date::max()) < settings_.effective)
      return note("rule-past", row, "from", {{"rule", rule.id}, {"effective", format_date(settings_.effective)}});
    scenario.rules.push_back(std::move(rule));
  }

  void read_as_meant(std::size_t row, Rule& rule) {
    const std::string word = plain(as_meant_.text(row));
    rule.as_meant = word == "yes" || word == "y";
    if (!rule.as_meant && !word.empty() && word != "no" && word != "n")
      note("rule-incomplete", row, "as_meant",
           {{"rule", rule.id},
            {"what", "\"" + std::string{as_meant_.text(row)} + "\" is neither Yes nor No; write one of them under As meant"}});
  }

  void check(std::size_t row, Rule& rule) {
    const auto wrong = [&](std::string_view field, std::string words) {
      note("rule-incomplete", row, field, {{"rule", rule.id}, {"what", std::move(words)}});
    };
    if (const std::string missing = missing_in(rule); !missing.empty()) wrong("action", "it needs " + missing);
    if (const std::string_view idle = idle_figure(rule); !idle.empty())
      wrong("action", "the action " + std::string{action_words(rule.action)} + " makes no use of what stands in the column " +
                          std::string{idle});
    const auto beyond = [](const std::optional<Quantity>& figure) {
      return figure && (figure->millionths > 1'000'000'000'000 || figure->millionths < -1'000'000'000'000);
    };
    if (beyond(rule.percent) || beyond(rule.other_percent) || beyond(rule.plus) || beyond(rule.rate) || beyond(rule.floor) ||
        beyond(rule.cap))
      wrong("action", "one of its figures is more than a million");
    if (rule.rate_from && rule.rate_to && *rule.rate_to < *rule.rate_from) wrong("rate_to", "Rate to is less than Rate from");
    if (rule.started_from && rule.started_to && *rule.started_to < *rule.started_from)
      wrong("started_to", "Started to is before Started from");
    if (rule.floor && rule.cap && *rule.cap < *rule.floor) wrong("cap", "the Cap is less than the Floor");
    if (const auto to = to_.date(row); to && from_.date(row) && *to < *from_.date(row)) wrong("to", "To is before From");
    if (const std::string unit = plain_unit(unit_.text(row)); !known_unit(unit, settings_))
      wrong("unit", "\"" + std::string{unit_.text(row)} +
                        "\" is no unit that is known; write one such as Hour or Week, or make it known under More units");
    read_rounding(row, rule);
  }

  void read_rounding(std::size_t row, Rule& rule) {
    const std::string word = plain(rounding_.text(row));
    rule.round_to = round_to_.quantity(row);
    const bool worked_out = rule.action != Action::to_rate && rule.action != Action::table && rule.action != Action::floor &&
                            rule.action != Action::cap && rule.action != Action::keep;
    if (word == "up" || word == "roundup") {
      rule.rounding = RateRounding::up;
    } else if (word == "down" || word == "rounddown") {
      rule.rounding = RateRounding::down;
    } else if (!word.empty() && word != "nearest") {
      note("rule-incomplete", row, "rounding",
           {{"rule", rule.id},
            {"what", "\"" + std::string{rounding_.text(row)} + "\" is no way of rounding; write nearest, up or down"}});
    } else if (word.empty() && rule.round_to) {
      note(
          "rule-incomplete", row, "round_to",
          {{"rule", rule.id}, {"what", "it says what to round to, but not how; write nearest, up or down in the column Rounding"}});
    }
    if (rule.round_to && (rule.round_to->millionths <= 0 || rule.round_to->millionths > 1'000 * Quantity::one))
      note("rule-incomplete", row, "round_to",
           {{"rule", rule.id}, {"what", "Round to must be an amount such as 0.01, 0.04 or 0.07"}});
    if (!rule.round_to && (worked_out || !word.empty())) rule.round_to = Quantity{Quantity::one / 100};
    const auto multiple = [&](const std::optional<Quantity>& limit) {
      return !limit || !rule.round_to || rule.round_to->millionths <= 0 || limit->millionths % rule.round_to->millionths == 0;
    };
    if (!multiple(rule.floor) || !multiple(rule.cap))
      note("limit-not-multiple", row, "floor", {{"rule", rule.id}, {"step", figure_words(*rule.round_to)}});
  }

  void choose(RuleBook& book) {
    if (!settings_.scenario.empty()) {
      const std::string wanted = plain(settings_.scenario);
      const auto found = std::find_if(book.scenarios.begin(), book.scenarios.end(),
                                      [&](const Scenario& each) { return plain(each.name) == wanted; });
      if (found != book.scenarios.end()) {
        book.decided = static_cast<std::size_t>(found - book.scenarios.begin());
      } else {
        std::string names;
        for (const Scenario& each : book.scenarios) names += (names.empty() ? "" : ", ") + each.name;
        notes_.push_back({"scenario-unknown", rules_input, UINT64_MAX, {}, {{"scenario", settings_.scenario}, {"names", names}}});
        return;
      }
    }
    if (book.scenarios.empty() || book.scenarios[book.decided].rules.empty())
      notes_.push_back({"no-rule-in-force", rules_input, UINT64_MAX, {}, {{"effective", format_date(settings_.effective)}}});
  }

  const plugin::Run& run_;
  const Settings& settings_;
  Vocabulary& words_;
  Notes& notes_;
  std::set<std::string> seen_;
  plugin::Column rule_ = column("rule"), priority_ = column("priority"), service_type_ = column("service_type"),
                 service_ = column("service"), provider_ = column("provider"), contract_ = column("contract"),
                 framework_ = column("framework"), unit_ = column("unit"), rate_from_ = column("rate_from"),
                 rate_to_ = column("rate_to"), started_from_ = column("started_from"), started_to_ = column("started_to"),
                 action_ = column("action"), percent_ = column("percent"), other_percent_ = column("other_percent"),
                 plus_ = column("plus"), rate_ = column("rate"), floor_ = column("floor"), cap_ = column("cap"),
                 follows_ = column("follows"), region_ = column("region"), rounding_ = column("rounding"),
                 round_to_ = column("round_to"), reason_ = column("reason"), from_ = column("from"), to_ = column("to"),
                 source_ = column("source"), as_meant_ = column("as_meant");
};

}  // namespace

std::string_view action_words(Action action) {
  switch (action) {
    case Action::percent: return "Percent";
    case Action::plus: return "Plus";
    case Action::to_rate: return "To rate";
    case Action::floor: return "Floor";
    case Action::cap: return "Cap";
    case Action::lower_of: return "Lower of";
    case Action::higher_of: return "Higher of";
    case Action::follow: return "Follow";
    case Action::table: return "Table";
    case Action::keep: return "Keep";
    case Action::exclude: return "Exclude";
  }
  return {};
}

std::string_view rounding_words(RateRounding rounding) {
  return rounding == RateRounding::up ? "Up" : rounding == RateRounding::down ? "Down" : "Nearest";
}

RuleBook read_rules(const plugin::Run& run, const Settings& settings, Vocabulary& words, Notes& notes) {
  return RuleReader{run, settings, words, notes}.read();
}

}  // namespace counterfoil::uplift
