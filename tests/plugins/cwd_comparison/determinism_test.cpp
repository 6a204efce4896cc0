// Random portfolios, the same on every machine: whatever stands in the exports, everything ties, parts add up, and row order does
// not matter.
#include <algorithm>

#include "accepted.hpp"
#include "compared.hpp"
#include "comparison.hpp"
#include "contract_checks.hpp"
#include "pounds.hpp"

namespace cwd_test {

namespace {

/// splitmix64: small, and the same everywhere, unlike the standard distributions.
struct Chance {
  std::uint64_t state;
  std::uint64_t next() {
    state += 0x9E3779B97F4A7C15ull;
    std::uint64_t value = state;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ull;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBull;
    return value ^ (value >> 31);
  }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  bool one_in(std::size_t bound) { return below(bound) == 0; }
};

std::string pick(Chance& chance, std::initializer_list<const char*> texts) {
  return *(texts.begin() + static_cast<std::ptrdiff_t>(chance.below(texts.size())));
}

/// Anything that an export can hold, sane or not: few people and ids, so that keys repeat and lines meet.
Row random_row(Chance& chance, bool current) {
  Row row{{"person_id", pick(chance, {"1", "01", "2", "3", "4", "10", "A7", "007", "7"})},
          {"line_id", pick(chance, {"", "L1", "L2", "L3", "77", "077"})},
          {"service", pick(chance, {"Club", "Nights", "Personal assistant", ""})},
          {"provider", pick(chance, {"Pretend Care", "PRETEND CARE", "Other", ""})},
          {"payee_id", pick(chance, {"V1", "V2", ""})},
          {"frequency", pick(chance, {"Weekly", "4-weekly", "Monthly", "One-off", "", "Lunar", "Intermittent"})},
          {"payment_type", pick(chance, {"", "", "", "Adjustment", "One-off"})},
          {"start", pick(chance, {"07/04/2025", "20/10/2025", "17/11/2025", ""})},
          {"end", pick(chance, {"", "", "", "31/10/2025", "23/11/2025", "01/01/2026"})},
          {"date_of_birth", pick(chance, {"", "01/01/2012", "29/02/2008", "20/11/2007"})},
          {"period_from", current ? "10/11/2025" : "13/10/2025"},
          {"period_to", current ? "07/12/2025" : "09/11/2025"}};
  const std::int64_t quantity = static_cast<std::int64_t>(chance.below(9));
  const std::int64_t rate = 1000 + static_cast<std::int64_t>(chance.below(4)) * 137;
  if (!chance.one_in(4)) {
    row["quantity"] = std::to_string(quantity);
    row["unit_cost"] = pounds(rate);
  }
  if (!chance.one_in(3)) row["cost"] = pounds(rate * quantity);
  if (!chance.one_in(10))
    row["net"] = pounds(chance.one_in(3) ? static_cast<std::int64_t>(chance.below(200000)) - 50000 : rate * quantity * 4);
  if (chance.one_in(8)) row["suspended_from"] = "01/11/2025";
  if (chance.one_in(12)) row["suspended_to"] = "20/11/2025";
  if (chance.one_in(8)) row["price_start"] = pick(chance, {"07/04/2025", "24/11/2025", "03/11/2025"});
  if (chance.one_in(8)) row["price_end"] = pick(chance, {"23/11/2025", "02/11/2025"});
  if (chance.one_in(15)) row["adjustment"] = "12.34";
  if (chance.one_in(20)) row["adjustment_from"] = "01/09/2025";
  return row;
}

Rows random_rows(Chance& chance, bool current) {
  Rows rows;
  for (std::size_t count = chance.below(40); count > 0; --count) {
    rows.push_back(random_row(chance, current));
    if (chance.one_in(10)) rows.push_back(rows.back());
  }
  // Without a row that has them, a whole export would lack its periods.
  rows.push_back({{"person_id", "99"},
                  {"line_id", "L1"},
                  {"net", current ? "1.00" : "2.00"},
                  {"period_from", current ? "10/11/2025" : "13/10/2025"},
                  {"period_to", current ? "07/12/2025" : "09/11/2025"}});
  return rows;
}

void shuffle(Rows& rows, Chance& chance) {
  for (std::size_t place = rows.size(); place > 1; --place) std::swap(rows[place - 1], rows[chance.below(place)]);
}

}  // namespace

TEST(Random, EverythingTiesAndOrderDoesNotMatter) {
  Chance chance{20251110};
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE(round);
    Rows previous = random_rows(chance, false);
    Rows current = random_rows(chance, true);
    const Host first = compare(previous, current);
    shuffle(previous, chance);
    shuffle(current, chance);
    const Host second = compare(previous, current);
    ASSERT_EQ(first.tables, second.tables);
    ASSERT_EQ(first.facts, second.facts);
    ASSERT_EQ(first.steps, second.steps);
    ASSERT_EQ(first.findings.size(), second.findings.size());
    if (HasFailure()) return;
  }
}

TEST(Random, PartsAddUpForEveryLine) {
  using namespace counterfoil;
  using namespace counterfoil::cwd;
  Chance chance{42};
  for (int round = 0; round < 200; ++round) {
    Host host{counterfoil_plugin()};
    host.input("previous", random_rows(chance, false));
    host.input("current", random_rows(chance, true));
    const plugin::Run run{host.host()};
    Notes notes;
    const cwd::Settings settings = read_settings(run, notes);
    const Payments previous = read_payments(run, "previous", "last period's export");
    const Payments current = read_payments(run, "current", "this period's export");
    const DateSpan before_span = *find_period(previous, {}, {}, notes);
    const DateSpan now_span = *find_period(current, {}, {}, notes);
    const ApprovedRates approved;
    const Acceptances accepted;
    const PastDecisions decisions;
    const AdultDecisions adult;
    const PayCalendar calendar;
    Memory memory;
    Debts debts;
    const Result result =
        cwd::compare(previous, before_span, current, now_span, {approved, accepted, decisions, adult, calendar, memory, debts},
                     settings, notes, [](std::uint64_t, std::uint64_t) {});
    std::vector<bool> changed(result.lines.size(), false);
    const auto difference = [&](const ReportLine& line) {
      Pence sum;
      if (line.pair.current != no_line) sum += paid_of(result.current.rows_of(result.current.lines[line.pair.current])).paid;
      if (line.pair.previous != no_line) sum -= paid_of(result.previous.rows_of(result.previous.lines[line.pair.previous])).paid;
      return sum;
    };
    for (const Change& change : result.changes) {
      changed[change.line] = true;
      ASSERT_EQ(change.judgement.parts.sum(), difference(result.lines[change.line])) << change.judgement.parts.words();
    }
    for (std::size_t line = 0; line < result.lines.size(); ++line) {
      if (!changed[line]) {
        ASSERT_EQ(difference(result.lines[line]), Pence{}) << line;
      }
    }
  }
}

TEST(Random, TheContractIsKept) {
  Chance chance{7};
  for (int round = 0; round < 10; ++round)
    EXPECT_EQ(fake::contract_troubles(counterfoil_plugin(),
                                      {{"previous", random_rows(chance, false)}, {"current", random_rows(chance, true)}}),
              std::vector<std::string>{});
}

}  // namespace cwd_test
