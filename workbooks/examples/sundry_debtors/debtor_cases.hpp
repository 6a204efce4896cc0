// A team's list of overpayments about invented carers, and what a run should make of each row. The amounts that are expected were
// worked out by hand, as the comments beside them say; nothing here calculates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "../model.hpp"

namespace examples {

struct DebtorCase {
  std::string person, name, line, service, payee, payee_id;
  std::optional<Day> from, to;
  std::optional<std::int64_t> paid_weekly, correct_weekly, paid, correct, overpaid;  // pence, as the list has them
  std::string cause;
  Day discovered;
  std::string still_paid;
  std::string cost_centre, account_code;
  // Expected:
  std::string route;
  std::int64_t amount = 0;
  std::string why;      // what was planted
  std::string finding;  // that it must give; empty: none of its own
};

struct DebtorEntry {
  std::string payee_id, name, account, site, address, town, postcode, still_paid;
  std::optional<std::int64_t> next_payment, most_deducted;
  int instalments = 0;
};

inline constexpr const char* overpayments_file = "Overpayments found.xlsx";
inline constexpr const char* debtors_file = "Debtors.xlsx";

const std::vector<DebtorCase>& debtor_cases();
const std::vector<DebtorEntry>& debtor_entries();

/// The list, the debtors with the finance codes on a second sheet, and planted.json.
void write_debtor_examples(const std::string& folder);

}  // namespace examples
