#include "debtor_texts.hpp"

namespace counterfoil::debtors {

std::string key_word(std::string_view text) { return in_capitals(plain(text)); }
std::string key_id(std::string_view id) { return in_capitals(bare_id(id)); }

bool is_yes(std::string_view text) {
  const std::string word = plain(text);
  return word == "yes" || word == "y" || word == "true" || word == "1";
}
bool is_no(std::string_view text) {
  const std::string word = plain(text);
  return word == "no" || word == "n" || word == "false" || word == "0";
}

void append_part(std::string& list, std::string_view part) {
  if (part.empty()) return;
  if (!list.empty()) list += ", ";
  list += part;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && ++characters > most) return std::string{text.substr(0, at)};
  }
  return std::string{text};
}

Date years_later(Date day, int years) { return months_later(day, 12 * years); }

Date months_later(Date day, int months) {
  using namespace std::chrono;
  const year_month_day parts{day};
  const year_month_day moved = parts + std::chrono::months{months};
  return moved.ok() ? sys_days{moved} : sys_days{moved.year() / moved.month() / last};
}

}  // namespace counterfoil::debtors
