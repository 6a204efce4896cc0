#include "app/argument_parts.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "base/text.hpp"

namespace counterfoil::app {

void refuse(const std::string& sentence) { throw Failure{FailureKind::usage, sentence}; }

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known, const std::string& before) {
  const std::string guess = nearest(word, known);
  return guess.empty() ? std::string{} : " Did you mean " + before + guess + "?";
}

namespace {

/// One sentence for what CLI11 refused.
std::string usage_sentence(const CLI::App& command, const CLI::ParseError& error, const std::vector<std::string>& option_names) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) {
    const auto extras = command.remaining(true);
    for (const std::string& extra : extras) {
      if (!extra.starts_with("--")) continue;
      const std::string name = extra.substr(2, extra.find('=') - 2);
      return "There is no option --" + name + " here." + did_you_mean(name, option_names, "--") +
             " \"counterfoil --help\" lists them.";
    }
    if (!extras.empty()) return "\"" + extras.front() + "\" was not expected here. A file name with spaces needs quotes around it.";
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) {
    std::string option = error.what();
    option = option.substr(0, option.find(':'));
    return "The option " + option + " needs a value after it, once.";
  }
  return std::string{error.what()} + ". \"counterfoil --help\" shows how it is written.";
}

}  // namespace

void parse_with(CLI::App& command, std::vector<std::string> words, const std::vector<std::string>& option_names) {
  command.allow_windows_style_options(false);  // a path may begin with a slash, and an option is the same on every system
  std::reverse(words.begin(), words.end());    // CLI11 takes them from the back
  try {
    command.parse(words);
  } catch (const CLI::ParseError& error) {
    refuse(usage_sentence(command, error, option_names));
  }
}

void add_common(CLI::App& command, Parsed& parsed, std::string& ledger) {
  command.set_help_flag();
  command.add_flag("--json", parsed.json);
  command.add_option("--ledger", ledger);
}

}  // namespace counterfoil::app
