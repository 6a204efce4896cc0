#include "people.hpp"

#include <array>

namespace examples {
namespace {

constexpr std::array forenames{"Testa",    "Testopher", "Exampla",   "Exampleton", "Mocka",      "Mockford",    "Fictia",
                               "Fictor",   "Inventa",   "Inventon",  "Pretenda",   "Pretendo",   "Dummietta",   "Dummond",
                               "Samplina", "Samplon",   "Specimena", "Specimund",  "Placeholda", "Placido-Test"};
constexpr std::array surnames{"Marmalade", "Teapot",   "Crumpet",    "Toastrack",   "Doily",    "Custard-Cream", "Trifle",
                              "Eggcup",    "Napkin",   "Ladle",      "Whisk",       "Colander", "Sieve",         "Spatula",
                              "Cruet",     "Tea-Cosy", "Butterdish", "Biscuit-Tin", "O'Ladle",  "Gravyboat"};
constexpr std::array streets{"Imaginary Lane",   "Nowhere Close",  "Made-up Mews",
                             "Fictional Avenue", "Pretend Parade", "Invented Way"};
constexpr std::array reasons{"Learning disability support", "Physical support", "Sensory support", "Autism support"};

}  // namespace

std::vector<Person> invented_people(std::size_t count, Chance& chance) {
  std::vector<Person> people;
  for (std::size_t index = 0; index < count; ++index) {
    Person person;
    person.id = "X" + std::to_string(100123 + 7 * index);
    // Each pairing of forename and surname once: the step shares no factor with the number of surnames.
    person.forename = forenames[(index + index / surnames.size()) % forenames.size()];
    person.surname = surnames[(index * 7) % surnames.size()];
    person.born = day(2008 + static_cast<int>(chance.below(14)), 1 + static_cast<unsigned>(chance.below(12)),
                      5 + static_cast<unsigned>(chance.below(24)));
    person.house = std::to_string(1 + chance.below(180));
    person.street = streets[chance.below(streets.size())];
    person.postcode = "ZZ99 " + std::to_string(chance.below(10)) + "ZZ";
    person.reason = reasons[chance.below(reasons.size())];
    people.push_back(person);
  }
  return people;
}

}  // namespace examples
