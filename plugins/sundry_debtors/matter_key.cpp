#include "matter_key.hpp"

#include "debtor_texts.hpp"
#include "digest.hpp"

namespace counterfoil::debtors {

namespace {

// Without the letters I, L, O and U, which people mistake when they read a key out.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t letters_in_key = 26;
constexpr std::size_t bytes_in_digits = 12;
constexpr std::size_t digits_in_key = 29;  // 2^96 has 29 digits

std::string letters_of(const std::array<std::uint8_t, 32>& digest) {
  std::string text = "CF";
  for (std::size_t at = 0; at < letters_in_key; ++at) {
    const std::size_t bit = 5 * at;
    const unsigned pair = static_cast<unsigned>(digest[bit / 8] << 8 | digest[bit / 8 + 1]);
    text += alphabet[pair >> (11 - bit % 8) & 31U];
  }
  return text;
}

std::string digits_of(const std::array<std::uint8_t, 32>& digest) {
  __extension__ using Wide = unsigned __int128;
  Wide number = 0;
  for (std::size_t at = 0; at < bytes_in_digits; ++at) number = number << 8 | digest[at];
  std::string text(digits_in_key, '0');
  for (std::size_t at = digits_in_key; at-- > 0; number /= 10) text[at] = static_cast<char>('0' + static_cast<int>(number % 10));
  return text;
}

std::string key_of(std::string_view facts, KeyForm form) {
  const auto digest = sha256(facts);
  return form == KeyForm::digits ? digits_of(digest) : letters_of(digest);
}

}  // namespace

std::string matter_key(const MatterFacts& facts, KeyForm form) {
  std::string text = "matter|" + key_id(facts.person_id) + "|" + key_id(facts.line_id) + "|" + format_date(facts.span.first) + "|" +
                     format_date(facts.span.last) + "|" + key_word(facts.cause);
  if (facts.credit) text += "|credit";
  return key_of(text, form);
}

std::string deduction_key(std::string_view matter, std::int64_t number, KeyForm form) {
  return key_of("deduction|" + std::string{matter} + "|" + std::to_string(number), form);
}

std::string group_key(std::string_view keys, KeyForm form) { return key_of("invoice|" + std::string{keys}, form); }

}  // namespace counterfoil::debtors
