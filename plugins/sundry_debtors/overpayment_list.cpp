#include "overpayment_list.hpp"

#include <algorithm>
#include <tuple>

#include "debtor_texts.hpp"

namespace counterfoil::debtors {

namespace {

/// No overpayment of one payee comes near a thousand million pounds; sums of sane figures cannot overflow.
constexpr std::int64_t largest_sane = 100'000'000'000;

struct OverpaymentColumns {
  OverpaymentColumns(const plugin::Run& run, std::string_view list)
      : input(list),
        rows(run.rows(list)),
        control(run.column(list, "#control")),
        person_id(run.column(list, "person_id")),
        name(run.column(list, "name")),
        line_id(run.column(list, "line_id")),
        service(run.column(list, "service")),
        provider(run.column(list, "provider")),
        payee(run.column(list, "payee")),
        payee_id(run.column(list, "payee_id")),
        from(run.column(list, "overpaid_from")),
        to(run.column(list, "overpaid_to")),
        days(run.column(list, "days")),
        correct_weekly(run.column(list, "correct_weekly")),
        paid_weekly(run.column(list, "paid_weekly")),
        paid(run.column(list, "paid")),
        correct(run.column(list, "correct")),
        overpaid(run.column(list, "overpaid")),
        cause(run.column(list, "cause")),
        discovered(run.column(list, "discovered")),
        still_paid(run.column(list, "still_paid")),
        next_payment(run.column(list, "next_payment")),
        cost_centre(run.column(list, "cost_centre")),
        subjective(run.column(list, "subjective")),
        source(run.column(list, "source")),
        recover(run.column(list, "recover")) {}

  std::string_view input;
  std::size_t rows;
  plugin::Column control, person_id, name, line_id, service, provider, payee, payee_id, from, to, days, correct_weekly, paid_weekly,
      paid, correct, overpaid, cause, discovered, still_paid, next_payment, cost_centre, subjective, source, recover;
};

Overpayment read_row(const OverpaymentColumns& columns, std::size_t row) {
  Overpayment one;
  one.input = columns.input;
  one.row = row;
  one.control = columns.control.pence(row).value_or(Pence{});
  one.person_id = columns.person_id.text(row);
  one.name = columns.name.text(row);
  one.line_id = columns.line_id.text(row);
  one.service = columns.service.text(row);
  one.provider = columns.provider.text(row);
  one.payee = columns.payee.text(row);
  one.payee_id = columns.payee_id.text(row);
  one.from = columns.from.date(row);
  one.to = columns.to.date(row);
  if (const auto days = columns.days.quantity(row)) one.days_given = days->millionths / Quantity::one;
  one.given = {columns.paid_weekly.pence(row), columns.correct_weekly.pence(row), columns.paid.pence(row),
               columns.correct.pence(row), columns.overpaid.pence(row)};
  one.cause = columns.cause.text(row);
  one.discovered = columns.discovered.date(row);
  one.still_paid = columns.still_paid.text(row);
  one.next_payment = columns.next_payment.pence(row);
  one.cost_centre = columns.cost_centre.text(row);
  one.subjective = columns.subjective.text(row);
  one.source = columns.source.text(row);
  one.recover = columns.recover.text(row);
  one.confirmed = !columns.recover.exists() || is_yes(one.recover);
  one.person = key_id(one.person_id);
  one.line = one.person + "|" +
             (one.line_id.empty() ? key_word(one.service) + "/" + key_word(one.provider) + "/" +
                                        key_word(one.payee_id.empty() ? one.payee : one.payee_id)
                                  : key_id(one.line_id));
  return one;
}

bool is_remark(const Overpayment& one) {
  const GivenAmounts& given = one.given;
  const bool amounts = given.paid_weekly || given.correct_weekly || given.paid || given.correct || given.overpaid;
  return !amounts && !one.from && !one.to && one.line_id.empty() && one.payee_id.empty() && one.cause.empty() &&
         one.recover.empty();
}

bool sane(const GivenAmounts& given) {
  for (const auto& amount : {given.paid_weekly, given.correct_weekly, given.paid, given.correct, given.overpaid})
    if (amount && absolute(*amount).count >= largest_sane) return false;
  return true;
}

bool apart(Pence one, Pence other, Pence tolerance) { return absolute(one - other) > tolerance; }

class Checks {
 public:
  Checks(Overpayment& one, const Settings& settings, Notes& notes) : one_(one), settings_(settings), notes_(notes) {}

  void run() {
    if (!sane(one_.given)) {
      note("amount-too-large", "overpaid");
      return;
    }
    if (!one_.span()) {
      note("period-incomplete", one_.from ? "overpaid_to" : "overpaid_from");
      trouble("the days overpaid are not complete");
    }
    one_.worked = work_out(one_.given, one_.span().value_or(DateSpan{Date{std::chrono::days{1}}, Date{}}));
    if (one_.days_given && one_.span() && *one_.days_given != one_.worked.days)
      note("days-differ", "days",
           {{"given", std::to_string(*one_.days_given)},
            {"days", std::to_string(one_.worked.days)},
            {"span", span_in_digits(*one_.span())}});
    choose_amount();
    if (one_.cause.empty()) {
      note("cause-missing", "cause");
      trouble("the reason is missing");
    }
    if (one_.person_id.empty()) {
      note("person-missing", "person_id");
      trouble("the person ID is missing");
    }
    if (!one_.line_id.empty() || !one_.span()) return;
    note("line-missing", "line_id");
  }

 private:
  void note(std::string_view id, std::string_view field, std::vector<std::pair<std::string_view, std::string>> values = {}) {
    notes_.push_back({id, one_.input, one_.row, field, std::move(values)});
  }
  void trouble(std::string_view words) { append_part(one_.trouble, words); }

  void choose_amount() {
    const GivenAmounts& given = one_.given;
    bool disagree = false;
    if (given.correct && one_.worked.correct && apart(*given.correct, *one_.worked.correct, settings_.tolerance)) {
      note("correct-differs", "correct",
           {{"given", format_pounds(*given.correct)},
            {"worked", format_pounds(*one_.worked.correct)},
            {"days", counted(static_cast<std::uint64_t>(one_.worked.days), "day", "days")}});
      disagree = true;
    }
    if (given.overpaid && one_.worked.overpaid && apart(*given.overpaid, *one_.worked.overpaid, settings_.tolerance)) {
      note("overpaid-differs", "overpaid",
           {{"given", format_pounds(*given.overpaid)}, {"worked", format_pounds(*one_.worked.overpaid)}});
      disagree = true;
    }
    if (disagree && settings_.disagreement == Disagreement::hold) trouble("the amounts disagree");
    // Within the tolerance the list's own figure stands: it is the one that the payee was told.
    const bool computed = disagree && settings_.disagreement == Disagreement::computed;
    one_.amount = given.overpaid && !computed ? given.overpaid : one_.worked.overpaid;
    if (!one_.amount) {
      note("amount-missing", "overpaid");
      trouble("the amount is missing");
    } else if (!one_.worked.overpaid) {
      note("amount-not-checked", "overpaid", {{"amount", format_pounds(*one_.amount)}});
    }
  }

  Overpayment& one_;
  const Settings& settings_;
  Notes& notes_;
};

auto order_of(const Overpayment& one) {
  // Longest first among rows of the same first day: a part of it that another row lists again adds nothing.
  return std::tuple{std::string_view{one.line},
                    one.from.value_or(Date::max()),
                    one.to ? -one.to->time_since_epoch().count() : 0,
                    one.amount ? -one.amount->count : 0,
                    one.cause,
                    one.source,
                    one.payee_id,
                    one.input,
                    one.row};
}

}  // namespace

std::vector<Overpayment> read_overpayments(const plugin::Run& run, const Settings& settings, Notes& notes) {
  std::vector<Overpayment> all;
  for (const std::string_view input : {"overpayments", "more-overpayments"}) {
    const OverpaymentColumns columns{run, input};
    all.reserve(all.size() + columns.rows);
    for (std::size_t row = 0; row < columns.rows; ++row) {
      Overpayment one = read_row(columns, row);
      one.remark = is_remark(one);
      if (!one.remark) Checks{one, settings, notes}.run();
      all.push_back(std::move(one));
    }
  }
  std::sort(all.begin(), all.end(),
            [](const Overpayment& left, const Overpayment& right) { return order_of(left) < order_of(right); });
  return all;
}

}  // namespace counterfoil::debtors
