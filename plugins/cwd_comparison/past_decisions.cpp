#include "past_decisions.hpp"

#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

std::string key_of(std::string_view person, std::string_view line, std::string_view question) {
  std::string key{person};
  key += '\x1f';
  key += line;
  key += '\x1f';
  return key += question;
}

Said said(std::string_view word) {
  if (same_words(word, "OK")) return Said::right;
  return same_words(word, "Error") ? Said::wrong : Said::waiting;
}

}  // namespace

std::string about_period(DateSpan period) { return span_words(period); }
std::string about_owed(DateSpan days) { return std::string{about_owed_begins} + span_words(days); }

PastDecisions::PastDecisions(const plugin::Run& run) {
  read(run, "#history");
  read(run, "#changes");
}

void PastDecisions::read(const plugin::Run& run, std::string_view table) {
  const auto person = run.column(table, "person_id"), line = run.column(table, "line_id"), about = run.column(table, "about"),
             period = run.column(table, "period"), decision = run.column(table, "decision"),
             right_amount = run.column(table, "right_amount"), rules = run.column(table, "rules");
  for (std::size_t row = 0; row < run.rows(table); ++row) {
    const Said what = said(decision.text(row));
    if (what == Said::waiting) continue;
    // Rows of a workbook from before questions had names are about the period of their table.
    const std::string_view question = about.text(row).empty() ? period.text(row) : about.text(row);
    by_question_.insert_or_assign(
        key_of(person.text(row), line.text(row), question),
        PastDecision{what, what == Said::wrong ? right_amount.pence(row) : std::nullopt, rules.text(row)});
  }
}

const PastDecision* PastDecisions::about_payment(std::string_view person, std::string_view line, DateSpan export_period) const {
  if (by_question_.empty()) return nullptr;
  return about(person, line, about_period(export_period));
}

bool PastDecisions::any(std::string_view person, std::string_view line) const {
  if (by_question_.empty()) return false;
  const std::string key = key_of(person, line, {});
  const auto found = by_question_.lower_bound(key);
  return found != by_question_.end() && found->first.starts_with(key);
}

bool PastDecisions::accepted_rule(std::string_view person, std::string_view line, std::string_view rule) const {
  if (by_question_.empty()) return false;
  const std::string key = key_of(person, line, {});
  for (auto found = by_question_.lower_bound(key); found != by_question_.end() && found->first.starts_with(key); ++found)
    if (found->second.what == Said::right && found->second.rules.find(rule) != std::string_view::npos) return true;
  return false;
}

const PastDecision* PastDecisions::about(std::string_view person, std::string_view line, std::string_view question) const {
  const auto found = by_question_.find(key_of(person, line, question));
  return found == by_question_.end() ? nullptr : &found->second;
}

}  // namespace counterfoil::cwd
