#include "run/two_people/release_words.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "acts/batch_standing.hpp"
#include "base/clock.hpp"
#include "base/text.hpp"
#include "run/two_people/batch_files.hpp"
#include "run/words.hpp"

namespace counterfoil::run {

std::string release_read_me(const acts::Act& prepared, const acts::Act& approved, const acts::Signer& releaser) {
  std::string text;
  const auto line = [&](const std::string& words = {}) { text += words + "\r\n"; };
  if (const std::string what = approved.fact("what"); !what.empty()) line(what);
  line("Batch " + approved.batch + " of the task " + approved.task);
  line();
  line("BEFORE YOU LOAD THESE FILES, check them under your own login:");
  line();
  line("    counterfoil verify \"the folder that this file lies in\"");
  line();
  line("Load them only if it ends with \"Load it.\" What this text says, and what the command of the person");
  line("who made the files refused or allowed, is help on the way and no proof. The proof is made by you,");
  line("with your own copy of Counterfoil: it looks at the signatures, asks whose keys they are, and");
  line("compares every byte. Do not load what was sent to you in another way.");
  line();
  line("Prepared by " + acts::who_and_when_in_words(prepared));
  line("Approved by " + acts::who_and_when_in_words(approved));
  line("Released by " + releaser.account);
  line("Check code of the approval: " + acts::code_of(approved) + " (ask the approver for it by telephone)");
  line();
  for (const std::string& kind : approved.all("kind")) line("    " + kind);
  line();
  for (const ReleasedFile& file : files_of_facts(approved.all("file"))) line("    " + file_in_words(file));
  return text;
}

std::string names_in_words(const std::string& files) {
  std::vector<std::string> names;
  std::string_view rest = files;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    names.emplace_back(line.substr(0, line.rfind(": ")));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return list_in_words(names) + ".";
}

std::optional<std::int64_t> accounting_day(const acts::Act& approval) {
  const std::string text = approval.fact("accounting-day");
  std::int64_t day = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), day);
  const std::int64_t signed_on = parse_utc(approval.time_utc).value_or(0) / (24 * 60 * 60);
  if (error != std::errc{} || end != text.data() + text.size() || day < signed_on - 1 || day > signed_on + 1) return std::nullopt;
  return day;
}

}  // namespace counterfoil::run
