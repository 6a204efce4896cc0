// Who owes: accounts, sites and addresses by payee; and the finance codes that may be used.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "counterfoil/notes.hpp"
#include "counterfoil/plugin.hpp"

namespace counterfoil::debtors {

struct Debtor {
  std::uint64_t row = 0;
  std::string_view payee_id, payee, name, account, site, contact, their_reference, still_paid, cost_centre, account_code, vat_code;
  std::vector<std::string_view> address;  // the lines that are filled in
  std::string postcode;                   // in its usual form; empty: missing or not of a UK form
  std::optional<Pence> next_payment, most_deducted;
  std::optional<Date> next_payment_date;
  std::int64_t instalments = 0;  // agreed because of hardship; 0: none
  bool conflicting = false;      // another row of the same payee says otherwise
};

class DebtorList {
 public:
  static DebtorList read(const plugin::Run& run, Notes& notes);

  /// By the payee's ID; where there is none, by a name that only one payee has. The one found is marked as asked for.
  const Debtor* find(std::string_view payee_id, std::string_view payee) const;
  const std::vector<Debtor>& all() const { return debtors_; }

 private:
  std::vector<Debtor> debtors_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::set<std::string> shared_names_;
};

/// The finance codes in use on a day. Without the input every code is taken as it is.
class FinanceCodes {
 public:
  static FinanceCodes read(const plugin::Run& run, Date as_of, Notes& notes);

  bool knows_cost_centre(std::string_view code) const { return known(cost_centres_, code); }
  bool knows_account(std::string_view code) const { return known(accounts_, code); }
  bool knows_vat(std::string_view code) const { return known(vat_codes_, code); }
  /// The VAT code that the council maps this service to; empty where it maps none.
  std::string vat_for(std::string_view service) const;

 private:
  static bool known(const std::set<std::string>& codes, std::string_view code);

  std::set<std::string> cost_centres_, accounts_, vat_codes_;
  std::map<std::string, std::string> vat_by_service_;
};

}  // namespace counterfoil::debtors
