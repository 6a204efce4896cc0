#include "questions.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "counterfoil/disputed.hpp"
#include "counterfoil/ids.hpp"

namespace counterfoil::cwd {

namespace {

constexpr std::string_view sheet = "#changes";
/// In the column Class, where no step of the bridge counts them.
constexpr std::string_view owed_class = "Owed";

using LineKey = std::pair<std::string, std::string>;

/// What this run knows of a line.
struct Found {
  const Pair* pair = nullptr;
  const Followed* followed = nullptr;
  const Judgement* judgement = nullptr;  // where the line is on Changes
};

std::vector<std::string_view> parted(std::string_view rules) {
  std::vector<std::string_view> found;
  while (!rules.empty()) {
    const std::size_t comma = rules.find(", ");
    found.push_back(rules.substr(0, comma));
    rules.remove_prefix(comma == std::string_view::npos ? rules.size() : comma + 2);
  }
  return found;
}

bool asks_of_missing(const std::vector<std::string_view>& rules) {
  return std::any_of(rules.begin(), rules.end(), [](std::string_view rule) { return rule.starts_with("missing-"); });
}

bool asks_of_birthday(const std::vector<std::string_view>& rules) {
  return std::find(rules.begin(), rules.end(), "paid-after-18") != rules.end();
}

/// Of a row about the birthday: its other rules are such as explain.
bool nothing_else_asked(const std::vector<std::string_view>& rules) {
  constexpr std::array<std::string_view, 8> explaining{"paid-after-18",   "days-in-period", "pro-rated-start",  "pro-rated-end",
                                                       "suspension-over", "rounding",       "rate-full-period", "approved-rate"};
  return std::all_of(rules.begin(), rules.end(), [&](std::string_view rule) {
    return std::find(explaining.begin(), explaining.end(), rule) != explaining.end();
  });
}

/// Rules whose money stands on Overpayments once it was named there.
bool named_at_once(const std::vector<std::string_view>& rules) {
  constexpr std::array<std::string_view, 8> named{"duplicate-payment",    "paid-after-end",     "paid-before-start",
                                                  "paid-while-suspended", "adjusted-before",    "paid-again",
                                                  "paid-before",          "adjustment-too-much"};
  return std::any_of(rules.begin(), rules.end(),
                     [&](std::string_view rule) { return std::find(named.begin(), named.end(), rule) != named.end(); });
}

/// Whether a rule that asked then asks again now.
bool asked_again(const std::vector<std::string_view>& rules, const Judgement& judgement) {
  return std::any_of(judgement.hits.begin(), judgement.hits.end(), [&](const Hit& hit) {
    return hit.risk == Risk::query && std::find(rules.begin(), rules.end(), hit.rule) != rules.end();
  });
}

std::optional<Pence> amount_now(const Result& result, const Pair& pair) {
  if (pair.current == no_line) return std::nullopt;
  return paid_of(result.current.rows_of(result.current.lines[pair.current])).paid;
}

/// The questions of the workbook as it stands.
class Open {
 public:
  explicit Open(const plugin::Run& run)
      : rows(run.rows(sheet)),
        person_id(run.column(sheet, "person_id")),
        line_id(run.column(sheet, "line_id")),
        about_(run.column(sheet, "about")),
        period(run.column(sheet, "period")),
        name(run.column(sheet, "name")),
        service(run.column(sheet, "service")),
        provider(run.column(sheet, "provider")),
        which(run.column(sheet, "class")),
        risk(run.column(sheet, "risk")),
        reasons(run.column(sheet, "reasons")),
        question(run.column(sheet, "question")),
        rules(run.column(sheet, "rules")),
        payee(run.column(sheet, "payee")),
        decision(run.column(sheet, "decision")),
        carried(run.column(sheet, "carried")),
        figure(run.column(sheet, "figure")),
        current(run.column(sheet, "current")),
        difference(run.column(sheet, "difference")),
        at_stake_(run.column(sheet, "at_stake")) {}

  /// The question's name; in a workbook from before questions had names, the period.
  std::string about(std::size_t row) const { return std::string{about_.text(row).empty() ? period.text(row) : about_.text(row)}; }
  /// In a workbook from before this was kept, what the payment differed by.
  Pence at_stake(std::size_t row) const {
    if (const auto kept = at_stake_.pence(row)) return *kept;
    const Pence by = difference.pence(row).value_or(Pence{});
    return by.count < 0 ? -by : by;
  }
  bool unsettled(std::size_t row) const {
    if (same_words(decision.text(row), "OK")) return false;
    return same_words(risk.text(row), "Query") || same_words(decision.text(row), "Error") ||
           is_disputed(carried.text(row), decision.text(row));
  }

  std::size_t rows;
  plugin::Column person_id, line_id, about_, period, name, service, provider, which, risk, reasons, question, rules, payee,
      decision, carried, figure, current, difference, at_stake_;
};

std::map<LineKey, Found> lines_of(const Result& result) {
  std::map<LineKey, Found> lines;
  std::vector<const Judgement*> judged(result.lines.size(), nullptr);
  for (const Change& change : result.changes) judged[change.line] = &change.judgement;
  const auto place_of = [&](const Pair& pair, std::size_t place) {
    const Found found{&pair, &result.followed[place], judged[place]};
    lines.insert_or_assign({std::string{result.person_id(pair)}, result.line_id(pair)}, found);
    if (pair.match == Match::renumbered)
      lines.try_emplace({std::string{result.person_id(pair)}, std::string{result.previous.lines[pair.previous].id}}, found);
  };
  for (std::size_t place = 0; place < result.lines.size(); ++place) place_of(result.lines[place].pair, place);
  return lines;
}

/// Rules that no payment settles: who is paid, what an adjustment or a one-off is for, whether a line is another under a new
/// number.
constexpr std::array<std::string_view, 8> for_a_person{"payee-changed",       "adjustment-no-period", "adjustment-nets-to-nought",
                                                       "one-off-repeated",    "recovery-too-much",    "renumbered-line",
                                                       "backdated-rate-less", "provider-changed"};

/// What is looked at to say what has become of the open questions.
struct Looking {
  const Open& open;
  const Result& result;
  const Memory& memory;
  const Debts& debts;
  const AdultDecisions& adult;
  DateSpan now;
  std::map<std::string, DateSpan> periods;  // that are remembered, by what questions call them
};

std::map<std::string, DateSpan> periods_by_name(const Memory& memory) {
  std::map<std::string, DateSpan> periods;
  for (const DateSpan& period : memory.periods()) periods.insert_or_assign(about_period(period), period);
  return periods;
}

/// One open question about an earlier period's payment, and what has become of it.
class OpenQuestion {
 public:
  OpenQuestion(const Looking& all, std::size_t row, const Found& found)
      : all_(all),
        row_(row),
        found_(found),
        rules_(parted(all.open.rules.text(row))),
        state_{std::string{all.open.person_id.text(row)},
               std::string{all.open.line_id.text(row)},
               all.open.about(row),
               {},
               {},
               {},
               {},
               {}} {
    if (const auto period = all.periods.find(state_.about); period != all.periods.end()) period_ = period->second;
    is_asked_ = found.judgement != nullptr && found.judgement->risk == Risk::query;
  }

  /// Nothing: it stays open.
  std::optional<QuestionState> become() {
    if (found_.pair != nullptr && !left_for_a_person()) {
      if (auto state = by_this_payment()) return state;
      if (auto state = by_other_payments()) return state;
    }
    if (found_.pair != nullptr) {
      if (named_now()) return moved_to_overpayments(found_.followed->named, all_.now);
      const auto figure = all_.open.figure.pence(row_) ? all_.open.figure.pence(row_) : all_.open.current.pence(row_);
      const auto paid = amount_now(all_.result, *found_.pair);
      if (same_words(all_.open.decision.text(row_), "Error") && paid && figure && *paid != *figure)
        return settled("Changed since: " + format_pounds(*figure) + " then, " + format_pounds(*paid) + " for " +
                       span_words(all_.now));
    }
    if (named_at_once(rules_))
      for (const KnownDebt& debt : all_.debts.all())
        if (debt.person == state_.person_id && debt.line == state_.line_id)
          return moved_to_overpayments(debt.money.overpaid, debt.span);
    return std::nullopt;
  }

  /// Of a question about a later export, where an older one is compared after it: a gap that both ask for is one question.
  std::optional<QuestionState> become_of_later() {
    const bool gap = std::find(rules_.begin(), rules_.end(), "returned") != rules_.end();
    if (gap && is_asked_ && asked_again({"returned"}, *found_.judgement)) return moved_here();
    if (found_.pair == nullptr || left_for_a_person()) return std::nullopt;
    if (const auto& later = found_.followed->paid_later; later && state_.about == about_period(*later))
      return settled("So much was missing in the export for " + span_words(all_.now));
    return std::nullopt;
  }

 private:
  /// A rule that only a person can answer, and that does not ask again by itself.
  bool left_for_a_person() const {
    return std::any_of(rules_.begin(), rules_.end(), [&](std::string_view rule) {
      return std::find(for_a_person.begin(), for_a_person.end(), rule) != for_a_person.end() &&
             !(is_asked_ && asked_again({rule}, *found_.judgement));
    });
  }

  std::optional<QuestionState> by_this_payment() {
    const Followed& followed = *found_.followed;
    const bool of_wrong = !period_ || was_wrong();
    if (followed.stands && is_asked_) return moved_here();
    if (followed.corrected && of_wrong)
      return settled("Put right: " + followed.put_right +
                     (followed.named.count > 0 ? "; " + format_pounds(followed.named) + " is on Overpayments" : std::string{}));
    if (followed.ties && (of_wrong || asks_of_gap())) return settled("Paid with " + span_words(all_.now));
    if (is_asked_ && asked_again(rules_, *found_.judgement)) return moved_here();
    // The adult care decision is asked, or was taken, in the Turning 18 workbook.
    if (asks_of_birthday(rules_)) {
      if (is_asked_ && asked_again({"paid-after-adult-decision"}, *found_.judgement)) return moved_here();
      if (const AdultDecision* decided = all_.adult.of(state_.person_id); decided && !is_asked_ && nothing_else_asked(rules_))
        return settled("Turning 18's Watch list: " + (decided->words.empty() ? std::string{"no decision yet"} : decided->words));
    }
    if (!asks_of_missing(rules_) || found_.pair->current == no_line) return std::nullopt;
    if (is_asked_ && asked_again({"returned"}, *found_.judgement)) return moved_here();
    if (!still_unpaid()) return settled("Back in the export for " + span_words(all_.now));
    return is_asked_ ? moved_here() : std::optional<QuestionState>{};
  }

  /// A payment that was wrong by itself: what other exports paid for its days, or took back, puts it right as well.
  std::optional<QuestionState> by_other_payments() {
    if (!period_ || !was_wrong()) return std::nullopt;
    const Past past = past_of_line();
    const auto now = found_.pair->current == no_line
                         ? std::vector<paid_days::Paid>{}
                         : adjustments_of(all_.result.current, all_.result.current.lines[found_.pair->current]);
    const auto still = past.wrong(now);
    const auto wrong = std::find_if(still.begin(), still.end(), [&](const Wrong& one) { return one.export_period == *period_; });
    if (wrong == still.end()) {
      if (named_now()) return moved_to_overpayments(found_.followed->named, all_.now);
      return settled("What was wrong with " + state_.about + " is put right by other payments");
    }
    for (const Owed& owed : found_.followed->owed)
      if (wrong->open.count < 0 && overlap(owed.days, wrong->days).days() > 0) {
        state_.state = "moved";
        state_.words = "Asked with all that is owed";
        state_.to_person_id = all_.result.person_id(*found_.pair);
        state_.to_line_id = all_.result.line_id(*found_.pair);
        state_.to_about = about_owed(owed.days);
        return state_;
      }
    return std::nullopt;
  }

  QuestionState moved_here() {
    state_.state = "moved";
    state_.words = "Asked again for " + span_words(all_.now);
    state_.to_person_id = all_.result.person_id(*found_.pair);
    state_.to_line_id = all_.result.line_id(*found_.pair);
    state_.to_about = about_period(all_.now);
    return state_;
  }
  QuestionState settled(std::string words) {
    state_.state = "settled";
    state_.words = std::move(words);
    return state_;
  }
  QuestionState moved_to_overpayments(Pence amount, DateSpan span) {
    state_.state = "moved";
    state_.words = "Overpayments: " + format_pounds(amount) + (span == all_.now ? std::string{} : " for " + span_words(span));
    return state_;
  }

  Past past_of_line() const {
    std::vector<std::string> ids{all_.result.line_id(*found_.pair)};
    if (found_.pair->match == Match::renumbered) ids.emplace_back(all_.result.previous.lines[found_.pair->previous].id);
    if (std::find(ids.begin(), ids.end(), state_.line_id) == ids.end()) ids.push_back(state_.line_id);
    return all_.memory.line(state_.person_id, ids);
  }
  /// Whether the payment that is asked about is another than what was due, whatever was paid since.
  bool was_wrong() const {
    const auto payments = past_of_line().paid_by(*period_);
    return std::any_of(payments.begin(), payments.end(), [](const PastPayment& one) {
      return one.due && absolute(one.paid - *one.due).count > (one.days.days() + 6) / 7 + 1;
    });
  }
  /// This run names what was paid too much for the days that are asked about.
  bool named_now() const {
    const Followed& followed = *found_.followed;
    if (followed.named.count == 0) return false;
    return !period_ || std::any_of(followed.remarks.begin(), followed.remarks.end(), [&](const Remark& remark) {
      return remark.kind == Kept::named && overlap(remark.days, *period_).days() > 0;
    });
  }
  bool asks_of_gap() const {
    return asks_of_missing(rules_) || std::any_of(rules_.begin(), rules_.end(), [](std::string_view rule) {
             return rule == "returned" || rule == "payment-stopped" || rule == "days-not-paid";
           });
  }
  /// Of a line that was missing: whether nothing that was seen since pays for the period.
  bool still_unpaid() const {
    if (!period_ || (found_.judgement != nullptr && asked_or_said(*found_.judgement, "returned"))) return false;
    const Past past = past_of_line();
    return !past.account().gaps(*period_).empty() && past.account().over(*period_).adjusted.count <= 0;
  }
  static bool asked_or_said(const Judgement& judgement, std::string_view rule) {
    return std::any_of(judgement.hits.begin(), judgement.hits.end(), [&](const Hit& hit) { return hit.rule == rule; });
  }

  const Looking& all_;
  std::size_t row_;
  const Found& found_;
  std::vector<std::string_view> rules_;
  QuestionState state_;
  std::optional<DateSpan> period_;  // that is asked about, where it is remembered
  bool is_asked_ = false;
};

/// Whether days that were short are so still, of a line that this run does not have.
bool still_short(const Memory& memory, std::string_view person, std::string_view line, std::string_view about) {
  for (const Wrong& one : memory.line(person, {std::string{line}}).wrong({}))
    if (one.open.count < 0 && about.find(short_date(one.days.last)) != std::string_view::npos) return true;
  return false;
}

void note_checks(const Open& open, DateSpan now, Notes& notes) {
  std::map<std::string, std::uint64_t> by_rule;
  std::string period;
  for (std::size_t row = 0; row < open.rows; ++row) {
    if (open.period.text(row) == span_words(now) || !same_words(open.risk.text(row), "Check") || !open.decision.text(row).empty() ||
        open.unsettled(row))
      continue;
    const auto rules = parted(open.rules.text(row));
    period = open.period.text(row);
    if (!rules.empty()) ++by_rule[std::string{rules.front()}];
  }
  for (const auto& [rule, rows] : by_rule)
    notes.push_back(
        {"checks-undecided", {}, UINT64_MAX, {}, {{"rows", counted(rows, "row", "rows")}, {"rule", rule}, {"period", period}}});
}

/// What names the periods after this one that have been compared already.
std::set<std::string> later_periods(const plugin::Run& run, DateSpan now) {
  std::set<std::string> later;
  const auto first_days = run.column("#exports", "first");
  const auto last_days = run.column("#exports", "last");
  for (std::size_t row = 0; row < run.rows("#exports"); ++row)
    if (const auto first = first_days.date(row), last = last_days.date(row); first && last && *first > now.first)
      later.insert(about_period({*first, *last}));
  return later;
}

/// "Has that been paid?", of what a line was paid too little.
OldQuestion question_about(const Owed& owed, const Result& result, const Pair& pair) {
  const bool is_now = pair.current != no_line;
  const Export& from = is_now ? result.current : result.previous;
  const std::size_t head = from.head_row(from.lines[is_now ? pair.current : pair.previous]);
  OldQuestion row;
  row.person_id = result.person_id(pair);
  row.line_id = result.line_id(pair);
  row.about = about_owed(owed.days);
  row.name = full_name(from.payments, head);
  row.service = service_words(from.payments, head);
  row.provider = from.payments.provider.text(head);
  row.payee = from.payments.payee.text(head);
  row.which = owed_class;
  row.risk = risk_word(Risk::query);
  row.reasons = owed.reason;
  row.question = owed.question;
  row.rules = owed.rule;
  row.figure = owed.amount;
  row.at_stake = owed.amount;
  return row;
}

bool before(const OldQuestion& a, const OldQuestion& b) {
  if (a.person_id != b.person_id) return id_before(a.person_id, b.person_id);
  if (a.line_id != b.line_id) return id_before(a.line_id, b.line_id);
  return a.about < b.about;
}

/// A row of the workbook that is asked once more, as it stands there.
OldQuestion still_asked(const Open& open, std::size_t row) {
  return {std::string{open.person_id.text(row)},
          std::string{open.line_id.text(row)},
          open.about(row),
          std::string{open.name.text(row)},
          std::string{open.service.text(row)},
          std::string{open.provider.text(row)},
          open.which.text(row) == owed_class ? std::string{owed_class} : std::string{"Still open"},
          std::string{open.risk.text(row)},
          std::string{open.reasons.text(row)},
          std::string{open.question.text(row)},
          std::string{open.rules.text(row)},
          std::string{open.payee.text(row)},
          open.figure.exists() ? open.figure.pence(row) : open.current.pence(row),
          open.at_stake(row)};
}

}  // namespace

Questions::Questions(const plugin::Run& run, const Result& result, const Memory& memory, const Debts& debts,
                     const PastDecisions& decisions, const AdultDecisions& adult, DateSpan now, Notes& notes) {
  const Open open{run};
  const auto lines = lines_of(result);
  const std::set<std::string> later = later_periods(run, now);
  const Looking looking{open, result, memory, debts, adult, now, periods_by_name(memory)};
  std::set<std::array<std::string, 3>> asked;
  for (const Change& change : result.changes) {
    const Pair& pair = result.lines[change.line].pair;
    asked.insert({std::string{result.person_id(pair)}, result.line_id(pair), about_period(now)});
    if (!change.judgement.accepted_about.empty() && change.judgement.accepted_until)
      states_.push_back({std::string{result.person_id(pair)}, result.line_id(pair), change.judgement.accepted_about, "accepted",
                         "Accepted until " + short_date(*change.judgement.accepted_until), std::string{result.person_id(pair)},
                         result.line_id(pair), about_period(now)});
  }
  for (std::size_t place = 0; place < result.lines.size(); ++place) {
    const Pair& pair = result.lines[place].pair;
    for (const Owed& owed : result.followed[place].owed) {
      OldQuestion row = question_about(owed, result, pair);
      const PastDecision* said = decisions.about(row.person_id, row.line_id, row.about);
      if (said != nullptr && said->what == Said::right) continue;
      if (!asked.insert({row.person_id, row.line_id, row.about}).second) continue;
      rows_.push_back(std::move(row));
    }
  }
  for (std::size_t row = 0; row < open.rows; ++row) {
    if (!open.unsettled(row)) continue;
    const std::string person{open.person_id.text(row)};
    const std::string line{open.line_id.text(row)};
    const std::string about = open.about(row);
    if (asked.contains({person, line, about})) continue;
    // What a later export showed is not for an older one, run again, to settle.
    const bool of_later = later.contains(about) || (!later.empty() && about.starts_with(about_owed_begins));
    const auto place = lines.find({person, line});
    const Found found = place == lines.end() ? Found{} : place->second;
    const QuestionState settled{person, line, about, "settled", {}, {}, {}, {}};
    if (about == about_period(now)) {
      states_.push_back(settled);
      states_.back().words = "Not asked any more: " + span_words(now) + " was run again";
      continue;
    }
    OpenQuestion question{looking, row, found};
    if (!of_later && about.starts_with(about_owed_begins)) {
      if (found.pair != nullptr || !still_short(memory, person, line, about)) {
        states_.push_back(settled);
        states_.back().words = "Paid by the export for " + span_words(now);
        continue;
      }
    } else if (auto state = of_later ? question.become_of_later() : question.become()) {
      states_.push_back(std::move(*state));
      continue;
    }
    rows_.push_back(still_asked(open, row));
    asked.insert({person, line, about});
  }
  note_checks(open, now, notes);
  std::sort(rows_.begin(), rows_.end(), before);
}

std::uint64_t Questions::queries() const {
  return static_cast<std::uint64_t>(
      std::count_if(rows_.begin(), rows_.end(), [](const OldQuestion& row) { return row.risk == risk_word(Risk::query); }));
}

void Questions::hand_out_states(plugin::Run& run) const {
  const auto table =
      run.open_table("#changes", {"person_id", "line_id", "about", "state", "words", "to_person_id", "to_line_id", "to_about"});
  for (const QuestionState& state : states_)
    table.add({state.person_id, state.line_id, state.about, state.state, state.words, state.to_person_id, state.to_line_id,
               state.to_about});
}

}  // namespace counterfoil::cwd
