#include "paid_after_end.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>

#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::turning {

namespace {

using payments::PaidRow;
using Days = std::chrono::days;

constexpr std::string_view sheet = "#overpayments";

std::string cause_of(const Decision& decision) {
  return decision.what == Decided::transferred ? "Paid after transfer to adults" : "Paid after the end that was decided";
}

class Finding {
 public:
  Finding(const plugin::Run& run, const Result& result, const Decisions& decisions)
      : result_(result),
        decisions_(decisions),
        cost_centre_(run.column("payments", "cost_centre")),
        subjective_(run.column("payments", "subjective")) {}

  void of_this_export(std::vector<Overpayment>& found) const {
    for (const PersonFacts& person : result_.all) {
      const Decision* decision = decisions_.on_watch(result_.people.ids[person.person]);
      if (!decision || !decision->ends()) continue;
      for (const LineFacts& line : person.lines) add(*decision, line, found);
    }
  }

  /// Of exports of other periods, each with a row of its own, as that period's export would have had it.
  void of_other_exports(const PastPayments& past, std::vector<Overpayment>& found) const {
    std::map<std::tuple<Date, std::string_view, std::string_view>, Overpayment> rows;
    for (const PastPayment& each : past.all()) {
      const Decision* decision = decisions_.on_watch(each.person);
      if (!decision || !decision->ends()) continue;
      const Date first_wrong = *decision->last_day + Days{1};
      if (each.days.last < first_wrong) continue;
      const DateSpan wrong{std::max(each.days.first, first_wrong), each.days.last};
      Overpayment& over = rows[{each.export_period.first, each.person, each.line}];
      if (over.person.empty()) {
        over = {std::string{each.person},
                std::string{each.line},
                std::string{each.service},
                std::string{each.provider},
                std::string{each.payee},
                std::string{each.payee_id},
                wrong,
                0,
                Pence{},
                Pence{},
                Pence{},
                cause_of(*decision),
                result_.as_of,
                {},
                std::nullopt,
                std::string{each.cost_centre},
                std::string{each.subjective},
                "turning-18, pay period " + span_words(each.export_period) + ". Decision: " + decision->words() + "."};
      }
      over.paid += paid_days::share_of(each.paid, each.days, wrong);
      over.days_overpaid = {std::min(over.days_overpaid.first, wrong.first), std::max(over.days_overpaid.last, wrong.last)};
      over.days = over.days_overpaid.days();
    }
    for (auto& [key, over] : rows)
      if (over.paid.count > 0) found.push_back(std::move(over));
  }

 private:
  void add(const Decision& decision, const LineFacts& facts, std::vector<Overpayment>& found) const {
    const payments::Export& from = result_.payments;
    const payments::Line& line = from.lines[facts.line];
    const Date first_wrong = *decision.last_day + Days{1};
    Overpayment over;
    over.days_overpaid = {Date::max(), Date::min()};
    for (const PaidRow& row : from.rows_of(line)) {
      const auto span = days_of(from, row);
      if (!span || span->last < first_wrong) continue;
      const Split split = split_paid(from, row, *span, first_wrong);
      if (split.after.count == 0) continue;
      over.paid += split.after;
      over.days_overpaid.first = std::min(over.days_overpaid.first, std::max(span->first, first_wrong));
      over.days_overpaid.last = std::max(over.days_overpaid.last, span->last);
    }
    if (over.paid.count <= 0) return;
    const payments::Payments& payments = from.payments;
    const std::size_t row = from.head_row(line);
    over.days = over.days_overpaid.days();
    over.person = result_.people.ids[line.person];
    over.line = result_.line_id(facts.line);
    over.service = payments::service_words(payments, row);
    over.provider = payments.provider.text(row);
    over.payee = payments.payee.text(row);
    over.payee_id = payments.payee_id.text(row);
    over.correct_weekly = Pence{};
    over.cause = cause_of(decision);
    over.discovered = result_.as_of;
    over.still_paid = facts.runs_on ? "Yes" : "No";
    if (facts.runs_on) over.next_payment = for_days(in_pounds(facts.weekly), from.period.days());
    over.cost_centre = cost_centre_.text(row);
    over.subjective = subjective_.text(row);
    over.source = "turning-18, pay period " + span_words(from.period) + ". Decision: " + decision.words() + ".";
    found.push_back(std::move(over));
  }

  const Result& result_;
  const Decisions& decisions_;
  plugin::Column cost_centre_, subjective_;
};

using Key = std::tuple<std::string, std::string, Date, std::string>;
Key key_of(const Overpayment& over) { return {over.person, over.line, over.days_overpaid.first, over.cause}; }

/// Rows as earlier runs left them on the sheet.
std::vector<Overpayment> recorded(const plugin::Run& run) {
  const auto column = [&run](std::string_view id) { return run.column(sheet, id); };
  const auto text = [&](std::string_view id, std::size_t row) { return std::string{column(id).text(row)}; };
  std::vector<Overpayment> found;
  for (std::size_t row = 0; row < run.rows(sheet); ++row) {
    const auto first = column("overpaid_from").date(row);
    const auto last = column("overpaid_to").date(row);
    const auto paid = column("paid").pence(row);
    const auto discovered = column("discovered").date(row);
    if (!first || !last || !paid || !discovered) continue;
    Overpayment over{text("person_id", row),
                     text("line_id", row),
                     text("service", row),
                     text("provider", row),
                     text("payee", row),
                     text("payee_id", row),
                     {*first, *last},
                     (*last - *first).count() + 1,
                     column("correct_weekly").pence(row),
                     *paid,
                     column("correct").pence(row).value_or(Pence{}),
                     text("cause", row),
                     *discovered,
                     text("still_paid", row),
                     column("next_payment").pence(row),
                     text("cost_centre", row),
                     text("subjective", row),
                     text("source", row)};
    found.push_back(std::move(over));
  }
  return found;
}

}  // namespace

std::vector<Overpayment> find_overpayments(const plugin::Run& run, const Result& result, const PastPayments& past,
                                           const Decisions& decisions, Notes& notes) {
  std::vector<Overpayment> found;
  const Finding finding{run, result, decisions};
  finding.of_this_export(found);
  finding.of_other_exports(past, found);
  std::map<Key, std::size_t> known;
  for (std::size_t place = 0; place < found.size(); ++place) known.emplace(key_of(found[place]), place);
  for (Overpayment& over : recorded(run)) {
    if (const auto again = known.find(key_of(over)); again != known.end()) {
      // Found in an earlier run already: it was discovered then.
      if (again->second < found.size())
        found[again->second].discovered = std::min(found[again->second].discovered, over.discovered);
      continue;
    }
    known.emplace(key_of(over), SIZE_MAX);
    // Of this period it would have been found again; of another one it stands as long as the decision does. Who left the list stays
    // as it was.
    const Decision* decision = decisions.on_watch(over.person);
    const bool of_this_period = result.payments.period.contains(over.days_overpaid.first);
    // Who is not on the Watch list, as when an older export is run again, keeps what was confirmed.
    const bool holds = !decision || (!of_this_period && decision->ends() && *decision->last_day < over.days_overpaid.first &&
                                     over.cause == cause_of(*decision));
    if (!holds && over.paid != over.correct) {
      over.correct = over.paid;
      over.source = "Withdrawn: the Watch list now says " +
                    (decision && decision->what != Decided::nothing ? decision->words() : std::string{"nothing"}) + ".";
      over.still_paid.clear();
      over.next_payment.reset();
      notes.push_back({"decision-withdrawn",
                       sheet,
                       UINT64_MAX,
                       {},
                       {{"line", over.line}, {"person", over.person}, {"from", format_date(over.days_overpaid.first)}}});
    }
    found.push_back(std::move(over));
  }
  std::sort(found.begin(), found.end(), [](const Overpayment& left, const Overpayment& right) {
    if (left.days_overpaid.first != right.days_overpaid.first) return left.days_overpaid.first < right.days_overpaid.first;
    if (left.person != right.person) return id_before(left.person, right.person);
    if (left.line != right.line) return id_before(left.line, right.line);
    return left.cause < right.cause;
  });
  return found;
}

}  // namespace counterfoil::turning
