#include "base/text.hpp"

#include <gtest/gtest.h>

namespace counterfoil {
namespace {

TEST(Utf8, ValidSequencesOfEveryLength) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("caf\u00e9 \u20ac \U0001F600 \u0141"));
  EXPECT_TRUE(is_valid_utf8("\xF4\x8F\xBF\xBF"));  // U+10FFFF, the last
}

TEST(Utf8, InvalidSequences) {
  for (const std::string_view bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC3", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "a\xE2\x82", "\xE2\x28\xA1"})
    EXPECT_FALSE(is_valid_utf8(bad)) << static_cast<int>(bad[0]);
}

TEST(Utf8, RepairKeepsWhatIsWhole) {
  EXPECT_EQ(repair_utf8("plain"), "plain");
  EXPECT_EQ(repair_utf8("a\x80z"), "a\uFFFDz");
  EXPECT_EQ(repair_utf8("\u00e9\xE2\x82"), "\u00e9\uFFFD\uFFFD");
  EXPECT_EQ(repair_utf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_TRUE(is_valid_utf8(repair_utf8("\xFF\xFE\x00\xD8")));
}

TEST(CodePages, Windows1252) {
  EXPECT_EQ(utf8_from_windows_1252("\x80 12 \xA3 \x93quoted\x94 \x96 caf\xE9"),
            "\u20ac 12 \u00a3 \u201cquoted\u201d \u2013 caf\u00e9");
  EXPECT_EQ(utf8_from_windows_1252("\x81\x8D\x8F\x90\x9D"), "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(CodePages, Utf16) {
  using namespace std::string_view_literals;
  EXPECT_EQ(utf8_from_utf16_le("A\0\xE9\0\xAC\x20"sv), "A\u00e9\u20ac");
  EXPECT_EQ(utf8_from_utf16_le("\x3D\xD8\x00\xDE"sv), "\U0001F600");
  EXPECT_EQ(utf8_from_utf16_le("\x3D\xD8"sv), "\uFFFD");           // a high half alone
  EXPECT_EQ(utf8_from_utf16_le("\x00\xDE\x41\x00"sv), "\uFFFDA");  // a low half alone
  EXPECT_EQ(utf8_from_utf16_le("A\0B"sv), "A\uFFFD");
}

TEST(Fold, CaseSpacesAndPunctuationDoNotMatter) {
  for (const std::string_view same :
       {"Person ID", "person_id", "PERSON-ID", " Person\u00a0ID ", "Person.ID:", "(Person) \u2018ID\u2019", "Person\r\nID"})
    EXPECT_EQ(fold_for_comparing(same), "personid") << same;
  EXPECT_EQ(fold_for_comparing("Amount (\u00a3)"), "amount");
  EXPECT_EQ(fold_for_comparing("Ref no 2"), "refno2");
  EXPECT_EQ(fold_for_comparing("Caf\u00e9"), "caf\u00e9");
  EXPECT_EQ(fold_for_comparing(" -- "), "");
}

TEST(EditDistance, CountsSlips) {
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("october", "octboer"), 1u);  // neighbours swapped
  EXPECT_EQ(edit_distance("caf\u00e9", "cafe"), 1u);   // a letter is one, however many bytes it has
  EXPECT_EQ(edit_distance("same", "same"), 0u);
}

TEST(Nearest, FindsWhatWasMeant) {
  const std::vector<std::string> tasks = {"cwd-comparison", "turning-18", "uplift", "sundry-debtors"};
  EXPECT_EQ(nearest("cwd comparision", tasks), "cwd-comparison");
  EXPECT_EQ(nearest("comparison", tasks), "cwd-comparison");
  EXPECT_EQ(nearest("turning18", tasks), "turning-18");
  EXPECT_EQ(nearest("Uplfit", tasks), "uplift");
  EXPECT_EQ(nearest("holiday rota", tasks), "");
  EXPECT_EQ(nearest("", tasks), "");
  EXPECT_EQ(nearest("anything", {}), "");
  EXPECT_EQ(nearest(std::string(100'000, 'x'), {std::string(100'000, 'x')}), "");  // too long to be a slip, and too dear to measure
}

TEST(Nearest, ExactBeatsClose) { EXPECT_EQ(nearest("Nov.xlsx", {"Nov 2.xlsx", "nov.XLSX"}), "nov.XLSX"); }

TEST(Words, NumbersAndLists) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(-1234567), "-1,234,567");
  EXPECT_EQ(with_thousands(INT64_MIN), "-9,223,372,036,854,775,808");
  EXPECT_EQ(count_of(1, "row"), "1 row");
  EXPECT_EQ(count_of(2500, "row"), "2,500 rows");
  EXPECT_EQ(count_of(0, "entry", "entries"), "0 entries");
  EXPECT_EQ(list_in_words({}), "");
  EXPECT_EQ(list_in_words({"A"}), "A");
  EXPECT_EQ(list_in_words({"A", "B"}), "A and B");
  EXPECT_EQ(list_in_words({"A", "B", "C"}, " or "), "A, B or C");
}

}  // namespace
}  // namespace counterfoil
