#include "compared.hpp"

#include <set>

namespace cwd_test {

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

Row ordinary() {
  return {{"person_id", "1001"},
          {"name", "Alex Example"},
          {"line_id", "L1"},
          {"service_type", "Direct payment"},
          {"service", "Personal assistant"},
          {"provider", "Direct payment"},
          {"payee", "Parent of 1001"},
          {"payee_id", "V1001"},
          {"start", "07/04/2025"},
          {"price_start", "07/04/2025"},
          {"quantity", "6"},
          {"unit", "Hour"},
          {"unit_cost", "15.48"},
          {"cost", "92.88"},
          {"frequency", "Weekly"},
          {"net", "371.52"}};
}

std::int64_t pence(const ReportRow& row, const std::string& column) {
  const std::string& text = row.at(column);
  return text.empty() ? 0 : fake::read_value(CF_PENCE, text);
}

void check_ties(const Host& host) {
  for (const std::string input : {"previous", "current"}) {
    fake::Account sum;
    const auto found = host.accounts.find(input);
    if (found != host.accounts.end())
      for (const auto& [name, account] : found->second) {
        sum.rows += account.rows;
        sum.pence += account.pence;
      }
    EXPECT_EQ(sum.rows, host.control(input).rows) << input;
    EXPECT_EQ(sum.pence, host.control(input).pence) << input;
  }
  std::int64_t bridge = host.opening;
  for (const auto& [label, step] : host.steps) bridge += step;
  EXPECT_EQ(bridge, host.closing);
}

void check_tables(const Host& host) {
  EXPECT_EQ(host.tables.at("headline").size(), 7u);
  EXPECT_EQ(host.tables.at("risks").size(), 3u);
  EXPECT_EQ(host.tables.at("bridge").size(), 18u);
  EXPECT_EQ(host.tables.at("next_steps").size(), 5u);
  // What the sheet's formulas will sum is what the bridge says.
  std::map<std::string, std::int64_t> by_class;
  std::set<std::string> keys;
  for (const ReportRow& row : host.tables.at("changes")) {
    EXPECT_EQ(pence(row, "difference"), pence(row, "current") - pence(row, "previous"));
    by_class[row.at("class")] += pence(row, "difference");  // nought on rows about earlier periods
    EXPECT_TRUE(keys.insert(row.at("person_id") + "|" + row.at("line_id") + "|" + row.at("about")).second) << row.at("line_id");
    EXPECT_FALSE(row.at("rules").empty());
    EXPECT_FALSE(row.at("reasons").empty());
    if (row.at("risk") == "Query") {
      EXPECT_TRUE(row.at("question").starts_with("Ask the ")) << row.at("question");
    }
  }
  const auto& bridge = host.tables.at("bridge");
  for (std::size_t step = 1; step + 1 < bridge.size(); ++step)
    EXPECT_EQ(pence(bridge[step], "amount"), by_class[bridge[step].at("step")]) << bridge[step].at("step");
  std::int64_t previous = 0;
  std::int64_t current = 0;
  std::set<std::string> lines;
  for (const ReportRow& row : host.tables.at("payments")) {
    previous += pence(row, "previous");
    current += pence(row, "current");
    EXPECT_TRUE(lines.insert(row.at("person_id") + "|" + row.at("line_id")).second) << row.at("line_id");
  }
  EXPECT_EQ(previous, host.opening);
  EXPECT_EQ(current, host.closing);
}

}  // namespace

Row before(const Row& change) {
  return with(with(ordinary(), {{"period_from", "13/10/2025"}, {"period_to", "09/11/2025"}}), change);
}
Row now(const Row& change) { return with(with(ordinary(), {{"period_from", "10/11/2025"}, {"period_to", "07/12/2025"}}), change); }

Host compare(const Rows& previous, const Rows& current, const Settings& settings, const Rows& rates, const Decided& decided) {
  Host host{counterfoil_plugin()};
  host.input("previous", previous);
  host.input("current", current);
  if (!rates.empty()) host.input("rates", rates);
  for (const auto& [table, rows] : decided) host.input(table, rows);
  for (const auto& [name, text] : settings) host.set(name, text);
  EXPECT_EQ(host.run(), CF_OK) << host.failure;
  for (const std::string& misuse : host.misuse) ADD_FAILURE() << misuse;
  if (!host.tables.empty()) {
    check_ties(host);
    check_tables(host);
  }
  return host;
}

const ReportRow* change(const Host& host, const std::string& person, const std::string& line) {
  const auto found = host.tables.find("changes");
  if (found == host.tables.end()) return nullptr;
  for (const ReportRow& row : found->second)
    if (row.at("person_id") == person && row.at("line_id") == line) return &row;
  return nullptr;
}

const ReportRow& only_change(const Host& host) {
  static const ReportRow none{{"class", "none"}, {"risk", "none"}, {"difference", "none"}, {"rules", ""},
                              {"reasons", ""},   {"question", ""}, {"parts", ""}};
  const auto found = host.tables.find("changes");
  if (found == host.tables.end() || found->second.size() != 1) {
    ADD_FAILURE() << (found == host.tables.end() ? 0 : found->second.size()) << " changes";
    return none;
  }
  return found->second.front();
}

bool fired(const ReportRow& row, const std::string& rule) {
  return (", " + row.at("rules") + ",").find(", " + rule + ",") != std::string::npos;
}

std::string summary(const ReportRow& row) { return row.at("class") + "/" + row.at("risk") + "/" + row.at("difference"); }

}  // namespace cwd_test
