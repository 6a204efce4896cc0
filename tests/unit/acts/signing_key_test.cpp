#include "acts/signing_key.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts/own_key.hpp"

namespace counterfoil::acts {
namespace {

struct Vector {
  const char *secret, *public_key, *message, *signature;
};

// RFC 8032, section 7.1, tests 1 and 2.
const Vector vectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a1"
     "00b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0"
     "c00"},
};

TEST(SigningKey, SignsAsTheStandardDoes) {
  for (const Vector& each : vectors) {
    const KeyPair key{from_hex(each.public_key), from_hex(each.secret)};
    const std::string message = from_hex(each.message);
    EXPECT_EQ(to_hex(sign(key, message)), each.signature);
    EXPECT_TRUE(signature_holds(key.public_key, message, from_hex(each.signature)));
  }
}

TEST(SigningKey, EveryChangedBitIsSeen) {
  const KeyPair key = new_key_pair();
  const std::string message = "Batch RUN-1", signature = sign(key, message);
  EXPECT_TRUE(signature_holds(key.public_key, message, signature));
  EXPECT_FALSE(signature_holds(key.public_key, message + "0", signature));
  for (std::size_t byte = 0; byte < signature.size(); byte += 7) {
    std::string changed = signature;
    changed[byte] = static_cast<char>(changed[byte] ^ 1);
    EXPECT_FALSE(signature_holds(key.public_key, message, changed)) << byte;
  }
  EXPECT_FALSE(signature_holds(new_key_pair().public_key, message, signature));
}

// An approval names each line of its batch.
TEST(SigningKey, AMessageOfAnyLengthIsSigned) {
  const KeyPair key = new_key_pair();
  for (const std::size_t size : {65'000u, 65'001u, 65'472u, 65'536u, 300'000u}) {
    std::string message(size, 'a');
    const std::string signature = sign(key, message);
    EXPECT_TRUE(signature_holds(key.public_key, message, signature)) << size;
    message.back() = 'b';
    EXPECT_FALSE(signature_holds(key.public_key, message, signature)) << size;
    EXPECT_FALSE(signature_holds(key.public_key, message + "b", signature)) << size;
  }
}

TEST(SigningKey, WhatIsNoKeyHoldsNothing) {
  for (const std::string& key :
       {std::string{}, std::string(31, 'x'), std::string(32, '\0'), std::string(32, '\xFF'), std::string(33, 'x')})
    for (const std::string& signature : {std::string{}, std::string(63, 'x'), std::string(64, '\0'), std::string(64, '\xFF')})
      EXPECT_FALSE(signature_holds(key, "message", signature));
}

TEST(SigningKey, NoBytesEndTheProcess) {  // libgcrypt ends it on coordinates that are none
  const KeyPair key = new_key_pair();
  const std::string signature = sign(key, "message");
  std::string bytes(32, '\0');
  for (int first = 0; first < 256; first += 51)
    for (const int last : {0, 1, 0x10, 0x7F, 0x80, 0xFF})
      for (const int middle : {0, 0xFF}) {
        bytes.assign(32, static_cast<char>(middle));
        bytes.front() = static_cast<char>(first);
        bytes.back() = static_cast<char>(last);
        EXPECT_FALSE(signature_holds(bytes, "message", signature));
        EXPECT_FALSE(signature_holds(key.public_key, "message", bytes + signature.substr(32)));
        EXPECT_FALSE(signature_holds(key.public_key, "message", signature.substr(0, 32) + bytes));
      }
}

// Worked out by an independent program: SHA-256 over "15:counterfoil key,5:bytes,32:<the key>,", its first 100 bits, five at a
// time.
TEST(CheckCode, IsTheStartOfADigestInLettersThatCanBeRead) {
  EXPECT_EQ(key_code(from_hex(vectors[0].public_key)), "3Q4PA-CV94E-EJTXC-74VDY");
}

TEST(CheckCode, IsReadAsPeopleWriteIt) {
  EXPECT_EQ(check_code_as_typed("7k2qd 0m9xr 4twzb h81nc"), "7K2QD-0M9XR-4TWZB-H81NC");
  EXPECT_EQ(check_code_as_typed("7K2QDOM9XR4TWZBH8iNC"), "7K2QD-0M9XR-4TWZB-H81NC");  // O for 0, i for 1
  for (const char* wrong :
       {"", "7K2QD-0M9XR-4TWZB-H81N", "7K2QD-0M9XR-4TWZB-H81NCX", "7K2QD-0M9XR-4TWZB-H81N?", "UUUUU-UUUUU-UUUUU-UUUUU"})
    EXPECT_EQ(check_code_as_typed(wrong), "") << wrong;
}

}  // namespace
}  // namespace counterfoil::acts
