#include "debtor_cases.hpp"

// Each case is a row of a table.
// clang-format off

namespace examples {

namespace {

constexpr const char* allowance = "Fostering allowance";
constexpr const char* breaks = "Short breaks direct payment";

}  // namespace

const std::vector<DebtorCase>& debtor_cases() {
  const Day found = day(2025, 11, 24);
  static const std::vector<DebtorCase> cases{
      // 225.00 * 15 / 7 = 482.142... -> 482.14
      {"X100123", "Testa Marmalade", "4501013", allowance, "Carer of Marmalade", "V2001", day(2025, 11, 3), day(2025, 11, 17), 22500, 0, {}, {}, 48214, "Placement ended", found, "No", "C4410",
       "51230", "Invoice", 48214, "15 days in sevenths", ""},
      {"X100130", "Testopher Teapot", "4501026", allowance, "Carer of Teapot", "V2002", day(2025, 11, 1), day(2025, 11, 14), 20800, 0, {}, {}, 41600, "Placement ended", found, "Yes", "C4410",
       "51230", "Deduct", 41600, "still paid; two weeks at 208.00", ""},
      {"X100137", "Exampla Crumpet", "4501039", allowance, "Carer of Crumpet", "V2003", day(2025, 10, 27), day(2025, 11, 9), 24500, 19500, {}, {}, {}, "Wrong age band", found, "Yes", "C4410",
       "51230", "Deduct", 10000, "no amount given: 50.00 * 14 / 7", ""},
      {"X100144", "Exampleton Toastrack", "4501052", breaks, "Parent of Toastrack", "V2004", day(2025, 11, 10), day(2025, 11, 10), {}, {}, 999, 0, 999, "Paid twice", found, "No", "C4420", "51240",
       "Below de minimis", 999, "below 10.00", ""},
      {"X100144", "Exampleton Toastrack", "4501053", breaks, "Parent of Toastrack", "V2004", day(2025, 11, 11), day(2025, 11, 11), {}, {}, 1000, 0, 1000, "Paid twice", found, "No", "C4420", "51240",
       "Invoice", 1000, "exactly 10.00", ""},
      // Six years from 9 June 2019 ended on 9 June 2025.
      {"X100151", "Mocka Doily", "4501065", allowance, "Carer of Doily", "V2005", day(2019, 5, 27), day(2019, 6, 9), 18000, 0, {}, {}, 36000, "Placement ended", found, "No", "C4410", "51230",
       "Write-off request", 36000, "beyond six years", "beyond-limit"},
      {"X100158", "Mockford Trifle", "4501078", allowance, "Carer of Trifle", "V2006", day(2025, 9, 1), day(2025, 9, 28), 0, 20000, {}, {}, -80000, "Underpaid", found, "No", "C4410", "51230",
       "Credit note", -80000, "a negative: four weeks at 200.00 owed", ""},
      {"X100123", "Testa Marmalade", "4501013", allowance, "Carer of Marmalade", "V2001", day(2025, 11, 3), day(2025, 11, 17), 22500, 0, {}, {}, 48214, "PLACEMENT ENDED.", found, "No", "C4410",
       "51230", "Listed twice", 48214, "the same overpayment again, in capitals", "listed-twice"},
      {"X100165", "Fictia Eggcup", "4501091", allowance, "Carer of Eggcup", "V2007", day(2025, 11, 3), day(2025, 11, 16), 21000, 0, {}, {}, 42000, "Placement ended", found, "No", "C4410", "51230",
       "To be completed", 42000, "the debtor has no site", "invoice-incomplete"},
      {"X100172", "Fictor Napkin", "4501104", allowance, "Carer of Napkin", "V2099", day(2025, 11, 3), day(2025, 11, 16), 21000, 0, {}, {}, 42000, "Placement ended", found, "No", "C4410", "51230",
       "To be completed", 42000, "no such debtor", "invoice-incomplete"},
      {"X100179", "Inventa Ladle", "4501117", allowance, "Carer of Ladle", "V2008", day(2025, 11, 3), day(2025, 11, 16), 21000, 0, {}, {}, 52000, "Placement ended", found, "No", "C4410", "51230",
       "To be completed", 52000, "520.00 given where 420.00 is right", "overpaid-differs"},
      {"X100186", "Inventon Whisk", "4501130", allowance, "Carer of Whisk", "V2009", day(2025, 11, 16), day(2025, 11, 3), 21000, 0, {}, {}, 42000, "Placement ended", found, "No", "C4410", "51230",
       "To be completed", 42000, "the days are the wrong way round", "period-incomplete"},
      {"X100193", "Pretenda Colander", "4501143", allowance, "Carer of Colander", "V2010", day(2025, 11, 3), day(2025, 11, 16), 21000, 0, {}, {}, 42000, "", found, "No", "C4410", "51230",
       "To be completed", 42000, "no reason", "cause-missing"},
      {"X100200", "Pretendo Sieve", "4501156", allowance, "Carer of Sieve", "V2011", day(2025, 11, 3), day(2025, 11, 16), 21000, 0, {}, {}, 42000, "Placement ended", found, "No", "C9999", "51230",
       "To be completed", 42000, "a cost centre that is not in use", "invoice-incomplete"},
      {"X100207", "Dummietta Spatula", "4501169", allowance, "Carer of Spatula", "V2012", day(2025, 11, 3), day(2025, 11, 16), 21000, 0, {}, {}, 42000, "Placement ended", found, "No", "C4410", "51230",
       "To be completed", 42000, "the debtors say that the payee is still paid", "still-paid-differs"},
      {"X100214", "Dummond Cruet", "4501182", allowance, "Carer of Cruet", "V2013", day(2025, 11, 3), day(2025, 11, 16), 21000, 21000, {}, {}, 0, "Checked: right", found, "No", "C4410", "51230",
       "Nothing overpaid", 0, "paid what was correct", ""},
      {"X100221", "Samplina Tea-Cosy", "4501195", breaks, "Parent of Tea-Cosy", "V2014", day(2025, 10, 1), day(2025, 10, 31), {}, {}, 120000, 71786, 48214, "Hours not used", found, "No", "C4420", "51240",
       "Invoice", 48214, "to be repaid in 12 instalments", "plan-long"},
      {"X100228", "Samplon Butterdish", "4501208", allowance, "Carer of Butterdish", "V2015", day(2025, 11, 3), day(2025, 11, 16), 21000, 0, {}, {}, 42000, "Butterdish moved to kin, \"Llys\", T\u0177 Gwyn", found,
       "No", "C4410", "51230", "Invoice", 42000, "the child's name stands in the reason", "name-in-reason"},
      // 3 to 9 November overlaps the first 7 of these 14 days of the same line: 7 of 14 days of 420.00 are left.
      {"X100235", "Specimena Biscuit-Tin", "4501221", allowance, "Carer of Biscuit-Tin", "V2016", day(2025, 11, 3), day(2025, 11, 9), 21000, 0, {}, {}, 21000, "Placement ended", found, "No", "C4410",
       "51230", "Invoice", 21000, "the first week", ""},
      {"X100235", "Specimena Biscuit-Tin", "4501221", allowance, "Carer of Biscuit-Tin", "V2016", day(2025, 11, 5), day(2025, 11, 18), 21000, 0, {}, {}, 42000, "Paid after the end date", found, "No",
       "C4410", "51230", "Invoice", 27000, "9 of 14 days are left, 420.00 * 9 / 14", "some-days-already-raised"},
      {"X100242", "Specimund O'Ladle", "4501234", allowance, "Carer of O'Ladle", "V2017", day(2025, 11, 3), day(2025, 11, 16), 30000, 0, {}, {}, 60000, "Placement ended", found, "Yes", "C4410", "51230",
       "Deduct", 60000, "no more than 150.00 a payment was agreed", ""},
  };
  return cases;
}

const std::vector<DebtorEntry>& debtor_entries() {
  static const std::vector<DebtorEntry> entries{
      {"V2001", "Exampleton Marmalade", "700101", "1001", "1 Imaginary Lane", "Madeupton", "ZZ99 1ZZ", "No", {}, {}, 0},
      {"V2002", "Testa Teapot", "700102", "1001", "2 Nowhere Close", "Madeupton", "ZZ99 2ZZ", "Yes", 80000, {}, 0},
      {"V2003", "Mocka Crumpet", "700103", "1001", "3 Made-up Mews", "Madeupton", "ZZ99 3ZZ", "Yes", 78000, {}, 0},
      {"V2004", "Fictor Toastrack", "700104", "1001", "4 Pretend Parade", "Madeupton", "ZZ99 4ZZ", "No", {}, {}, 0},
      {"V2005", "Inventa Doily", "700105", "1001", "5 Invented Way", "Madeupton", "ZZ99 5ZZ", "No", {}, {}, 0},
      {"V2006", "Pretenda Trifle", "700106", "1001", "6 Imaginary Lane", "Madeupton", "ZZ99 6ZZ", "No", {}, {}, 0},
      {"V2007", "Dummond Eggcup", "700107", "", "7 Nowhere Close", "Madeupton", "ZZ99 7ZZ", "No", {}, {}, 0},
      {"V2008", "Samplon Ladle", "700108", "1001", "8 Made-up Mews", "Madeupton", "ZZ99 8ZZ", "No", {}, {}, 0},
      {"V2009", "Specimena Whisk", "700109", "1001", "9 Pretend Parade", "Madeupton", "ZZ99 9ZZ", "No", {}, {}, 0},
      {"V2010", "Testopher Colander", "700110", "1001", "10 Invented Way", "Madeupton", "ZZ99 0ZZ", "No", {}, {}, 0},
      {"V2011", "Exampla Sieve", "700111", "1001", "11 Imaginary Lane", "Madeupton", "ZZ99 1ZZ", "No", {}, {}, 0},
      {"V2012", "Mockford Spatula", "700112", "1001", "12 Nowhere Close", "Madeupton", "ZZ99 2ZZ", "Yes", 84000, {}, 0},
      {"V2013", "Fictia Cruet", "700113", "1001", "13 Made-up Mews", "Madeupton", "ZZ99 3ZZ", "No", {}, {}, 0},
      {"V2014", "Inventon Tea-Cosy", "700114", "1001", "14 Pretend Parade", "Madeupton", "ZZ99 4ZZ", "No", {}, {}, 12},
      {"V2015", "Pretendo Butterdish", "700115", "1001", "15 Invented Way", "Madeupton", "ZZ99 5ZZ", "No", {}, {}, 0},
      {"V2016", "Dummietta Biscuit-Tin", "700116", "1001", "16 Imaginary Lane", "Madeupton", "ZZ99 6ZZ", "No", {}, {}, 0},
      {"V2017", "Samplina O'Ladle", "700117", "1001", "17 Nowhere Close", "Madeupton", "ZZ99 7ZZ", "Yes", 120000, 15000, 0},
  };
  return entries;
}

}  // namespace examples
// clang-format on
