// The roles of a test program, and its main: GoogleTest's, unless the program was started to play a role.
#include <gtest/gtest.h>

#include <cstdio>
#include <exception>
#include <map>

#include "child_process.hpp"

namespace counterfoil::test {

namespace {
std::map<std::string, RoleFunction>& roles() {
  static std::map<std::string, RoleFunction> known;
  return known;
}
}  // namespace

Role::Role(const char* name, RoleFunction run) { roles().emplace(name, run); }

void run_role_if_child(int count, char** values) {
  if (count < 3 || std::string{values[1]} != "--role") return;
  try {
    die(roles().at(values[2])({values + 3, values + count}));
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "role %s: %s\n", values[2], failure.what());
    die(99);
  }
}

}  // namespace counterfoil::test

int main(int count, char** values) {
  counterfoil::test::run_role_if_child(count, values);
  ::testing::InitGoogleTest(&count, values);
  return RUN_ALL_TESTS();
}
