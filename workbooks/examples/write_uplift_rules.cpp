// The rules workbook of the uplift example: decisions that councils published, as rules, with their sources. A council changes the
// cells.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "sheet.hpp"
#include "uplift_world.hpp"

// The rows of a sheet are written as rows.
// clang-format off

namespace examples {
namespace {

constexpr std::array headings{"Rule",         "Priority",   "Service type", "Service", "Provider", "Contract", "Framework", "Unit",   "Rate from",
                              "Rate to",      "Started from", "Started to", "Action",  "Percent",  "Other percent", "Plus", "Rate",   "Floor",
                              "Cap",          "Follows",    "Region",       "Rounding", "Round to", "Reason",  "From",      "To",     "Source"};

/// A row of rules by heading; figures as texts such as "6.60" become numbers.
using RuleRow = std::map<std::string, std::string>;

class RulesSheet {
 public:
  RulesSheet(Book& book, const char* name) : book_(book), sheet_(book.sheet(name)) {
    for (std::size_t column = 0; column < headings.size(); ++column) {
      worksheet_write_string(sheet_, 0, lxw_col_t(column), headings[column], book.heading());
      worksheet_set_column(sheet_, lxw_col_t(column), lxw_col_t(column), width(headings[column]), nullptr);
    }
    worksheet_freeze_panes(sheet_, 1, 1);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);
    worksheet_fit_to_pages(sheet_, 1, 0);
  }
  void row(const RuleRow& cells) {
    double lines = 1;
    for (std::size_t column = 0; column < headings.size(); ++column) {
      const auto found = cells.find(headings[column]);
      if (found == cells.end()) continue;
      if (found->second.find_first_not_of("0123456789.") == std::string::npos)
        worksheet_write_number(sheet_, lxw_row_t(at_), lxw_col_t(column), std::stod(found->second), found->first == "Priority" ? book_.wrapped() : book_.figure());
      else
        worksheet_write_string(sheet_, lxw_row_t(at_), lxw_col_t(column), found->second.c_str(), book_.wrapped());
      lines = std::max(lines, std::ceil(1.15 * static_cast<double>(found->second.size()) / width(headings[column])));
    }
    worksheet_set_row(sheet_, lxw_row_t(at_), 15 * lines, nullptr);  // LibreOffice does not fit rows
    ++at_;
  }

 private:
  static double width(const std::string& heading) {
    if (heading == "Source") return 40;
    if (heading == "Service type" || heading == "Service" || heading == "Reason") return 18;
    if (heading == "Contract" || heading == "Follows" || heading == "Region") return 12;
    return heading == "Framework" || heading == "Rounding" || heading == "Action" ? 10 : 7.5;
  }

  Book& book_;
  lxw_worksheet* sheet_;
  std::size_t at_ = 1;
};

const char* const wolverhampton = "Wolverhampton, fees 2025-26: homecare 20.28 to 21.64, reablement 21.68 to 23.12, respite 19.36 to 20.64 (6.60%); hourly rates divide by 4";
const char* const executive = "A council's Executive, March 2025: support at home to 21.00; residential 5% to 747.60; nursing 17% to 918.49";

void decision(Book& book) {
  RulesSheet sheet{book, "Decision 2025-26"};
  sheet.row({{"Rule", "X1"}, {"Priority", "10"}, {"Contract", "Own indexation"}, {"Action", "Exclude"}, {"Reason", "The contract has its own indexation"}, {"Source", "West Northamptonshire 2026-27: contracts with their own indexation are left out"}});
  const auto four = [](RuleRow row) {
    row.insert({{"Unit", "Hour"}, {"Action", "Percent"}, {"Rounding", "Up"}, {"Round to", "0.04"}, {"Service type", "Home care"}, {"Priority", "100"}});
    return row;
  };
  sheet.row(four({{"Rule", "H1"}, {"Service", "Homecare"}, {"Percent", "6.60"}, {"Source", wolverhampton}}));
  sheet.row(four({{"Rule", "H2"}, {"Service", "Reablement"}, {"Percent", "6.60"}, {"Source", wolverhampton}}));
  sheet.row(four({{"Rule", "H3"}, {"Service", "Respite"}, {"Percent", "6.60"}, {"Source", wolverhampton}}));
  sheet.row(four({{"Rule", "H4"}, {"Service", "Sitting service"}, {"Percent", "3.00"}, {"Source", "Invented, to show two rules at one priority"}}));
  sheet.row(four({{"Rule", "H5"}, {"Service", "Sitting service"}, {"Percent", "5.00"}, {"Source", "Invented, to show two rules at one priority"}}));
  sheet.row({{"Rule", "S1"}, {"Priority", "100"}, {"Service", "Supported living"}, {"Unit", "Hour"}, {"Action", "To rate"}, {"Rate", "21.00"}, {"Source", executive}});
  sheet.row({{"Rule", "P1"}, {"Priority", "100"}, {"Service type", "Direct payment"}, {"Service", "Agency"}, {"Action", "Follow"}, {"Follows", "Supported living"}, {"Source", "Wolverhampton 2025-26: agency direct payments are aligned to the supported living rate"}});
  sheet.row({{"Rule", "P2"}, {"Priority", "100"}, {"Service type", "Direct payment"}, {"Service", "Personal assistant"}, {"Action", "Plus"}, {"Plus", "0.77"}, {"Source", "GOV.UK: the National Living Wage rises from 11.44 to 12.21 in April 2025, by 0.77"}});
  sheet.row({{"Rule", "R1"}, {"Priority", "100"}, {"Service type", "Care home"}, {"Service", "Residential"}, {"Unit", "Week"}, {"Action", "To rate"}, {"Rate", "747.60"}, {"Rounding", "Up"}, {"Round to", "0.07"}, {"Source", executive}});
  sheet.row({{"Rule", "R2"}, {"Priority", "100"}, {"Service type", "Care home"}, {"Service", "Nursing"}, {"Unit", "Week"}, {"Action", "To rate"}, {"Rate", "918.49"}, {"Source", executive}});
  sheet.row({{"Rule", "R3"}, {"Priority", "100"}, {"Service type", "Care home"}, {"Service", "Dementia residential"}, {"Unit", "Week"}, {"Action", "Floor"}, {"Floor", "760.06"}, {"Source", "The pattern of North Yorkshire: no contract below the actual cost of care. The amount is invented"}});
  sheet.row({{"Rule", "L1"}, {"Priority", "100"}, {"Service type", "Shared lives"}, {"Unit", "Hour"}, {"Action", "Percent"}, {"Percent", "5.00"}, {"Rounding", "Up"}, {"Round to", "0.04"}, {"Source", "Invented, to show a rate below the wage floor"}});
  sheet.row({{"Rule", "C1"}, {"Priority", "100"}, {"Service type", "Children's placement"}, {"Framework", "Yes"}, {"Action", "Lower of"}, {"Percent", "1.50"}, {"Other percent", "3.80"}, {"Source", "D2N2 children's framework: the lower of 1.5% or CPI. Put the CPI of the month that the contract names into Other percent"}});
  sheet.row({{"Rule", "C2"}, {"Priority", "100"}, {"Service type", "Children's placement"}, {"Framework", "No"}, {"Action", "Exclude"}, {"Reason", "Off contract: the provider must ask"}, {"Source", "Stoke-on-Trent: placements off contract only on request"}});
  sheet.row({{"Rule", "F1"}, {"Priority", "100"}, {"Service type", "Fostering"}, {"Service", "Fostering allowance"}, {"Action", "Table"}, {"Region", "Rest of England"}, {"Source", "GOV.UK: national minimum fostering allowance 2025 to 2026"}});
  sheet.row({{"Rule", "F2"}, {"Priority", "100"}, {"Service type", "Fostering"}, {"Service", "Fostering fee"}, {"Action", "Percent"}, {"Percent", "3.55"}, {"Source", "GOV.UK: the uplift announced for the fostering minimum 2025 to 2026, 3.55%"}});
}

/// What if every hourly and weekly rate moved by one percentage.
void option(Book& book, const char* name, const char* percent) {
  RulesSheet sheet{book, name};
  sheet.row({{"Rule", "X1"}, {"Priority", "10"}, {"Contract", "Own indexation"}, {"Action", "Exclude"}, {"Reason", "The contract has its own indexation"}});
  sheet.row({{"Rule", "A1"}, {"Priority", "100"}, {"Unit", "Hour"}, {"Action", "Percent"}, {"Percent", percent}, {"Rounding", "Up"}, {"Round to", "0.04"}, {"Source", "Option for the budget round; hourly rates divide by 4"}});
  sheet.row({{"Rule", "A2"}, {"Priority", "100"}, {"Unit", "Week"}, {"Action", "Percent"}, {"Percent", percent}, {"Rounding", "Up"}, {"Round to", "0.07"}, {"Source", "Option for the budget round; weekly rates divide by 7"}});
}

void headings_of(Book& book, lxw_worksheet* sheet, const std::vector<const char*>& names) {
  for (std::size_t column = 0; column < names.size(); ++column) {
    worksheet_write_string(sheet, 0, lxw_col_t(column), names[column], book.heading());
    worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), column + 1 == names.size() ? 60 : 15, nullptr);
  }
}

void allowances(Book& book) {
  lxw_worksheet* sheet = book.sheet("Allowances");
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9);
  worksheet_fit_to_pages(sheet, 1, 0);
  headings_of(book, sheet, {"Age band", "Age from", "Age to", "Region", "Weekly amount", "From", "To", "Source"});
  struct Band {
    const char* name;
    int from, to;
    std::array<std::int64_t, 6> pounds;  // London, South East, rest: 2024-25, then 2025-26
  };
  constexpr std::array<Band, 5> bands{{{"0 to 2", 0, 2, {191, 183, 165, 198, 189, 170}}, {"3 to 4", 3, 4, {195, 189, 170, 201, 196, 176}},
                                       {"5 to 10", 5, 10, {217, 208, 187, 225, 216, 194}}, {"11 to 15", 11, 15, {248, 238, 213, 257, 247, 220}},
                                       {"16 to 17", 16, 17, {289, 278, 249, 299, 288, 258}}}};
  constexpr std::array regions{"London", "South East", "Rest of England"};
  std::size_t at = 1;
  for (std::size_t year = 0; year < 2; ++year) {
    for (std::size_t region = 0; region < regions.size(); ++region) {
      for (const Band& band : bands) {
        book.text(sheet, at, 0, band.name);
        book.number(sheet, at, 1, band.from);
        book.number(sheet, at, 2, band.to);
        book.text(sheet, at, 3, regions[region]);
        book.money(sheet, at, 4, 100 * band.pounds[3 * year + region]);
        book.date(sheet, at, 5, day(2024 + static_cast<int>(year), 4, 6));
        book.date(sheet, at, 6, day(2025 + static_cast<int>(year), 4, 5));
        book.text(sheet, at++, 7, year == 0 ? "GOV.UK: national minimum fostering allowance 2024 to 2025" : "GOV.UK: national minimum fostering allowance 2025 to 2026");
      }
    }
  }
}

void wage_floors(Book& book) {
  lxw_worksheet* sheet = book.sheet("Wage floors");
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9);
  worksheet_fit_to_pages(sheet, 1, 0);
  headings_of(book, sheet, {"Floor", "Rate an hour", "From", "To", "Service type", "Service", "Unit", "Source"});
  struct Wage {
    int year;
    std::int64_t pence;
  };
  constexpr std::array<Wage, 4> wages{{{2023, 1042}, {2024, 1144}, {2025, 1221}, {2026, 1271}}};
  std::size_t at = 1;
  for (const auto& [year, pence] : wages) {
    book.text(sheet, at, 0, "National Living Wage");
    book.money(sheet, at, 1, pence);
    book.date(sheet, at, 2, day(year, 4, 1));
    book.text(sheet, at, 6, "Hour");
    book.text(sheet, at++, 7, "GOV.UK: National Living Wage from April " + std::to_string(year));
  }
}

}  // namespace

void write_uplift_rules_xlsx(const std::string& path) {
  Book book(path);
  decision(book);
  option(book, "Option flat 3.5%", "3.50");
  option(book, "Option flat 5%", "5.00");
  allowances(book);
  wage_floors(book);
  book.save();
}

}  // namespace examples
// clang-format on
