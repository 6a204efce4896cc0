#include "audit/head_file.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"

namespace counterfoil::audit {

namespace {

constexpr std::string_view mark = "counterfoil-ledger";
constexpr std::string_view version = "1";
constexpr std::uint64_t longest = 4096;

}  // namespace

std::filesystem::path head_file_of(const std::filesystem::path& ledger) {
  std::filesystem::path file = ledger;
  file += ".head";
  return file;
}

std::string head_line(const LedgerHead& head) {
  return std::string{mark} + ' ' + std::string{version} + ' ' + head.ledger_id + ' ' + std::to_string(head.length) + ' ' +
         head.hash + '\n';
}

std::optional<LedgerHead> parse_head_line(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  std::vector<std::string_view> words;
  for (std::size_t start = 0; start <= line.size();) {
    const std::size_t end = std::min(line.find(' ', start), line.size());
    words.push_back(line.substr(start, end - start));
    start = end + 1;
  }
  if (words.size() != 5 || words[0] != mark || words[1] != version || words[4].size() != 64) return std::nullopt;
  LedgerHead head;
  head.ledger_id = words[2];
  head.hash = words[4];
  const auto [end, error] = std::from_chars(words[3].data(), words[3].data() + words[3].size(), head.length);
  if (error != std::errc{} || end != words[3].data() + words[3].size() || head.length == 0) return std::nullopt;
  return head;
}

HeadFile read_head_file(const std::filesystem::path& ledger) {
  const std::filesystem::path file = head_file_of(ledger);
  std::error_code error;
  HeadFile result;
  result.there = std::filesystem::exists(file, error) || error;
  if (!result.there) return result;
  try {
    result.head = parse_head_line(read_file(file, longest).view());
  } catch (const Failure&) {  // there, and not to be read: as good as no head, and the caller says so
  }
  return result;
}

void write_head_file(const std::filesystem::path& ledger, const LedgerHead& head) {
  ReplaceOptions options;
  options.versions.most = 0;
  replace_file(head_file_of(ledger), head_line(head), options);
}

}  // namespace counterfoil::audit
