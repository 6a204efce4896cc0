// bench_make_team_workbook FILE.xlsx [named]
//
// A team's workbook as it is after years: 20 sheets, about 5 MB. "Payments" has a line a payment and a column a period; "Summary"
// adds it up by formulas; the other sheets are old years and lists, some with formulas that name "Payments". All names are
// invented. With `named` the first sheet is called and headed as a team's, about the lines that years.py exports, so that a run can
// add its column to it.
#include <xlsxwriter.h>

#include <cstdint>
#include <cstdio>
#include <string>

namespace {

constexpr int sheets = 20;
constexpr std::uint32_t rows = 2'600;
constexpr std::uint16_t columns = 16;

/// The same on every machine.
std::uint64_t number(std::uint64_t row, std::uint64_t purpose) {
  std::uint64_t z = row * 0x9E3779B97F4A7C15u + purpose * 0xD1B54A32D192ED03u + 0x8CB92BA72F3D8DD7u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

/// Four-weekly amounts of £428.00, as in the first export of years.py.
void fill_teams_table(lxw_worksheet* sheet, lxw_format* money, lxw_format* heading) {
  for (std::uint16_t column = 0; column < columns; ++column) {
    static constexpr const char* ids[] = {"Child no.", "CPLI", "Service", "Weeks"};
    const std::string text = column < 4             ? ids[column]
                             : column < columns - 1 ? "P" + std::to_string(column - 3)
                                                    : std::string{"Year to date"};
    worksheet_write_string(sheet, 0, column, text.c_str(), heading);
  }
  for (std::uint32_t row = 1; row <= rows; ++row) {
    const std::string line = std::to_string(row - 1);
    worksheet_write_string(sheet, row, 0, ("P" + line).c_str(), nullptr);
    worksheet_write_string(sheet, row, 1, ("L" + line).c_str(), nullptr);
    worksheet_write_string(sheet, row, 2, ("Service " + std::to_string((row - 1) % 12)).c_str(), nullptr);
    worksheet_write_number(sheet, row, 3, 4, nullptr);
    for (std::uint16_t column = 4; column < columns - 1; ++column) worksheet_write_number(sheet, row, column, 428, money);
    const std::string total = "=SUM(E" + std::to_string(row + 1) + ":O" + std::to_string(row + 1) + ")";
    worksheet_write_formula(sheet, row, columns - 1, total.c_str(), money);
  }
}

void fill(lxw_worksheet* sheet, int index, lxw_format* money, lxw_format* heading) {
  for (std::uint16_t column = 0; column < columns; ++column) {
    const std::string text = column < 4 ? "Column " + std::to_string(column + 1) : "Period " + std::to_string(column - 3);
    worksheet_write_string(sheet, 0, column, text.c_str(), heading);
  }
  for (std::uint32_t row = 1; row <= rows; ++row) {
    const std::uint64_t seed = row + static_cast<std::uint64_t>(index) * 100'000;
    worksheet_write_string(sheet, row, 0, ("CWD" + std::to_string(number(seed, 1) % 900'000 + 100'000)).c_str(), nullptr);
    worksheet_write_string(sheet, row, 1, ("Invented person " + std::to_string(number(seed, 2) % 4'000)).c_str(), nullptr);
    worksheet_write_string(sheet, row, 2, number(seed, 3) % 2 == 0 ? "Short Break" : "Home Care", nullptr);
    worksheet_write_number(sheet, row, 3, static_cast<double>(number(seed, 4) % 60 + 1), nullptr);
    for (std::uint16_t column = 4; column < columns - 1; ++column)
      worksheet_write_number(sheet, row, column, static_cast<double>(number(seed, column) % 9'000'00) / 100, money);
    const std::string total = "=SUM(E" + std::to_string(row + 1) + ":O" + std::to_string(row + 1) + ")";
    worksheet_write_formula(sheet, row, columns - 1, total.c_str(), money);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2 && count != 3) return 3;
  const bool named = count == 3;
  lxw_workbook* const book = workbook_new(arguments[1]);
  lxw_format* const money = workbook_add_format(book);
  format_set_num_format(money, "#,##0.00");
  lxw_format* const heading = workbook_add_format(book);
  format_set_bold(heading);
  for (int index = 0; index < sheets; ++index) {
    const std::string name = index == 0   ? named ? "2025-26" : "Payments"
                             : index == 1 ? "Changes"
                             : index == 2 ? "Summary"
                                          : "Old " + std::to_string(2004 + index);
    lxw_worksheet* const sheet = workbook_add_worksheet(book, name.c_str());
    if (named && index == 0)
      fill_teams_table(sheet, money, heading);
    else
      fill(sheet, index, money, heading);
    if (index < 2 || index > 4) continue;
    for (std::uint32_t row = 1; row < 200; ++row) {
      const std::string formula = "=SUM(" + std::string{named ? "'2025-26'" : "Payments"} + "!E" + std::to_string(row + 1) + ":O" +
                                  std::to_string(row + 1) + ")";
      worksheet_write_formula(sheet, row, columns + 1, formula.c_str(), money);
    }
  }
  return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
