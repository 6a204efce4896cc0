#include "report/team_rows.hpp"

#include <gtest/gtest.h>

namespace counterfoil::report {
namespace {

PaidLine line(std::string_view person, std::string_view id, std::string_view service, std::optional<std::int64_t> previous,
              std::optional<std::int64_t> current) {
  return {person, "Testa Teapot", id, service, "", "", previous, current};
}

TEST(TeamRows, ALineFindsItsRowByItsId) {
  const std::vector<TeamRow> rows = {{5, "X1", "0501", "", "", 100}, {6, "X1", "502", "", "", 200}};
  const auto match = match_team_rows(
      rows, {line("x1", "501", "a", 100, 150), line("X1", "502", "b", 200, {}), line("X1", "503", "c", {}, 70)}, PersonBy::id);
  EXPECT_EQ(match.amounts, (std::map<std::uint32_t, std::int64_t>{{5, 150}}));
  EXPECT_EQ(match.before, (std::map<std::uint32_t, std::int64_t>{{5, 100}, {6, 200}}));
  EXPECT_EQ(match.gone_rows, std::vector<std::uint32_t>{6});
  EXPECT_EQ(match.new_lines, std::vector<std::size_t>{2});
}

TEST(TeamRows, ARowAServiceGetsAllLinesOfThatService) {
  const std::vector<TeamRow> rows = {{5, "1", "", "Day care", "", {}}, {6, "1", "", "Club", "", {}}};
  const auto match = match_team_rows(
      rows, {line("1", "501", "Day Care", 100, 100), line("1", "502", "day-care", 5, 5), line("1", "503", "Club", 30, 30)},
      PersonBy::id);
  EXPECT_EQ(match.amounts, (std::map<std::uint32_t, std::int64_t>{{5, 105}, {6, 30}}));
  EXPECT_TRUE(match.new_lines.empty());
}

TEST(TeamRows, ARowAPersonGetsEverything) {
  const auto match = match_team_rows({{5, "1", "", "", "", {}}},
                                     {line("1", "501", "Day care", 100, 100), line("1", "502", "Club", {}, 40)}, PersonBy::id);
  EXPECT_EQ(match.amounts.at(5), 140);
}

TEST(TeamRows, OtherWordsForAServiceAreMetByLastPeriodsAmount) {
  const std::vector<TeamRow> rows = {{5, "1", "", "DP", "", 24768}, {6, "1", "", "Club", "", 6400}};
  const auto match = match_team_rows(
      rows, {line("1", "501", "Personal assistant", 24768, 30000), line("1", "502", "Club", 6400, 6400)}, PersonBy::id);
  EXPECT_EQ(match.amounts, (std::map<std::uint32_t, std::int64_t>{{5, 30000}, {6, 6400}}));
  EXPECT_EQ(match.by_amount, 1u);
}

TEST(TeamRows, TwoRowsOfTheSameAmountAreNotGuessedBetween) {
  const std::vector<TeamRow> rows = {{5, "1", "", "DP", "", 6400}, {6, "1", "", "SB", "", 6400}};
  const auto match = match_team_rows(
      rows, {line("1", "501", "Personal assistant", 6400, 6400), line("1", "502", "Holiday club", 6400, 6400)}, PersonBy::id);
  EXPECT_TRUE(match.amounts.empty());
  EXPECT_EQ(match.new_lines.size(), 2u);
}

TEST(TeamRows, ARepeatedRowGetsNothingAndIsSaid) {
  const std::vector<TeamRow> rows = {{5, "1", "501", "", "", {}}, {9, "1", "501", "", "", {}}};
  const auto match = match_team_rows(rows, {line("1", "501", "a", 100, 100)}, PersonBy::id);
  EXPECT_EQ(match.amounts, (std::map<std::uint32_t, std::int64_t>{{5, 100}}));
  EXPECT_EQ(match.repeated, (std::vector<std::pair<std::uint32_t, std::uint32_t>>{{9, 5}}));
}

TEST(TeamRows, NamesMatchWhicheverPartComesFirst) {
  const auto match = match_team_rows({{5, "TEAPOT, Testa", "", "", "", {}}}, {line("X1", "501", "a", 100, 100)}, PersonBy::name);
  EXPECT_EQ(match.amounts.at(5), 100);
  EXPECT_EQ(name_key("Testa Teapot"), name_key("Teapot, Testa"));
  EXPECT_NE(name_key("Testa Teapot"), name_key("Testa Sieve"));
}

TEST(TeamRows, IdsMatchHoweverTheyAreKept) {
  EXPECT_EQ(id_key("0012345"), id_key("12345"));
  EXPECT_EQ(id_key("x 100"), id_key("X100"));
  EXPECT_EQ(id_key("0"), id_key("000"));
  EXPECT_NE(id_key("X0100"), id_key("X100"));
}

}  // namespace
}  // namespace counterfoil::report
