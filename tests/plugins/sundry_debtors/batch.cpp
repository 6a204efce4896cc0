#include "batch.hpp"

#include <algorithm>
#include <set>

namespace debtors_test {

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

std::int64_t pence(const ReportRow& row, const std::string& column) {
  const std::string& text = row.at(column);
  return text.empty() ? 0 : fake::read_value(CF_PENCE, text);
}

void check_ties(const Host& host) {
  for (const std::string input : {"overpayments", "more-overpayments"}) {
    fake::Account sum;
    if (const auto found = host.accounts.find(input); found != host.accounts.end())
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

void check_keys(const Host& host) {
  std::set<std::string> raised;
  for (const ReportRow& row : host.tables.at("matters")) {
    const std::string& key = row.at("release_key");
    EXPECT_TRUE(raised.insert(key).second) << key;
    EXPECT_LE(key.size(), 30u);
    EXPECT_EQ(key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"), std::string::npos) << key;
  }
  std::set<std::string> others;
  for (const ReportRow& row : host.tables.at("not_raised"))
    EXPECT_TRUE(others.insert(row.at("matter_key")).second) << row.at("matter_key");
  std::set<std::string> registered;
  for (const ReportRow& row : host.tables.at("register")) EXPECT_TRUE(registered.insert(row.at("release_key")).second);
  for (const std::string& key : raised) EXPECT_TRUE(registered.contains(key)) << key;
}

void check_tables(const Host& host) {
  EXPECT_EQ(host.tables.at("next_steps").size(), 6u);
  EXPECT_EQ(host.tables.at("routes").size(), 12u);
  EXPECT_EQ(host.tables.at("bridge").size(), 13u);
  EXPECT_EQ(host.tables.at("ages").size(), 10u);
  EXPECT_EQ(host.tables.at("recovery").size(), 2u);
  // What the sheets' formulas will sum is what the summary says.
  std::map<std::string, std::int64_t> by_route;
  std::int64_t raised = 0;
  for (const ReportRow& row : host.tables.at("matters")) {
    by_route[row.at("route")] += pence(row, "amount");
    raised += pence(row, "amount");
    EXPECT_FALSE(row.at("reasons").empty());
  }
  for (const ReportRow& row : host.tables.at("not_raised")) by_route[row.at("why")] += pence(row, "amount");
  for (const ReportRow& row : host.tables.at("routes"))
    EXPECT_EQ(pence(row, "amount"), by_route[row.at("route")]) << row.at("route");
  EXPECT_EQ(raised, host.closing);
  std::int64_t deducted = 0;
  std::set<std::string> of_batch;
  for (const ReportRow& row : host.tables.at("matters")) of_batch.insert(row.at("release_key"));
  for (const ReportRow& row : host.tables.at("deductions"))
    if (of_batch.contains(row.at("release_key"))) deducted += pence(row, "amount");
  EXPECT_EQ(deducted, by_route["Deduct"]);
  std::int64_t sent = 0;
  for (const ReportRow& row : host.tables.at("invoice_lines")) {
    sent += pence(row, "amount");
    const std::string& text = row.at("text");
    EXPECT_LE(
        std::count_if(text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }), 240)
        << text;
  }
  EXPECT_EQ(sent, by_route["Invoice"] + by_route["Credit note"]);
}

}  // namespace

Row overpayment(const Row& change) {
  return with({{"person_id", "X100123"},
               {"line_id", "4501013"},
               {"service", "Fostering allowance"},
               {"provider", "In-house"},
               {"payee", "Carer of Teapot"},
               {"payee_id", "V2001"},
               {"overpaid_from", "03/11/2025"},
               {"overpaid_to", "17/11/2025"},
               {"paid_weekly", "225.00"},
               {"correct_weekly", "0.00"},
               {"overpaid", "482.14"},
               {"cause", "Placement ended"},
               {"discovered", "24/11/2025"},
               {"still_paid", "No"},
               {"cost_centre", "C4410"},
               {"subjective", "51230"}},
              change);
}

Row debtor(const Row& change) {
  return with({{"payee_id", "V2001"},
               {"payee", "Carer of Teapot"},
               {"debtor_name", "Exampla Teapot"},
               {"account", "700123"},
               {"site", "1001"},
               {"address_1", "1 Imaginary Lane"},
               {"address_3", "Madeupton"},
               {"postcode", "ZZ99 3ZZ"}},
              change);
}

Host raise(const Rows& overpayments, const Rows& debtors, const Settings& settings, const Held& held, const Rows& more,
           const Rows& codes) {
  Host host{counterfoil_plugin()};
  host.input("overpayments", overpayments);
  if (!more.empty()) host.input("more-overpayments", more);
  host.input("debtors", debtors);
  if (!codes.empty()) host.input("codes", codes);
  for (const auto& [table, rows] : held) host.input(table, rows);
  host.set("as-of", "28/11/2025");
  for (const auto& [name, text] : settings) host.set(name, text);
  EXPECT_EQ(host.run(), CF_OK) << host.failure;
  for (const std::string& misuse : host.misuse) ADD_FAILURE() << misuse;
  if (!host.tables.empty()) {
    check_ties(host);
    check_keys(host);
    check_tables(host);
  }
  return host;
}

Held held_by(const Host& host, const std::string& release) {
  Held held;
  for (const std::string table : {"register", "matters", "not_raised", "deductions", "instalments"})
    for (const ReportRow& row : host.tables.at(table)) held["#" + table].push_back(row);
  if (!release.empty())
    for (Row& row : held["#register"])
      if (row["route"] != "Deduct" && row["withdrawn"].empty() && row["released_on"].empty()) row["released_on"] = release;
  return held;
}

const ReportRow& only(const Host& host, const std::string& table) {
  static const ReportRow none;
  const auto& rows = host.tables.at(table);
  if (rows.size() == 1) return rows.front();
  ADD_FAILURE() << rows.size() << " rows of " << table;
  return none;
}

std::string summary(const Host& host) {
  std::string text;
  const auto add = [&](const ReportRow& row, const char* route) {
    text += (text.empty() ? "" : "; ") + row.at(route) + "/" + row.at("amount");
  };
  for (const ReportRow& row : host.tables.at("matters")) add(row, "route");
  for (const ReportRow& row : host.tables.at("not_raised")) add(row, "why");
  return text;
}

}  // namespace debtors_test
