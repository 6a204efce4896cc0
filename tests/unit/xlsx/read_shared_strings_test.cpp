#include <gtest/gtest.h>

#include <string>

#include "failure_words.hpp"
#include "scanned.hpp"
#include "xlsx/read/shared_strings.hpp"

namespace counterfoil::xlsx {
namespace {

using test::main_space;
using test::words_of;

Buffer part_of(const std::string& items, const std::string& attributes = {}) {
  const std::string xml = "<sst xmlns=\"" + main_space + "\" " + attributes + ">" + items + "</sst>" + std::string(128, ' ');
  Buffer buffer{xml.size()};
  std::copy(xml.begin(), xml.end(), buffer.data());
  return buffer;
}

std::string joined(const SharedStrings& strings) {
  std::string all;
  for (std::size_t i = 0; i < strings.size(); ++i) all += std::string{strings[i]} + '|';
  return all;
}

TEST(SharedStrings, ReadsPlainRichAndEmptyTexts) {
  const SharedStrings strings{
      part_of("<si><t>plain</t></si><si><t/></si><si/><si><t xml:space=\"preserve\"> kept </t></si>"
              "<si><r><rPr><b/><rFont val=\"Arial\"/></rPr><t>bo</t></r><r><t>ld &amp; b</t></r></si><si><t>last</t></si>")};
  EXPECT_EQ(joined(strings), "plain||| kept |bold & b|last|");
}

TEST(SharedStrings, LeavesPhoneticGuidesOut) {
  EXPECT_EQ(
      joined(SharedStrings{part_of("<si><t>word</t><rPh sb=\"0\" eb=\"1\"><t>guide</t></rPh><phoneticPr fontId=\"1\"/></si>")}),
      "word|");
}

TEST(SharedStrings, DecodesEntitiesEscapesAndOtherLanguages) {
  EXPECT_EQ(joined(SharedStrings{
                part_of("<si><t>a&lt;b&gt;&#163;</t></si><si><t>x_x000D_\ny_x005F_x0041_</t></si><si><t>Zoë 𝄞</t></si>")}),
            "a<b>£|x\r\ny_x0041_|Zoë 𝄞|");
}

TEST(SharedStrings, ReadsCdataCommentsAndPrefixes) {
  EXPECT_EQ(joined(SharedStrings{part_of("<si><t>a<!-- no --><![CDATA[<&amp;>]]>b</t></si>")}), "a<&amp;>b|");
  const std::string xml = "<x:sst xmlns:x=\"" + main_space +
                          "\"><x:si><x:t>one</x:t></x:si><x:si><x:r><x:t>t</x:t></x:r><x:r><x:t>wo</x:t></x:r></x:si></x:sst>";
  Buffer buffer{xml.size()};
  std::copy(xml.begin(), xml.end(), buffer.data());
  EXPECT_EQ(joined(SharedStrings{std::move(buffer)}), "one|two|");
}

TEST(SharedStrings, ALyingCountReservesNothing) {
  EXPECT_EQ(joined(SharedStrings{part_of("<si><t>a</t></si>", "count=\"4294967295\" uniqueCount=\"18446744073709551615\"")}), "a|");
}

TEST(SharedStrings, AnIndexBeyondTheLastTextFindsNothing) {
  const SharedStrings strings{part_of("<si><t>a</t></si><si><t>b</t></si>")};
  EXPECT_EQ(strings.find("1"), "b");
  for (const char* index : {"2", "-1", "", "1.0", "99999999999999999999", "x"}) EXPECT_FALSE(strings.find(index)) << index;
}

TEST(SharedStrings, RefusesDamageNamingTheText) {
  const std::string words = words_of([] { SharedStrings{part_of("<si><t>a</t></si><si><t>&nbsp;</t></si>")}; });
  EXPECT_NE(words.find("Text number 1"), std::string::npos) << words;
  EXPECT_NE(words_of([] { SharedStrings{part_of("<si><t>\xFF</t></si>")}; }), "");
  EXPECT_NE(words_of([] { SharedStrings{part_of("<si><t>a</t>")}; }), "");
}

TEST(SharedStrings, EveryCutIsRefused) {
  const std::string xml = "<sst xmlns=\"" + main_space + "\"><si><t>a</t></si><si><r><t>b&amp;</t></r></si></sst>";
  for (std::size_t size = 0; size < xml.size(); ++size) {
    Buffer buffer{size};
    std::copy_n(xml.begin(), size, buffer.data());
    EXPECT_NE(words_of([&] { SharedStrings{std::move(buffer)}; }), "") << size;
  }
}

}  // namespace
}  // namespace counterfoil::xlsx
