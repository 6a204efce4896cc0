// A workbook with a digital signature is not changed before somebody agreed to that.
#include "run/steps/signed_workbook.hpp"
#include "base/command_words.hpp"

#include <gtest/gtest.h>

#include "../xlsx/failure_words.hpp"
#include "../xlsx/write_workbook.hpp"

namespace counterfoil::run {
namespace {

using xlsx::test::sheet_of;
using xlsx::test::WorkbookMaker;

std::string book(bool is_signed) {
  WorkbookMaker maker;
  maker.sheet("Team", sheet_of(""));
  if (is_signed) {
    maker.part("_xmlsignatures/origin.sigs", " ", "application/vnd.openxmlformats-package.digital-signature-origin")
        .relation("", "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin",
                  "_xmlsignatures/origin.sigs");
  }
  return maker.make();
}

TEST(SignedWorkbook, IsAskedAboutFirst) {
  const std::string words =
      for_command_line(xlsx::test::words_of([] { breaks_signature("Team.xlsx", report::OpenedWorkbook{book(true)}, false); }));
  EXPECT_EQ(words,
            "Team.xlsx carries a digital signature, and any change to it breaks that. Ask whoever signed it; "
            "if the signature may break, run "
            "again with --break-signature, and have the workbook signed anew afterwards.");
  EXPECT_TRUE(breaks_signature("Team.xlsx", report::OpenedWorkbook{book(true)}, true));
}

TEST(SignedWorkbook, OthersAreNot) { EXPECT_FALSE(breaks_signature("Team.xlsx", report::OpenedWorkbook{book(false)}, false)); }

}  // namespace
}  // namespace counterfoil::run
