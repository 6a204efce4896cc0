#include "write.hpp"

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "../sheet.hpp"
#include "cases.hpp"

namespace examples::turning {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* first_export = "Payments 10 Nov to 7 Dec 2025.xlsx";
constexpr const char* second_export = "Payments 8 Dec 2025 to 4 Jan 2026.xlsx";
constexpr const char* allowances_file = "Allowances by age.xlsx";

struct Written {
  std::int64_t rows = 0;
  std::int64_t total = 0;
};

Written write_export(const std::vector<Case>& cases, bool first, const std::string& path) {
  Book book(path);
  lxw_worksheet* sheet = book.sheet("Payments");
  constexpr std::array headings{"Person ID",    "Forename",  "Surname",  "Date of Birth", "CPLI",
                                "Service Type", "Service",   "Provider", "Payee",         "Vendor No",
                                "Start",        "End",       "Cost",     "Frequency",     "Payment Type",
                                "Period From",  "Period To", "Net",      "Cost Centre",   "Subjective"};
  for (std::size_t column = 0; column < headings.size(); ++column)
    worksheet_write_string(sheet, 0, lxw_col_t(column), headings[column], book.bold());
  const Period& period = first ? first_period() : second_period();
  Written written;
  std::size_t at = 1;
  for (const Case& each : cases)
    for (const PaidLine& line : each.lines) {
      const auto& paid = first ? line.first_paid : line.second_paid;
      if (!paid) continue;
      const std::string digits = each.person.id.substr(1);
      book.text(sheet, at, 0, each.person.id);
      book.text(sheet, at, 1, each.person.forename);
      book.text(sheet, at, 2, each.person.surname);
      if (line.born_as_text)
        book.text(sheet, at, 3, uk_date(*line.born));
      else
        book.date(sheet, at, 3, line.born);
      book.text(sheet, at, 4, line.id);
      book.text(sheet, at, 5, line.service_type);
      book.text(sheet, at, 6, line.service);
      book.text(sheet, at, 7, line.service_type == "Fostering" ? "Imaginary Foster Carers" : "Direct payment");
      book.text(sheet, at, 8, "Parent or carer of " + each.person.id);
      book.text(sheet, at, 9, "V2" + digits);
      book.date(sheet, at, 10, line.start);
      book.date(sheet, at, 11, line.end);
      book.money(sheet, at, 12, line.cost);
      book.text(sheet, at, 13, line.frequency);
      book.text(sheet, at, 14, line.frequency == "One-off" ? "One-off" : "Payment");
      book.date(sheet, at, 15, period.from);
      book.date(sheet, at, 16, period.to);
      book.money(sheet, at, 17, *paid);
      book.text(sheet, at, 18, "ZZ1234");
      book.text(sheet, at, 19, "430210");
      ++at;
      ++written.rows;
      written.total += *paid;
    }
  book.save();
  return written;
}

void write_allowances(const std::string& path) {
  struct Band {
    const char* words;
    int from, to;
    std::int64_t before, after;  // pence a week: from April 2025, and from the invented rise in January 2026
  };
  // Invented amounts of an invented council, so that nobody takes them for the national ones.
  constexpr std::array bands{Band{"0 to 4", 0, 4, 175'00, 180'00}, Band{"5 to 10", 5, 10, 201'00, 207'00},
                             Band{"11 to 15", 11, 15, 230'00, 237'00}, Band{"16 and 17", 16, 17, 269'00, 277'00}};
  Book book(path);
  lxw_worksheet* sheet = book.sheet("Allowances");
  constexpr std::array headings{"Age band", "Age from", "Age to", "Region", "Weekly amount", "From", "To", "Source"};
  for (std::size_t column = 0; column < headings.size(); ++column)
    worksheet_write_string(sheet, 0, lxw_col_t(column), headings[column], book.bold());
  std::size_t at = 1;
  const auto row = [&](const Band& band, std::int64_t weekly, Day from, std::optional<Day> to, const char* source) {
    book.text(sheet, at, 0, band.words);
    book.number(sheet, at, 1, band.from);
    book.number(sheet, at, 2, band.to);
    book.text(sheet, at, 3, "Madeupton");
    book.money(sheet, at, 4, weekly);
    book.date(sheet, at, 5, from);
    book.date(sheet, at, 6, to);
    book.text(sheet, at, 7, source);
    ++at;
  };
  for (const Band& band : bands) {
    row(band, band.before, day(2025, 4, 1), day(2026, 1, 4), "Imaginary Executive, March 2025");
    row(band, band.after, day(2026, 1, 5), {}, "Imaginary Executive, November 2025");
  }
  book.save();
}

Json expected_entry(const Case& each) {
  const Expected& expected = *each.expected;
  Json entry{{"person", each.person.id},
             {"class", expected.which},
             {"turns_18", iso_date(expected.turns_18)},
             {"weekly_pence", expected.weekly},
             {"pay_period", {iso_date(expected.pay_period.from), iso_date(expected.pay_period.to)}},
             {"last_full_period", {iso_date(expected.last_full_period.from), iso_date(expected.last_full_period.to)}},
             {"days_before", expected.days_before},
             {"days_after", expected.days_after},
             {"before_pence", expected.before},
             {"after_pence", expected.after},
             {"end_held", expected.end_held},
             {"why", each.why}};
  if (expected.since_18) entry["since_18_pence"] = *expected.since_18;
  return entry;
}

Json decision_entry(const Case& each) {
  const Decision& decision = *each.decision;
  Json entry{{"person", each.person.id},
             {"line", each.lines[0].id},
             {"decision", decision.decision},
             {"overpaid_pence", decision.overpaid},
             {"overpaid_days", decision.overpaid_days}};
  if (decision.last_day) entry["last_day"] = iso_date(*decision.last_day);
  if (decision.overpaid_from) entry["overpaid_from"] = iso_date(*decision.overpaid_from);
  return entry;
}

}  // namespace

void write_all(const std::string& folder) {
  const std::vector<Case> cases = all_cases();
  const Written first = write_export(cases, true, folder + first_export);
  const Written second = write_export(cases, false, folder + second_export);
  write_allowances(folder + allowances_file);
  Json watch = Json::array();
  Json findings = Json::array();
  Json decisions = Json::array();
  Json people = Json::array();
  for (const Case& each : cases) {
    if (each.expected) watch.push_back(expected_entry(each));
    for (const std::string& finding : each.findings) findings.push_back({{"person", each.person.id}, {"title", finding}});
    if (each.decision) decisions.push_back(decision_entry(each));
    people.push_back({{"id", each.person.id}, {"forename", each.person.forename}, {"surname", each.person.surname}});
  }
  const Json all{{"about", "What make_examples planted for turning-18, worked out by its own arithmetic. Amounts are whole pence."},
                 {"exports", Json::array({Json{{"file", first_export}, {"rows", first.rows}, {"total_pence", first.total}},
                                          Json{{"file", second_export}, {"rows", second.rows}, {"total_pence", second.total}}})},
                 {"allowances", allowances_file},
                 {"watch", watch},
                 {"findings", findings},
                 {"decisions", decisions},
                 {"people", people}};
  std::ofstream out(folder + "planted.json", std::ios::binary);
  out << all.dump(1) << "\n";
  out.flush();
  if (!out) throw std::runtime_error("cannot write " + folder + "planted.json");
}

}  // namespace examples::turning
