#include "watched.hpp"

#include <set>

#include "turning_18_description.hpp"

extern "C" const cf_plugin* counterfoil_plugin(void);

namespace turning_test {

Row paid(const Row& change) {
  Row row{{"person_id", "P1"},
          {"line_id", "L1"},
          {"service", "Personal assistant"},
          {"start", "01/04/2024"},
          {"frequency", "Weekly"},
          {"cost", "92.88"},
          {"net", "371.52"},
          {"date_of_birth", "01/06/2008"},
          {"period_from", "10/11/2025"},
          {"period_to", "07/12/2025"},
          {"payee", "Parent of P1"},
          {"payee_id", "V1"}};
  for (const auto& [field, text] : change) row[field] = text;
  return row;
}

std::int64_t pence(const std::string& text) { return text.empty() ? 0 : fake::read_value(CF_PENCE, text); }

Host look_at(const Rows& payments, const Settings& settings, const More& more) {
  Host host{counterfoil_plugin()};
  host.input("payments", payments);
  for (const auto& [id, rows] : more) host.input(id, rows);
  for (const auto& [name, text] : settings) host.set(name, text);
  EXPECT_EQ(host.run(), CF_OK) << host.failure;
  EXPECT_TRUE(host.misuse.empty()) << host.misuse.front();
  if (!host.tables.contains("watch")) return host;  // stopped by a finding
  const fake::Account control = host.control("payments");
  fake::Account sum;
  for (const auto& [name, account] : host.accounts["payments"]) {
    sum.rows += account.rows;
    sum.pence += account.pence;
  }
  EXPECT_EQ(control.rows, sum.rows);
  EXPECT_EQ(control.pence, sum.pence);
  std::set<std::string> people;
  for (const ReportRow& row : host.tables["watch"]) {
    EXPECT_TRUE(people.insert(row.at("person_id")).second);
    std::int64_t before = 0;
    std::int64_t after = 0;
    for (const ReportRow& line : host.tables["lines"]) {
      if (line.at("person_id") != row.at("person_id")) continue;
      before += pence(line.at("before"));
      after += pence(line.at("after"));
    }
    EXPECT_EQ(pence(row.at("before")), before);
    EXPECT_EQ(pence(row.at("after")), after);
  }
  for (const ReportRow& row : host.tables["overpayments"])
    EXPECT_EQ(pence(row.at("overpaid")), pence(row.at("paid")) - pence(row.at("correct")));
  return host;
}

const ReportRow* watch(const Host& host, const std::string& person) {
  for (const ReportRow& row : host.tables.at("watch"))
    if (row.at("person_id") == person) return &row;
  return nullptr;
}

const ReportRow& only_watch(const Host& host) {
  const auto& rows = host.tables.at("watch");
  if (rows.size() != 1) throw std::runtime_error("expected one row on the Watch list, found " + std::to_string(rows.size()));
  return rows.front();
}

}  // namespace turning_test
