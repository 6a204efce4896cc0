#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "writers.hpp"

namespace examples {
namespace {

using Json = nlohmann::ordered_json;

struct Step {
  std::int64_t lines = 0;
  std::int64_t pence = 0;
};

Json file_entry(const World& world, std::size_t period, const char* name) {
  std::int64_t total = 0;
  const std::vector<Row> rows = rows_of_period(world, period);
  for (const Row& row : rows) total += row.net;
  std::int64_t lines = 0;
  for (const Story& story : world.stories) lines += story.at[period] ? 1 : 0;
  return {{"file", name},
          {"from", iso_date(periods()[period].from)},
          {"to", iso_date(periods()[period].to)},
          {"rows", rows.size()},
          {"lines", lines},
          {"total_pence", total}};
}

Json planted_entry(const Expectation& expected, const World& world) {
  const Story& story = world.stories[expected.story];
  const auto& before = story.at[expected.pair];
  const auto& after = story.at[expected.pair + 1];
  Json entry{{"person", world.people[story.person].id}, {"line", (after ? after->id : before->id) + story.suffix}};
  if (before && after && before->id != after->id) entry["previous_line"] = before->id;
  entry["class"] = expected.change;
  entry["risk"] = expected.risk;
  entry["rule"] = expected.rule;
  entry["previous_pence"] = paid_in(story, expected.pair);
  entry["current_pence"] = paid_in(story, expected.pair + 1);
  entry["why"] = expected.why;
  return entry;
}

Json overpaid_entry(const ExpectedOverpayment& expected, const World& world) {
  const Story& story = world.stories[expected.story];
  return {{"person", world.people[story.person].id},
          {"line", story.at[expected.pair + 1]->id + story.suffix},
          {"from", iso_date(expected.from)},
          {"to", iso_date(expected.to)},
          {"days", (expected.to - expected.from).count() + 1},
          {"overpaid_pence", expected.overpaid},
          {"cause", expected.cause}};
}

Json pair_entry(const Planter& planter, const World& world, std::size_t pair) {
  std::map<std::size_t, const Expectation*> expected;
  Json planted = Json::array();
  for (const Expectation& one : planter.expectations()) {
    if (one.pair != pair) continue;
    expected[one.story] = &one;
    planted.push_back(planted_entry(one, world));
  }
  std::map<std::string, Step> bridge;
  std::map<std::string, std::int64_t> risks;
  std::int64_t opening = 0;
  std::int64_t closing = 0;
  for (std::size_t index = 0; index < world.stories.size(); ++index) {
    const Story& story = world.stories[index];
    if (!story.at[pair] && !story.at[pair + 1]) continue;
    const auto found = expected.find(index);
    Step& step = bridge[found == expected.end() ? "Unchanged" : found->second->change];
    ++step.lines;
    step.pence += paid_in(story, pair + 1) - paid_in(story, pair);
    if (found != expected.end()) ++risks[found->second->risk];
    opening += paid_in(story, pair);
    closing += paid_in(story, pair + 1);
  }
  Json steps = Json::array();
  for (const auto& [change, step] : bridge) steps.push_back({{"class", change}, {"lines", step.lines}, {"pence", step.pence}});
  Json overpaid = Json::array();
  for (const ExpectedOverpayment& one : planter.overpayments())
    if (one.pair == pair) overpaid.push_back(overpaid_entry(one, world));
  return {{"previous", pair},
          {"current", pair + 1},
          {"opening_pence", opening},
          {"closing_pence", closing},
          {"difference_pence", closing - opening},
          {"bridge", steps},
          {"risks", risks},
          {"planted", planted},
          {"overpaid", overpaid}};
}

}  // namespace

void write_planted_json(const Planter& planter, const World& world, const std::string& path) {
  Json all{{"about", "What make_examples planted, worked out by its own arithmetic. Amounts are whole pence."},
           {"approved_rates", rates_file},
           {"periods", Json::array({file_entry(world, 0, first_export), file_entry(world, 1, second_export),
                                    file_entry(world, 2, third_export)})},
           {"pairs", Json::array({pair_entry(planter, world, 0), pair_entry(planter, world, 1)})}};
  Json people = Json::array();
  for (const Person& person : world.people)
    people.push_back({{"id", person.id}, {"forename", person.forename}, {"surname", person.surname}});
  all["people"] = people;
  std::ofstream out(path, std::ios::binary);
  out << all.dump(1) << "\n";
  out.flush();
  if (!out) throw std::runtime_error("cannot write " + path);
}

}  // namespace examples
