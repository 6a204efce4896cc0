#include "classes.hpp"

#include <algorithm>

namespace counterfoil::cwd {

std::string_view class_word(Class which) {
  switch (which) {
    case Class::new_person: return "New person";
    case Class::new_line: return "New line";
    case Class::ended: return "Ended";
    case Class::missing: return "Missing";
    case Class::rate: return "Rate";
    case Class::quantity: return "Quantity";
    case Class::days: return "Days in period";
    case Class::frequency: return "Frequency";
    case Class::one_off: return "One-off";
    case Class::adjustment: return "Adjustment";
    case Class::renumbered: return "Renumbered";
    case Class::returned: return "Returned";
    case Class::provider: return "Provider";
    case Class::payee: return "Payee";
    case Class::mixed: return "Mixed";
    case Class::unchanged: return "Unchanged";
  }
  return "Unchanged";
}

Pence Parts::sum() const {
  Pence total;
  for (const Pence amount : amounts_) total += amount;
  return total;
}

std::size_t Parts::count() const {
  return static_cast<std::size_t>(std::count_if(amounts_.begin(), amounts_.end(), [](Pence amount) { return amount.count != 0; }));
}

std::string Parts::words() const {
  std::array<Class, class_count> order = all_classes;
  std::stable_sort(order.begin(), order.end(),
                   [this](Class left, Class right) { return absolute((*this)[left]) > absolute((*this)[right]); });
  std::string text;
  for (const Class which : order) {
    const Pence amount = (*this)[which];
    if (amount.count == 0) continue;
    if (!text.empty()) text += "; ";
    text += class_word(which);
    text += ' ';
    text += format_pounds(amount);
  }
  return text;
}

}  // namespace counterfoil::cwd
