#include "table/date_text.hpp"

#include <array>

#include "counterfoil/date.hpp"
#include "table/amount_text.hpp"

namespace counterfoil::table {

namespace {

constexpr std::int64_t serial_of_1970 = 25'569;  // 1900 system
constexpr std::int64_t serial_of_1970_in_1904 = 24'107;
constexpr std::int64_t last_serial = 2'958'465;     // 31/12/9999
constexpr std::int64_t first_plain_serial = 2'500;  // below it a plain number is more likely a year
constexpr std::int64_t last_plain_serial = 73'415;  // 31/12/2100

bool is_digit(char each) { return each >= '0' && each <= '9'; }
bool is_letter(char each) { return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z'); }

struct Token {
  enum class Kind : std::uint8_t { number, word, other, end };
  Kind kind = Kind::end;
  std::string_view text;
  int value = 0;  // of a number of at most 8 digits; else -1
};

/// Numbers, words and single signs; spaces part them and are left out.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : rest_(text) {}

  Token next() {
    while (true) {  // one space of any kind after the other
      const std::string_view trimmed = rest_.empty() ? rest_ : skip_space();
      if (trimmed.size() == rest_.size()) break;
      rest_ = trimmed;
    }
    Token token;
    if (rest_.empty()) return token;
    std::size_t length = 1;
    if (is_digit(rest_[0])) {
      token.kind = Token::Kind::number;
      while (length < rest_.size() && is_digit(rest_[length])) ++length;
      token.value = -1;
      if (length <= 8) {
        token.value = 0;
        for (const char each : rest_.substr(0, length)) token.value = token.value * 10 + (each - '0');
      }
    } else if (is_letter(rest_[0])) {
      token.kind = Token::Kind::word;
      while (length < rest_.size() && is_letter(rest_[length])) ++length;
    } else {
      token.kind = Token::Kind::other;
    }
    token.text = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return token;
  }
  Token peek() const { return Tokens{*this}.next(); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view skip_space() const {
    if (rest_[0] == ' ' || rest_[0] == '\t') return rest_.substr(1);
    if (static_cast<unsigned char>(rest_[0]) < 0x80) return rest_;
    for (const std::size_t length : {std::size_t{2}, std::size_t{3}})
      if (rest_.size() >= length && trim_text(rest_.substr(0, length)).empty()) return rest_.substr(length);
    return rest_;
  }
  std::string_view rest_;
};

bool is_weekday(std::string_view word) {
  static constexpr std::array<std::string_view, 7> days = {"monday", "tuesday",  "wednesday", "thursday",
                                                           "friday", "saturday", "sunday"};
  if (word.size() < 3) return false;
  for (const std::string_view name : days) {
    if (word.size() > name.size()) continue;
    bool same = true;
    for (std::size_t at = 0; at < word.size() && same; ++at) same = (word[at] | 0x20) == name[at];
    if (same) return true;
  }
  return false;
}

/// The first days of calendars, and noughts: what systems store for "no date", and some exports show.
bool stands_for_no_date(int year, int month, int day) {
  if (month == 0 && day == 0 && (year == 0 || year == 1900)) return true;
  if (year == 1899) return month == 12 && day >= 30;
  return month == 1 && (year == 1900 ? day <= 2 : day == 1 && (year == 1 || year == 1753));
}

DateReading make(int year, int month, int day, bool short_year = false) {
  DateReading reading;
  reading.short_year = short_year;
  if (short_year) year += year < 50 ? 2000 : 1900;
  reading.outcome = DateOutcome::impossible;
  reading.for_none = stands_for_no_date(year, month, day);
  if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1) return reading;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return reading;
  reading.outcome = DateOutcome::read;
  reading.days = static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
  return reading;
}

/// The year token is four digits, or two: then the century is a guess that is told.
bool is_year(const Token& token, bool& short_year) {
  short_year = token.text.size() == 2;
  return token.kind == Token::Kind::number && (token.text.size() == 4 || token.text.size() == 2);
}

struct TimeOfDay {
  int seconds = 0;
  std::optional<int> utc_offset = std::nullopt;
};

bool equals_word(const Token& token, std::string_view lower) {
  if (token.kind != Token::Kind::word || token.text.size() != lower.size()) return false;
  for (std::size_t at = 0; at < lower.size(); ++at)
    if ((token.text[at] | 0x20) != lower[at]) return false;
  return true;
}

/// "+01:00", "-0500", "+1": minutes; nothing where it is no offset.
std::optional<int> take_offset(Token& token, Tokens& tokens) {
  const int sign = token.text == "-" ? -1 : 1;
  const Token hours = tokens.next();
  if (hours.kind != Token::Kind::number || hours.text.size() > 4 || hours.text.size() == 3) return std::nullopt;
  int minutes = hours.text.size() == 4 ? hours.value / 100 * 60 + hours.value % 100 : hours.value * 60;
  token = tokens.next();
  if (token.text == ":" && hours.text.size() <= 2) {
    const Token more = tokens.next();
    if (more.kind != Token::Kind::number || more.text.size() > 2) return std::nullopt;
    minutes += more.value;
    token = tokens.next();
  }
  if (minutes > 18 * 60) return std::nullopt;
  return sign * minutes;
}

/// Hours, minutes and seconds, parted by colons or, as Oracle does, by points; what follows is left in `token`.
std::optional<int> take_clock(Token& token, Tokens& tokens) {
  int parts[3] = {0, 0, 0};
  int count = 0;
  std::string_view sign;
  while (true) {
    if (token.kind != Token::Kind::number || token.text.size() > 2 || token.value > (count == 0 ? 24 : 59)) return std::nullopt;
    parts[count++] = token.value;
    token = tokens.next();
    if (count == 3 || (token.text != ":" && token.text != ".") || (!sign.empty() && token.text != sign)) break;
    sign = token.text;
    token = tokens.next();
  }
  if (count < 2) return std::nullopt;
  if (token.text == "." || token.text == ",") {
    if (tokens.next().kind != Token::Kind::number) return std::nullopt;
    token = tokens.next();
  }
  const bool afternoon = equals_word(token, "pm");
  if (afternoon || equals_word(token, "am")) {
    if (parts[0] > 12) return std::nullopt;
    parts[0] = parts[0] % 12 + (afternoon ? 12 : 0);
    token = tokens.next();
  }
  return parts[0] * 3600 + parts[1] * 60 + parts[2];
}

/// Nothing, or a time of day: "T00:00:00", "12:30", "12:30:05.123 PM", "12.00.00.000000 AM", "09:00Z", "23:00:00 GMT+0100".
std::optional<TimeOfDay> time_or_nothing(std::string_view rest) {
  Tokens tokens{rest};
  Token token = tokens.next();
  TimeOfDay time;
  if (token.kind == Token::Kind::end) return time;
  if (token.text == ",") token = tokens.next();
  if (token.text == "T" || token.text == "t") token = tokens.next();
  const auto seconds = take_clock(token, tokens);
  if (!seconds) return std::nullopt;
  time.seconds = *seconds;
  if (equals_word(token, "z") || equals_word(token, "utc") || equals_word(token, "gmt")) {
    time.utc_offset = 0;
    token = tokens.next();
  } else if (equals_word(token, "bst")) {
    time.utc_offset = 60;
    token = tokens.next();
  }
  if (token.text == "+" || token.text == "-") {
    time.utc_offset = take_offset(token, tokens);
    if (!time.utc_offset) return std::nullopt;
  }
  if (token.text == "(") return rest.ends_with(')') ? std::optional{time} : std::nullopt;  // "(British Summer Time)"
  return token.kind == Token::Kind::end ? std::optional{time} : std::nullopt;
}

DateReading with_time(DateReading reading, const TimeOfDay& time) {
  reading.seconds = time.seconds;
  reading.utc_offset = time.utc_offset;
  return reading;
}

bool is_separator(const Token& token) { return token.text == "/" || token.text == "-" || token.text == "."; }

DateReading numeric_date(Token first, Tokens tokens) {
  const Token separator = tokens.next();
  const Token second = tokens.next();
  const Token again = tokens.next();
  const Token third = tokens.next();
  const auto time = time_or_nothing(tokens.rest());
  if (second.kind != Token::Kind::number || third.kind != Token::Kind::number || again.text != separator.text ||
      second.text.size() > 2 || !time)
    return {};
  if (first.text.size() == 4)
    return third.text.size() > 2 ? DateReading{} : with_time(make(first.value, second.value, third.value), *time);
  bool short_year = false;
  if (first.text.size() > 2 || !is_year(third, short_year)) return {};
  DateReading reading = make(third.value, second.value, first.value, short_year);
  if (reading.outcome == DateOutcome::impossible && second.value > 12 &&
      make(third.value, first.value, second.value, short_year).outcome == DateOutcome::read)
    reading.outcome = DateOutcome::us_order;
  return with_time(reading, *time);
}

DateReading day_month_year(Token day, Tokens tokens) {
  Token token = tokens.next();
  if (token.text == "st" || token.text == "nd" || token.text == "rd" || token.text == "th") token = tokens.next();
  if (token.text == "of") token = tokens.next();
  if (is_separator(token)) token = tokens.next();
  const int month = token.kind == Token::Kind::word ? month_named(token.text) : 0;
  if (month == 0 || day.text.size() > 2) return {};
  token = tokens.next();
  if (is_separator(token) || token.text == ",") token = tokens.next();
  bool short_year = false;
  const auto time = time_or_nothing(tokens.rest());
  if (!is_year(token, short_year) || !time) return {};
  return with_time(make(token.value, month, day.value, short_year), *time);
}

DateReading month_day_year(int month, Tokens tokens) {
  const Token day = tokens.next();
  if (day.kind != Token::Kind::number || day.text.size() > 2) return {};
  Token token = tokens.next();
  if (token.text == "st" || token.text == "nd" || token.text == "rd" || token.text == "th") token = tokens.next();
  if (token.text == ",") token = tokens.next();
  bool short_year = false;
  const auto time = time_or_nothing(tokens.rest());
  if (!is_year(token, short_year) || short_year || !time) return {};
  return with_time(make(token.value, month, day.value), *time);
}

}  // namespace

int month_named(std::string_view word) {
  static constexpr std::array<std::string_view, 12> months = {
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
  if (word.size() < 3) return 0;
  for (std::size_t month = 0; month < months.size(); ++month) {
    const std::string_view name = months[month];
    const bool sept = month == 8 && word.size() == 4;
    if (word.size() != 3 && word.size() != name.size() && !sept) continue;
    bool same = true;
    for (std::size_t at = 0; at < word.size() && same; ++at) same = (word[at] | 0x20) == name[at];
    if (same) return static_cast<int>(month) + 1;
  }
  return 0;
}

DateReading date_of_serial(std::int64_t serial, bool uses_1904) {
  DateReading reading;
  if (uses_1904) {
    if (serial < 0 || serial > last_serial - 1462) return reading;
    reading.days = static_cast<std::int32_t>(serial - serial_of_1970_in_1904);
  } else {
    reading.for_none = serial >= 0 && serial <= 2;
    if (serial < 1 || serial > last_serial) return reading;
    if (serial == 60) {
      reading.outcome = DateOutcome::impossible;
      return reading;
    }
    reading.days = static_cast<std::int32_t>(serial - serial_of_1970 + (serial < 60 ? 1 : 0));
  }
  reading.outcome = DateOutcome::read;
  return reading;
}

DateReading read_date_serial(std::string_view digits, bool uses_1904) {
  std::int64_t serial = 0;
  std::size_t at = 0;
  for (; at < digits.size() && at < 8 && is_digit(digits[at]); ++at) serial = serial * 10 + (digits[at] - '0');
  if (at == digits.size() && at > 0) return date_of_serial(serial, uses_1904);
  const auto value = parse_decimal(digits);
  if (!value || value->negative) return {};
  // Rounded to a second's fraction first, since 45000.9999999999 is the next midnight; then down to the day.
  const auto units = to_units(without_binary_noise(*value), 6);
  if (!units) return {};
  const std::int64_t millionths = units->count + 5;
  DateReading reading = date_of_serial(millionths / 1'000'000, uses_1904);
  reading.seconds = static_cast<int>((millionths % 1'000'000) * 864 / 10'000);
  return reading;
}

DateReading read_unformatted_date(std::string_view digits, bool uses_1904) {
  const auto value = parse_decimal(digits);
  if (!value || value->negative) return {};
  const auto units = to_units(without_binary_noise(*value), 6);
  if (!units) return {};
  const std::int64_t whole = units->count / 1'000'000;
  if (whole >= 19'000'101 && whole <= 21'001'231 && units->count % 1'000'000 == 0) {
    const int number = static_cast<int>(whole);
    const DateReading reading = make(number / 10'000, number / 100 % 100, number % 100);
    return reading.outcome == DateOutcome::read ? reading : DateReading{};
  }
  const std::int64_t shift = uses_1904 ? 1462 : 0;
  if (whole < first_plain_serial - shift || whole > last_plain_serial - shift) return {};
  return date_of_serial(whole, uses_1904);
}

DateReading read_date_text(std::string_view text, bool uses_1904) {
  text = trim_text(text);
  if (text.empty() || text.size() > 64) return {};
  Tokens tokens{text};
  Token first = tokens.next();
  if (first.kind == Token::Kind::word && is_weekday(first.text)) {
    first = tokens.next();
    if (first.text == ",") first = tokens.next();
  }
  if (first.kind == Token::Kind::word) {
    const int month = month_named(first.text);
    return month == 0 ? DateReading{} : month_day_year(month, tokens);
  }
  if (first.kind != Token::Kind::number || first.value < 0) return {};
  const Token then = tokens.peek();
  const bool five = first.text.size() == 5 && first.text.data() == text.data();
  if (five && (then.kind == Token::Kind::end || then.text == ".")) {
    DateReading reading = parse_decimal(text) ? read_unformatted_date(text, uses_1904) : DateReading{};
    reading.serial = true;
    return reading;
  }
  if (first.text.size() == 8 && (then.kind == Token::Kind::end || then.text == "T"))
    if (const auto time = time_or_nothing(tokens.rest()))
      return with_time(make(first.value / 10'000, first.value / 100 % 100, first.value % 100), *time);
  if (is_separator(then)) {
    Tokens after = tokens;
    after.next();
    return after.peek().kind == Token::Kind::word ? day_month_year(first, tokens) : numeric_date(first, tokens);
  }
  return day_month_year(first, tokens);
}

}  // namespace counterfoil::table
