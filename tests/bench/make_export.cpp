// bench_make_export ROWS PREVIOUS.xlsx CURRENT.xlsx
//
// Two synthetic payments exports of 20 columns with the mix of types that real ones have: unique and repeated texts, dates,
// amounts, blanks, some non-ASCII and some that XML must escape. In the second, 3% of the rows changed in one to three columns, 1%
// are gone and 1% are new at the end. Shared strings, frozen heading row, filter, as Excel and most finance systems write them. All
// names are invented.
#include <xlsxwriter.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

constexpr std::array headings = {"Line ID",   "Payment Ref",  "Start",    "Price Start",    "Person ID",
                                 "Name",      "Payee ID",     "Service",  "NHS No",         "Unit",
                                 "Net",       "Contribution", "Quantity", "Gross",          "Status",
                                 "Frequency", "Cost Centre",  "Notes",    "Direct Payment", "Payment Date"};

/// SplitMix64: a good number for every (row, purpose), the same on every machine.
std::uint64_t number(std::uint64_t row, std::uint64_t purpose) {
  std::uint64_t z = row * 0x9E3779B97F4A7C15u + purpose * 0xD1B54A32D192ED03u + 0x8CB92BA72F3D8DD7u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

constexpr std::array first_names = {"Testa", "Sample", "Zoë",         "Example", "Señora",
                                    "Model", "Ötto",   "Placeholder", "Dummy",   "Fictia"};
constexpr std::array last_names = {"Invented",  "O'Nobody", "Made-Up",   "Smith & None", "Fictional",
                                   "Not<Real>", "Müster",   "Imaginary", "Unreal",       "Pretend"};
constexpr std::array services = {"Foster Care", "Direct Payment", "Short Break",      "Residential",
                                 "Home Care",   "Day Care",       "Supported Living", "Respite"};
constexpr std::array units = {"Week", "Day", "Hour", "Night"};
constexpr std::array states = {"Active", "Active", "Active", "Planned", "Suspended"};
constexpr std::array frequencies = {"Weekly", "4-Weekly", "Monthly"};

template <std::size_t size>
const char* pick(const std::array<const char*, size>& choices, std::uint64_t row, std::uint64_t purpose) {
  return choices[number(row, purpose) % size];
}

class Sheet {
 public:
  explicit Sheet(const char* path) : book_(workbook_new(path)), sheet_(workbook_add_worksheet(book_, "Payments")) {
    date_ = format("dd/mm/yyyy");
    money_ = format("#,##0.00");
    quantity_ = format("0.0000");
    stamp_ = format("dd/mm/yyyy hh:mm");
    worksheet_freeze_panes(sheet_, 1, 0);
    for (const char* const heading : headings) text(heading);
    end_row();
  }

  void text(const std::string& value) { worksheet_write_string(sheet_, row_, column_++, value.c_str(), nullptr); }
  void plain(double value) { worksheet_write_number(sheet_, row_, column_++, value, nullptr); }
  void date(std::uint64_t serial) { worksheet_write_number(sheet_, row_, column_++, static_cast<double>(serial), date_); }
  void stamp(double serial) { worksheet_write_number(sheet_, row_, column_++, serial, stamp_); }
  void pence(std::uint64_t value) { worksheet_write_number(sheet_, row_, column_++, static_cast<double>(value) / 100, money_); }
  void quantity(double value) { worksheet_write_number(sheet_, row_, column_++, value, quantity_); }
  void boolean(bool value) { worksheet_write_boolean(sheet_, row_, column_++, value, nullptr); }
  void blank() { ++column_; }
  void end_row() {
    ++row_;
    column_ = 0;
  }
  bool close() {
    worksheet_autofilter(sheet_, 0, 0, row_ - 1, static_cast<lxw_col_t>(headings.size() - 1));
    return workbook_close(book_) == LXW_NO_ERROR;
  }

 private:
  lxw_format* format(const char* code) {
    lxw_format* const made = workbook_add_format(book_);
    format_set_num_format(made, code);
    return made;
  }

  lxw_workbook* book_;
  lxw_worksheet* sheet_;
  lxw_format* date_;
  lxw_format* money_;
  lxw_format* quantity_;
  lxw_format* stamp_;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
};

std::string digits(std::uint64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

void write_row(Sheet& sheet, std::uint64_t row, bool second) {
  const bool changed = second && number(row, 100) % 100 < 3;
  // Which of net, contribution, status and notes are others this time.
  const std::uint64_t parts = changed ? number(row, 101) % 15 + 1 : 0;
  const std::uint64_t person = 100'000 + row * 2 / 3;
  const std::uint64_t contribution = number(row, 5) % 20 == 0 ? 0 : number(row, 6) % 5'000 + (parts & 2 ? 137 : 0);
  const std::uint64_t net = 2'000 + number(row, 7) % 90'000 + (parts & 1 ? 1'000 + number(row, 102) % 4'000 : 0);
  sheet.text("LN" + digits(row, 8));
  sheet.text("PR-" + digits(number(row, 1) % 900'000'000, 9));
  sheet.date(43'000 + number(row, 2) % 2'000);
  sheet.date(45'000 + number(row, 3) % 300);
  sheet.plain(static_cast<double>(person));
  const std::uint64_t name = number(person, 4) % 5'000;
  sheet.text(std::string{first_names[name % 10]} + ' ' + last_names[name / 10 % 10] + ' ' + std::to_string(name / 100));
  sheet.text("V" + digits(number(row, 8) % 900, 5));
  sheet.text(pick(services, row, 9));
  sheet.text("999" + digits(row * 7 + 11, 8));
  sheet.text(pick(units, row, 10));
  sheet.pence(net);
  if (contribution == 0) {
    sheet.blank();
  } else {
    sheet.pence(contribution);
  }
  sheet.quantity(static_cast<double>(number(row, 11) % 400'000) / 10'000);
  sheet.pence(net + contribution);
  sheet.text(parts & 4 ? "On hold" : pick(states, row, 12));
  sheet.text(pick(frequencies, row, 13));
  sheet.text("CC" + digits(number(row, 14) % 400, 4));
  sheet.text("Package " + std::to_string(number(row, 15) % 160'000) + (parts & 8 ? ", reviewed" : ", as agreed at the panel"));
  sheet.boolean(number(row, 16) % 4 == 0);
  sheet.stamp(45'943 + static_cast<double>(number(row, 17) % 1'440) / 1'440);
  sheet.end_row();
}

}  // namespace

int main(int count, char** arguments) {
  std::uint64_t rows = 0;
  if (count == 4) std::from_chars(arguments[1], arguments[1] + std::strlen(arguments[1]), rows);
  if (rows == 0 || rows > 1'040'000) {
    std::fputs("bench_make_export ROWS PREVIOUS.xlsx CURRENT.xlsx\n", stderr);
    return 3;
  }
  Sheet previous{arguments[2]};
  for (std::uint64_t row = 1; row <= rows; ++row) write_row(previous, row, false);
  if (!previous.close()) return 2;
  Sheet current{arguments[3]};
  for (std::uint64_t row = 1; row <= rows; ++row) {
    if (number(row, 103) % 100 != 0) write_row(current, row, true);
  }
  for (std::uint64_t row = rows + 1; row <= rows + rows / 100; ++row) write_row(current, row, false);
  return current.close() ? 0 : 2;
}
