// The one-line file beside the ledger that says how long the ledger was and how it ended: a cut tail shows against it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "audit/ledger.hpp"

namespace counterfoil::audit {

std::filesystem::path head_file_of(const std::filesystem::path& ledger);

/// "counterfoil-ledger 1 <ledger id> <length> <hash>\n"
std::string head_line(const LedgerHead& head);
std::optional<LedgerHead> parse_head_line(std::string_view line);

struct HeadFile {
  bool there = false;
  std::optional<LedgerHead> head;  // nothing when the file is not there or does not read
};
HeadFile read_head_file(const std::filesystem::path& ledger);

/// Throws Failure (unwritable).
void write_head_file(const std::filesystem::path& ledger, const LedgerHead& head);

}  // namespace counterfoil::audit
