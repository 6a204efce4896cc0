// The tables as the workbook gets them.
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "build_paths.hpp"
#include "compared.hpp"

namespace cwd_test {

namespace {

/// 1001 unchanged; 1002 seven hours for six (+61.92, Check); 1003 vendor changed (Query); 1004 new from 17 November (278.64,
/// Explained).
Host four_children() {
  const auto child = [](const char* id, Row change = {}) {
    change["person_id"] = id;
    if (!change.contains("payee_id")) change["payee_id"] = std::string{"V"} + id;
    return change;
  };
  return compare({before(child("1001")), before(child("1002")), before(child("1003"))},
                 {now(child("1001")), now(child("1002", {{"quantity", "7"}, {"cost", "108.36"}, {"net", "433.44"}})),
                  now(child("1003", {{"payee_id", "V9"}})),
                  now(child("1004", {{"start", "17/11/2025"}, {"price_start", "17/11/2025"}, {"net", "278.64"}}))});
}

}  // namespace

TEST(Report, BridgeFromOneTotalToTheOther) {
  const Host host = four_children();
  EXPECT_EQ(host.opening, 3 * 37152);
  EXPECT_EQ(host.closing, 37152 + 43344 + 37152 + 27864);
  const auto& bridge = host.tables.at("bridge");
  EXPECT_EQ(bridge.front().at("step"), "Last period");
  EXPECT_EQ(bridge.front().at("amount"), "1114.56");
  EXPECT_EQ(bridge[1].at("step"), "New person");
  EXPECT_EQ(bridge[1].at("amount"), "278.64");
  EXPECT_EQ(bridge[1].at("lines"), "1");
  EXPECT_EQ(bridge[6].at("step"), "Quantity");
  EXPECT_EQ(bridge[6].at("amount"), "61.92");
  EXPECT_EQ(bridge[14].at("step"), "Payee");
  EXPECT_EQ(bridge[14].at("lines"), "1");
  EXPECT_EQ(bridge[14].at("amount"), "0.00");
  EXPECT_EQ(bridge.back().at("step"), "This period");
  EXPECT_EQ(bridge.back().at("amount"), "1455.12");
  EXPECT_EQ(host.accounts.at("current").at("Unchanged").rows, 1u);
  EXPECT_EQ(host.accounts.at("previous").at("Quantity").pence, 37152);
}

TEST(Report, RisksAndHeadline) {
  const Host host = four_children();
  const auto& risks = host.tables.at("risks");
  EXPECT_EQ(risks[0].at("risk"), "Query");
  EXPECT_EQ(risks[0].at("lines"), "1");
  EXPECT_EQ(risks[1].at("difference"), "61.92");
  EXPECT_EQ(risks[2].at("difference"), "278.64");
  const auto& headline = host.tables.at("headline");
  EXPECT_EQ(headline[2].at("label"), "Difference");
  EXPECT_EQ(headline[2].at("amount"), "340.56");
  EXPECT_EQ(headline[2].at("lines"), "1");
  EXPECT_EQ(host.facts.at("outcome"),
            "2 payments changed, and the total rose by \u00A3340.56. 1 needs a decision, 1 is to be checked.");
}

TEST(Report, OrderIsRiskThenMoneyThenIds) {
  const Host host = four_children();
  const auto& changes = host.tables.at("changes");
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[0].at("person_id"), "1003");
  EXPECT_EQ(changes[1].at("person_id"), "1002");
  EXPECT_EQ(changes[2].at("person_id"), "1004");
  // Equal in risk and money: by id, numbers by their value.
  const auto missing = [](const char* id) { return before({{"person_id", id}, {"line_id", "L1"}, {"payee_id", ""}}); };
  const Host equal = compare({missing("1010"), missing("999"), missing("1009")}, {},
                             {{"current-from", "10/11/2025"}, {"current-to", "07/12/2025"}});
  EXPECT_EQ(equal.tables.at("changes")[0].at("person_id"), "999");
  EXPECT_EQ(equal.tables.at("changes")[1].at("person_id"), "1009");
  EXPECT_EQ(equal.tables.at("changes")[2].at("person_id"), "1010");
}

TEST(Report, ChangeRowHasItsFigures) {
  const Host host = four_children();
  const ReportRow& row = *change(host, "1002", "L1");
  EXPECT_EQ(row.at("name"), "Alex Example");
  EXPECT_EQ(row.at("previous"), "371.52");
  EXPECT_EQ(row.at("current"), "433.44");
  EXPECT_EQ(row.at("change"), "0.166667");  // 61.92 / 371.52 = 1/6
  EXPECT_EQ(row.at("previous_weekly"), "92.88");
  EXPECT_EQ(row.at("current_weekly"), "108.36");
  EXPECT_EQ(row.at("rows"), "1 row before, 1 row now");
  EXPECT_EQ(row.at("rules"), "quantity-changed");
  EXPECT_EQ(row.at("reasons"), "Hours a week went from 6 to 7 under the same price dates.");
  EXPECT_EQ(row.at("question"), "Ask the social worker: was the change from 6 to 7 agreed, and from what date?");
  EXPECT_EQ(change(host, "1004", "L1")->at("previous"), "");  // not there: blank, not nought
  EXPECT_EQ(change(host, "1004", "L1")->at("change"), "");
}

TEST(Report, CancelStopsInGoodOrder) {
  Host host{counterfoil_plugin()};
  host.input("previous", {before()});
  host.input("current", {now()});
  host.cancel_after = 0;
  EXPECT_EQ(host.run(), CF_STOP);
  EXPECT_TRUE(host.tables.empty());
}

// Every rule that can fire stands in the README that staff read, and every setting too.
TEST(Report, ReadmeNamesEveryRuleAndSetting) {
  const std::filesystem::path folder = counterfoil::test::source_folder() / "plugins" / "cwd_comparison";
  const auto text_of = [](const std::filesystem::path& path) {
    std::ifstream file{path};
    std::stringstream read;
    read << file.rdbuf();
    return read.str();
  };
  const std::string readme = text_of(folder / "README.md");
  const std::regex rule{"\"([a-z0-9]+(-[a-z0-9]+)+)\"(,\\s*(\\w+\\s*\\?\\s*)?Risk::|\\s*:\\s*\"[a-z-]+\",\\s)"};
  std::size_t rules = 0;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string source = text_of(entry.path());
    for (std::sregex_iterator found{source.begin(), source.end(), rule}, end; found != end; ++found, ++rules)
      EXPECT_NE(readme.find((*found)[1].str()), std::string::npos) << (*found)[1];
  }
  EXPECT_GT(rules, 40u);
  const cf_plugin* plugin = counterfoil_plugin();
  for (std::uint64_t index = 0; index < plugin->parameter_count; ++index) {
    const std::string id{counterfoil::plugin::from_abi(plugin->parameters[index].id)};
    EXPECT_NE(readme.find(id), std::string::npos) << id;
    EXPECT_GT(plugin->parameters[index].help.length, 0u) << id;
  }
}

}  // namespace cwd_test
