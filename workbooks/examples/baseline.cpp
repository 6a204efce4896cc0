#include "baseline.hpp"

#include <array>
#include <stdexcept>

#include "people.hpp"

namespace examples {
namespace {

constexpr std::size_t children = 320;

// One name outside ASCII, so that the text encoding of the exports is tested by ordinary rows.
constexpr std::array providers{"Café Crumpet Short Breaks", "Teacup & Saucer Care Ltd", "Imaginary Friends Support CIC",
                               "Pretend Playhouse Trust", "Makebelieve Homecare Ltd"};

Story constant_story(std::size_t person, const Line& line) {
  Story story;
  story.person = person;
  story.at.fill(line);
  return story;
}

}  // namespace

const std::vector<Service>& services() {
  static const Day april = day(2025, 4, 7);
  static const std::vector<Service> all{
      {"Direct payment", "Personal assistant, employed", "Hour", 1548, 1408, 0, april, {}},
      {"Direct payment", "Personal assistant, agency", "Hour", 2064, 1936, 0, april, {}},
      {"Direct payment", "Payroll and insurance", "Week", 606, 588, 0, april, {}},
      {"Short breaks", "Overnight short breaks", "Night", 21000, 19600, 21700, april, day(2025, 12, 1)},
      {"Short breaks", "Day care session", "Session", 4852, 4620, 0, april, {}},
      {"Short breaks", "Holiday club", "Day", 6400, 6020, 0, april, {}},
      {"Home support", "Support at home", "Hour", 2164, 2028, 2232, april, day(2025, 12, 8)},
      {"Home support", "Sleep-in", "Night", 5995, 5716, 0, april, {}},
      {"Home support", "Night sitting", "Night", 11200, 10640, 0, april, {}},
  };
  return all;
}

const Service& service(const std::string& name) {
  for (const Service& known : services()) {
    if (known.name == name) return known;
  }
  throw std::logic_error("no such service: " + name);
}

Line ordinary_line(const Person& person, const std::string& service_name, std::int64_t quantity, const std::string& id) {
  const Service& bought = service(service_name);
  Line line;
  line.id = id;
  line.service_type = bought.type;
  line.service = bought.name;
  line.unit = bought.unit;
  line.start = day(2025, 4, 7);
  const std::string digits = person.id.substr(1);
  if (bought.type == "Direct payment") {
    line.provider = "Direct payment";
    line.payee = "Parent or carer of " + person.id;
    line.payee_id = "V2" + digits;
  } else {
    const std::size_t which = (std::stoul(digits) + bought.name.size()) % providers.size();
    line.provider = providers[which];
    line.payee = providers[which];
    line.payee_id = "V30" + std::to_string(101 + which);
  }
  line.prices.push_back({bought.from, {}, bought.rate, quantity});
  return line;
}

World ordinary_world() {
  Chance chance{20251013};
  World world;
  world.people = invented_people(children, chance);
  for (std::size_t person = 0; person < world.people.size(); ++person) {
    const Person& child = world.people[person];
    // Every sixteenth child has a service whose rate rises in mid-year, as decided and approved.
    const bool uplifted = person % 16 == 15;
    std::string main_service;
    std::string other_service;
    std::int64_t quantity = 0;
    if (person % 3 != 0) {
      main_service = "Personal assistant, employed";
      quantity = 200 + 50 * static_cast<std::int64_t>(chance.below(24));
      other_service = person % 6 == 1 ? "Payroll and insurance" : "Holiday club";
    } else {
      main_service = "Day care session";
      quantity = 100 + 100 * static_cast<std::int64_t>(chance.below(4));
      other_service = "Night sitting";
    }
    world.stories.push_back(constant_story(person, ordinary_line(child, main_service, quantity, world.new_line_id())));
    if (person % 5 < 2)
      world.stories.push_back(constant_story(person, ordinary_line(child, other_service, 100, world.new_line_id())));
    if (!uplifted) continue;
    const bool overnight = person % 32 == 15;
    const Service& rising = service(overnight ? "Overnight short breaks" : "Support at home");
    Story story = constant_story(person, ordinary_line(child, rising.name, overnight ? 100 : 300, world.new_line_id()));
    for (std::size_t period = 0; period < period_count; ++period) {
      Line& line = *story.at[period];
      if (*rising.uplifted > periods()[period].to) continue;
      line.prices.front().to = *rising.uplifted - std::chrono::days{1};
      line.prices.push_back({*rising.uplifted, {}, rising.new_rate, line.prices.front().quantity});
    }
    world.stories.push_back(story);
  }
  return world;
}

}  // namespace examples
