#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "acts/own_key.hpp"
#include "base/failure.hpp"
#include "temporary_folder.hpp"

namespace counterfoil::acts {
namespace {

using counterfoil::test::TemporaryFolder;

std::filesystem::path only_key(const TemporaryFolder& folder) {
  return std::filesystem::directory_iterator { folder / "data/keys" } -> path();
}

TEST(OwnKey, IsMadeOnceAndForItsOwnerAlone) {
  const TemporaryFolder folder;
  const Signer first = own_signer(folder / "data", "b.checker", "PC-17");
  EXPECT_EQ(own_signer(folder / "data", "b.checker", "PC-17").key.public_key, first.key.public_key);
  struct stat status {};
  ASSERT_EQ(::stat(only_key(folder).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  ASSERT_EQ(::stat((folder / "data/keys").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
  EXPECT_NE(own_signer(folder / "data", "b.checker", "PC-18").key.public_key, first.key.public_key)
      << "another machine, another key";
  EXPECT_NE(own_signer(folder / "data", "a.preparer", "PC-17").key.public_key, first.key.public_key);
}

TEST(OwnKey, ThatOthersCanReadProvesNothing) {
  const TemporaryFolder folder;
  own_signer(folder / "data", "b.checker", "PC-17");
  ::chmod(only_key(folder).c_str(), 0644);
  EXPECT_FAILURE(own_signer(folder / "data", "b.checker", "PC-17"), FailureKind::refused, "others than you can read");
}

TEST(OwnKey, ThatIsNoneIsRefusedInWords) {
  const TemporaryFolder folder;
  own_signer(folder / "data", "b.checker", "PC-17");
  const auto file = only_key(folder);
  const std::string whole = counterfoil::test::content(file);
  const std::string other = to_hex(new_key_pair().public_key);
  std::string swapped = whole;
  swapped.replace(swapped.find('\n') + 1, 64, other);
  for (const std::string& text : {std::string{"x"}, whole.substr(0, whole.size() - 1), whole.substr(0, 30), swapped}) {
    std::filesystem::remove(file);
    folder.write("data/keys/" + file.filename().string(), text);
    ::chmod(file.c_str(), 0600);
    EXPECT_FAILURE(own_signer(folder / "data", "b.checker", "PC-17"), FailureKind::refused, "Delete it");
  }
}

}  // namespace
}  // namespace counterfoil::acts
