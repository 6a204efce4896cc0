#include <utility>
#include <vector>

#include "sheet.hpp"
#include "writers.hpp"

namespace examples {
namespace {

constexpr const char* no_break_space = "\u00A0";

std::string grouped_pounds(std::int64_t pence) {
  std::string digits = hundredths(pence < 0 ? -pence : pence);
  for (std::size_t at = digits.size() - 3; at > 3; at -= 3) digits.insert(at - 3, ",");
  const std::string shown = "£" + digits;
  return pence < 0 ? "(" + shown + ")" : shown;
}

/// Writes cells as people leave them: every so often a number or a date is text, or has a space too many.
class Mess {
 public:
  Mess(Book& book, lxw_worksheet* sheet) : book_(book), sheet_(sheet) {}
  void at(std::size_t row) {
    row_ = row;
    column_ = 0;
  }
  void text(const std::string& value) {
    const std::size_t kind = chance_.below(40);
    const std::string shown = value.empty() ? value
                              : kind == 0   ? " " + value
                              : kind == 1   ? value + "  "
                              : kind == 2   ? value + no_break_space
                                            : value;
    book_.text(sheet_, row_, column_++, shown);
  }
  void date(const std::optional<Day>& value) {
    const std::size_t kind = chance_.below(12);
    if (!value || kind > 2) {
      book_.date(sheet_, row_, column_, value);
    } else {
      book_.text(sheet_, row_, column_, kind == 0 ? uk_date(*value) : kind == 1 ? long_date(*value) : iso_date(*value));
    }
    ++column_;
  }
  void money(std::int64_t pence) {
    const std::size_t kind = chance_.below(15);
    if (kind == 0) {
      book_.text(sheet_, row_, column_++, grouped_pounds(pence));
    } else if (kind == 1) {
      book_.text(sheet_, row_, column_++, pounds(pence) + " ");
    } else {
      book_.money(sheet_, row_, column_++, pence);
    }
  }
  void number(std::int64_t in_hundredths) { book_.number(sheet_, row_, column_++, static_cast<double>(in_hundredths) / 100.0); }

 private:
  Book& book_;
  lxw_worksheet* sheet_;
  Chance chance_{4};
  std::size_t row_ = 0;
  std::size_t column_ = 0;
};

void write_notes(Book& book) {
  lxw_worksheet* notes = book.sheet("Notes");
  book.text(notes, 0, 0, "Things to remember");
  book.text(notes, 1, 0, "Ask the Fictional Avenue team about the holiday club dates");
  book.text(notes, 3, 0, "Total last time");
  book.number(notes, 3, 1, 12345.67);
}

}  // namespace

void write_messy_xlsx(const World& world, std::size_t period, const std::string& path) {
  Book book(path);
  lxw_worksheet* sheet = book.sheet("Sheet1");
  const std::vector<std::string> headings{
      "Net Payment ",   "CPLI ID",       "LCS ID",       "Last Name",       "First Name",    "Date of birth", "Service Type",
      "Service Level",  "Provider name", "Payee",        "Vendor no.",      "Address",       "Unit",          "Quantity",
      "Unit cost",      "Cost",          "Frequency",    "Start date",      "End date",      "Price start",   "Price end",
      "Suspended from", "Suspended to",  "Payment type", "Adjustment from", "Adjustment to", "Period from",   "Period to"};
  for (std::size_t column = 0; column < headings.size(); ++column) book.text(sheet, 0, column, headings[column]);
  const lxw_col_t address = 11;
  lxw_row_col_options hidden{};
  hidden.hidden = LXW_TRUE;
  worksheet_set_column_opt(sheet, address, address, LXW_DEF_COL_WIDTH, nullptr, &hidden);

  std::vector<Row> rows = rows_of_period(world, period);
  Chance order{3};
  for (std::size_t left = rows.size(); left > 1; --left) std::swap(rows[left - 1], rows[order.below(left)]);

  Mess cells(book, sheet);
  std::size_t at = 1;
  for (std::size_t index = 0; index < rows.size(); ++index) {
    if (index % 97 == 96) ++at;  // a blank row
    const Row& row = rows[index];
    const Person& person = world.people[row.person];
    const Line& line = *row.line;
    cells.at(at++);
    cells.money(row.net);
    cells.text(line.id);
    cells.text(person.id);
    cells.text(person.surname);
    cells.text(person.forename);
    cells.date(person.born);
    cells.text(line.service_type);
    cells.text(line.service);
    cells.text(line.provider);
    cells.text(line.payee);
    cells.text(line.payee_id);
    cells.text(person.house + ", " + person.street);
    cells.text(line.unit);
    cells.number(row.price.quantity);
    cells.money(row.price.rate);
    cells.money(row.cost);
    cells.text(line.frequency);
    cells.date(line.start);
    cells.date(line.end);
    cells.date(row.price.from);
    cells.date(row.price.to);
    cells.date(line.suspended_from);
    cells.date(line.suspended_to);
    cells.text(row.payment_type);
    cells.date(row.adjusted_from);
    cells.date(row.adjusted_to);
    cells.date(periods()[period].from);
    cells.date(periods()[period].to);
  }
  write_notes(book);
  book.save();
}

}  // namespace examples
