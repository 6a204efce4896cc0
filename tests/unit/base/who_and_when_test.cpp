// The object that staff's command has: it heeds the system alone.
#include "base/who_and_when.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/environment.hpp"
#include "base/file.hpp"
#include "variable.hpp"

namespace counterfoil {
namespace {

using test::WithVariable;

TEST(WhoAndWhen, NoVariableSaysWhoOrWhen) {
  const WithVariable clock{"COUNTERFOIL_FIXED_CLOCK", "2020-01-01T00:00:00Z"};
  const WithVariable user{"COUNTERFOIL_FIXED_USER", "the.manager"};
  const WithVariable run{"COUNTERFOIL_FIXED_RUN_ID", "mine"};
  const WithVariable login{"USER", "the.manager"};
  const WithVariable name{"LOGNAME", "the.manager"};
  const WithVariable windows_name{"USERNAME", "the.manager"};
  const Moment moment = now();
  EXPECT_FALSE(moment.fixed);
  EXPECT_GT(moment.seconds, 1'750'000'000);  // summer 2025
  EXPECT_NE(user_name(), "the.manager");
  EXPECT_EQ(new_run_id(moment).substr(0, 16), make_run_id(moment, 0).substr(0, 16));
  EXPECT_NE(new_ledger_id(), new_ledger_id());
}

TEST(WhoAndWhen, NoVariableMovesTheUsersFolder) {
  const auto data = system_data_folder();
  const auto logs = system_log_folder();
  const WithVariable home{"HOME", "/somewhere/home"};
  const WithVariable xdg{"XDG_DATA_HOME", "/somewhere/data"};
  const WithVariable profile{"USERPROFILE", "C:\\somewhere"};
  const WithVariable roaming{"APPDATA", "C:\\somewhere\\roaming"};
  const WithVariable local{"LOCALAPPDATA", "C:\\somewhere\\local"};
  EXPECT_EQ(data_folder(), data);
  EXPECT_EQ(log_folder(), logs);
  EXPECT_THAT(utf8_from_path(data), testing::Not(testing::HasSubstr("somewhere")));
}

TEST(WhoAndWhen, NoVariableMovesTheDay) {
  const std::string here = now().local.substr(19);
  const WithVariable zone{"TZ", "XXX-14"};  // 14 hours ahead of Greenwich
  EXPECT_EQ(now().local.substr(19), here);
}

}  // namespace
}  // namespace counterfoil
