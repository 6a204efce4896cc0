#include "table/text_encoding.hpp"

#include <gtest/gtest.h>

#include <string>

namespace counterfoil::table {
namespace {

using namespace std::string_view_literals;

std::string utf16(std::u16string_view text, bool little) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

TEST(TextEncoding, Utf8WithAndWithoutMark) {
  const DecodedText plain = decode_text("Zo\u00EB \u00A35");
  EXPECT_EQ(plain.text, "Zo\u00EB \u00A35");
  EXPECT_EQ(plain.encoding, TextEncoding::utf8);
  EXPECT_FALSE(plain.marked);
  const DecodedText marked = decode_text("\xEF\xBB\xBFZo\u00EB");
  EXPECT_EQ(marked.text, "Zo\u00EB");
  EXPECT_TRUE(marked.marked);
}

TEST(TextEncoding, Utf16OfBothOrders) {
  const std::u16string_view text = u"Person ID,Net\n\u00A35,\U0001F600\n";
  for (const bool little : {true, false}) {
    const DecodedText unmarked = decode_text(utf16(text, little));
    EXPECT_EQ(unmarked.text, "Person ID,Net\n\u00A35,\U0001F600\n");
    EXPECT_EQ(unmarked.encoding, little ? TextEncoding::utf16_little_endian : TextEncoding::utf16_big_endian);
    const DecodedText marked = decode_text(std::string{little ? "\xFF\xFE" : "\xFE\xFF"} + utf16(text, little));
    EXPECT_EQ(marked.text, unmarked.text);
    EXPECT_TRUE(marked.marked);
    EXPECT_EQ(marked.damaged, 0u);
  }
}

TEST(TextEncoding, DamagedUtf16) {
  EXPECT_EQ(decode_text("\xFF\xFE\x00\xD8"sv).text, "\uFFFD");       // half a pair
  EXPECT_EQ(decode_text("\xFF\xFE\x41\x00\x42"sv).text, "A\uFFFD");  // half a character
  EXPECT_EQ(decode_text("\xFF\xFE\x00\xDC\x41\x00"sv).damaged, 1u);
}

TEST(TextEncoding, Windows1252) {
  const DecodedText decoded = decode_text(
      "Zo\xEB \xA3"
      "5 \x80 \x93quoted\x94");
  EXPECT_EQ(decoded.encoding, TextEncoding::windows_1252);
  EXPECT_EQ(decoded.text, "Zo\u00EB \u00A35 \u20AC \u201Cquoted\u201D");
  EXPECT_EQ(decode_text("\x81").text, "\uFFFD");  // no such character
}

TEST(TextEncoding, MarkedUtf8WithABadByteKeepsTheRest) {
  const DecodedText decoded = decode_text("\xEF\xBB\xBFZo\u00EB \xFF x");
  EXPECT_EQ(decoded.text, "Zo\u00EB \uFFFD x");
  EXPECT_EQ(decoded.damaged, 1u);
}

TEST(TextEncoding, SoundUtf8Only) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("abcdefgh\u00E9ijklmnop\U0001F600"));
  for (const auto bad :
       {"\xC0\x80"sv, "\xE0\x80\x80"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv, "\xC3"sv, "\x80"sv, "12345678\xFF"sv})
    EXPECT_FALSE(is_utf8(bad));
}

}  // namespace
}  // namespace counterfoil::table
