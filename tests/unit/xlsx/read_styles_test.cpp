#include <gtest/gtest.h>

#include <string>

#include "failure_words.hpp"
#include "xlsx/read/styles.hpp"

namespace counterfoil::xlsx {
namespace {

using Kind = NumberFormatKind;

TEST(NumberFormatKind, KnowsTheBuiltInIds) {
  EXPECT_EQ(number_format_kind(0, ""), Kind::general);
  for (const unsigned id : {1u, 2u, 3u, 4u, 11u, 37u, 44u, 48u}) EXPECT_EQ(number_format_kind(id, ""), Kind::number) << id;
  for (const unsigned id : {9u, 10u}) EXPECT_EQ(number_format_kind(id, ""), Kind::percent) << id;
  for (const unsigned id : {14u, 15u, 16u, 17u, 27u, 36u, 58u}) EXPECT_EQ(number_format_kind(id, ""), Kind::date) << id;
  for (const unsigned id : {18u, 21u, 45u, 46u, 47u}) EXPECT_EQ(number_format_kind(id, ""), Kind::time) << id;
  EXPECT_EQ(number_format_kind(22, ""), Kind::date_time);
  EXPECT_EQ(number_format_kind(49, ""), Kind::text);
}

TEST(NumberFormatKind, ReadsCodes) {
  const struct {
    const char* code;
    Kind kind;
  } cases[] = {
      {"dd/mm/yyyy", Kind::date},
      {"[$-809]d mmm yyyy;@", Kind::date},
      {"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Kind::date},
      {"mmm-yy", Kind::date},
      {"mm", Kind::date},
      {"dd/mm/yyyy hh:mm", Kind::date_time},
      {"[h]:mm:ss", Kind::time},
      {"[mm]:ss", Kind::time},
      {"h:mm AM/PM", Kind::time},
      {"mm:ss.0", Kind::time},
      {"#,##0.00", Kind::number},
      {"\"£\"#,##0.00;[Red]-\"£\"#,##0.00", Kind::number},
      {"[$£-809]#,##0.00", Kind::number},
      {"_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-", Kind::number},
      {"0.00E+00", Kind::number},
      {"0 \"days\"", Kind::number},
      {"0\\d", Kind::number},
      {"0_d", Kind::number},
      {"[Red]0", Kind::number},
      {"[>=100]0;General", Kind::number},
      {"0.0%", Kind::percent},
      {"General", Kind::general},
      {"GENERAL", Kind::general},
      {"@", Kind::text},
      {"0;@;d", Kind::number},
      {"GBP #,##0.00", Kind::number},
      {"#,##0.00 DR", Kind::number},
      {"EUR 0.00", Kind::number},
      {"0.00 h", Kind::number},
      {"Rs 0", Kind::number},
      {"yyyymmdd", Kind::date},
      {"h:mm:ss.000", Kind::time},
      {"ggge", Kind::date},
  };
  for (const auto& [code, kind] : cases) EXPECT_EQ(number_format_kind(164, code), kind) << code;
}

TEST(Styles, ReadsCellStylesAndNotNamedOnes) {
  const Styles styles{
      "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"1\"><numFmt "
      "numFmtId=\"164\" "
      "formatCode=\"dd/mm/yyyy\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf "
      "numFmtId=\"164\"><alignment/></xf><xf numFmtId=\"4\"/></cellXfs><dxfs><dxf><numFmt numFmtId=\"164\" "
      "formatCode=\"0\"/></dxf></dxfs></styleSheet>"};
  ASSERT_EQ(styles.size(), 3u);
  EXPECT_EQ(styles.kind(0), Kind::general);
  EXPECT_EQ(styles.kind(1), Kind::date);
  EXPECT_EQ(styles.code(1), "dd/mm/yyyy");
  EXPECT_EQ(styles.code(2), "#,##0.00");
  EXPECT_EQ(styles.kind(4'294'967'295u), Kind::general) << "a style that is not there";
  EXPECT_EQ(styles.code(77), "General");
}

TEST(Styles, RefusesDamageAndTooMany) {
  EXPECT_NE(test::words_of([] { Styles{"<styleSheet><cellXfs>"}; }), "");
  std::string many = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs>";
  for (int i = 0; i < 100'001; ++i) many += "<xf/>";
  EXPECT_NE(test::words_of([&] { Styles{many + "</cellXfs></styleSheet>"}; }), "");
}

}  // namespace
}  // namespace counterfoil::xlsx
