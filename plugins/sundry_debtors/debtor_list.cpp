#include "debtor_list.hpp"

#include <algorithm>
#include <tuple>

#include "debtor_texts.hpp"
#include "postcode.hpp"

namespace counterfoil::debtors {

namespace {

constexpr std::string_view input = "debtors";
constexpr std::string_view codes_input = "codes";

struct DebtorColumns {
  explicit DebtorColumns(const plugin::Run& run)
      : payee_id(run.column(input, "payee_id")),
        payee(run.column(input, "payee")),
        name(run.column(input, "debtor_name")),
        account(run.column(input, "account")),
        site(run.column(input, "site")),
        postcode(run.column(input, "postcode")),
        contact(run.column(input, "contact")),
        their_reference(run.column(input, "their_reference")),
        still_paid(run.column(input, "still_paid")),
        next_payment(run.column(input, "next_payment")),
        next_payment_date(run.column(input, "next_payment_date")),
        most_deducted(run.column(input, "most_deducted")),
        instalments(run.column(input, "instalments")),
        cost_centre(run.column(input, "cost_centre")),
        account_code(run.column(input, "account_code")),
        vat_code(run.column(input, "vat_code")),
        address{run.column(input, "address_1"), run.column(input, "address_2"), run.column(input, "address_3"),
                run.column(input, "address_4")} {}

  plugin::Column payee_id, payee, name, account, site, postcode, contact, their_reference, still_paid, next_payment,
      next_payment_date, most_deducted, instalments, cost_centre, account_code, vat_code;
  plugin::Column address[4];
};

Debtor read_row(const DebtorColumns& columns, std::size_t row, Notes& notes) {
  Debtor debtor;
  debtor.row = row;
  debtor.payee_id = columns.payee_id.text(row);
  debtor.payee = columns.payee.text(row);
  debtor.name = columns.name.text(row).empty() ? debtor.payee : columns.name.text(row);
  debtor.account = columns.account.text(row);
  debtor.site = columns.site.text(row);
  for (const plugin::Column& line : columns.address)
    if (!line.text(row).empty()) debtor.address.push_back(line.text(row));
  const std::string_view postcode = columns.postcode.text(row);
  if (const auto form = read_postcode(postcode))
    debtor.postcode = *form;
  else if (!postcode.empty())
    notes.push_back({"postcode-form", input, row, "postcode", {{"text", std::string{postcode}}}});
  debtor.contact = columns.contact.text(row);
  debtor.their_reference = columns.their_reference.text(row);
  debtor.still_paid = columns.still_paid.text(row);
  debtor.next_payment = columns.next_payment.pence(row);
  debtor.next_payment_date = columns.next_payment_date.date(row);
  debtor.most_deducted = columns.most_deducted.pence(row);
  if (const auto count = columns.instalments.quantity(row)) {
    debtor.instalments = count->millionths / Quantity::one;
    constexpr std::int64_t most = 600;  // fifty years of months: more is a slip of the keyboard
    if (count->millionths % Quantity::one != 0 || debtor.instalments < 1 || debtor.instalments > most) {
      notes.push_back({"instalments-unlikely", input, row, "instalments", {{"count", format_quantity(*count)}}});
      debtor.instalments = 0;
    }
  }
  debtor.cost_centre = columns.cost_centre.text(row);
  debtor.account_code = columns.account_code.text(row);
  debtor.vat_code = columns.vat_code.text(row);
  return debtor;
}

bool same_debtor(const Debtor& one, const Debtor& other) {
  const auto same = [](std::string_view left, std::string_view right) {
    return left.empty() || right.empty() || plain(left) == plain(right);
  };
  return bare_id(one.account) == bare_id(other.account) && bare_id(one.site) == bare_id(other.site) && same(one.name, other.name) &&
         same(one.postcode, other.postcode);
}

auto order_of(const Debtor& debtor) {
  return std::tuple{debtor.payee_id,
                    debtor.payee,
                    debtor.account,
                    debtor.site,
                    debtor.name,
                    debtor.postcode,
                    debtor.still_paid,
                    debtor.next_payment.value_or(Pence{}),
                    debtor.most_deducted.value_or(Pence{}),
                    debtor.instalments,
                    debtor.row};
}

bool in_use(const plugin::Column& from, const plugin::Column& to, std::size_t row, Date as_of) {
  const auto first = from.date(row);
  const auto last = to.date(row);
  return (!first || *first <= as_of) && (!last || as_of <= *last);
}

}  // namespace

DebtorList DebtorList::read(const plugin::Run& run, Notes& notes) {
  DebtorList list;
  const DebtorColumns columns{run};
  const std::size_t rows = run.rows(input);
  list.debtors_.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) list.debtors_.push_back(read_row(columns, row, notes));
  // Of several rows of one payee the same one counts in whatever order they stand.
  std::sort(list.debtors_.begin(), list.debtors_.end(),
            [](const Debtor& left, const Debtor& right) { return order_of(left) < order_of(right); });
  for (std::size_t at = 0; at < list.debtors_.size(); ++at) {
    const Debtor& debtor = list.debtors_[at];
    if (const std::string id = bare_id(debtor.payee_id); !id.empty()) {
      const auto [known, added] = list.by_id_.emplace(id, at);
      if (!added && !same_debtor(list.debtors_[known->second], debtor)) {
        list.debtors_[known->second].conflicting = true;
        notes.push_back({"debtor-twice", input, debtor.row, "account", {{"payee", std::string{debtor.payee_id}}}});
      }
    }
    for (const std::string_view name : {debtor.payee, debtor.name}) {
      const std::string key = plain(name);
      if (key.empty()) continue;
      const auto [known, added] = list.by_name_.emplace(key, at);
      if (!added && known->second != at && bare_id(list.debtors_[known->second].payee_id) != bare_id(debtor.payee_id))
        list.shared_names_.insert(key);
    }
  }
  return list;
}

const Debtor* DebtorList::find(std::string_view payee_id, std::string_view payee) const {
  if (const std::string id = bare_id(payee_id); !id.empty()) {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &debtors_[found->second];
  }
  const std::string name = plain(payee);
  const auto found = by_name_.find(name);
  return found == by_name_.end() || shared_names_.contains(name) ? nullptr : &debtors_[found->second];
}

FinanceCodes FinanceCodes::read(const plugin::Run& run, Date as_of, Notes& notes) {
  FinanceCodes codes;
  const auto kind = run.column(codes_input, "kind");
  const auto code = run.column(codes_input, "code");
  const auto service = run.column(codes_input, "service");
  const auto from = run.column(codes_input, "from");
  const auto to = run.column(codes_input, "to");
  for (std::size_t row = 0; row < run.rows(codes_input); ++row) {
    const std::string which = plain(kind.text(row));
    const std::string bare = bare_id(code.text(row));
    if (!in_use(from, to, row, as_of) || bare.empty()) continue;
    if (which == "costcentre")
      codes.cost_centres_.insert(bare);
    else if (which == "account" || which == "accountcode" || which == "subjective")
      codes.accounts_.insert(bare);
    else if (which == "vat" || which == "vatcode") {
      codes.vat_codes_.insert(bare);
      if (const std::string_view of = service.text(row); !of.empty()) {
        const auto [known, added] = codes.vat_by_service_.emplace(plain(of), std::string{code.text(row)});
        if (!added && known->second != code.text(row))
          notes.push_back({"vat-code-twice",
                           codes_input,
                           row,
                           "code",
                           {{"service", std::string{of}}, {"one", known->second}, {"other", std::string{code.text(row)}}}});
        // The lesser code counts, so that the order of the rows does not.
        if (code.text(row) < known->second) known->second = code.text(row);
      }
    } else {
      notes.push_back({"code-kind-unknown", codes_input, row, "kind", {{"kind", std::string{kind.text(row)}}}});
    }
  }
  return codes;
}

bool FinanceCodes::known(const std::set<std::string>& codes, std::string_view code) {
  return codes.empty() || codes.contains(bare_id(code));
}

std::string FinanceCodes::vat_for(std::string_view service) const {
  const auto found = vat_by_service_.find(plain(service));
  return found == vat_by_service_.end() ? std::string{} : found->second;
}

}  // namespace counterfoil::debtors
