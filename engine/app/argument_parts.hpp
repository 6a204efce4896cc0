// What the arguments of every command are read with.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/arguments.hpp"

namespace counterfoil::app {

/// Failure (usage).
[[noreturn]] void refuse(const std::string& sentence);
/// " Did you mean --ledger?", or nothing.
std::string did_you_mean(const std::string& word, const std::vector<std::string>& known, const std::string& before = {});
void parse_with(CLI::App& command, std::vector<std::string> words, const std::vector<std::string>& option_names);
/// --json and --ledger.
void add_common(CLI::App& command, Parsed& parsed, std::string& ledger);

void parse_find(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger);
void parse_forget(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger);
void parse_evidence(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger);

}  // namespace counterfoil::app
