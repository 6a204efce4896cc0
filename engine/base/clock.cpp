#include "base/clock.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <random>

namespace counterfoil {

namespace {

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

struct Parts {
  int year;
  unsigned month, day;
  std::int64_t hour, minute, second;
};

Parts parts_of(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds moment{std::chrono::seconds{seconds}};
  const sys_days day = floor<days>(moment);
  const year_month_day date{day};
  const std::int64_t rest = (moment - day).count();
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          rest / 3600,
          rest / 60 % 60,
          rest % 60};
}

std::string iso(std::int64_t seconds) {
  const Parts at = parts_of(seconds);
  return padded(at.year, 4) + '-' + padded(at.month, 2) + '-' + padded(at.day, 2) + 'T' + padded(at.hour, 2) + ':' +
         padded(at.minute, 2) + ':' + padded(at.second, 2);
}

}  // namespace

std::string Moment::local_words() const {
  static constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto number = [&](std::size_t from) { return (local.at(from) - '0') * 10 + (local.at(from + 1) - '0'); };
  const auto month = static_cast<std::size_t>(std::clamp(number(5), 1, 12));
  return std::to_string(number(8)) + ' ' + std::string{months[month - 1]} + ' ' + local.substr(0, 4) + ' ' + local.substr(11, 5);
}

Moment make_moment(std::int64_t seconds_since_1970, int offset_minutes) {
  Moment moment;
  moment.seconds = seconds_since_1970;
  moment.utc = iso(seconds_since_1970) + 'Z';
  const int size = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  moment.local = iso(seconds_since_1970 + std::int64_t{offset_minutes} * 60) + (offset_minutes < 0 ? '-' : '+') +
                 padded(size / 60, 2) + ':' + padded(size % 60, 2);
  return moment;
}

std::optional<std::int64_t> parse_utc(std::string_view text) {
  static constexpr std::string_view shape = "0000-00-00T00:00:00Z";
  if (text.size() != shape.size()) return std::nullopt;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i]) return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t length) {
    int value = 0;
    std::from_chars(text.data() + from, text.data() + from + length, value);
    return value;
  };
  using namespace std::chrono;
  const year_month_day date{year{number(0, 4)}, month{static_cast<unsigned>(number(5, 2))},
                            day{static_cast<unsigned>(number(8, 2))}};
  if (!date.ok() || number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59) return std::nullopt;
  return sys_seconds{sys_days{date}}.time_since_epoch().count() + number(11, 2) * 3600 + number(14, 2) * 60 + number(17, 2);
}

std::string make_run_id(const Moment& moment, std::uint32_t random) {
  static constexpr char digits[] = "0123456789abcdef";
  const Parts at = parts_of(moment.seconds);
  std::string id = padded(at.year, 4) + padded(at.month, 2) + padded(at.day, 2) + '-' + padded(at.hour, 2) + padded(at.minute, 2) +
                   padded(at.second, 2) + '-';
  for (int shift = 12; shift >= 0; shift -= 4) id += digits[random >> shift & 15];
  return id;
}

std::string random_hex() {
  static constexpr char digits[] = "0123456789abcdef";
  std::random_device source;
  std::string text;
  for (int word = 0; word < 4; ++word) {
    const std::uint32_t bits = source();
    for (int shift = 28; shift >= 0; shift -= 4) text += digits[bits >> shift & 15];
  }
  return text;
}

}  // namespace counterfoil
