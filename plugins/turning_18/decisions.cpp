#include "decisions.hpp"

#include "counterfoil/text.hpp"

namespace counterfoil::turning {

namespace {

constexpr std::pair<Decided, std::string_view> words_of_decisions[] = {
    {Decided::awaiting, "Awaiting"},
    {Decided::continues, "Continue"},
    {Decided::end_on, "End on"},
    {Decided::staying_put, "Staying Put"},
    {Decided::transferred, "Transferred to adults"},
    {Decided::off_the_list, "Off the list"},
};

std::map<std::string, Decision, std::less<>> read_table(const plugin::Run& run, std::string_view input) {
  const auto person = run.column(input, "person_id");
  const auto decision = run.column(input, "decision");
  const auto last_day = run.column(input, "end_on");
  const auto owner = run.column(input, "owner");
  const auto decided_on = run.column(input, "decided_on");
  const auto turns_18 = run.column(input, "turns_18");
  const auto period = run.column(input, "period");
  std::map<std::string, Decision, std::less<>> found;
  for (std::size_t row = 0; row < run.rows(input); ++row)
    found.insert_or_assign(std::string{person.text(row)},
                           Decision{read_decision(decision.text(row)), last_day.date(row), std::string{owner.text(row)},
                                    decided_on.date(row), turns_18.date(row), period.text(row)});
  return found;
}

const Decision* find(const std::map<std::string, Decision, std::less<>>& decisions, std::string_view person) {
  const auto found = decisions.find(person);
  return found == decisions.end() ? nullptr : &found->second;
}

}  // namespace

std::string_view decision_word(Decided decided) {
  for (const auto& [known, word] : words_of_decisions)
    if (known == decided) return word;
  return "";
}

Decided read_decision(std::string_view text) {
  if (plain(text).empty()) return Decided::nothing;
  for (const auto& [known, word] : words_of_decisions)
    if (same_words(text, word)) return known;
  return Decided::nothing;
}

std::string Decision::words() const {
  std::string text{decision_word(what)};
  if (last_day) text += (what == Decided::end_on ? " " : ", last day ") + format_date(*last_day);
  if (!owner.empty()) text += ", by " + owner;
  if (decided_on) text += " on " + format_date(*decided_on);
  return text;
}

Decisions Decisions::read(const plugin::Run& run, Notes& notes) {
  Decisions decisions;
  decisions.watch_ = read_table(run, "#watch");
  decisions.history_ = read_table(run, "#history");
  for (const auto& [person, decision] : decisions.watch_)
    if ((decision.what == Decided::end_on || decision.what == Decided::transferred) && !decision.last_day)
      notes.push_back({"end-date-missing-in-decision",
                       "#watch",
                       UINT64_MAX,
                       {},
                       {{"person", person}, {"decision", std::string{decision_word(decision.what)}}}});
  return decisions;
}

const Decision* Decisions::on_watch(std::string_view person) const { return find(watch_, person); }
const Decision* Decisions::in_history(std::string_view person) const { return find(history_, person); }

}  // namespace counterfoil::turning
