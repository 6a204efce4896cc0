// What kind each field has, read from the files that the engine reads it from: layouts for a task's inputs, the workbook's
// specification for its tables.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fake {

/// By field or column id: CF_TEXT, CF_DATE, CF_PENCE, CF_QUANTITY or CF_INTEGER.
using Kinds = std::map<std::string, std::uint32_t, std::less<>>;

struct LayoutKinds {
  Kinds fields;
  std::vector<std::string> control;  // the first of these that an input has is its control amount
};

struct TableKinds {
  Kinds columns;                 // all of them, as a plugin reads them back as input "#table"
  std::set<std::string> engine;  // those that a plugin may write
  std::uint32_t figure = 0;      // kind of "#about"; 0 where the table marks no figure
  std::uint64_t fixed_rows = 0;  // of a table that always has so many
  bool kept = false;             // in the record, on no sheet
  std::string control;           // of a kept table: the column that must come to the total of the export in hand
  std::string in_hand;           // and which input that is
};

/// The folders that hold layouts/ and specs/, the first first: those of COUNTERFOIL_SHARE when this was compiled, parted by "|".
std::vector<std::filesystem::path> share_folders();

/// Throws std::runtime_error when no folder has the file or it does not read.
LayoutKinds layout_kinds(std::string_view layout);
/// The tables of a specification by id: those of its sheets, its kept ones with "exports", and "#table" for the answers to the
/// questions of a table.
std::map<std::string, TableKinds, std::less<>> table_kinds(std::string_view spec);

}  // namespace fake
