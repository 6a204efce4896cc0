#include <gtest/gtest.h>

#include <string>

#include "failure_words.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {
namespace {

using test::words_of;
using namespace std::string_literals;

std::string cell_text(std::string_view raw) { return decoded(raw, Escapes::entities_and_cell_escapes); }

Buffer buffer_of(std::string_view text) {
  Buffer buffer{text.size()};
  std::copy(text.begin(), text.end(), buffer.data());
  return buffer;
}

TEST(XmlText, DecodesTheFiveEntitiesAndNumbers) {
  EXPECT_EQ(decoded("&amp;&lt;&gt;&quot;&apos;"), "&<>\"'");
  EXPECT_EQ(decoded("&#65;&#x42;&#x1F600;&#163;"), "AB\xF0\x9F\x98\x80£");
}

TEST(XmlText, RefusesOtherEntitiesAndImpossibleCharacters) {
  for (const char* raw : {"&nbsp;", "&", "&amp", "&;", "&#;", "&#x;", "&#0;", "&#xD800;", "&#x110000;", "&#99999999999;",
                          "&#xFFFF;", "&#x1;", "&#1a;", "&AMP;"}) {
    EXPECT_NE(words_of([&] { decoded(raw); }), "") << raw;
  }
}

TEST(XmlText, DecodesCellEscapesOnlyInCells) {
  EXPECT_EQ(cell_text("_x0041__x000D_b"), "A\rb");
  EXPECT_EQ(decoded("_x0041_"), "_x0041_");
  EXPECT_EQ(cell_text("_x005F_x0041_"), "_x0041_");
  EXPECT_EQ(cell_text("_x004_ _X0041_ _x00G1_ _x0041"), "_x004_ _X0041_ _x00G1_ _x0041");
  EXPECT_EQ(cell_text("_xD83D__xDE00_"), "\xF0\x9F\x98\x80");
  EXPECT_EQ(cell_text("_xD83D_ _xDE00_"), "\xEF\xBF\xBD \xEF\xBF\xBD") << "half a pair";
}

TEST(XmlText, LineEndsBecomeLineFeeds) { EXPECT_EQ(decoded("a\r\nb\rc\nd"), "a\nb\nc\nd"); }

TEST(XmlText, RefusesIllFormedUtf8AndControlCharacters) {
  for (const std::string& raw : {"\x80"s, "\xC0\x80"s, "\xE0\x80\x80"s, "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s, "\xF8"s, "\xC3"s,
                                 "a\xE2\x82"s, "a\0b"s, "\x01"s}) {
    EXPECT_NE(words_of([&] { decoded(raw); }), "");
  }
  EXPECT_EQ(decoded("£€𝄞"), "£€𝄞");
}

TEST(XmlText, DecodingInPlaceNeverOverrunsItself) {
  std::string text = "&amp;x_x0041_&#x1F600;é\r\n";
  text.resize(decode_text(text.data(), text, Escapes::entities_and_cell_escapes));
  EXPECT_EQ(text, "&xA\xF0\x9F\x98\x80é\n");
}

TEST(XmlText, KnowsWhatNeedsDecoding) {
  EXPECT_FALSE(needs_decoding("Plain text 12.50"));
  for (const char* raw : {"&", "_", "é", "\n"}) EXPECT_TRUE(needs_decoding(raw));
}

TEST(ToUtf8, ConvertsUtf16BothWays) {
  EXPECT_EQ(to_utf8(buffer_of("\xFF\xFE<\0a\0/\0>\0"s)).view(), "<a/>");
  EXPECT_EQ(to_utf8(buffer_of("\xFE\xFF\0<\0a\0/\0>"s)).view(), "<a/>");
  EXPECT_EQ(to_utf8(buffer_of("<\0\xA3\0"s)).view(), "<£");
  EXPECT_EQ(to_utf8(buffer_of("\xFF\xFE\x3D\xD8\x00\xDE"s)).view(), "\xF0\x9F\x98\x80");
}

TEST(ToUtf8, ConvertsPartsOfOneByteACharacter) {
  for (const std::string name : {"ISO-8859-1", "latin1", "Windows-1252"})
    EXPECT_EQ(to_utf8(buffer_of("<?xml version=\"1.0\" encoding=\"" + name + "\"?><a>Zo\xEB \xA3</a>")).view(),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>Zoë £</a>")
        << name;
}

TEST(ToUtf8, RefusesHalvesAndOtherEncodings) {
  EXPECT_NE(words_of([] { to_utf8(buffer_of("\xFF\xFE<\0a"s)); }), "");
  EXPECT_NE(words_of([] { to_utf8(buffer_of("\xFF\xFE\x3D\xD8"s)); }), "");
  EXPECT_NE(words_of([] { to_utf8(buffer_of("\xFF\xFE\0\0<\0\0\0"s)); }), "");
  EXPECT_NE(words_of([] { to_utf8(buffer_of("<?xml version='1.0' encoding='EUC-JP'?><a/>")); }), "");
  EXPECT_EQ(words_of([] { to_utf8(buffer_of("<?xml version='1.0' encoding='UTF-8'?><a/>")); }), "");
}

}  // namespace
}  // namespace counterfoil::xlsx
