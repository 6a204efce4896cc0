#include "questions.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

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
    return same_words(risk.text(row), "Query") || same_words(decision.text(row), "Error");
  }

  std::size_t rows;
  plugin::Column person_id, line_id, about_, period, name, service, provider, which, risk, reasons, question, rules, payee,
      decision, figure, current, difference, at_stake_;
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

/// What an open question about an earlier period's payment has become; nothing: it stays open.
std::optional<QuestionState> become(const Open& open, std::size_t row, const Result& result, const Found& found, const Debts& debts,
                                    const AdultDecisions& adult, DateSpan now) {
  QuestionState state{
      std::string{open.person_id.text(row)}, std::string{open.line_id.text(row)}, open.about(row), {}, {}, {}, {}, {}};
  const auto rules = parted(open.rules.text(row));
  const auto moved_here = [&] {
    state.state = "moved";
    state.words = "Asked again for " + span_words(now);
    state.to_person_id = result.person_id(*found.pair);
    state.to_line_id = result.line_id(*found.pair);
    state.to_about = about_period(now);
    return state;
  };
  const auto settled = [&](std::string words) {
    state.state = "settled";
    state.words = std::move(words);
    return state;
  };
  if (found.pair != nullptr) {
    const Followed& followed = *found.followed;
    const bool is_asked = found.judgement != nullptr && found.judgement->risk == Risk::query;
    if (followed.stands && is_asked) return moved_here();
    if (followed.corrected)
      return settled("Put right: " + followed.put_right +
                     (followed.named.count > 0 ? "; " + format_pounds(followed.named) + " is on Overpayments" : std::string{}));
    if (followed.ties) return settled("Paid with " + span_words(now));
    if (is_asked && asked_again(rules, *found.judgement)) return moved_here();
    // The adult care decision is asked, or was taken, in the Turning 18 workbook.
    if (asks_of_birthday(rules)) {
      if (is_asked && asked_again({"paid-after-adult-decision"}, *found.judgement)) return moved_here();
      if (const AdultDecision* decided = adult.of(state.person_id); decided && !is_asked && nothing_else_asked(rules))
        return settled("Turning 18's Watch list: " + (decided->words.empty() ? std::string{"no decision yet"} : decided->words));
    }
    if (asks_of_missing(rules) && found.pair->current != no_line)
      return is_asked ? moved_here() : settled("Back in the export for " + span_words(now));
    if (followed.named.count > 0) {
      state.state = "moved";
      state.words = "Overpayments: " + format_pounds(followed.named);
      return state;
    }
    const auto figure = open.figure.pence(row) ? open.figure.pence(row) : open.current.pence(row);
    const auto paid = amount_now(result, *found.pair);
    if (same_words(open.decision.text(row), "Error") && paid && figure && *paid != *figure)
      return settled("Changed since: " + format_pounds(*figure) + " then, " + format_pounds(*paid) + " for " + span_words(now));
  }
  if (named_at_once(rules))
    for (const KnownDebt& debt : debts.all())
      if (debt.person == state.person_id && debt.line == state.line_id) {
        state.state = "moved";
        state.words = "Overpayments: " + format_pounds(debt.money.overpaid) + " for " + span_words(debt.span);
        return state;
      }
  return std::nullopt;
}

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
    if (open.period.text(row) == span_words(now) || !same_words(open.risk.text(row), "Check") || !open.decision.text(row).empty())
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
    if (of_later) {
      // stays as it is
    } else if (about.starts_with(about_owed_begins)) {
      if (found.pair != nullptr || !still_short(memory, person, line, about)) {
        states_.push_back(settled);
        states_.back().words = "Paid by the export for " + span_words(now);
        continue;
      }
    } else if (auto state = become(open, row, result, found, debts, adult, now)) {
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
