#include "whole.hpp"

extern "C" const cf_plugin* counterfoil_plugin(void);

namespace whole_uplift {

namespace {

Row with(Row row, const Row& change) {
  for (const auto& [field, text] : change) {
    if (text.empty())
      row.erase(field);
    else
      row[field] = text;
  }
  return row;
}

}  // namespace

Row line(const Row& change) {
  return with({{"line_id", "L1"},
               {"person_id", "X1"},
               {"service", "Homecare"},
               {"provider", "Imaginary Care"},
               {"start", "05/06/2023"},
               {"price_start", "08/04/2024"},
               {"quantity", "10"},
               {"unit", "Hour"},
               {"unit_cost", "20.00"},
               {"frequency", "Weekly"},
               {"weekly_cost", "200.00"}},
              change);
}

Row rule(const Row& change) {
  return with({{"#sheet", "Decision"},
               {"rule", "R1"},
               {"priority", "1"},
               {"service", "Homecare"},
               {"action", "Percent"},
               {"percent", "5%"}},
              change);
}

Host uplift(const Rows& lines, const Rows& rules, const Settings& settings, const More& more) {
  Host host{counterfoil_plugin()};
  host.input("lines", lines);
  host.input("rules", rules);
  for (const auto& [input, rows] : more) host.input(input, rows);
  host.set("effective", "07/04/2025");
  for (const auto& [name, text] : settings) host.set(name, text);
  EXPECT_EQ(host.run(), CF_OK) << host.failure;
  for (const std::string& misuse : host.misuse) ADD_FAILURE() << misuse;
  if (host.tables.empty()) return host;  // stopped by a finding
  for (const std::string input : {"lines", "paid"}) {
    fake::Account sum;
    for (const auto& [name, account] : host.accounts[input]) {
      sum.rows += account.rows;
      sum.pence += account.pence;
    }
    EXPECT_EQ(sum.rows, host.control(input).rows) << input;
    EXPECT_EQ(sum.pence, host.control(input).pence) << input;
  }
  return host;
}

std::string outcome(const Host& host, const std::string& line_id) {
  std::string text;
  const auto add = [&text](const std::string& one) { text += (text.empty() ? "" : "; ") + one; };
  if (!host.tables.contains("changes")) return "stopped";
  for (const ReportRow& row : host.tables.at("changes"))
    if (row.at("line_id") == line_id) add(row.at("result") + "/" + row.at("new_rate").substr(0, row.at("new_rate").size() - 4));
  for (const ReportRow& row : host.tables.at("unmatched"))
    if (row.at("line_id") == line_id) add(row.at("result"));
  return text;
}

void stops(const Host& host, const std::string& id, const std::string& place) {
  EXPECT_EQ(host.places(id), place);
  EXPECT_TRUE(host.tables.empty()) << id << " ends the run before anything is worked out";
}

std::string value(const Host& host, const std::string& id, const std::string& name) {
  for (const fake::Finding& finding : host.findings)
    if (finding.id == id) return finding.values.at(name);
  return "(no " + id + ")";
}

}  // namespace whole_uplift
