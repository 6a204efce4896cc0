#include "table/accents.hpp"

#include <cstring>

namespace counterfoil::table {

namespace {

/// The letters that a mark goes with, and what each becomes, in the same order: the Latin part of Unicode's canonical composition.
struct Mark {
  char16_t code;
  std::string_view letters;
  std::u16string_view composed;
};

constexpr Mark marks[] = {
    {0x0300, "AEINOUaeinou", u"\u00C0\u00C8\u00CC\u01F8\u00D2\u00D9\u00E0\u00E8\u00EC\u01F9\u00F2\u00F9"},
    {0x0301, "ACEGILNORSUYZacegilnorsuyz",
     u"\u00C1\u0106\u00C9\u01F4\u00CD\u0139\u0143\u00D3\u0154\u015A\u00DA\u00DD\u0179\u00E1\u0107\u00E9\u01F5\u00ED\u013A\u0144"
     u"\u00F3\u0155\u015B\u00FA\u00FD\u017A"},
    {0x0302, "ACEGHIJOSUWYaceghijosuwy",
     u"\u00C2\u0108\u00CA\u011C\u0124\u00CE\u0134\u00D4\u015C\u00DB\u0174\u0176\u00E2\u0109\u00EA\u011D\u0125\u00EE\u0135\u00F4"
     u"\u015D\u00FB\u0175\u0177"},
    {0x0303, "AINOUainou", u"\u00C3\u0128\u00D1\u00D5\u0168\u00E3\u0129\u00F1\u00F5\u0169"},
    {0x0304, "AEIOUYaeiouy", u"\u0100\u0112\u012A\u014C\u016A\u0232\u0101\u0113\u012B\u014D\u016B\u0233"},
    {0x0306, "AEGIOUaegiou", u"\u0102\u0114\u011E\u012C\u014E\u016C\u0103\u0115\u011F\u012D\u014F\u016D"},
    {0x0307, "ACEGIOZacegoz", u"\u0226\u010A\u0116\u0120\u0130\u022E\u017B\u0227\u010B\u0117\u0121\u022F\u017C"},
    {0x0308, "AEIOUYaeiouy", u"\u00C4\u00CB\u00CF\u00D6\u00DC\u0178\u00E4\u00EB\u00EF\u00F6\u00FC\u00FF"},
    {0x030A, "AUau", u"\u00C5\u016E\u00E5\u016F"},
    {0x030B, "OUou", u"\u0150\u0170\u0151\u0171"},
    {0x030C, "ACDEGHIKLNORSTUZacdeghijklnorstuz",
     u"\u01CD\u010C\u010E\u011A\u01E6\u021E\u01CF\u01E8\u013D\u0147\u01D1\u0158\u0160\u0164\u01D3\u017D\u01CE\u010D\u010F\u011B"
     u"\u01E7\u021F\u01D0\u01F0\u01E9\u013E\u0148\u01D2\u0159\u0161\u0165\u01D4\u017E"},
    {0x030F, "AEIORUaeioru", u"\u0200\u0204\u0208\u020C\u0210\u0214\u0201\u0205\u0209\u020D\u0211\u0215"},
    {0x0311, "AEIORUaeioru", u"\u0202\u0206\u020A\u020E\u0212\u0216\u0203\u0207\u020B\u020F\u0213\u0217"},
    {0x031B, "OUou", u"\u01A0\u01AF\u01A1\u01B0"},
    {0x0326, "STst", u"\u0218\u021A\u0219\u021B"},
    {0x0327, "CEGKLNRSTcegklnrst",
     u"\u00C7\u0228\u0122\u0136\u013B\u0145\u0156\u015E\u0162\u00E7\u0229\u0123\u0137\u013C\u0146\u0157\u015F\u0163"},
    {0x0328, "AEIOUaeiou", u"\u0104\u0118\u012E\u01EA\u0172\u0105\u0119\u012F\u01EB\u0173"},
    {0x0340, "AEINOUaeinou", u"\u00C0\u00C8\u00CC\u01F8\u00D2\u00D9\u00E0\u00E8\u00EC\u01F9\u00F2\u00F9"},
    {0x0341, "ACEGILNORSUYZacegilnorsuyz",
     u"\u00C1\u0106\u00C9\u01F4\u00CD\u0139\u0143\u00D3\u0154\u015A\u00DA\u00DD\u0179\u00E1\u0107\u00E9\u01F5\u00ED\u013A\u0144"
     u"\u00F3\u0155\u015B\u00FA\u00FD\u017A"},
    {0x0344, "Uu", u"\u01D7\u01D8"},
};

/// Marks are U+0300 to U+036F: CC 80 to CD AF.
bool is_mark(const char* at, const char* end) {
  if (end - at < 2) return false;
  const auto first = static_cast<unsigned char>(at[0]);
  const auto second = static_cast<unsigned char>(at[1]);
  return (first == 0xCC && second >= 0x80) || (first == 0xCD && second >= 0x80 && second <= 0xAF);
}

/// What a letter and the mark at `at` are together; 0 where Latin has no such character.
char16_t composed_of(char letter, const char* at) {
  const auto code =
      static_cast<char16_t>((static_cast<unsigned char>(at[0]) & 0x1F) << 6 | (static_cast<unsigned char>(at[1]) & 0x3F));
  for (const Mark& mark : marks) {
    if (mark.code != code) continue;
    const std::size_t place = mark.letters.find(letter);
    return place == std::string_view::npos ? u'\0' : mark.composed[place];
  }
  return 0;
}

}  // namespace

bool has_combining_marks(std::string_view utf8) {
  const char* const end = utf8.data() + utf8.size();
  for (const char lead : {'\xCC', '\xCD'})
    for (const char* at = utf8.data();
         at < end && (at = static_cast<const char*>(std::memchr(at, lead, static_cast<std::size_t>(end - at)))) != nullptr; ++at)
      if (is_mark(at, end)) return true;
  return false;
}

std::size_t compose_accents(char* text, std::size_t length) {
  const char* const end = text + length;
  char* out = text;
  for (const char* at = text; at < end;) {
    const char letter = *at;
    const char16_t one = static_cast<unsigned char>(letter) < 0x80 && is_mark(at + 1, end) ? composed_of(letter, at + 1) : u'\0';
    if (one == 0) {
      *out++ = *at++;
      continue;
    }
    *out++ = static_cast<char>(0xC0 | (one >> 6));  // all of them are below U+0800
    *out++ = static_cast<char>(0x80 | (one & 0x3F));
    at += 3;
  }
  return static_cast<std::size_t>(out - text);
}

std::string with_composed_accents(std::string_view utf8) {
  std::string made{utf8};
  made.resize(compose_accents(made.data(), made.size()));
  return made;
}

}  // namespace counterfoil::table
