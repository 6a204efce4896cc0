#include "base/digest.hpp"

#include <gtest/gtest.h>

namespace counterfoil {
namespace {

// NIST's examples for FIPS 180-4.
constexpr std::string_view of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr std::string_view of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr std::string_view two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
constexpr std::string_view of_two_blocks = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
constexpr std::string_view of_a_million_a = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

TEST(Sha256, KnownVectors) {
  EXPECT_EQ(sha256_hex(""), of_nothing);
  EXPECT_EQ(sha256_hex("abc"), of_abc);
  EXPECT_EQ(sha256_hex(two_blocks), of_two_blocks);
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')), of_a_million_a);
}

TEST(Sha256, PiecesGiveTheSameAsTheWhole) {
  for (std::size_t cut = 0; cut <= two_blocks.size(); ++cut) {
    Sha256 digest;
    digest.update(two_blocks.substr(0, cut));
    digest.update(two_blocks.substr(cut));
    EXPECT_EQ(digest.hex(), of_two_blocks) << cut;
  }
}

TEST(Sha256, NothingIsAddedToAFinishedDigest) {
  Sha256 digest;
  EXPECT_EQ(digest.hex(), of_nothing);
  EXPECT_EQ(digest.hex(), of_nothing);
  EXPECT_THROW(digest.update("a"), std::logic_error);
}

TEST(FieldDigest, IsTheDigestOfLengthsAndBytes) {
  EXPECT_EQ(FieldDigest{"kind"}.add("name", "abc").hex(), sha256_hex("4:kind,4:name,3:abc,"));
}

TEST(FieldDigest, NoTwoListsOfFieldsLookAlike) {
  EXPECT_NE(FieldDigest{"d"}.add("a", "bc").hex(), FieldDigest{"d"}.add("ab", "c").hex());
  EXPECT_NE(FieldDigest{"d"}.add("a", "1:b,").hex(), FieldDigest{"d"}.add("a", "").add("b", "").hex());
  EXPECT_NE(FieldDigest{"d"}.add("a", "b").hex(), FieldDigest{"e"}.add("a", "b").hex());
  EXPECT_NE(FieldDigest{"d"}.add("a", "").hex(), FieldDigest{"d"}.hex());
}

}  // namespace
}  // namespace counterfoil
