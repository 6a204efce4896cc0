// What a command that checks something (verify, replay, disclose) has to say, for whichever output.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace counterfoil::app {

struct Statement {
  enum class Kind { ok, problem, limit, found };
  Kind kind = Kind::ok;
  std::string id;  // kebab-case, for programs
  std::string words;
  std::string sheet;  // where, if it is about a sheet or a cell
  std::string cell;
  std::vector<std::pair<std::string, std::variant<std::string, std::uint64_t, std::int64_t>>> details;  // more members for programs
  std::string event = "statement";
};

struct CheckAccount {
  std::vector<Statement> statements;
  bool all = false;    // a person asked to see every one, however many are alike
  std::string status;  // "sound", "problems"
  int exit = 0;
  std::vector<std::string> words;  // the result in a sentence or two
  std::filesystem::path workbook;  // that was written; empty: none
  std::filesystem::path folder;    // the same
};

}  // namespace counterfoil::app
