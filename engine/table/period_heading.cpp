#include "table/period_heading.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "table/date_text.hpp"

namespace counterfoil::table {

namespace {

constexpr std::size_t longest_period_heading = 80;
constexpr std::array<std::string_view, 12> month_names = {"January", "February", "March",     "April",   "May",      "June",
                                                          "July",    "August",   "September", "October", "November", "December"};

struct HeadingToken {
  enum class Kind : std::uint8_t { number, word, other } kind = Kind::other;
  std::string_view text;
  std::int64_t value = 0;
};

bool is_heading_digit(char each) { return each >= '0' && each <= '9'; }
bool is_heading_letter(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (static_cast<unsigned char>(each) & 0x80);
}

/// A dash beyond ASCII ("–") is a sign, not a letter.
std::size_t sign_length(std::string_view text) { return text.starts_with("\xE2\x80") && text.size() >= 3 ? 3 : 0; }

std::vector<HeadingToken> tokens_of(std::string_view text) {
  std::vector<HeadingToken> tokens;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    HeadingToken token;
    if (is_heading_digit(text[at])) {
      token.kind = HeadingToken::Kind::number;
      while (at < text.size() && is_heading_digit(text[at])) ++at;
      if (at - begin > 9) token.kind = HeadingToken::Kind::other;
      std::from_chars(text.data() + begin, text.data() + at, token.value);
    } else if (const std::size_t sign = sign_length(text.substr(at)); sign > 0) {
      at += sign;
    } else if (is_heading_letter(text[at])) {
      token.kind = HeadingToken::Kind::word;
      while (at < text.size() && is_heading_letter(text[at]) && sign_length(text.substr(at)) == 0) ++at;
    } else {
      ++at;
    }
    token.text = text.substr(begin, at - begin);
    tokens.push_back(token);
  }
  return tokens;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), fold_for_comparing(word)) != words.end();
}

/// Words before a number that count periods.
bool counts_periods(std::string_view word) {
  return is_one_of(word, {"p", "pd", "per", "period", "wk", "week", "month", "mth", "m", "cycle", "run", "payrun", "payment"});
}

/// Words that a team writes beside the period of a column of amounts.
bool goes_with_a_period(std::string_view word) {
  return is_one_of(word, {"w",      "e",         "we",     "c",        "wc",         "b",       "ended",   "ending",   "end",
                          "begin",  "beginning", "start",  "starting", "commencing", "from",    "to",      "until",    "of",
                          "for",    "the",       "and",    "date",     "paid",       "pay",     "payment", "payments", "weeks",
                          "months", "periods",   "amount", "amounts",  "actual",     "actuals", "net",     "gbp",      "st",
                          "nd",     "rd",        "th",     "fy",       "payroll",    "no",      "number"});
}

std::string two_digits(std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

/// As long as the name before: "Nov", "November", "NOV", "Sept".
std::string month_like(std::string_view model, unsigned month) {
  std::string name{month_names[month - 1]};
  const bool short_name = model.size() <= 4 && fold_for_comparing(model) != "june" && fold_for_comparing(model) != "july";
  if (short_name) name.resize(3);
  const bool upper = model.size() > 1 && model[1] >= 'A' && model[1] <= 'Z';
  const bool lower = model[0] >= 'a' && model[0] <= 'z';
  for (char& letter : name) {
    if (upper && letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    if (lower && letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return name;
}

std::string_view ordinal_ending(std::int64_t day) {
  if (day % 100 >= 11 && day % 100 <= 13) return "th";
  switch (day % 10) {
    case 1: return "st";
    case 2: return "nd";
    case 3: return "rd";
    default: return "th";
  }
}

unsigned month_of(Date date) { return static_cast<unsigned>(std::chrono::year_month_day{date}.month()); }
unsigned day_of(Date date) { return static_cast<unsigned>(std::chrono::year_month_day{date}.day()); }
int year_of(Date date) { return static_cast<int>(std::chrono::year_month_day{date}.year()); }

}  // namespace

/// Takes the tokens of one heading into pieces, from left to right.
class PeriodHeadingReader {
 public:
  explicit PeriodHeadingReader(std::string_view text) : tokens_(tokens_of(text)) {}

  std::optional<PeriodHeading> read() {
    while (at_ < tokens_.size()) {
      if (numeric_date() || named_date() || month_and_year() || numbered()) continue;
      literal(tokens_[at_].text);
      ++at_;
    }
    drop_lone_day_and_month();
    if (heading_.dates_.empty() && !heading_.number()) return std::nullopt;
    if (heading_.dates_.size() > 2) return std::nullopt;
    return heading_;
  }

 private:
  using Kind = PeriodHeading::Kind;

  const HeadingToken* token(std::size_t ahead) const { return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr; }
  bool number_at(std::size_t ahead) const { return token(ahead) && token(ahead)->kind == HeadingToken::Kind::number; }
  bool text_at(std::size_t ahead, std::string_view text) const { return token(ahead) && token(ahead)->text == text; }
  bool blank_at(std::size_t ahead) const { return text_at(ahead, " ") || text_at(ahead, "\n"); }

  void literal(std::string_view text) {
    if (!heading_.pieces_.empty() && heading_.pieces_.back().kind == Kind::literal)
      heading_.pieces_.back().text += text;
    else
      heading_.pieces_.push_back({Kind::literal, std::string{text}, 0, 0});
  }
  void piece(Kind kind, const HeadingToken& from, std::int64_t value) {
    heading_.pieces_.push_back({kind, std::string{from.text}, value, static_cast<unsigned>(heading_.dates_.size())});
  }
  static std::optional<int> year_in(const HeadingToken& token) {
    if (token.text.size() == 4 && token.value >= 1990 && token.value < 2100) return static_cast<int>(token.value);
    if (token.text.size() == 2) return static_cast<int>(2000 + token.value);
    return std::nullopt;
  }

  /// 09/11/2025, 9.11.25, 09-11-2025, 2025-11-09; 13/10 as half of a span.
  bool numeric_date() {
    if (!number_at(0) || !token(1) || !number_at(2)) return false;
    const std::string_view sign = token(1)->text;
    if (sign != "/" && sign != "." && sign != "-") return false;
    const HeadingToken &one = *token(0), &two = *token(2);
    const bool third = text_at(3, sign) && number_at(4);
    if (third && one.text.size() == 4 && year_in(one)) return put_date(one, two, *token(4), true);
    if (third && year_in(*token(4))) return put_date(one, two, *token(4), false);
    if (third || sign == "-" || one.value < 1 || one.value > 31 || two.value < 1 || two.value > 12 || two.text.size() > 2)
      return false;
    piece(Kind::day, one, one.value);
    literal(sign);
    piece(Kind::month_digits, two, two.value);
    add_date(static_cast<unsigned>(one.value), static_cast<unsigned>(two.value), std::nullopt);
    at_ += 3;
    return true;
  }

  bool put_date(const HeadingToken& one, const HeadingToken& two, const HeadingToken& three, bool year_first) {
    const HeadingToken& year = year_first ? one : three;
    const HeadingToken& day = year_first ? three : one;
    if (day.value < 1 || day.value > 31 || two.value < 1 || two.value > 12) return false;
    const auto put = [&](const HeadingToken& each) {
      piece(&each == &year ? Kind::year : &each == &two ? Kind::month_digits : Kind::day, each, each.value);
    };
    put(one);
    literal(token(1)->text);
    put(two);
    literal(token(3)->text);
    put(three);
    add_date(static_cast<unsigned>(day.value), static_cast<unsigned>(two.value), year_in(year));
    at_ += 5;
    return true;
  }

  /// 9 Nov, 9th November 2025, 10-Nov-25.
  bool named_date() {
    if (!number_at(0) || token(0)->value < 1 || token(0)->value > 31 || token(0)->text.size() > 2) return false;
    std::size_t ahead = 1;
    const bool ordinal = token(ahead) && is_one_of(token(ahead)->text, {"st", "nd", "rd", "th"});
    if (ordinal) ++ahead;
    if (token(ahead) && (blank_at(ahead) || text_at(ahead, "-") || text_at(ahead, "/"))) ++ahead;
    if (!token(ahead) || month_named(token(ahead)->text) == 0) return false;
    piece(Kind::day, *token(0), token(0)->value);
    if (ordinal) heading_.pieces_.back().text += token(1)->text;
    for (std::size_t between = ordinal ? 2 : 1; between < ahead; ++between) literal(token(between)->text);
    const unsigned day = static_cast<unsigned>(token(0)->value);
    at_ += ahead;
    month_name_and_year(day);
    return true;
  }

  bool month_and_year() {
    if (!token(0) || token(0)->kind != HeadingToken::Kind::word || month_named(token(0)->text) == 0) return false;
    // "May" begins sentences too; as a heading it stands at the start or beside a number.
    month_name_and_year(std::nullopt);
    return true;
  }

  void month_name_and_year(std::optional<unsigned> day) {
    const auto month = static_cast<unsigned>(month_named(token(0)->text));
    piece(Kind::month_name, *token(0), month);
    ++at_;
    std::size_t ahead = 0;
    while (token(ahead) && ahead < 2 &&
           (blank_at(ahead) || text_at(ahead, "-") || text_at(ahead, "'") || text_at(ahead, "/") || text_at(ahead, ",") ||
            text_at(ahead, "\xE2\x80\x99")))
      ++ahead;
    std::optional<int> year;
    if (number_at(ahead) && year_in(*token(ahead)) && !is_financial_year(ahead) && !begins_a_date(ahead)) {
      year = year_in(*token(ahead));
      for (std::size_t between = 0; between < ahead; ++between) literal(token(between)->text);
      piece(Kind::year, *token(ahead), *year);
      at_ += ahead + 1;
    }
    add_date(day, month, year);
  }

  /// "2025/26" and "25/26" are two years of one: they stay as they are.
  bool is_financial_year(std::size_t ahead) const {
    return number_at(ahead) && (text_at(ahead + 1, "/") || text_at(ahead + 1, "-")) && number_at(ahead + 2) &&
           (token(ahead)->value + 1) % 100 == token(ahead + 2)->value % 100;
  }
  /// The next date of "13 Oct - 9 Nov" begins with a number too.
  bool begins_a_date(std::size_t ahead) const {
    if (token(ahead)->text.size() == 4) return false;
    const std::size_t next = token(ahead + 1) && (blank_at(ahead + 1) || text_at(ahead + 1, "-")) ? ahead + 2 : ahead + 1;
    return token(next) && month_named(token(next)->text) != 0;
  }

  /// P8, Period 08, Week 32.
  bool numbered() {
    if (!token(0) || token(0)->kind != HeadingToken::Kind::word || !counts_periods(token(0)->text)) return false;
    std::size_t ahead = 1;
    while (token(ahead) && (blank_at(ahead) || text_at(ahead, ".") || text_at(ahead, "-") || text_at(ahead, "#")) && ahead < 3)
      ++ahead;
    if (!number_at(ahead) || token(ahead)->value > 60 || token(ahead)->text.size() > 2 || heading_.number()) return false;
    if (text_at(ahead + 1, "/") && number_at(ahead + 2) && !is_financial_year(ahead + 2) && token(ahead + 2)->value <= 12)
      return false;
    for (std::size_t between = 0; between < ahead; ++between) literal(token(between)->text);
    piece(Kind::number, *token(ahead), token(ahead)->value);
    at_ += ahead + 1;
    return true;
  }

  void add_date(std::optional<unsigned> day, unsigned month, std::optional<int> year) {
    heading_.dates_.push_back({day, month, year});
  }

  /// "13/10" alone may be a fraction or a house; with a word before it ("w/e") or a second one it is a date.
  void drop_lone_day_and_month() {
    if (heading_.dates_.size() != 1 || heading_.pieces_.size() > 3) return;
    const auto& date = heading_.dates_.front();
    const bool digits = std::any_of(heading_.pieces_.begin(), heading_.pieces_.end(),
                                    [](const auto& each) { return each.kind == Kind::month_digits; });
    if (digits && date.day && !date.year) heading_.dates_.clear();
  }

  std::vector<HeadingToken> tokens_;
  std::size_t at_ = 0;
  PeriodHeading heading_;
};

std::optional<PeriodHeading> PeriodHeading::read(std::string_view text) {
  if (text.empty() || text.size() > longest_period_heading) return std::nullopt;
  return PeriodHeadingReader{text}.read();
}

PeriodHeading PeriodHeading::of_date(Date date) {
  PeriodHeading heading;
  heading.dates_.push_back({day_of(date), month_of(date), year_of(date)});
  return heading;
}

bool PeriodHeading::fits_month(const DateParts& parts, Date date) {
  return parts.month == month_of(date) && (!parts.year || *parts.year == year_of(date));
}

bool PeriodHeading::fits(const DateParts& parts, Date date) {
  return fits_month(parts, date) && parts.day && *parts.day == day_of(date);
}

PeriodHeading::Tied PeriodHeading::tie_to(DateSpan period) const {
  constexpr std::int64_t longest_wait = 21;  // days from the end of a period to its payment
  if (dates_.empty()) return {number() ? Tie::number : Tie::none, 0};
  if (dates_.size() == 2) return {fits(dates_[0], period.first) && fits(dates_[1], period.last) ? Tie::both_ends : Tie::none, 0};
  const DateParts& date = dates_.front();
  if (!date.day)
    return {fits_month(date, period.last) ? Tie::last_month : fits_month(date, period.first) ? Tie::first_month : Tie::none, 0};
  if (fits(date, period.last)) return {Tie::last_day, 0};
  if (fits(date, period.first)) return {Tie::first_day, 0};
  for (std::int64_t days = 1; days <= longest_wait; ++days)
    if (fits(date, period.last + std::chrono::days{days})) return {Tie::day_after, days};
  return {};
}

std::optional<Date> PeriodHeading::day_for(DateSpan period, Tied tie) {
  switch (tie.tie) {
    case Tie::first_day:
    case Tie::first_month: return period.first;
    case Tie::last_day:
    case Tie::last_month: return period.last;
    case Tie::day_after: return period.last + std::chrono::days{tie.days};
    default: return std::nullopt;
  }
}

std::optional<std::string> PeriodHeading::write_for(DateSpan period, Tied tie, std::int64_t steps) const {
  std::vector<Date> dates;
  if (tie.tie == Tie::both_ends)
    dates = {period.first, period.last};
  else if (const auto day = day_for(period, tie))
    dates = {*day};
  if (dates.size() != dates_.size()) return std::nullopt;
  std::string text;
  for (const Piece& each : pieces_) {
    switch (each.kind) {
      case Kind::literal: text += each.text; break;
      case Kind::number: {
        const std::int64_t next = each.value + steps;
        if (next < 1) return std::nullopt;
        text += each.text.size() == 2 && each.text[0] == '0' ? two_digits(next) : std::to_string(next);
        break;
      }
      case Kind::day: {
        const unsigned day = day_of(dates[each.date]);
        const bool digits_month = std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& other) {
          return other.kind == Kind::month_digits && other.date == each.date;
        });
        const std::size_t digits = each.text.find_first_not_of("0123456789");
        const bool padded = each.text[0] == '0' || (digits_month && each.value > 9);
        text += padded ? two_digits(day) : std::to_string(day);
        if (digits != std::string::npos) text += ordinal_ending(day);
        break;
      }
      case Kind::month_digits: {
        const unsigned month = month_of(dates[each.date]);
        text += each.text.size() == 2 ? two_digits(month) : std::to_string(month);
        break;
      }
      case Kind::month_name: text += month_like(each.text, month_of(dates[each.date])); break;
      case Kind::year: {
        const int year = year_of(dates[each.date]);
        text += each.text.size() == 2 ? two_digits(year % 100) : std::to_string(year);
        break;
      }
    }
  }
  return text;
}

bool PeriodHeading::only_a_period() const {
  std::string_view before;
  for (const Piece& each : pieces_) {
    if (each.kind != Kind::literal) continue;
    for (const HeadingToken& token : tokens_of(each.text)) {
      if (token.kind == HeadingToken::Kind::word && !goes_with_a_period(token.text) && !counts_periods(token.text)) return false;
      // "P1-P3": the second number was left a literal.
      if (token.kind == HeadingToken::Kind::number && counts_periods(before)) return false;
      before = token.text;
    }
  }
  return true;
}

std::optional<std::int64_t> PeriodHeading::number() const {
  for (const Piece& each : pieces_)
    if (each.kind == Kind::number) return each.value;
  return std::nullopt;
}

std::optional<std::int64_t> PeriodHeading::order() const {
  if (dates_.empty()) return number();
  const DateParts& date = dates_.back();
  if (!date.year) return number();
  return (std::int64_t{*date.year} * 12 + date.month) * 31 + date.day.value_or(1);
}

bool PeriodHeading::same_as(const PeriodHeading& other) const {
  if (number() != other.number() || dates_.size() != other.dates_.size()) return false;
  for (std::size_t at = 0; at < dates_.size(); ++at) {
    const DateParts &mine = dates_[at], &theirs = other.dates_[at];
    if (mine.day != theirs.day || mine.month != theirs.month || (mine.year && theirs.year && mine.year != theirs.year))
      return false;
  }
  return true;
}

}  // namespace counterfoil::table
