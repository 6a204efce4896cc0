#include "report/record/shown_format.hpp"

#include <gtest/gtest.h>

namespace counterfoil::report {
namespace {

TEST(ShownFormat, MoneyAsProgramsWriteIt) {
  for (const char* code :
       {"\u00A3#,##0.00;-\u00A3#,##0.00", "General", "0.00", "#,##0.00", "[$\u00A3-809]#,##0.00;\\-[$\u00A3-809]#,##0.00",
        "[$\u00A3-809]#,##0.00;[RED]-[$\u00A3-809]#,##0.00", "\"\u00A3\"#,##0.00;[Red]-\"\u00A3\"#,##0.00",
        "_-\"\u00A3\"* #,##0.00_-;-\"\u00A3\"* #,##0.00_-;_-\"\u00A3\"* \"-\"??_-;_-@_-", "#,##0.00;(#,##0.00)"})
    EXPECT_TRUE(format_shows(code, ColumnKind::pence)) << code;
}

TEST(ShownFormat, MoneyThatIsNotShown) {
  for (const char* code : {"\"\u00A312.00\"", ";;;", "\"\"", "0.00;0.00", "0.00;", "0.00;;0.00", "#,##0.00,", "#,##0,.00", "0.00%",
                           "\u00A3#,##0", "0\".\"00", "[White]0.00", "[<100]0.00;\"-1\"0.00", "# ?/?", "0.00E+00", "dd/mm/yyyy",
                           "\\90.00", "*90.00", "0.00;-0.00;\"7.00\""})
    EXPECT_FALSE(format_shows(code, ColumnKind::pence)) << code;
}

TEST(ShownFormat, OtherKinds) {
  EXPECT_TRUE(format_shows("#,##0", ColumnKind::integer));
  EXPECT_FALSE(format_shows("#,##0,", ColumnKind::integer));
  EXPECT_TRUE(format_shows("#,##0.00##", ColumnKind::quantity));
  EXPECT_TRUE(format_shows("0.0%", ColumnKind::percent));
  EXPECT_FALSE(format_shows("0.0", ColumnKind::percent));
  for (const char* code :
       {"dd/mm/yyyy", "[$-809]dd/mm/yyyy", "[$-809]d mmmm yyyy;@", "dd/mm/yyyy\\ hh:mm:ss", "DD/MM/YYYY", "yyyy\\-mm\\-dd"})
    EXPECT_TRUE(format_shows(code, ColumnKind::date)) << code;
  for (const char* code : {"dd/mm", "\"31/12/2025\"", "yyyy", "dd/mm/\"2024\"", ";;;"})
    EXPECT_FALSE(format_shows(code, ColumnKind::date)) << code;
  for (const char* code : {"@", "General", "0.00", "\u00A3#,##0.00;-\u00A3#,##0.00"})
    EXPECT_TRUE(format_shows(code, ColumnKind::text)) << code;
  for (const char* code : {";;;", "\"Approved\"@", "0;0;0;\"Nobody\""}) EXPECT_FALSE(format_shows(code, ColumnKind::text)) << code;
}

TEST(ShownFormat, HostileCodesEnd) {
  for (const char* code : {"\"", "[", "\\", "*", "_", "[$", "[$-", ";;;;;;;;;", "\"\\", "general", "e+"}) {
    format_shows(code, ColumnKind::pence);
    format_shows(code, ColumnKind::date);
    format_shows(code, ColumnKind::text);
  }
}

}  // namespace
}  // namespace counterfoil::report
