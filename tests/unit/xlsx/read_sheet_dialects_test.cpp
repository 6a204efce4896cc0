// The same sheet in other spellings of XML must give the same rows and cells: the fast path and the walker are held to each other.
#include <gtest/gtest.h>

#include <regex>

#include "failure_words.hpp"
#include "scanned.hpp"

namespace counterfoil::xlsx {
namespace {

using test::plain_sheet;
using test::scan_lines;

/// Many rows of many shapes, the same on every machine.
std::string many_rows() {
  std::uint64_t state = 12'345;
  const auto next = [&](std::uint64_t below) {
    state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
    return (state >> 33) % below;
  };
  std::string rows;
  std::uint32_t row = 0;
  for (int i = 0; i < 400; ++i) {
    row += 1 + static_cast<std::uint32_t>(next(4) == 0 ? next(3'000) : 0);
    rows += "<row r=\"" + std::to_string(row) + "\"" + (next(5) == 0 ? " spans=\"1:20\"" : "") +
            (next(7) == 0 ? " hidden=\"1\"" : "") + ">";
    std::uint32_t column = 0;
    for (std::uint64_t cells = next(12); cells > 0; --cells) {
      column += 1 + static_cast<std::uint32_t>(next(3) == 0 ? next(1'000) : 0);
      if (column > 16'384) break;
      const std::string tag = "<c r=\"" + to_string(CellReference{row, column}) + "\"" +
                              (next(2) == 0 ? " s=\"" + std::to_string(next(300)) + "\"" : "");
      const std::string number = std::to_string(next(1'000'000'000));
      switch (next(9)) {
        case 0: rows += tag + "/>"; break;
        case 1: rows += tag + " t=\"s\"><v>" + number + "</v></c>"; break;
        case 2: rows += tag + " t=\"str\"><f>A1+B$2</f><v>t" + number + "</v></c>"; break;
        case 3: rows += tag + " t=\"inlineStr\"><is><t>i" + std::string(next(40), 'x') + number + "</t></is></c>"; break;
        case 4: rows += tag + " t=\"b\"><v>" + (next(2) == 0 ? "0" : "1") + "</v></c>"; break;
        case 5: rows += tag + " t=\"e\"><v>#N/A</v></c>"; break;
        case 6: rows += tag + "><f>SUM(A1:A9)</f><v>" + number + ".25</v></c>"; break;
        case 7: rows += tag + "><f t=\"shared\" si=\"1\"/><v>" + number + "</v></c>"; break;
        default: rows += tag + "><v>" + number + "." + number + "</v></c>"; break;
      }
    }
    rows += "</row>";
  }
  return rows;
}

class SheetDialects : public testing::Test {
 protected:
  const std::string plain = plain_sheet(many_rows());
  const std::vector<std::string> expected = scan_lines(plain);
};

TEST_F(SheetDialects, TheSampleIsWorthIt) {
  EXPECT_GT(expected.size(), 2'000u);
  EXPECT_EQ(expected.front().substr(0, 4), "row ");
}

TEST_F(SheetDialects, Prefixed) {
  std::string xml = std::regex_replace(plain, std::regex{"<(/?)(\\w)"}, "<$1x:$2");
  xml.replace(xml.find("xmlns="), 6, "xmlns:x=");
  EXPECT_EQ(scan_lines(xml), expected);
}

TEST_F(SheetDialects, SingleQuotes) {
  std::string xml = plain;
  std::replace(xml.begin(), xml.end(), '"', '\'');
  EXPECT_EQ(scan_lines(xml), expected);
}

TEST_F(SheetDialects, Indented) {
  EXPECT_EQ(scan_lines(std::regex_replace(plain, std::regex{"<(row|c|/row)"}, "\r\n\t <$1")), expected);
}

TEST_F(SheetDialects, AttributesTurnedRound) {
  EXPECT_EQ(scan_lines(std::regex_replace(plain, std::regex{"<c r=(\"\\w+\") s=(\"\\w+\")"}, "<c s=$2 r=$1")), expected);
  EXPECT_EQ(scan_lines(std::regex_replace(plain, std::regex{" s=(\"\\w+\") t=(\"\\w+\")"}, " t=$2 s=$1")), expected);
}

TEST_F(SheetDialects, FurtherAttributesCommentsAndInstructions) {
  EXPECT_EQ(scan_lines(std::regex_replace(plain, std::regex{"<c "}, "<!-- <c> --><c cm=\"1\" ")), expected);
  EXPECT_EQ(scan_lines(std::regex_replace(plain, std::regex{"<v>"}, "<?x <v>?><v>")), expected);
}

TEST_F(SheetDialects, Cdata) {
  EXPECT_EQ(scan_lines(std::regex_replace(plain, std::regex{"<v>([^<]*)</v>"}, "<v><![CDATA[$1]]></v>")), expected);
}

TEST_F(SheetDialects, NumberedCharacters) {
  EXPECT_EQ(scan_lines(std::regex_replace(plain, std::regex{"<v>1"}, "<v>&#x31;")), expected);
}

TEST_F(SheetDialects, LowerCaseReferences) {
  std::string xml;
  bool inside = false;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (plain.compare(i, 6, "<c r=\"") == 0) inside = true;
    if (inside && plain[i] >= 'A' && plain[i] <= 'Z') {
      xml += static_cast<char>(plain[i] | 0x20);
      continue;
    }
    if (plain[i] == ' ' || plain[i] == '>') inside = plain.compare(i, 4, " r=\"") == 0;
    xml += plain[i];
  }
  EXPECT_NE(xml, plain);
  EXPECT_EQ(scan_lines(xml), expected);
}

TEST_F(SheetDialects, EveryChangedByteIsSurvived) {
  const std::string small = plain_sheet(
      "<row r=\"9\" spans=\"1:2\" hidden=\"1\"><c r=\"A9\" s=\"1\" t=\"s\"><v>12</v></c><c r=\"B9\" "
      "t=\"inlineStr\"><is><t>x</t></is></c>"
      "<c r=\"C9\"><f>A1</f><v>1.5</v></c></row><row r=\"10\"><c r=\"A10\" t=\"str\"><v>a</v></c></row>");
  for (std::size_t i = 0; i < small.size(); ++i) {
    for (const char c : {'<', '>', '"', '&', '\0', '/', ' ', '9', 'A', '\xFF'}) {
      std::string changed = small;
      changed[i] = c;
      test::words_of([&] {
        SheetFacts facts;
        scan_lines(changed, &facts);
      });
    }
  }
}

}  // namespace
}  // namespace counterfoil::xlsx
