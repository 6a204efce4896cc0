#include "routing.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "debtor_texts.hpp"
#include "schedule.hpp"

namespace counterfoil::debtors {

namespace {

enum class Paid { unknown, yes, no, disagree };

Paid still_paid(const Matter& matter) {
  const std::string_view list = matter.of->still_paid;
  const std::string_view known = matter.debtor ? matter.debtor->still_paid : std::string_view{};
  if ((is_yes(list) && is_no(known)) || (is_no(list) && is_yes(known))) return Paid::disagree;
  if (is_yes(list) || is_yes(known)) return Paid::yes;
  return is_no(list) || is_no(known) ? Paid::no : Paid::unknown;
}

class Routing {
 public:
  Routing(const DebtorList& debtors, const FinanceCodes& codes, const Register& past, const Settings& settings, Notes& notes)
      : debtors_(debtors), codes_(codes), past_(past), settings_(settings), notes_(notes) {
    for (const Registered& row : past.rows) by_line_[row.line].push_back(&row);
  }

  void one(Matter& matter) {
    find_debtor(matter);
    find_codes(matter);
    find_limit(matter);
    if (matter.route != Route::nothing || matter.amount.count == 0) return;  // settled before
    hear_reviewer(matter);
    if (matter.route != Route::nothing) return;
    if (matter.asked == "Write-off request") return settle(matter, Route::write_off, "A reviewer asks for it to be written off.");
    if (matter.amount.count < 0) return credit(matter);
    if (beyond_limit(matter)) return;
    if (matter.asked == "Deduct") return deduct(matter, "A reviewer asks for it to be deducted.");
    if (matter.asked == "Invoice") return invoice(matter, "A reviewer asks for an invoice.");
    switch (still_paid(matter)) {
      case Paid::yes: return deduct(matter, "The payee is still paid.");
      case Paid::no: return invoice(matter, "The payee is no longer paid.");
      case Paid::unknown:
        note("still-paid-unknown", matter, "still_paid", {});
        return invoice(matter, "Nothing says that the payee is still paid.");
      case Paid::disagree: break;
    }
    note("still-paid-differs", matter, "still_paid",
         {{"list", std::string{matter.of->still_paid}}, {"debtors", std::string{matter.debtor->still_paid}}});
    settle(matter, Route::to_complete, "To be cleared up: the list and the debtors disagree on whether the payee is still paid.");
    matter.question = "Ask the payments team: is the payee still paid?";
  }

 private:
  void note(std::string_view id, const Matter& matter, std::string_view field,
            std::vector<std::pair<std::string_view, std::string>> values) {
    values.emplace_back("payee", std::string{matter.of->payee_id.empty() ? matter.of->payee : matter.of->payee_id});
    values.emplace_back("amount", format_pounds(matter.amount));
    notes_.push_back({id, matter.of->input, matter.of->row, field, std::move(values)});
  }

  void find_debtor(Matter& matter) { matter.debtor = debtors_.find(matter.of->payee_id, matter.of->payee); }

  void find_codes(Matter& matter) const {
    const Debtor* debtor = matter.debtor;
    matter.cost_centre = !matter.of->cost_centre.empty() || !debtor ? matter.of->cost_centre : debtor->cost_centre;
    matter.account_code = !matter.of->subjective.empty() || !debtor ? matter.of->subjective : debtor->account_code;
    matter.vat_code = debtor ? debtor->vat_code : std::string_view{};
    if (matter.vat_code.empty()) matter.vat_code = codes_.vat_for(matter.of->service);
    if (matter.vat_code.empty()) matter.vat_code = settings_.vat_code;
  }

  void find_limit(Matter& matter) const {
    std::optional<Date> from;
    switch (settings_.limit_from) {
      case LimitFrom::overpaid_to: from = matter.days > 0 ? std::optional{matter.span.last} : matter.of->to; break;
      case LimitFrom::overpaid_from: from = matter.days > 0 ? std::optional{matter.span.first} : matter.of->from; break;
      case LimitFrom::discovered: from = matter.of->discovered; break;
    }
    if (from) matter.recoverable_by = years_later(*from, settings_.limit_years);
  }

  /// Decisions of earlier runs: on Matters, on Not raised, and what the register keeps of them.
  void hear_reviewer(Matter& matter) {
    const auto asked = past_.matters.find(matter.key);
    const auto kept = past_.not_raised.find(matter.key);
    if (kept != past_.not_raised.end()) {
      const std::string& instead = kept->second.instead;
      if (instead.empty() || instead == "Leave") {
        if (kept->second.why == route_word(Route::on_hold))
          return settle(matter, Route::on_hold, "Held by a reviewer until Do instead says otherwise.");
        if (kept->second.why == route_word(Route::left_out)) return settle(matter, Route::left_out, "Left out by a reviewer.");
      }
      matter.asked = instead;
    }
    if (asked != past_.matters.end()) {
      const std::string by = asked->second.initials.empty() ? std::string{} : " (" + asked->second.initials + ")";
      if (asked->second.decision == "Hold") return settle(matter, Route::on_hold, "Held by a reviewer" + by + ".");
      if (asked->second.instead == "Do not raise") return settle(matter, Route::left_out, "Left out by a reviewer" + by + ".");
      if (!asked->second.instead.empty()) matter.asked = asked->second.instead;
    }
    if (matter.asked.empty())
      if (const Registered* before = past_.find(matter.key)) matter.asked = before->asked;
  }

  bool beyond_limit(Matter& matter) {
    if (!matter.recoverable_by || !settings_.as_of) return false;
    const std::string years = std::to_string(settings_.limit_years);
    if (*settings_.as_of > *matter.recoverable_by) {
      note("beyond-limit", matter, "overpaid_to",
           {{"by", format_date(*matter.recoverable_by)}, {"years", years}, {"span", span_in_digits(matter.span)}});
      // A person may still want the invoice: a debt beyond the limit is not gone, only not enforceable.
      if (matter.asked == "Invoice" || matter.asked == "Deduct") return false;
      settle(matter, Route::write_off,
             "Could be recovered until " + format_date(*matter.recoverable_by) + " (" + years + " years).");
      matter.question = "Ask legal services: is it written off, or is there a reason to recover it all the same?";
      return true;
    }
    if (settings_.limit_from == LimitFrom::overpaid_to &&
        years_later(matter.span.first, settings_.limit_years) < *settings_.as_of) {
      note("partly-beyond-limit", matter, "overpaid_from", {{"years", years}, {"first", format_date(matter.span.first)}});
      matter.question = "Ask legal services: can the days that are more than " + years + " years ago be recovered?";
    }
    return false;
  }

  void deduct(Matter& matter, std::string_view reason) {
    if (still_paid(matter) == Paid::no) note("deduct-not-paid", matter, "still_paid", {});
    if (matter.of->payee_id.empty() && matter.of->payee.empty())
      return settle(matter, Route::to_complete, "To be completed: the payee.");
    const auto most = most_at_a_time(matter, settings_);
    if (most && most->count <= 0) return invoice(matter, "There is no next payment to take it from.");
    if (most && most->count * most_payments < matter.amount.count) {
      note("deduction-too-small", matter, "payee_id", {{"most", format_pounds(*most)}});
      return settle(matter, Route::to_complete, "At " + format_pounds(*most) + " a payment it would never be repaid.");
    }
    settle(matter, Route::deduct, reason);
  }

  void invoice(Matter& matter, std::string_view reason) {
    if (complete(matter)) settle(matter, Route::invoice, reason);
  }

  void credit(Matter& matter) {
    if (!complete(matter)) return;
    settle(matter, Route::credit_note, "Too little was paid, or too much was recovered: the payee is owed it.");
    const Registered* best = nullptr;
    std::int64_t most = 0;
    const auto found = by_line_.find(matter.of->line);
    for (const Registered* each : found == by_line_.end() ? std::vector<const Registered*>{} : found->second) {
      const std::int64_t days = overlap(each->span, matter.span).days();
      if (days <= most || each->is_credit() || !each->released_on || each->is_cancelled() ||
          each->route != route_word(Route::invoice))
        continue;
      best = each;
      most = days;
    }
    if (!best) {
      append_sentence(matter.reasons, "No released invoice of the line covers these days, so it is credited on account.");
      return;
    }
    matter.credit_of = best->key;
    append_sentence(matter.reasons, "Takes back part or all of " + best->key + " (" + format_pounds(best->amount) + ").");
    if (absolute(matter.amount) > best->amount - best->credited)
      note("credit-larger", matter, "overpaid", {{"key", best->key}, {"left", format_pounds(best->amount - best->credited)}});
  }

  /// Everything that an invoice must hold, all that is missing in one sentence (plugins/domain.md, "What an invoice request
  /// must hold").
  bool complete(Matter& matter) {
    std::string missing;
    const Debtor* debtor = matter.debtor;
    if (!debtor) {
      append_part(missing, "the debtor");
    } else {
      if (debtor->conflicting) append_part(missing, "one debtor account (the list has several)");
      if (debtor->name.empty()) append_part(missing, "the name");
      if (debtor->account.empty()) append_part(missing, "the debtor account");
      if (settings_.site_needed && debtor->site.empty()) append_part(missing, "the site");
      if (debtor->address.empty()) append_part(missing, "the address");
      if (debtor->postcode.empty()) append_part(missing, "a UK postcode");
    }
    if (settings_.codes_needed && matter.cost_centre.empty()) append_part(missing, "the cost centre");
    if (settings_.codes_needed && matter.account_code.empty()) append_part(missing, "the account code");
    if (matter.vat_code.empty()) append_part(missing, "the VAT code");
    if (!matter.cost_centre.empty() && !codes_.knows_cost_centre(matter.cost_centre))
      append_part(missing, "a cost centre in use (" + matter.cost_centre + " is not)");
    if (!matter.account_code.empty() && !codes_.knows_account(matter.account_code))
      append_part(missing, "an account code in use (" + matter.account_code + " is not)");
    if (!matter.vat_code.empty() && !codes_.knows_vat(matter.vat_code))
      append_part(missing, "a VAT code in use (" + matter.vat_code + " is not)");
    if (missing.empty()) return true;
    note("invoice-incomplete", matter, "payee_id", {{"missing", missing}});
    settle(matter, Route::to_complete, "An invoice needs " + missing + ".");
    return false;
  }

  const DebtorList& debtors_;
  const FinanceCodes& codes_;
  const Register& past_;
  const Settings& settings_;
  Notes& notes_;
  std::unordered_map<std::string_view, std::vector<const Registered*>> by_line_;
};

std::string debtor_of(const Matter& matter) { return key_id(matter.debtor->account) + "|" + key_id(matter.debtor->site); }

/// Matters that go on one invoice; and those that are too small for one.
void group(std::vector<Matter>& matters, const Settings& settings) {
  std::map<std::string, std::vector<Matter*>> invoices;
  for (Matter& matter : matters) {
    if (matter.route == Route::credit_note) matter.invoice = matter.key;
    if (matter.route == Route::invoice) invoices[settings.invoice_per_debtor ? debtor_of(matter) : matter.key].push_back(&matter);
  }
  for (auto& [debtor, members] : invoices) {
    Pence total;
    bool wanted = false;
    std::string keys;
    std::sort(members.begin(), members.end(), [](const Matter* left, const Matter* right) { return left->key < right->key; });
    for (const Matter* each : members) {
      total += each->amount;
      wanted = wanted || each->asked == "Invoice";
      append_part(keys, each->key);
    }
    const std::string name = members.size() == 1 ? members.front()->key : group_key(keys, settings.key_form);
    for (Matter* each : members) {
      each->invoice = name;
      if (total >= settings.de_minimis || wanted) continue;
      each->invoice.clear();
      settle(*each, Route::below_de_minimis,
             "No invoice below " + format_pounds(settings.de_minimis) +
                 (members.size() > 1 ? ", all of the debtor's together." : "."));
    }
  }
}

}  // namespace

void route_all(std::vector<Matter>& matters, const DebtorList& debtors, const FinanceCodes& codes, const Register& past,
               const Settings& settings, Notes& notes) {
  Routing routing{debtors, codes, past, settings, notes};
  for (Matter& matter : matters) routing.one(matter);
  group(matters, settings);
}

}  // namespace counterfoil::debtors
