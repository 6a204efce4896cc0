#include <algorithm>
#include <vector>

#include "sheet.hpp"
#include "writers.hpp"

namespace examples {

// Long because it is a list: a line of code for each part of the sheet.
void write_titled_xlsx(const World& world, std::size_t period, const std::string& path) {
  Book book(path);
  lxw_worksheet* sheet = book.sheet("Payments by line");
  const Period& span = periods()[period];
  const std::string title = "Period: " + long_date(span.from) + " to " + long_date(span.to);
  worksheet_merge_range(sheet, 0, 0, 0, 8, "Children with disabilities: payments by care package line", book.bold());
  book.text(sheet, 1, 0, title);
  book.text(sheet, 2, 0, "Madeupton Borough Council");

  const std::vector<std::string> headings{"ASCID",          "FirstName",    "Surname",       "DOB",         "Address1",
                                          "Town",           "Postcode",     "Service",       "ServiceType", "CarePackageLineItemID",
                                          "Start",          "End",          "PriceStart",    "PriceEnd",    "Cost",
                                          "Frequency",      "Provider",     "Payee",         "VendorNo",    "Quantity",
                                          "Unit",           "UnitCost",     "SuspendedFrom", "SuspendedTo", "PaymentType",
                                          "AdjustmentFrom", "AdjustmentTo", "NetPayment"};
  const std::size_t heading_row = 4;
  for (std::size_t column = 0; column < headings.size(); ++column) {
    worksheet_write_string(sheet, heading_row, lxw_col_t(column), headings[column].c_str(), book.bold());
  }

  std::vector<Row> rows = rows_of_period(world, period);
  std::stable_sort(rows.begin(), rows.end(), [](const Row& left, const Row& right) { return left.line->id > right.line->id; });
  std::size_t at = heading_row + 1;
  std::int64_t total = 0;
  for (const Row& row : rows) {
    const Person& person = world.people[row.person];
    const Line& line = *row.line;
    std::size_t column = 0;
    const auto text = [&](const std::string& value) { book.text(sheet, at, column++, value); };
    const auto date = [&](const std::optional<Day>& value) { book.date(sheet, at, column++, value); };
    const auto money = [&](std::int64_t pence) { book.money(sheet, at, column++, pence); };
    text(person.id);
    text(person.forename);
    text(person.surname);
    date(person.born);
    text(person.house + ", " + person.street);
    text("Madeupton");
    text(person.postcode);
    text(line.service);
    text(line.service_type);
    book.number(sheet, at, column++, std::stod(line.id));
    date(line.start);
    date(line.end);
    date(row.price.from);
    date(row.price.to);
    money(row.cost);
    text(line.frequency);
    text(line.provider);
    text(line.payee);
    text(line.payee_id);
    book.number(sheet, at, column++, static_cast<double>(row.price.quantity) / 100.0);
    text(line.unit);
    money(row.price.rate);
    date(line.suspended_from);
    date(line.suspended_to);
    text(row.payment_type);
    date(row.adjusted_from);
    date(row.adjusted_to);
    money(row.net);
    total += row.net;
    ++at;
  }
  const auto net_column = static_cast<lxw_col_t>(headings.size() - 1);
  book.text(sheet, at, 0, "Total");
  const std::string sum = "=SUM(AB" + std::to_string(heading_row + 2) + ":AB" + std::to_string(at) + ")";
  worksheet_write_formula_num(sheet, lxw_row_t(at), net_column, sum.c_str(), book.money_format(),
                              static_cast<double>(total) / 100.0);
  book.save();
}

}  // namespace examples
