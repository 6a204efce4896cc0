// Every workbook of the corpus that reads is opened, saved unchanged, given one cell, and put back; nothing else may differ.
//
// With COUNTERFOIL_EDIT_OUT set to a folder, the edited workbooks are left there for edit_check.py, which reads them with other
// programs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/failure.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::xlsx {
namespace {

namespace fs = std::filesystem;

const std::string new_text =
    " Checked <&> \"by hand\" \xC2\xA3"
    "1 ";

std::string slurp(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<fs::path> corpus() {
  std::vector<fs::path> files;
  for (const auto& each : fs::recursive_directory_iterator{COUNTERFOIL_CORPUS}) {
    const std::string ending = each.path().extension().string();
    if (each.is_regular_file() && ending.starts_with(".xl")) files.push_back(each.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// A digest of every cell of a sheet but those of one row, and the texts of that row.
struct Reading {
  std::uint64_t cells = 0;
  std::uint64_t digest = 14695981039346656037u;
  std::map<std::uint32_t, std::string> row_texts;
};

struct ReadingSink {
  Reading& reading;
  std::uint32_t row_apart;
  void mix(std::string_view bytes) {
    for (const char c : bytes) reading.digest = (reading.digest ^ static_cast<unsigned char>(c)) * 1099511628211u;
  }
  bool row(const RowView&) { return true; }
  bool cell(const CellView& cell) {
    if (cell.row == row_apart) {
      reading.row_texts[cell.column] = cell.value;
      return true;
    }
    ++reading.cells;
    mix(std::to_string(cell.row) + "," + std::to_string(cell.column) + "," + std::to_string(cell.style) + "," +
        std::to_string(static_cast<int>(cell.kind)) + (cell.has_formula ? "f" : "") + (cell.has_value ? "v" : ""));
    mix(cell.value);
    return true;
  }
};

Reading read_cells(const WorkbookReader& reader, const SheetInfo& sheet, std::uint32_t row_apart) {
  Reading reading;
  ReadingSink sink{reading, row_apart};
  scan_sheet(reader.sheet_xml(sheet).view(), sink);
  return reading;
}

std::string without_dimension(std::string xml) {
  const std::size_t at = xml.find("dimension");
  if (at == std::string::npos || at > xml.find("sheetData")) return xml;
  const std::size_t ref = xml.find("ref=", at);
  const std::size_t end = ref == std::string::npos ? ref : xml.find(xml[ref + 4], ref + 5);
  return end == std::string::npos ? xml : xml.erase(ref, end - ref);
}

std::uint32_t free_row(const std::vector<std::uint32_t>& rows) {
  if (rows.empty()) return 50;
  if (rows.back() + 50 <= last_row) return rows.back() + 50;
  std::uint32_t before = 0;
  for (const std::uint32_t row : rows) {
    if (row > before + 1) return row - 1;
    before = row;
  }
  return 0;
}

struct Tally {
  int kept = 0;
  int refused = 0;
  std::vector<std::string> lost;
};

void check_parts(const ZipArchive& was, const ZipArchive& now, const std::string& sheet_part, const std::string& file) {
  std::vector<std::string> names_was, names_now;
  for (const ZipEntry& entry : was.entries()) {
    if (entry.name.find("calcChain") == std::string::npos) names_was.push_back(entry.name);
  }
  for (const ZipEntry& entry : now.entries()) names_now.push_back(entry.name);
  EXPECT_EQ(names_was, names_now) << file;
  const bool had_chain = names_was.size() != was.entries().size();
  for (const ZipEntry& entry : now.entries()) {
    const ZipEntry* const before = was.find(entry.name);
    ASSERT_NE(before, nullptr) << file << " " << entry.name;
    if (before->local_record == entry.local_record) continue;
    const bool workbook = entry.name.find("orkbook") != std::string::npos && entry.name.ends_with(".xml");
    const bool chain_named = had_chain && (entry.name == "[Content_Types].xml" || entry.name.ends_with(".rels"));
    EXPECT_TRUE(entry.name == sheet_part || workbook || chain_named) << file << " changed " << entry.name;
    const Buffer part = now.read(entry);
    pugi::xml_document document;
    EXPECT_TRUE(document.load_buffer(part.data(), part.size(), pugi::parse_full, pugi::encoding_utf8)) << file << " " << entry.name;
  }
}

int failed_checks() {
  const auto* const result = ::testing::UnitTest::GetInstance()->current_test_info()->result();
  int failed = 0;
  for (int i = 0; i < result->total_part_count(); ++i) failed += result->GetTestPartResult(i).failed() ? 1 : 0;
  return failed;
}

/// False when the workbook is refused, or has no worksheet or no free row.
// Long because one workbook is opened once and every check is of that edit.
bool edit_one(const fs::path& path, const std::string& bytes, bool& refused) {
  const std::string file = path.filename().string();
  WorkbookEditor editor{bytes};
  const Buffer same = editor.save();
  EXPECT_TRUE(same.view() == bytes) << file << " is not the same when nothing was changed";
  const auto& sheets = editor.reader().sheets();
  const auto first = std::find_if(sheets.begin(), sheets.end(), [](const SheetInfo& sheet) { return sheet.worksheet; });
  if (first == sheets.end()) return false;

  // A sheet that does not read is refused here, before any edit.
  std::map<std::string, Reading> before;
  SheetEditor* sheet = nullptr;
  std::uint32_t row = 0;
  try {
    sheet = editor.sheet(first->name);
    row = free_row(sheet->row_numbers());
    for (const SheetInfo& each : sheets) {
      if (each.worksheet) before[each.part] = read_cells(editor.reader(), each, &each == &*first ? row : 0);
    }
  } catch (const Failure&) {
    refused = true;
    return false;
  }
  if (row == 0) return false;
  const Buffer still_same = editor.save();
  EXPECT_TRUE(still_same.view() == bytes) << file << " is not the same when it was only looked at";

  std::string xml;
  RowBuilder builder{xml, sheet->prefix()};
  builder.begin_row(row);
  builder.text(3, 0, new_text);
  builder.end_row();
  sheet->replace_rows(row, row, xml, row);
  const Buffer edited = editor.save();
  EXPECT_TRUE(editor.save().view() == edited.view()) << file << " saves differently a second time";
  if (const char* const out = std::getenv("COUNTERFOIL_EDIT_OUT"); out != nullptr && fs::is_directory(out)) {
    std::ofstream{fs::path{out} / (path.parent_path().filename().string() + "__" + file), std::ios::binary}.write(
        edited.data(), static_cast<std::streamsize>(edited.size()));
  }

  WorkbookEditor again{edited.view()};
  check_parts(editor.reader().archive(), again.reader().archive(), first->part, file);
  EXPECT_EQ(sheets.size(), again.reader().sheets().size()) << file;
  for (const SheetInfo& each : again.reader().sheets()) {
    if (!each.worksheet) continue;
    const bool edited_sheet = each.part == first->part;
    const Reading now = read_cells(again.reader(), each, edited_sheet ? row : 0);
    EXPECT_EQ(now.cells, before[each.part].cells) << file << " " << each.name;
    EXPECT_EQ(now.digest, before[each.part].digest) << file << " " << each.name;
    if (edited_sheet) {
      EXPECT_EQ(now.row_texts, (std::map<std::uint32_t, std::string>{{3, new_text}})) << file;
    }
  }

  SheetEditor* const back = again.sheet(first->name);
  back->replace_rows(row, row, {}, row);
  const Buffer restored = again.save();
  const WorkbookReader reader{restored.view()};
  const auto part = [&](const WorkbookReader& from) {
    const auto info =
        std::find_if(from.sheets().begin(), from.sheets().end(), [&](const SheetInfo& each) { return each.part == first->part; });
    return without_dimension(std::string{from.sheet_xml(*info).view()});
  };
  std::string was = part(editor.reader());
  const std::string now = part(reader);
  // An empty element that was opened stays open; a sheet that was in UTF-16 says that it is in UTF-8.
  for (const auto& [from, to] : std::initializer_list<std::pair<std::string, std::string>>{
           {"sheetData/>", "sheetData>"}, {"sheetData />", "sheetData >"}, {"encoding=\"UTF-16\"", "encoding=\"UTF-8\""}}) {
    const std::size_t at = was.find(from);
    if (at == std::string::npos || now.find(from) != std::string::npos) continue;
    const std::size_t name = was.rfind('<', at) + 1;
    const std::string prefix = was.substr(name, at - name);
    was.replace(at, from.size(), from.starts_with("sheet") ? to + "</" + prefix + "sheetData>" : to);
  }
  EXPECT_TRUE(was == now) << file << " does not come back as it was";
  return true;
}

TEST(EditCorpus, EveryWorkbookKeepsAllButTheEditedCell) {
  if (!fs::is_directory(COUNTERFOIL_CORPUS)) GTEST_SKIP() << "NO CORPUS at " COUNTERFOIL_CORPUS ": nothing was proved";
  Tally tally;
  for (const fs::path& path : corpus()) {
    const std::string bytes = slurp(path);
    const std::string file = path.parent_path().filename().string() + "/" + path.filename().string();
    bool refused = false;
    const int failures = failed_checks();
    try {
      const bool edited = edit_one(path, bytes, refused);
      if (failed_checks() != failures) {
        tally.lost.push_back(file + ": see above");
      } else {
        refused || !edited ? ++tally.refused : ++tally.kept;
      }
    } catch (const Failure& failure) {
      if (std::getenv("COUNTERFOIL_EDIT_OUT") != nullptr) std::cout << file << ": " << failure.what() << '\n';
      ++tally.refused;
    } catch (const std::exception& failure) {
      tally.lost.push_back(file + ": " + failure.what());
    }
  }
  std::cout << "kept " << tally.kept << ", refused " << tally.refused << ", lost " << tally.lost.size() << '\n';
  for (const std::string& each : tally.lost) std::cout << "lost: " << each << '\n';
  EXPECT_TRUE(tally.lost.empty());
  EXPECT_GT(tally.kept, 30);
}

/// Every cell of a sheet, its row shifted as if rows from `first` on had moved by `by`.
Reading shifted_cells(const WorkbookReader& reader, const SheetInfo& sheet, std::uint32_t first, std::int64_t by) {
  Reading reading;
  struct Sink {
    ReadingSink inner;
    std::uint32_t first;
    std::int64_t by;
    bool row(const RowView&) { return true; }
    bool cell(const CellView& cell) {
      CellView there = cell;
      if (cell.row >= first) there.row = static_cast<std::uint32_t>(cell.row + by);
      return inner.cell(there);
    }
  } sink{{reading, 0}, first, by};
  scan_sheet(reader.sheet_xml(sheet).view(), sink);
  return reading;
}

std::string text_of(const ZipArchive& archive, std::string_view part) {
  return std::string{archive.read(*archive.find(part)).view()};
}

/// Parts that differ but for the dimension and the mark that asks for calculation.
std::vector<std::string> differing_parts(const ZipArchive& was, const ZipArchive& now) {
  std::vector<std::string> parts;
  for (const ZipEntry& entry : now.entries()) {
    if (entry.name.ends_with("workbook.xml") || entry.name.ends_with(".rels") || entry.name == "[Content_Types].xml") continue;
    if (without_dimension(text_of(was, entry.name)) != without_dimension(text_of(now, entry.name))) parts.push_back(entry.name);
  }
  return parts;
}

TEST(EditCorpus, RowsMoveDownAndBackAgain) {
  if (!fs::is_directory(COUNTERFOIL_CORPUS)) GTEST_SKIP() << "NO CORPUS at " COUNTERFOIL_CORPUS ": nothing was proved";
  constexpr std::uint32_t first = 3;
  constexpr std::int64_t by = 7;
  int moved = 0;
  int refused = 0;
  int with_shared = 0;
  for (const fs::path& path : corpus()) {
    const std::string bytes = slurp(path);
    const std::string file = path.parent_path().filename().string() + "/" + path.filename().string();
    try {
      WorkbookEditor editor{bytes};
      const auto& sheets = editor.reader().sheets();
      const auto info = std::find_if(sheets.begin(), sheets.end(), [](const SheetInfo& sheet) { return sheet.worksheet; });
      if (info == sheets.end()) continue;
      const Reading expected = shifted_cells(editor.reader(), *info, first, by);
      editor.sheet(info->name)->move_rows(first, by);
      const Buffer down = editor.save();

      WorkbookEditor second{down.view()};
      for (const ZipEntry& entry : second.reader().archive().entries()) {
        const ZipEntry* const before = editor.reader().archive().find(entry.name);
        if (before->local_record == entry.local_record || entry.name.ends_with(".vml")) continue;
        const Buffer part = second.reader().archive().read(entry);
        pugi::xml_document document;
        EXPECT_TRUE(document.load_buffer(part.data(), part.size(), pugi::parse_full, pugi::encoding_utf8))
            << file << " " << entry.name;
      }
      const Reading found = shifted_cells(second.reader(), *info, 0, 0);
      EXPECT_EQ(found.cells, expected.cells) << file;
      EXPECT_EQ(found.digest, expected.digest) << file;

      second.sheet(info->name)->move_rows(first + by, -by);
      const Buffer up = second.save();
      const ZipArchive back{up.view()};
      const WorkbookReader reader{up.view()};
      EXPECT_EQ(shifted_cells(reader, *info, 0, 0).digest, shifted_cells(editor.reader(), *info, 0, 0).digest) << file;
      const ZipArchive& was = editor.reader().archive();
      for (const std::string& part : differing_parts(was, back)) {
        // Formulas that cells share are told apart for good; a sheet in UTF-16 comes back in UTF-8; rows without numbers have got
        // them; series that rows were moved into have lost their cached values.
        const std::string text = text_of(was, part);
        const bool shared = text.find("\"shared\"") != std::string::npos;
        const bool utf16 = text.size() > 1 && (text[0] == '\0' || text[1] == '\0' || text[0] == '\xFF' || text[0] == '\xFE');
        if (shared) ++with_shared;
        const bool unnumbered = text.find("<row>") != std::string::npos;
        const bool series = part.find("chart") != std::string::npos && text_of(back, part).size() < text.size();
        EXPECT_TRUE(shared || utf16 || unnumbered || series) << file << " " << part << " does not come back";
      }
      ++moved;
    } catch (const Failure& failure) {
      ++refused;
    } catch (const std::exception& failure) {
      ADD_FAILURE() << file << ": " << failure.what();
    }
  }
  std::cout << "moved " << moved << " (" << with_shared << " parts with shared formulas), refused " << refused << '\n';
  EXPECT_GT(moved, 30);
}

}  // namespace
}  // namespace counterfoil::xlsx
