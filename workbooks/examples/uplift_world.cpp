#include "uplift_world.hpp"

#include <array>

namespace examples {
namespace {

struct Provider {
  const char* name;
  const char* id;
};
constexpr std::array<Provider, 6> care_providers{{{"Imaginary Home Care Ltd", "V9001"},
                                                  {"Pretend Support CIC", "V9002"},
                                                  {"Nowhere House", "V9003"},
                                                  {"Fictional Fostering", "V9004"},
                                                  {"Made-up Children's Homes", "V9005"},
                                                  {"Invented Lodge", "V9006"}}};

/// `percent` in hundredths: 660 is 6.60 %.
std::int64_t percent_nearest(std::int64_t rate, std::int64_t percent) { return divided_half_up(rate * (10'000 + percent), 10'000); }

class Maker {
 public:
  explicit Maker(UpliftWorld& world) : world_(world) {}

  /// An ordinary line that has run for a while; `quantity` in hundredths.
  UpliftRow& line(const char* type, const char* service, std::size_t provider, const char* unit, std::int64_t rate,
                  std::int64_t quantity) {
    UpliftRow row;
    row.line = "L" + std::to_string(40001 + lines_);
    row.person = "X" + std::to_string(200111 + 13 * lines_);
    ++lines_;
    row.service_type = type;
    row.service = service;
    row.provider = care_providers[provider].name;
    row.provider_id = care_providers[provider].id;
    row.contract = "Spot";
    row.framework = "Yes";
    row.unit = unit;
    row.start = day(2023, 1 + static_cast<unsigned>(lines_ % 12), 1 + static_cast<unsigned>(lines_ % 27));
    row.price_start = day(2024, 4, 8);
    row.rate = rate;
    row.quantity = quantity;
    row.weekly = divided_half_up(rate * quantity, 100);
    world_.rows.push_back(row);
    return world_.rows.back();
  }
  /// The line made last has a new rate.
  void uplifted(const char* rule, std::int64_t now) {
    const UpliftRow& row = world_.rows.back();
    const std::int64_t after = divided_half_up(now * *row.quantity, 100);
    world_.expected.push_back({row.line, now == *row.rate ? "Unchanged" : "Uplifted", "", rule, *row.rate, now, row.weekly, after});
  }
  /// The line made last is not uplifted.
  void left(const char* result, const char* finding, const char* rule = "") {
    const UpliftRow& row = world_.rows.back();
    world_.expected.push_back({row.line, result, finding, rule, row.rate.value_or(0), 0, row.weekly, row.weekly});
  }
  void paid(const std::string& line, Day from, Day to, std::int64_t amount, const char* standing, std::int64_t recalculated) {
    world_.payments.push_back({line, from, to, amount, standing, recalculated});
  }

 private:
  UpliftWorld& world_;
  std::size_t lines_ = 0;
};

UpliftRow& home_care(Maker& make, std::int64_t quantity = 1050) {
  return make.line("Home care", "Homecare", 0, "Hour", 2028, quantity);
}

void ordinary_lines(Maker& make) {
  for (std::int64_t at = 0; at < 40; ++at) {  // 20.28 to 21.64, as Wolverhampton published for 2025-26; so the next two
    make.line("Home care", "Homecare", static_cast<std::size_t>(at % 2), "Hour", 2028, 700 + 25 * at);
    make.uplifted("H1", 2164);
  }
  for (std::int64_t at = 0; at < 12; ++at) {
    make.line("Home care", "Reablement", 0, "Hour", 2168, 400 + 50 * at);
    make.uplifted("H2", 2312);
    make.line("Home care", "Respite", 1, "Hour", 1936, 300 + 75 * at);
    make.uplifted("H3", 2064);
  }
  for (std::int64_t at = 0; at < 10; ++at) {
    make.line("Supported living", "Supported living", 1, "Hour", 1976, 2000 + 125 * at);
    make.uplifted("S1", 2100);
    make.line("Direct payment", "Agency", 1, "Hour", 1950, 500 + 50 * at);  // follows supported living
    make.uplifted("P1", 2100);
    make.line("Direct payment", "Personal assistant", 1, "Hour", 1360, 600 + 25 * at);
    make.uplifted("P2", 1360 + 77);
  }
  for (int at = 0; at < 8; ++at) {
    make.line("Care home", "Residential", at % 2 ? 2 : 5, "Week", 71200, 100);
    make.uplifted("R1", 74760);
    make.line("Care home", "Nursing", 2, "Week", 78504, 100);
    make.uplifted("R2", 91849);
    make.line("Care home", "Dementia residential", 5, "Week", at < 4 ? 73010 : 80010, 100);  // the floor, or above it already
    make.uplifted("R3", at < 4 ? 76006 : 80010);
    make.line("Children's placement", "Residential child care", 4, "Week", 512050 + 1035 * at, 100);
    make.uplifted("C1", percent_nearest(512050 + 1035 * at, 150));  // the lower of 1.50 % and 3.80 %
  }
  // The national minimum of 2025-26 for the rest of England, by age on 7 April 2025.
  constexpr std::array<std::array<std::int64_t, 4>, 5> ages{{{2023, 16500, 17000, 1},
                                                             {2021, 17000, 17600, 1},
                                                             {2017, 18700, 19400, 1},
                                                             {2012, 21300, 22000, 1},
                                                             {2008, 24900, 25800, 1}}};
  for (const auto& [born, old, now, month] : ages) {
    for (unsigned child = 0; child < 3; ++child) {
      UpliftRow& row = make.line("Fostering", "Fostering allowance", 3, "Week", old, 100);
      row.born = day(static_cast<int>(born), static_cast<unsigned>(month), 11 + child);
      make.uplifted("F1", now);
    }
  }
  for (int at = 0; at < 6; ++at) {
    make.line("Fostering", "Fostering fee", 3, "Week", 15053 + 700 * at, 100);
    make.uplifted("F2", percent_nearest(15053 + 700 * at, 355));
  }
}

/// Each case in which a line must not be uplifted without a person, or at all.
// Long because it is a list: what is planted, one case after the other.
void planted_lines(Maker& make, UpliftWorld& world) {
  make.line("Home care", "Homecare", 1, "Hour", 2028, 900).contract = "Own indexation";
  make.left("Excluded", "", "X1");
  make.line("Children's placement", "Residential child care", 4, "Week", 498000, 100).framework = "";
  make.left("Excluded", "", "C2");
  make.line("Day care", "Day opportunities", 5, "Day", 6420, 300);
  make.left("No rule", "no-rule");
  make.line("Home care", "Sitting service", 1, "Hour", 1880, 400);
  make.left("Held", "several-rules");
  make.line("Shared lives", "Shared lives support", 1, "Hour", 1144,
            1500);  // 1144 + 5 % = 1201.2, up to 1204: below the 12.21 of April 2025
  make.left("Held", "below-wage-floor", "L1");
  make.line("Care home", "Nursing", 5, "Week", 65000, 100);  // to 918.49 is 41 %
  make.left("Held", "rise-beyond-limit", "R2");
  make.line("Home care", "Homecare", 0, "Hour", 20280, 600);  // a slipped point
  make.left("Held", "rate-outlier", "H1");
  make.line("Care home", "Residential", 2, "Week", 79000, 100);
  make.left("Held", "rate-falls", "R1");
  make.line("Home care", "Homecare", 0, "Hour", -2028, 100).weekly = -2028;
  make.left("Held", "rate-not-positive");
  UpliftRow& already = make.line("Home care", "Homecare", 0, "Hour", 2164, 800);
  already.price_start = day(2025, 3, 24);
  make.left("Already uplifted", "already-uplifted", "H1");
  UpliftRow& recent = home_care(make);
  recent.start = day(2025, 2, 3);
  recent.price_start = day(2025, 2, 3);
  make.left("Held", "package-recent", "H1");
  // A price that somebody entered for the day of the uplift already: at the new rate, and at another.
  for (const std::int64_t entered : {2164, 2200}) {
    UpliftRow& old = home_care(make);
    old.price_end = day(2025, 4, 6);
    make.left(entered == 2164 ? "Already uplifted" : "Held", entered == 2164 ? "already-uplifted" : "price-already-starting", "H1");
    world.expected.back().weekly_before = world.expected.back().weekly_after =
        divided_half_up(entered * 1050, 100);  // what it costs from then on
    UpliftRow next = old;
    next.price_start = day(2025, 4, 7);
    next.price_end.reset();
    next.rate = entered;
    next.weekly = divided_half_up(entered * 1050, 100);
    world.rows.push_back(next);
  }
  UpliftRow& until = home_care(make);
  until.price_end = day(2025, 5, 4);
  make.left("Held", "later-price", "H1");
  UpliftRow later = until;
  later.price_start = day(2025, 5, 5);
  later.price_end.reset();
  world.rows.push_back(later);
  UpliftRow& starting = home_care(make);
  starting.start = day(2025, 4, 21);
  starting.price_start = day(2025, 4, 21);
  make.left("Begins later", "", "H1");
  home_care(make).frequency = "Whenever";
  make.left("Held", "frequency-unknown");
  home_care(make).weekly += 5000;
  make.left("Held", "weekly-cost-differs");
  home_care(make).unit = "Block";
  make.left("Held", "unit-unknown");
  home_care(make);
  make.left("Held", "row-repeated");
  world.rows.push_back(UpliftRow{world.rows.back()});
  UpliftRow& first = home_care(make);
  make.left("Held", "prices-overlap");
  UpliftRow second = first;
  second.price_start = day(2025, 1, 6);
  second.rate = 2100;
  second.weekly = divided_half_up(2100 * 1050, 100);
  world.rows.push_back(second);
  make.line("Fostering", "Fostering allowance", 3, "Week", 18700, 100);
  make.left("Held", "birth-date-missing", "F1");
  make.line("Fostering", "Fostering allowance", 3, "Week", 24900, 100).born = day(2006, 2, 11);  // 19: the table ends at 17
  make.left("Held", "allowance-not-found", "F1");
  home_care(make).end = day(2025, 3, 2);  // ended before: only in the account of rows
}

/// Four-weekly periods paid at the old rate, and what the new rate comes to. 10.50 hours: 212.94 a week, then 227.22.
void paid_periods(Maker& make, UpliftWorld& world) {
  const Day from = world.effective;
  const auto period = [&](int number) {
    return std::pair{from + std::chrono::days{28 * number}, from + std::chrono::days{28 * number + 27}};
  };
  const auto ordinary = [&](const char* rule, std::int64_t now) -> const UpliftRow& {
    make.uplifted(rule, now);
    return world.rows.back();
  };
  home_care(make);
  const std::string plain = ordinary("H1", 2164).line;
  const auto [first, last] = period(0);
  const auto [next, next_last] = period(1);
  make.paid(plain, first - std::chrono::days{28}, first - std::chrono::days{1}, 4 * 21294, "Before the uplift", 0);
  make.paid(plain, first, last, 4 * 21294, "Owed", 4 * 22722);
  make.paid(plain, next, next_last, 4 * 21294, "Owed", 4 * 22722);
  home_care(make).end = day(2025, 4, 20);  // left after two weeks: still owed
  make.paid(ordinary("H1", 2164).line, first, last, 2 * 21294, "Owed", 2 * 22722);
  UpliftRow& away = home_care(make);  // suspended for ten days of the first period: 18 days are paid
  away.suspended_from = day(2025, 4, 14);
  away.suspended_to = day(2025, 4, 23);
  make.paid(ordinary("H1", 2164).line, first, last, divided_half_up(21294 * 18, 7), "Owed", divided_half_up(22722 * 18, 7));
  home_care(make);
  make.paid(ordinary("H1", 2164).line, first, last, 4 * 22722, "Paid already", 4 * 22722);
  home_care(make);
  make.paid(ordinary("H1", 2164).line, first, last, 80000, "Check", 4 * 22722);
  home_care(make);  // a period that began before the uplift: 14 days at each rate
  make.paid(ordinary("H1", 2164).line, first - std::chrono::days{14}, first + std::chrono::days{13}, 4 * 21294, "Owed",
            2 * 21294 + 2 * 22722);
  make.paid("L99999", first, last, 12345, "", 0);  // of a line that the export does not have
}

}  // namespace

UpliftWorld uplift_world() {
  UpliftWorld world;
  world.effective = day(2025, 4, 7);
  world.rows.reserve(500);  // cases hold on to the row made last
  Maker make{world};
  ordinary_lines(make);
  planted_lines(make, world);
  paid_periods(make, world);
  return world;
}

}  // namespace examples
