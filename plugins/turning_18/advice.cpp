#include "advice.hpp"

namespace counterfoil::turning {

namespace {

bool runs_beyond(const Situation& situation, Date last_day) { return !situation.last_end || *situation.last_end > last_day; }

}  // namespace

std::string_view advice(const Decision& decision, const Situation& situation) {
  switch (decision.what) {
    case Decided::nothing:
    case Decided::awaiting:
    case Decided::off_the_list:
      return situation.already_18
                 ? "Go on paying, and escalate today: the law may require support to continue until the adult decision."
                 : "Ask for the adult decision. Payment goes on unless one is recorded here.";
    case Decided::continues:
      return situation.last_end ? "Go on paying. Move the end date held if support is to go beyond it."
                                : "Go on paying. Look at the decision again each period.";
    case Decided::staying_put:
      if (!decision.last_day) return "Set up Staying Put. Enter the last day of the present payment; until then it goes on.";
      return runs_beyond(situation, *decision.last_day)
                 ? "Pay Staying Put from the day after the date given, and end the present lines on it."
                 : "The end date held agrees. Pay Staying Put from the day after.";
    case Decided::end_on:
      if (!decision.last_day) return "Enter the last day to be paid. Until then payment goes on.";
      return runs_beyond(situation, *decision.last_day)
                 ? "Put the end date given into the finance system: it holds none, or a later one."
                 : "The end date held agrees. What was paid after it is on Overpayments.";
    case Decided::transferred:
      if (!decision.last_day) return "Enter the last day that children's services pay. Until then payment goes on.";
      return runs_beyond(situation, *decision.last_day)
                 ? "Adult services pay from the day after the date given: end the children's lines on it."
                 : "The end date held agrees. What was paid after it is on Overpayments.";
  }
  return "";
}

Pence at_stake(const Decision& decision, const Situation& situation) {
  if (decision.what == Decided::continues) return Pence{};
  const bool has_end = decision.what != Decided::nothing && decision.what != Decided::awaiting &&
                       decision.what != Decided::off_the_list && decision.last_day;
  return has_end && !runs_beyond(situation, *decision.last_day) ? Pence{} : situation.weekly;
}

}  // namespace counterfoil::turning
