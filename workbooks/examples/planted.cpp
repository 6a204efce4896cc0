#include "planted.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

namespace examples {

Planter::Planter(World& world) : world_(world), taken_(world.people.size(), false) {
  for (std::size_t person = 15; person < taken_.size(); person += 16) taken_[person] = true;  // those with an approved uplift
}

std::size_t Planter::take(const std::string& service_name) {
  for (std::size_t index = 0; index < world_.stories.size(); ++index) {
    const Story& candidate = world_.stories[index];
    if (taken_[candidate.person] || !candidate.at[0] || candidate.at[0]->service != service_name) continue;
    const auto lines = std::count_if(world_.stories.begin(), world_.stories.end(),
                                     [&](const Story& other) { return other.person == candidate.person; });
    if (lines != 1) continue;
    taken_[candidate.person] = true;
    return index;
  }
  throw std::logic_error("no child left with only " + service_name);
}

std::size_t Planter::add_line(std::size_t beside, const std::string& service_name, std::int64_t quantity, std::size_t from_period) {
  Story added;
  added.person = story(beside).person;
  Line line = ordinary_line(person(beside), service_name, quantity, world_.new_line_id());
  if (from_period > 0) {
    line.start = periods()[from_period].from;
    line.prices.front().from = line.start;
  }
  for (std::size_t period = from_period; period < period_count; ++period) added.at[period] = line;
  world_.stories.push_back(added);
  return world_.stories.size() - 1;
}

std::size_t Planter::copy_line(std::size_t story_index, std::size_t from_period) {
  Story copy = story(story_index);
  copy.suffix = " (2)";
  world_.stories.push_back(copy);
  absent_before(from_period, world_.stories.size() - 1);
  return world_.stories.size() - 1;
}

void Planter::from(std::size_t period, std::size_t story_index, const std::function<void(Line&)>& change) {
  for (; period < period_count; ++period) {
    if (story(story_index).at[period]) change(*story(story_index).at[period]);
  }
}

void Planter::in(std::size_t period, std::size_t story_index, const std::function<void(Line&)>& change) {
  change(*story(story_index).at[period]);
}

void Planter::gone_from(std::size_t period, std::size_t story_index) {
  for (; period < period_count; ++period) story(story_index).at[period].reset();
}

void Planter::absent_before(std::size_t period, std::size_t story_index) {
  while (period-- > 0) story(story_index).at[period].reset();
}

void Planter::expect(std::size_t pair, std::size_t story_index, const Case& expected, const std::string& why) {
  expectations_.push_back({pair, story_index, expected.change, expected.risk, expected.rule, why});
}

void Planter::expect_overpaid(std::size_t pair, std::size_t story_index, Day from, Day to, const std::string& cause) {
  Story due = story(story_index);
  due.at[pair + 1]->paid.reset();
  overpayments_.push_back({pair, story_index, from, to, cause, paid_in(story(story_index), pair + 1) - paid_in(due, pair + 1)});
}

void Planter::expect_paid_twice(std::size_t pair, std::size_t story_index, const std::string& cause) {
  const Period& period = periods()[pair + 1];
  overpayments_.push_back({pair, story_index, period.from, period.to, cause, paid_in(story(story_index), pair + 1)});
}

void Planter::check() const {
  std::map<std::pair<std::size_t, std::size_t>, int> expected;
  for (const Expectation& one : expectations_) {
    if (++expected[{one.pair, one.story}] > 1) throw std::logic_error("expected twice: " + one.why);
  }
  for (std::size_t index = 0; index < world_.stories.size(); ++index) {
    const Story& one = world_.stories[index];
    for (std::size_t pair = 0; pair + 1 < period_count; ++pair) {
      const bool differs = paid_in(one, pair) != paid_in(one, pair + 1) || one.at[pair].has_value() != one.at[pair + 1].has_value();
      if (differs && !expected.contains({pair, index})) {
        throw std::logic_error("changes without being expected: pair " + std::to_string(pair) + ", " +
                               world_.people[one.person].id + ", " + (one.at[pair] ? one.at[pair]->id : one.at[pair + 1]->id));
      }
    }
  }
}

void reprice(Line& line, Day from, std::int64_t rate, std::int64_t quantity) {
  line.prices.back().to = from - std::chrono::days{1};
  line.prices.push_back({from, {}, rate, quantity});
}

void plant_approved_uplifts(Planter& planter) {
  const Case uplifted{"Rate", "Explained"};
  for (std::size_t index = 0; index < planter.world().stories.size(); ++index) {
    const Story& one = planter.story(index);
    if (!one.at[2] || one.at[2]->prices.size() < 2) continue;
    if (one.at[2]->service == "Overnight short breaks") {
      planter.expect(0, index, uplifted, "Approved uplift from 1 December: three weeks at the old rate and one at the new");
      planter.expect(1, index, uplifted, "Approved uplift from 1 December, now for the whole period");
    } else {
      planter.expect(1, index, uplifted, "Approved uplift from 8 December");
    }
  }
}

}  // namespace examples
