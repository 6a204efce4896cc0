// Every workbook of the corpus is read whole or refused in a sentence; the hostile ones each in the way that is right for them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/failure.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::xlsx {
namespace {

namespace fs = std::filesystem;

const fs::path corpus{COUNTERFOIL_CORPUS};

std::string bytes_of(const fs::path& path) {
  std::ifstream stream{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// Values as "A1=x B1=1.5" with texts found; refuses a text that is not there, as the reading of tables does.
struct Values final : SheetSink {
  explicit Values(const WorkbookReader& workbook) : reader(workbook) {}
  bool cell(const CellView& cell) override {
    ++cells;
    std::string_view value = cell.value;
    if (cell.kind == CellKind::shared_string) {
      const auto text = reader.shared_strings().find(value);
      if (!text)
        throw Failure{FailureKind::unreadable,
                      "Cell " + to_string(CellReference{cell.row, cell.column}) + " means a text that is not in the file."};
      value = *text;
    }
    if (cells <= 8) (line += line.empty() ? "" : " ") += to_string(CellReference{cell.row, cell.column}) + '=' + std::string{value};
    return true;
  }
  const WorkbookReader& reader;
  std::size_t cells = 0;
  std::string line;
};

struct Outcome {
  std::string words;  // of a refusal
  std::string values;
  std::size_t cells = 0;
};

Outcome read_whole(const std::string& file) {
  Outcome outcome;
  try {
    const WorkbookReader reader{file};
    reader.styles();
    for (const SheetInfo& sheet : reader.sheets()) {
      if (!sheet.worksheet) continue;
      Values values{reader};
      SheetFacts facts;
      scan_sheet(reader.sheet_xml(sheet).view(), values, &facts);
      outcome.cells += values.cells;
      outcome.values += values.line;
    }
  } catch (const Failure& failure) {
    outcome.words = failure.what();
  }
  return outcome;
}

class Corpus : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::is_directory(corpus))
      GTEST_SKIP() << "NOT TESTED: there is no corpus of workbooks at " << corpus << " (set COUNTERFOIL_CORPUS)";
  }
};

TEST_F(Corpus, EveryWorkbookReadsOrIsRefusedInASentence) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator{corpus}) {
    if (entry.is_regular_file() && entry.path().extension() != ".md") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::size_t read = 0;
  std::size_t refused = 0;
  std::size_t cells = 0;
  for (const fs::path& path : paths) {
    const Outcome outcome = read_whole(bytes_of(path));
    cells += outcome.cells;
    if (outcome.words.empty()) {
      ++read;
      continue;
    }
    ++refused;
    EXPECT_EQ(outcome.words.back(), '.') << path << ": " << outcome.words;
    EXPECT_GT(outcome.words.size(), 40u) << path;
    EXPECT_EQ(outcome.words.find_first_of("\n\t"), std::string::npos) << path;
    if (path.parent_path().filename() != "hostile") std::cout << path.filename().string() << ": " << outcome.words << '\n';
  }
  std::cout << paths.size() << " workbooks: " << read << " read (" << cells << " cells), " << refused << " refused in words\n";
  EXPECT_GT(read, refused * 10) << "nearly all of them are sound workbooks";
}

/// For each hostile file: what it reads as, or (behind "!") what its refusal must say.
const std::map<std::string, std::string> hostile = {
    {"attr-gt-quote", "A1=a"},
    {"beyond-grid", "!beyond the last"},
    {"bom-everywhere", "A1=a B1=1.5"},
    {"cdata-comments-pi", "A1=<b>"},
    {"cols-16k-huge", "A1=a B1=1.5"},
    {"crc-mismatch", "!checksum"},
    {"date1904", "A1=a B1=1.5"},
    {"dup-sheet-entry", "!two parts of the same name"},
    {"entry-count-lie", "!list of parts"},
    {"far-corner", "A1=1 XFD1048576=2"},
    {"formula-64k", "A1=1"},
    {"inline-str", "A1= a  B1=xy C1="},
    {"local-header-differs", "!two places"},
    {"lowercase-ref", "A1=1"},
    {"many-entries-60k", "!60007 parts"},
    {"method-deflate64", "!packed in a way"},
    {"mixed-r", "C3=1 D3=2 A4=3"},
    {"nul-bytes", "!control character"},
    {"offset-past-end", "!outside of the file"},
    {"prefixed-junk", "!not a file that can be read here"},
    {"quadratic-entity", "!document type"},
    {"rels-dotdot", "A1=a B1=1.5"},
    {"rels-missing", "!which of its parts is the workbook"},
    {"row-zero", "!a row without a proper number"},
    {"sheet-missing", "!sheet 'S' is missing"},
    {"size-lie-small", "!wrong size"},
    {"sst-count-lie", "A1=a B1=1.5"},
    {"sst-missing", "!Cell A1 means a text that is not in the file"},
    {"strict", "A1=a B1=1.5"},
    {"style-index-oob", "A1=1"},
    {"text-escapes", "!numbered character that XML does not allow"},
    {"truncated-0", "!The file is empty"},
    {"truncated-2", "!cut short"},
    {"truncated-4", "!cut short"},
    {"types-odd", "!Cell B1"},
    {"workbook-rels-missing", "!sheet 'S' is missing"},
    {"zip-bomb-cells-400M", "!grows more when unpacked"},
};

TEST_F(Corpus, EachHostileFileGetsItsRightAnswer) {
  if (!fs::is_directory(corpus / "hostile"))
    GTEST_SKIP() << "NOT TESTED: the hostile files are in the larger corpus (set COUNTERFOIL_CORPUS)";
  std::size_t seen = 0;
  for (const auto& entry : fs::directory_iterator{corpus / "hostile"}) {
    const std::string name = entry.path().stem().string();
    const auto expected = hostile.find(name);
    ASSERT_NE(expected, hostile.end()) << "a hostile file without an expectation: " << name;
    ++seen;
    const Outcome outcome = read_whole(bytes_of(entry.path()));
    if (expected->second[0] == '!') {
      EXPECT_NE(outcome.words.find(expected->second.substr(1)), std::string::npos)
          << name << ": " << outcome.words << outcome.values;
    } else {
      EXPECT_EQ(outcome.words, "") << name;
      EXPECT_EQ(outcome.values, expected->second) << name;
    }
  }
  EXPECT_EQ(seen, hostile.size());
}

}  // namespace
}  // namespace counterfoil::xlsx
