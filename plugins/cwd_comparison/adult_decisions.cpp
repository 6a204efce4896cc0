#include "adult_decisions.hpp"

#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

constexpr std::string_view watch_list = "turning-18";

}  // namespace

AdultDecisions::AdultDecisions(const plugin::Run& run) {
  const auto person = run.column(watch_list, "person_id"), turns_18 = run.column(watch_list, "turns_18"),
             decision = run.column(watch_list, "decision"), last_day = run.column(watch_list, "end_on"),
             owner = run.column(watch_list, "owner"), decided_on = run.column(watch_list, "decided_on");
  for (std::size_t row = 0; row < run.rows(watch_list); ++row) {
    AdultDecision one;
    one.turns_18 = turns_18.date(row);
    const std::string_view what = decision.text(row);
    one.ends = (same_words(what, "End on") || same_words(what, "Transferred to adults") || same_words(what, "Staying Put")) &&
               last_day.date(row).has_value();
    if (one.ends) one.last_day = last_day.date(row);
    if (!plain(what).empty()) {
      one.words = what;
      if (one.last_day) one.words += ", last day " + format_date(*one.last_day);
      if (!owner.text(row).empty()) one.words += ", by " + std::string{owner.text(row)};
      if (const auto day = decided_on.date(row)) one.words += " on " + format_date(*day);
    }
    people_.insert_or_assign(bare_id(person.text(row)), std::move(one));
  }
}

const AdultDecision* AdultDecisions::of(std::string_view person) const {
  if (people_.empty()) return nullptr;
  const auto found = people_.find(bare_id(person));
  return found == people_.end() ? nullptr : &found->second;
}

}  // namespace counterfoil::cwd
