#include "run/given/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/failure.hpp"

namespace counterfoil::run {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

std::filesystem::path written(const std::string& text) {
  const std::filesystem::path folder =
      std::filesystem::path{testing::TempDir()} / testing::UnitTest::GetInstance()->current_test_info()->name();
  std::filesystem::create_directories(folder);
  std::ofstream{folder / "counterfoil-settings.json", std::ios::binary | std::ios::trunc} << text;
  return folder / "counterfoil-settings.json";
}

std::string refusal(const std::string& text) {
  try {
    read_settings(written(text));
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::usage);
    return failure.what();
  }
  return "accepted";
}

TEST(Settings, EveryPartIsRead) {
  const std::filesystem::path file = written(R"({
    "headings": { "person_id": ["Our ID", "Child no"], "net": "Paid" },   // comments are allowed
    "sheet": { "current": "Data" },
    "parameters": { "change-percent": "30%", "hidden-after-days": 14 },
    "inputs": { "rates": "rates/Approved.xlsx" },
    "versions-kept": 3
  })");
  const Settings settings = read_settings(file);
  EXPECT_THAT(settings.headings.at("person_id"), ElementsAre("Our ID", "Child no"));
  EXPECT_THAT(settings.headings.at("net"), ElementsAre("Paid"));
  EXPECT_EQ(settings.sheets.at("current"), "Data");
  EXPECT_THAT(settings.parameters, ElementsAre(Pair("change-percent", "30%"), Pair("hidden-after-days", "14")));
  EXPECT_EQ(settings.inputs.at("rates"), file.parent_path() / "rates/Approved.xlsx");
  EXPECT_EQ(settings.versions_kept, 3u);
  EXPECT_EQ(versions_to_keep(settings, make_moment(*parse_utc("2026-01-31T09:30:00Z"), 0)).since, "");
}

TEST(Settings, AByteOrderMarkIsNoFault) { EXPECT_EQ(refusal("\xEF\xBB\xBF{}"), "accepted"); }

TEST(Settings, WrongOnesAreOneSentenceNamingTheMember) {
  EXPECT_THAT(refusal("{ \"headings\": "),
              AllOf(HasSubstr("The settings file counterfoil-settings.json cannot be used"), HasSubstr("line 1")));
  EXPECT_THAT(refusal("[]"), HasSubstr("must be an object"));
  EXPECT_THAT(refusal("{ \"heading\": {} }"), AllOf(HasSubstr("heading: "), HasSubstr("Did you mean \"headings\"?")));
  EXPECT_THAT(refusal("{ \"headings\": [] }"), HasSubstr("headings: must hold names and lists"));
  EXPECT_THAT(refusal("{ \"headings\": { \"net\": 3.5 } }"), HasSubstr("headings.net: must be text"));
  EXPECT_THAT(refusal("{ \"versions-kept\": -1 }"), HasSubstr("whole number"));
  EXPECT_THAT(refusal("{ \"wait-seconds\": 1, \"wait-seconds\": 2 }"), HasSubstr("wait-seconds: stands twice"));
  EXPECT_THAT(refusal("{ \"team-table\": { \"persn_id\": \"A\" } }"),
              HasSubstr("team-table.persn_id: is not known here. Did you mean \"person_id\"?"));
}

TEST(Settings, CalendarEntriesHaveNoIdsUnlessItIsSaid) {
  EXPECT_FALSE(read_settings(written("{}")).calendar.with_ids);
  EXPECT_FALSE(read_settings(written("{ \"calendar-details\": \"no-ids\" }")).calendar.with_ids);
  EXPECT_TRUE(read_settings(written("{ \"calendar-details\": \"ids\" }")).calendar.with_ids);
  EXPECT_THAT(refusal("{ \"calendar-details\": \"names\" }"), HasSubstr("calendar-details: must be \"no-ids\" or \"ids\""));
  EXPECT_EQ(read_settings(written("{ \"calendar-organizer\": \"cwd@example.gov.uk\" }")).calendar.organizer, "cwd@example.gov.uk");
  for (const std::string no_address :
       {"cwd", "@example.gov.uk", "cwd@example", "a b@example.gov.uk", "a@b@example.gov.uk", "a@example.gov.uk\\nX:1"})
    EXPECT_THAT(refusal("{ \"calendar-organizer\": \"" + no_address + "\" }"),
                HasSubstr("calendar-organizer: must be an address for mail"));
}

TEST(Settings, WhatWasSignedStaysSevenYearsOrAsTheRetentionSays) {
  const auto lasting = [](const char* text) {
    return versions_to_keep(read_settings(written(text)), make_moment(*parse_utc("2026-01-31T09:30:00Z"), 0)).lasting_since;
  };
  EXPECT_EQ(lasting("{}"), "20190131");
  EXPECT_EQ(lasting("{ \"versions-kept\": 0 }"), "20190131");
  EXPECT_EQ(lasting("{ \"retention\": { \"months\": 6 } }"), "20250731");
}

TEST(Settings, VersionsAreKeptForTheMonthsOfTheRetention) {
  const auto since = [](const std::string& months, const char* now) {
    const Settings settings = read_settings(written("{ \"retention\": { \"months\": " + months + ", \"versions\": 4 } }"));
    EXPECT_EQ(versions_to_keep(settings, {}).most, 4u);
    return versions_to_keep(settings, make_moment(*parse_utc(now), 0)).since;
  };
  EXPECT_EQ(since("6", "2026-01-31T09:30:00Z"), "20250731");
  EXPECT_EQ(since("24", "2026-01-31T09:30:00Z"), "20240131");
  EXPECT_EQ(since("1", "2025-03-31T09:30:00Z"), "20250231");  // after each day of February, before those of March
  EXPECT_EQ(since("0", "2026-01-31T09:30:00Z"), "");
}

TEST(Settings, TheFileBesideTheWorkbookServesWhenNoneIsNamed) {
  const std::filesystem::path beside = written("{ \"versions-kept\": 7 }");
  EXPECT_EQ(settings_for({}, beside.parent_path() / "Comparison.xlsx").versions_kept, 7u);
  EXPECT_EQ(settings_for({}, beside.parent_path() / "elsewhere" / "Comparison.xlsx").versions_kept, 10u);
  EXPECT_THROW(settings_for(beside.parent_path() / "missing.json", beside.parent_path() / "Comparison.xlsx"), Failure);
}

TEST(Settings, TheCommandLineComesLastAndSoWins) {
  EXPECT_THAT(joined({{"a", "1"}}, {{"a", "2"}}), ElementsAre(Pair("a", "1"), Pair("a", "2")));
}

}  // namespace
}  // namespace counterfoil::run
