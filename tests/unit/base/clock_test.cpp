#include "base/clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/who_and_when.hpp"
#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using test::WithVariable;

// 2025-12-08T09:30:00Z is 20,430 days after 1970-01-01 and 34,200 seconds.
constexpr std::int64_t december = 20'430LL * 86'400 + 34'200;

TEST(Moment, UtcAndLocal) {
  const Moment winter = make_moment(december, 0);
  EXPECT_EQ(winter.utc, "2025-12-08T09:30:00Z");
  EXPECT_EQ(winter.local, "2025-12-08T09:30:00+00:00");
  EXPECT_EQ(winter.local_words(), "8 Dec 2025 09:30");
  EXPECT_EQ(make_moment(0, 60).local, "1970-01-01T01:00:00+01:00");
  EXPECT_EQ(make_moment(0, -210).local, "1969-12-31T20:30:00-03:30");
  EXPECT_EQ(make_moment(951'782'400, 0).utc, "2000-02-29T00:00:00Z");
}

TEST(Moment, LocalTimeFollowsTheZone) {  // the tests run in Europe/London, where the clocks changed on 30 March and 26 October 2025
  if (const char* zone = std::getenv("TZ"); !zone || std::string_view{zone} != "Europe/London")
    GTEST_SKIP() << "needs TZ=Europe/London";
  EXPECT_EQ(local_offset_minutes(december), 0);
  EXPECT_EQ(local_offset_minutes(1'751'328'000), 60);  // 1 July 2025
}

TEST(Clock, IsFixedFromOutside) {
  const WithVariable fixed{"COUNTERFOIL_FIXED_CLOCK", "2025-12-08T09:30:00Z"};
  const Moment moment = now();
  EXPECT_EQ(moment.seconds, december);
  EXPECT_EQ(moment.local, "2025-12-08T09:30:00+00:00");
  EXPECT_TRUE(moment.fixed);
}

TEST(Clock, RefusesATimeThatDoesNotRead) {
  for (const char* bad : {"2025-12-08", "2025-12-08T09:30:00", "2025-13-08T09:30:00Z", "2025-02-29T09:30:00Z",
                          "2025-12-08T24:00:00Z", "2025-12-08T09:60:00Z", "2025-12-08t09:30:00Z", "2025-12-08T09:30:00Z "}) {
    const WithVariable fixed{"COUNTERFOIL_FIXED_CLOCK", bad};
    EXPECT_FAILURE(now(), FailureKind::usage, "COUNTERFOIL_FIXED_CLOCK");
  }
}

TEST(Clock, IsReadWhenNotFixed) {
  const WithVariable fixed{"COUNTERFOIL_FIXED_CLOCK", nullptr};
  const Moment moment = now();
  EXPECT_FALSE(moment.fixed);
  EXPECT_GT(moment.seconds, 0);
}

TEST(RunId, HoldsTheTimeAndSixteenBits) {
  EXPECT_EQ(make_run_id(make_moment(december, 0), 0xABCD7F3A), "20251208-093000-7f3a");
  EXPECT_EQ(make_run_id(make_moment(december, 60), 0x5), "20251208-093000-0005");  // in UTC wherever it runs
}

TEST(RunId, SortsAsTheRunsDid) {
  EXPECT_LT(make_run_id(make_moment(december, 0), 0xFFFF), make_run_id(make_moment(december + 1, 0), 0));
}

TEST(RunId, IsFixedFromOutside) {
  {
    const WithVariable fixed{"COUNTERFOIL_FIXED_RUN_ID", "test-run-1"};
    EXPECT_EQ(new_run_id(make_moment(december, 0)), "test-run-1");
  }
  const WithVariable bad{"COUNTERFOIL_FIXED_RUN_ID", "../escape"};
  EXPECT_FAILURE(new_run_id(make_moment(december, 0)), FailureKind::usage, "COUNTERFOIL_FIXED_RUN_ID");
}

TEST(RandomHex, HasTheShapeAndDiffers) {
  const std::string one = random_hex();
  EXPECT_EQ(one.size(), 32u);
  EXPECT_TRUE(std::all_of(one.begin(), one.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }));
  EXPECT_NE(one, random_hex());
}

TEST(Environment, UserAndFolders) {
  const WithVariable user{"COUNTERFOIL_FIXED_USER", "a.example"};
  EXPECT_EQ(user_name(), "a.example");
  EXPECT_FALSE(machine_name().empty());
  EXPECT_TRUE(std::filesystem::is_directory(executable_folder()));
}

TEST(Environment, AnEmptyVariableIsNone) {
  const WithVariable empty{"COUNTERFOIL_TEST_VARIABLE", ""};
  EXPECT_FALSE(environment_variable("COUNTERFOIL_TEST_VARIABLE"));
}

TEST(Environment, ThisProcessRunsAndNoneHasANonsenseId) {
  EXPECT_TRUE(process_runs(process_id()));
  EXPECT_FALSE(process_runs(0));
  EXPECT_FALSE(process_runs(UINT64_MAX));
}

}  // namespace
}  // namespace counterfoil
