#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "../sheet.hpp"
#include "debtor_cases.hpp"

namespace examples {

namespace {

void write_headings(Book& book, lxw_worksheet* sheet, std::size_t row, const std::vector<std::string>& texts) {
  for (std::size_t column = 0; column < texts.size(); ++column)
    worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), texts[column].c_str(), book.bold());
}

void money(Book& book, lxw_worksheet* sheet, std::size_t row, std::size_t column, const std::optional<std::int64_t>& pence) {
  if (pence) book.money(sheet, row, column, *pence);
}

/// As a payments team keeps it: a title above, headings of its own.
void write_overpayments(const std::string& path) {
  Book book(path);
  lxw_worksheet* sheet = book.sheet("Found");
  book.text(sheet, 0, 0, "Overpayments found, autumn 2025 (Madeupton Borough Council)");
  write_headings(
      book, sheet, 2,
      {"Child ID", "Child Name", "Agreement ID", "Allowance", "Carer", "Carer No", "From", "To", "Rate Paid", "Correct Rate",
       "Amount Paid", "Should Be", "Amount Overpaid", "Reason", "Date Found", "Still In Payment", "Cost Code", "GL Code"});
  std::size_t at = 3;
  for (const DebtorCase& one : debtor_cases()) {
    book.text(sheet, at, 0, one.person);
    book.text(sheet, at, 1, one.name);
    book.text(sheet, at, 2, one.line);
    book.text(sheet, at, 3, one.service);
    book.text(sheet, at, 4, one.payee);
    book.text(sheet, at, 5, one.payee_id);
    book.date(sheet, at, 6, one.from);
    book.date(sheet, at, 7, one.to);
    money(book, sheet, at, 8, one.paid_weekly);
    money(book, sheet, at, 9, one.correct_weekly);
    money(book, sheet, at, 10, one.paid);
    money(book, sheet, at, 11, one.correct);
    money(book, sheet, at, 12, one.overpaid);
    book.text(sheet, at, 13, one.cause);
    book.date(sheet, at, 14, one.discovered);
    book.text(sheet, at, 15, one.still_paid);
    book.text(sheet, at, 16, one.cost_centre);
    book.text(sheet, at, 17, one.account_code);
    ++at;
  }
  book.save();
}

void write_codes(Book& book) {
  lxw_worksheet* sheet = book.sheet("Finance codes");
  write_headings(book, sheet, 0, {"Kind", "Code", "Title", "Service", "From", "To", "Source"});
  using Code = std::array<const char*, 4>;
  const std::array<Code, 6> codes{Code{"Cost centre", "C4410", "Fostering", ""},
                                  Code{"Cost centre", "C4420", "Short breaks", ""},
                                  Code{"Account code", "51230", "Recovery of allowances", ""},
                                  Code{"Account code", "51240", "Recovery of direct payments", ""},
                                  Code{"VAT code", "N", "Non-business, outside the scope", ""},
                                  Code{"VAT code", "X", "Exempt", ""}};
  for (std::size_t at = 0; at < codes.size(); ++at) {
    for (std::size_t column = 0; column < codes[at].size(); ++column) book.text(sheet, at + 1, column, codes[at][column]);
    book.date(sheet, at + 1, 4, day(2025, 4, 1));
    book.text(sheet, at + 1, 6,
              at < 4 ? "Imaginary chart of accounts 2025/26" : "HMRC VATGPB8170: statutory welfare is non-business");
  }
}

void write_debtors(const std::string& path) {
  Book book(path);
  lxw_worksheet* sheet = book.sheet("Debtors");
  write_headings(book, sheet, 0,
                 {"Payee ID", "Customer Name", "Customer Account", "Site", "Address Line 1", "Town", "Postcode", "Still Paid",
                  "Next Payment", "Maximum Deduction", "Instalments"});
  std::size_t at = 1;
  for (const DebtorEntry& one : debtor_entries()) {
    const std::array<std::string, 8> texts{one.payee_id, one.name, one.account,  one.site,
                                           one.address,  one.town, one.postcode, one.still_paid};
    for (std::size_t column = 0; column < texts.size(); ++column) book.text(sheet, at, column, texts[column]);
    money(book, sheet, at, 8, one.next_payment);
    money(book, sheet, at, 9, one.most_deducted);
    if (one.instalments > 0) book.number(sheet, at, 10, one.instalments);
    ++at;
  }
  write_codes(book);
  book.save();
}

}  // namespace

void write_debtor_examples(const std::string& folder) {
  write_overpayments(folder + overpayments_file);
  write_debtors(folder + debtors_file);
  nlohmann::ordered_json planted;
  planted["overpayments"] = overpayments_file;
  planted["debtors"] = debtors_file;
  std::int64_t listed = 0;
  for (const DebtorCase& one : debtor_cases()) {
    listed += one.overpaid.value_or(0);
    planted["cases"].push_back({{"person", one.person},
                                {"line", one.line},
                                {"from", one.from ? iso_date(*one.from) : ""},
                                {"route", one.route},
                                {"amount_pence", one.amount},
                                {"why", one.why},
                                {"finding", one.finding}});
    planted["people"].push_back(one.name);
  }
  for (const DebtorEntry& one : debtor_entries()) planted["people"].push_back(one.name);
  planted["listed_pence"] = listed;
  std::ofstream out{folder + "planted.json", std::ios::binary};
  out << planted.dump(1) << "\n";
  if (!out) throw std::runtime_error("cannot write planted.json");
}

}  // namespace examples
