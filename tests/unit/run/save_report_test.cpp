// A save that was refused leaves a file that says where, beside the workbook, and never two of one name.
#include "run/steps/save_report.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace counterfoil::run {
namespace {

namespace fs = std::filesystem;

TEST(SaveReport, SaysWhatAndWhereBesideTheWorkbook) {
  const fs::path folder = fs::path{testing::TempDir()} / "save_report_test";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const xlsx::SaveRefused refused{
      {{"a cell's format is not there", "xl/worksheets/sheet2.xml", "B7"}, {"a name stands twice", "xl/workbook.xml", {}}}};
  EXPECT_EQ(std::string{refused.what()},
            "Excel would have to repair the workbook as it would be saved: in xl/worksheets/sheet2.xml a cell's format is "
            "not there (B7), and 1 more. Please report it.");
  WrittenFiles written;
  const std::string words = report_refused_save(refused, {folder / "Team book.xlsx", "cwd-comparison", "RUN-1", written});
  EXPECT_EQ(written.in_words(), "Nothing else was written.");
  EXPECT_EQ(words, "The report \"Team book save check RUN-1.txt\" beside it says what and where: send it along.");
  std::ifstream stream{folder / "Team book save check RUN-1.txt", std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{stream}, {}};
  stream.close();  // Windows removes no file that is open
  EXPECT_NE(text.find("Run RUN-1, task cwd-comparison.\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\nxl/worksheets/sheet2.xml: a cell's format is not there (B7)\nxl/workbook.xml: a name stands twice\n"),
            std::string::npos);
  // Where the file cannot be made the words have all of it.
  WrittenFiles nothing;
  const std::string again = report_refused_save(refused, {folder / "Team book.xlsx", "cwd-comparison", "RUN-1", nothing});
  EXPECT_EQ(nothing.in_words(), "Nothing was written.");
  EXPECT_NE(again.find("xl/workbook.xml: a name stands twice"), std::string::npos) << again;
  fs::remove_all(folder);
}

}  // namespace
}  // namespace counterfoil::run
