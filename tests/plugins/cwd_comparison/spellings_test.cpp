// Ids that two exports write in different ways, and exports that hardly belong together.
#include "compared.hpp"

namespace cwd_test {

namespace {

/// So many people, each with a line of the ordinary kind, with ids that begin with `prefix`.
Rows team(int people, const std::string& prefix, Row (*row)(const Row&)) {
  Rows rows;
  for (int person = 1; person <= people; ++person)
    rows.push_back(row({{"person_id", prefix + std::to_string(person)}, {"line_id", prefix + "L" + std::to_string(person)}}));
  return rows;
}

}  // namespace

TEST(Spellings, CapitalsSpacesAndSignsAreOnePerson) {
  for (const auto& [was, is] : std::map<std::string, std::string>{
           {"X400101", "x400101"}, {"CP 1001", "CP1001"}, {"400101", "400,101"}, {"AB-12", "ab/12"}, {"0400101", "400,101"}}) {
    const Host host = compare({before({{"person_id", was}})}, {now({{"person_id", is}})});
    EXPECT_TRUE(host.tables.at("changes").empty()) << is;
    EXPECT_EQ(host.tables.at("payments")[0].at("person_id"), was);  // as the workbook has it
    EXPECT_EQ(host.count("ids-spelt-differently"), 1u) << is;
    // The other export writes it so.
    EXPECT_TRUE(compare({before({{"person_id", is}})}, {now({{"person_id", was}})}).tables.at("changes").empty()) << is;
  }
}

TEST(Spellings, OneNoteForAllPeople) {
  const Host host = compare(team(4, "X", before), team(4, "x", now));
  EXPECT_TRUE(host.tables.at("changes").empty());
  EXPECT_EQ(host.count("ids-spelt-differently"), 2u);  // the persons; the lines
}

TEST(Spellings, OfALine) {
  const Host host = compare({before({{"line_id", "cp1001"}})},
                            {now({{"line_id", "CP1001"}, {"quantity", "7"}, {"net", "433.44"}, {"cost", "108.36"}})});
  ASSERT_EQ(host.tables.at("changes").size(), 1u);
  EXPECT_EQ(only_change(host).at("line_id"), "cp1001");
  EXPECT_EQ(only_change(host).at("class"), "Quantity");
  EXPECT_EQ(host.count("ids-spelt-differently"), 1u);
}

TEST(Spellings, TwoPeopleAreNotJoined) {
  // Another surname: another child.
  const Host other =
      compare({before({{"person_id", "X1"}, {"surname", "Marmalade"}})}, {now({{"person_id", "x1"}, {"surname", "Fixture"}})});
  EXPECT_EQ(other.tables.at("changes").size(), 2u);
  EXPECT_EQ(other.count("ids-spelt-differently"), 0u);
  // Both stood in last period's export, and nothing says that they are one.
  const Host two = compare({before({{"person_id", "X1"}, {"surname", ""}, {"name", ""}}),
                            before({{"person_id", "x1"}, {"surname", ""}, {"name", ""}, {"line_id", "L2"}})},
                           {now({{"person_id", "X-1"}, {"surname", ""}, {"name", ""}})});
  EXPECT_EQ(two.count("ids-spelt-differently"), 0u);
}

TEST(Spellings, OnePersonUnderTwoSpellingsInOneExport) {
  const Row named{{"surname", "Marmalade"}};
  const Host host = compare({before({{"person_id", "X1"}, {"surname", "Marmalade"}}),
                             before({{"person_id", "X1"}, {"line_id", "L2"}, {"service", "Transport"}, {"surname", "Marmalade"}})},
                            {now({{"person_id", "X1"}, {"surname", "Marmalade"}}),
                             now({{"person_id", "x1"}, {"line_id", "L2"}, {"service", "Transport"}, {"surname", "Marmalade"}})});
  EXPECT_TRUE(host.tables.at("changes").empty());
}

TEST(InCommon, HardlyAnybodyStopsWithSamplesOfBothSides) {
  const Host host = compare(team(6, "A", before), team(6, "B", now));
  EXPECT_TRUE(host.found("hardly-anybody-in-common"));
  EXPECT_TRUE(host.tables.empty());
  EXPECT_FALSE(compare(team(6, "A", before), team(6, "B", now), {{"unlike-exports", "allow"}}).tables.empty());
  // A new team of four may well be four other children.
  EXPECT_FALSE(compare(team(4, "A", before), team(4, "B", now)).tables.empty());
}

TEST(InCommon, HalfTheRowsGoneStops) {
  EXPECT_TRUE(compare(team(20, "A", before), team(10, "A", now)).found("half-the-rows-gone"));
  EXPECT_FALSE(compare(team(20, "A", before), team(11, "A", now)).found("half-the-rows-gone"));
  EXPECT_FALSE(compare(team(20, "A", before), team(10, "A", now), {{"unlike-exports", "allow"}}).tables.empty());
}

TEST(InCommon, TypedDatesThatContradictTheExportStop) {
  const Settings swapped{{"current-from", "13/10/2025"}, {"current-to", "09/11/2025"}};
  EXPECT_TRUE(compare({before()}, {now()}, swapped).found("period-setting-contradicts"));
}

}  // namespace cwd_test
