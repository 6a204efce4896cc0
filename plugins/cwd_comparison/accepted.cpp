#include "accepted.hpp"

#include <algorithm>

#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

constexpr std::string_view changes = "#changes";
constexpr std::string_view history = "#history";

std::string key_of(std::string_view person, std::string_view line) { return std::string{person} + '\x1f' + std::string{line}; }

/// What people filled in, as a table of the workbook has it.
struct Decided {
  Decided(const plugin::Run& run, std::string_view table)
      : input(table),
        rows(run.rows(table)),
        person_id(run.column(table, "person_id")),
        line_id(run.column(table, "line_id")),
        rules(run.column(table, "rules")),
        current(run.column(table, "current")),
        figure(run.column(table, "figure")),
        asked_about(run.column(table, "about")),
        about(run.column(table, "#about")),
        period(run.column(table, "period")),
        decision(run.column(table, "decision")),
        initials(run.column(table, "initials")),
        comment(run.column(table, "comment")),
        decided_on(run.column(table, "decided_on")),
        accept_until(run.column(table, "accept_until")) {}

  std::string_view input;
  std::size_t rows;
  plugin::Column person_id, line_id, rules, current, figure, asked_about, about, period, decision, initials, comment, decided_on,
      accept_until;
};

std::string words_of(const Decided& decided, std::size_t row) {
  std::string words{decided.initials.text(row)};
  if (const auto day = decided.decided_on.date(row)) words += " on " + short_date(*day);
  if (const std::string_view comment = decided.comment.text(row); !comment.empty()) words += ": \"" + std::string{comment} + "\"";
  return words;
}

std::optional<Acceptance> acceptance_in(const Decided& decided, std::size_t row, Notes& notes) {
  const auto until = decided.accept_until.date(row);
  if (!until) return std::nullopt;
  const bool is_ok = same_words(decided.decision.text(row), "OK");
  if (!is_ok || decided.initials.text(row).empty()) {
    if (decided.input == changes)
      notes.push_back({"acceptance-incomplete",
                       decided.input,
                       UINT64_MAX,
                       {},
                       {{"person", std::string{decided.person_id.text(row)}},
                        {"line", std::string{decided.line_id.text(row)}},
                        {"until", short_date(*until)},
                        {"missing", is_ok ? "nobody's initials are there" : "the decision is not OK"}}});
    return std::nullopt;
  }
  std::string asked;
  if (decided.input == changes)
    asked = decided.asked_about.text(row).empty() ? decided.period.text(row) : decided.asked_about.text(row);
  const auto figure = decided.figure.pence(row) ? decided.figure.pence(row) : decided.current.pence(row);
  const auto about = decided.about.pence(row);
  return Acceptance{decided.rules.text(row),
                    about ? about : figure,  // a workbook of an earlier version has the amount paid alone
                    figure,
                    *until,
                    std::move(asked),
                    words_of(decided, row)};
}

bool names_rule(std::string_view rules, std::string_view wanted) {
  while (!rules.empty()) {
    const std::size_t comma = rules.find(", ");
    if (rules.substr(0, comma) == wanted) return true;
    rules.remove_prefix(comma == std::string_view::npos ? rules.size() : comma + 2);
  }
  return false;
}

}  // namespace

Acceptances Acceptances::read(const plugin::Run& run, DateSpan now, Notes& notes) {
  Acceptances found;
  const std::string period = span_words(now);
  const Decided shown{run, changes};
  const Decided past{run, history};
  for (std::size_t row = 0; row < shown.rows; ++row) {
    // Of several questions on one line, the one about the table's own period, or one that was accepted.
    const std::string_view about = shown.asked_about.text(row);
    if (!about.empty() && about != shown.period.text(row) && !shown.accept_until.date(row)) continue;
    found.by_line_.insert_or_assign(key_of(shown.person_id.text(row), shown.line_id.text(row)), acceptance_in(shown, row, notes));
  }
  // Changes is about another period: this one's own decisions went to the history, the last time last.
  if (shown.rows > 0 && shown.period.text(0) == period) return found;
  for (std::size_t row = 0; row < past.rows; ++row)
    if (past.period.text(row) == period)
      found.by_line_.insert_or_assign(key_of(past.person_id.text(row), past.line_id.text(row)), acceptance_in(past, row, notes));
  return found;
}

const Acceptance* Acceptances::find(std::string_view person, std::string_view line) const {
  if (by_line_.empty()) return nullptr;
  const auto found = by_line_.find(key_of(person, line));
  return found == by_line_.end() || !found->second ? nullptr : &*found->second;
}

void Acceptances::add(std::string_view person, std::string_view line, Acceptance acceptance) {
  by_line_.insert_or_assign(key_of(person, line), std::move(acceptance));
}

void apply(const Acceptance& acceptance, std::optional<Pence> figure, DateSpan now, Judgement& judgement) {
  std::size_t doubts = 0;
  std::size_t known = 0;
  for (const Hit& hit : judgement.hits) {
    if (hit.risk == Risk::explained) continue;
    ++doubts;
    if (names_rule(acceptance.rules, hit.rule)) ++known;
  }
  if (known == 0) return;
  const auto amount = [](std::optional<Pence> pence) { return pence ? format_pounds(*pence) : std::string{"nothing"}; };
  const std::string until = short_date(acceptance.until);
  if (figure != acceptance.figure || acceptance.shown != acceptance.figure) {
    judgement.acceptance = "Accepted at " + amount(acceptance.figure) + " until " + until + " by " + acceptance.words +
                           ". The figure has moved since" +
                           (figure == acceptance.figure ? std::string{} : ": it is " + amount(figure) + " now") + ".";
  } else if (acceptance.until < now.last) {
    judgement.acceptance =
        "Accepted until " + until + " by " + acceptance.words + ". This period ends on " + short_date(now.last) + ".";
  } else if (known < doubts) {
    judgement.acceptance = "Accepted in part until " + until + " by " + acceptance.words + ". Something else is in question now.";
  } else {
    judgement.acceptance = "Accepted until " + until + " by " + acceptance.words + ".";
    judgement.accepted_until = acceptance.until;
    judgement.accepted_about = acceptance.about;
    judgement.risk = Risk::explained;
    for (Hit& hit : judgement.hits) {
      hit.risk = Risk::explained;
      hit.question.clear();
    }
  }
}

}  // namespace counterfoil::cwd
