#include <gtest/gtest.h>

#include "batch.hpp"
#include "digest.hpp"
#include "matter_key.hpp"
#include "postcode.hpp"

namespace debtors_test {

using namespace counterfoil;
using namespace counterfoil::debtors;

std::string hex(std::string_view text) {
  std::string result;
  for (const std::uint8_t byte : sha256(text)) {
    result += "0123456789abcdef"[byte >> 4];
    result += "0123456789abcdef"[byte & 15];
  }
  return result;
}

// FIPS 180-4's examples, and a length at each side of a block's end (from coreutils' sha256sum).
TEST(Keys, DigestIsSha256) {
  EXPECT_EQ(hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(hex(std::string(55, 'a')), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
  EXPECT_EQ(hex(std::string(64, 'a')), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}

const MatterFacts facts{"X100123", "4501013", {make_date(2025, 11, 3), make_date(2025, 11, 17)}, "Placement ended", false};

TEST(Keys, FitEveryContext) {
  const std::string letters = matter_key(facts, KeyForm::letters);
  EXPECT_EQ(letters.size(), 28u);
  EXPECT_TRUE(letters.starts_with("CF"));
  const std::string digits = matter_key(facts, KeyForm::digits);
  EXPECT_EQ(digits.size(), 29u);
  EXPECT_EQ(digits.find_first_not_of("0123456789"), std::string::npos);
}

// The same facts under another spelling; and every fact that makes it another matter.
TEST(Keys, AreOfTheFacts) {
  const std::string key = matter_key(facts, KeyForm::letters);
  MatterFacts same = facts;
  same.person_id = "x 100123";
  same.line_id = "0004501013";
  same.cause = "PLACEMENT ENDED.";
  EXPECT_EQ(matter_key(same, KeyForm::letters), key);
  std::vector<MatterFacts> others(6, facts);
  others[0].person_id = "X100124";
  others[1].line_id = "4501014";
  others[2].span.first = make_date(2025, 11, 4);
  others[3].span.last = make_date(2025, 11, 18);
  others[4].cause = "Rate";
  others[5].credit = true;
  for (const MatterFacts& other : others) EXPECT_NE(matter_key(other, KeyForm::letters), key);
}

// Made once by hand with Python's hashlib: what a finance system holds must never get another key by a change here.
TEST(Keys, StayAsTheyAre) {
  // sha256("matter|X100123|4501013|03/11/2025|17/11/2025|PLACEMENTENDED"), its first 130 bits in 26 letters, its first 96 bits in
  // digits.
  EXPECT_EQ(matter_key(facts, KeyForm::letters), "CFHKEWKH8V3NVWXXJF8TBJ050WV5");
  EXPECT_EQ(matter_key(facts, KeyForm::digits), "43596026812748631532677056151");
}

TEST(Postcodes, FormsOfTheUk) {
  EXPECT_EQ(read_postcode("sa311aa"), "SA31 1AA");
  EXPECT_EQ(read_postcode("M1 1AA"), "M1 1AA");
  EXPECT_EQ(read_postcode("EC1A 1BB"), "EC1A 1BB");
  EXPECT_EQ(read_postcode(" W1A  0AX "), "W1A 0AX");
  EXPECT_EQ(read_postcode("GIR 0AA"), "GIR 0AA");
  for (const char* wrong : {"", "SA31", "SA31 1A", "SA3111AA", "1SA 1AA", "SA31 1AC", "SA31 AAA", "75008", "AAA1 1AA"})
    EXPECT_FALSE(read_postcode(wrong)) << wrong;
}

// The register keeps person and line for years: as capitals, without leading zeros where it is a number.
TEST(Keys, TheRegisterKeepsItsLinesAsItAlwaysDid) {
  EXPECT_EQ(only(raise({overpayment({{"person_id", "x100123"}, {"line_id", "00450-1013"}})}), "register").at("line"),
            "X100123|4501013");
}

}  // namespace debtors_test
