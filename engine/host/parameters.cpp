#include "host/parameters.hpp"

#include <algorithm>
#include <charconv>

#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "counterfoil/date.hpp"

namespace counterfoil::host {

namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "-1,234.5" in units of 10^-decimals; nullopt for anything else or for more decimals than that.
std::optional<std::int64_t> decimal(std::string_view text, unsigned decimals) {
  std::string digits;
  unsigned after_point = 0;
  bool point = false;
  bool any = false;
  for (std::size_t place = 0; place < text.size(); ++place) {
    const char character = text[place];
    if (character == '-' && place == 0)
      digits += '-';
    else if (character == ',' && !point && any)
      continue;
    else if (character == '.' && !point)
      point = true;
    else if (character >= '0' && character <= '9') {
      any = true;
      digits += character;
      if (point && ++after_point > decimals) return std::nullopt;
    } else
      return std::nullopt;
  }
  if (!any) return std::nullopt;
  digits.append(decimals - after_point, '0');
  return whole_number(digits);
}

std::optional<std::int64_t> date(std::string_view text) {
  std::vector<std::string_view> parts;
  const char separator = text.find('/') != std::string_view::npos ? '/' : '-';
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  if (parts.size() != 3) return std::nullopt;
  if (parts[0].size() != 4) std::swap(parts[0], parts[2]);  // UK order
  if (parts[0].size() != 4) return std::nullopt;
  const auto year = whole_number(parts[0]);
  const auto month = whole_number(parts[1]);
  const auto day = whole_number(parts[2]);
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
  const std::chrono::year_month_day calendar{std::chrono::year{static_cast<int>(*year)},
                                             std::chrono::month{static_cast<unsigned>(*month)},
                                             std::chrono::day{static_cast<unsigned>(*day)}};
  if (!calendar.ok()) return std::nullopt;
  return Date{calendar}.time_since_epoch().count();
}

std::string_view expectation(cf_kind kind) {
  switch (kind) {
    case CF_DATE: return "a date such as 08/12/2025";
    case CF_PENCE: return "an amount such as 250.00";
    case CF_QUANTITY: return "a number such as 7.5 or 10%";
    case CF_INTEGER: return "a whole number";
    default: return "text";
  }
}

[[noreturn]] void refuse(const std::string& sentence) { throw Failure{FailureKind::usage, sentence}; }

/// At a desk a setting is known by its title, at the command line by its id.
std::string named(const ParameterDescription& parameter) {
  if (parameter.title.empty()) return "The setting " + parameter.id;
  return "The setting " + at_command_line(parameter.id + " (") + parameter.title + at_command_line(")");
}

ParameterValue checked(const ParameterDescription& parameter, const std::string& text) {
  const auto value = read_parameter(parameter.kind, text);
  if (!value) refuse(named(parameter) + " needs " + std::string{expectation(parameter.kind)} + ", not \"" + text + "\".");
  if (!parameter.choices.empty() &&
      std::find(parameter.choices.begin(), parameter.choices.end(), text) == parameter.choices.end()) {
    std::string choices;
    for (const std::string& choice : parameter.choices) choices += (choices.empty() ? "" : ", ") + choice;
    refuse(named(parameter) + " can be one of: " + choices + "; not \"" + text + "\".");
  }
  const auto outside = [&](const std::string& limit, bool low) {
    if (limit.empty()) return false;
    const auto bound = read_parameter(parameter.kind, limit);
    return bound && (low ? value->number < bound->number : value->number > bound->number);
  };
  if (outside(parameter.minimum, true))
    refuse(named(parameter) + " must be at least " + parameter.minimum + ", not \"" + text + "\".");
  if (outside(parameter.maximum, false))
    refuse(named(parameter) + " must be at most " + parameter.maximum + ", not \"" + text + "\".");
  return *value;
}

}  // namespace

std::optional<ParameterValue> read_parameter(cf_kind kind, std::string_view text) {
  ParameterValue value;
  value.kind = kind;
  std::optional<std::int64_t> number;
  switch (kind) {
    case CF_DATE: number = date(text); break;
    case CF_INTEGER: number = whole_number(text); break;
    case CF_PENCE: {
      std::string_view digits = text;
      if (digits.starts_with("\u00A3")) digits.remove_prefix(2);
      number = decimal(digits, 2);
      break;
    }
    case CF_QUANTITY: number = text.ends_with('%') ? decimal(text.substr(0, text.size() - 1), 4) : decimal(text, 6); break;
    default: value.text = text; return value;
  }
  if (!number) return std::nullopt;
  value.number = *number;
  return value;
}

ParameterValues read_parameters(const PluginDescription& plugin, const ParameterTexts& given,
                                std::vector<ParameterTrouble>& troubles) {
  ParameterValues values;
  for (const ParameterDescription& parameter : plugin.parameters)
    if (!parameter.default_value.empty()) values[parameter.id] = checked(parameter, parameter.default_value);
  // What is said last counts: a setting of the settings file that the command line overrules is not judged.
  std::map<std::string, std::string> last;
  for (const auto& [id, text] : given) last[id] = text;
  for (const auto& [id, text] : given) {
    const auto due = last.find(id);
    if (due == last.end() || due->second != text) continue;
    last.erase(due);
    const ParameterDescription* parameter = plugin.parameter(id);
    if (!parameter) {
      std::vector<std::string> names;
      for (const ParameterDescription& known : plugin.parameters) names.push_back(known.id);
      const auto guess = nearest(id, names);
      troubles.push_back({id, "There is no setting named " + id + " for this task." +
                                  (guess.empty() ? "" : " Did you mean " + guess + "?") +
                                  at_command_line(" \"counterfoil tasks\" lists them all.")});
      continue;
    }
    try {
      values[id] = checked(*parameter, text);
    } catch (const Failure& failure) {
      troubles.push_back({id, failure.what()});
    }
  }
  return values;
}

ParameterValues read_parameters(const PluginDescription& plugin, const ParameterTexts& given) {
  std::vector<ParameterTrouble> troubles;
  ParameterValues values = read_parameters(plugin, given, troubles);
  if (!troubles.empty()) refuse(troubles.front().words);
  return values;
}

}  // namespace counterfoil::host
