// The calendar file: its lines as RFC 5545 asks, the same event for the same matter run after run, what left the list cancelled
// once.
#include "run/steps/calendar.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "counterfoil/date.hpp"
#include "report/record.hpp"

namespace counterfoil::run {
namespace {

using report::ReportTable;
using report::Value;
using report::ValueKind;

class Calendar : public ::testing::Test {
 protected:
  Calendar() {
    spec.id = "turning-18";
    spec.title = "Turning 18";
    spec.calendar = report::CalendarSpec{"timeline", "uid", "day", "what", "more", "alarm", "as_of", "who"};
    table().id = "timeline";
    table().columns = {"uid", "day", "what", "more", "alarm", "who"};
    before.add("timeline", {"uid", "day", "what", "more", "alarm", "who"});
    report.facts["as_of"] = {ValueKind::date, days(2025, 12, 7), {}};
    identity.run_id = "RUN-2";
    identity.moment = make_moment(1'765'186'200, 0);  // 8 December 2025, 09:30
  }

  static std::int64_t days(int year, unsigned month, unsigned day) {
    return make_date(year, month, day).time_since_epoch().count();
  }
  ReportTable& table() { return report.tables["timeline"]; }

  void event(const char* uid, std::int64_t day, const std::string& what, const std::string& more = {},
             std::optional<std::int64_t> alarm = {}) {
    table().cells.insert(table().cells.end(), {{ValueKind::text, 0, report.keep(uid)},
                                               {ValueKind::date, day, {}},
                                               {ValueKind::text, 0, report.keep(what)},
                                               more.empty() ? Value{} : Value{ValueKind::text, 0, report.keep(more)},
                                               alarm ? Value{ValueKind::integer, *alarm, {}} : Value{},
                                               {ValueKind::text, 0, report.keep("X1")}});
  }
  void had(const char* uid, std::int64_t day, const char* what) {
    append_row(before.tables.front(), {uid, std::to_string(day), what, "", "", "X1"});
  }

  std::string text(bool with_ids = true, const std::string& key = "KEY", const std::string& organizer = {}) {
    return calendar_text({spec, report, &before, identity, {with_ids, organizer}, key});
  }

  /// Every line must end with CR LF; gives them without.
  static std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find("\r\n", at);
      if (end == std::string::npos) {
        ADD_FAILURE() << "the last line does not end";
        break;
      }
      found.push_back(text.substr(at, end - at));
      EXPECT_EQ(found.back().find_first_of("\r\n"), std::string::npos);
      at = end + 2;
    }
    return found;
  }
  static std::size_t count(const std::vector<std::string>& all, const std::string& line) {
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), line));
  }

  report::WorkbookSpec spec;
  report::Report report;
  report::Record before;
  RunIdentity identity;
};

TEST_F(Calendar, WithoutIdsNothingSaysWhomAnEventIsAbout) {
  event("X1-18", days(2026, 3, 1), "X1: 18 on this day", "Ask X1 for the decision.", 7);
  event("X1-17", days(2026, 2, 1), "X1: 18 in a month");
  had("X1-16", days(2026, 1, 1), "X1: 18 in two months");
  const std::string first = text(false), again = text(false);
  EXPECT_EQ(first.find("X1"), std::string::npos) << first;
  const auto all = lines(first);
  EXPECT_EQ(count(all, "SUMMARY:One person: 18 on this day"), 1U);
  EXPECT_EQ(count(all, "STATUS:CANCELLED"), 1U);
  const auto uids = [&](const std::string& of) {
    std::vector<std::string> found;
    for (const std::string& line : lines(of))
      if (line.starts_with("UID:")) found.push_back(line);
    return found;
  };
  EXPECT_EQ(uids(first).size(), 3U);
  EXPECT_EQ(uids(first), uids(again)) << "a newer file updates what an older one put there";
  EXPECT_NE(uids(first), uids(text(false, "ANOTHER")));  // nobody tries out ids without the workbook
}

TEST_F(Calendar, AnEventIsAWholeDay) {
  event("X1-18", days(2026, 3, 1), "X1: 18 on this day", "Ask for the decision; then, write it down.", 7);
  const auto all = lines(text());
  const std::vector<std::string> expected{"BEGIN:VEVENT",
                                          "UID:X1-18",
                                          "SEQUENCE:3122490",
                                          "DTSTAMP:20251208T093000Z",
                                          "LAST-MODIFIED:20251208T093000Z",
                                          "DTSTART;VALUE=DATE:20260301",
                                          "DTEND;VALUE=DATE:20260302",
                                          "SUMMARY:X1: 18 on this day",
                                          "DESCRIPTION:Ask for the decision\\; then\\, write it down.",
                                          "STATUS:CONFIRMED",
                                          "CLASS:PRIVATE",
                                          "TRANSP:TRANSPARENT",
                                          "BEGIN:VALARM",
                                          "ACTION:DISPLAY",
                                          "DESCRIPTION:X1: 18 on this day",
                                          "TRIGGER:-P6DT15H",
                                          "END:VALARM",
                                          "END:VEVENT"};
  ASSERT_GE(all.size(), expected.size() + 2);
  EXPECT_EQ(all.front(), "BEGIN:VCALENDAR");
  EXPECT_EQ(all.back(), "END:VCALENDAR");
  EXPECT_EQ(count(all, "VERSION:2.0"), 1U);
  EXPECT_EQ(count(all, "METHOD:PUBLISH"), 1U);
  const auto begin = std::find(all.begin(), all.end(), "BEGIN:VEVENT");
  EXPECT_EQ(expected, (std::vector<std::string>{begin, begin + static_cast<std::ptrdiff_t>(expected.size())}));
}

TEST_F(Calendar, LongLinesAreFoldedAt75OctetsAndNotInsideACharacter) {
  std::string long_text;
  for (int i = 0; i < 60; ++i) long_text += "\u00BD\u20AC";  // characters of two and of three octets
  event("X1", days(2026, 3, 1), long_text);
  std::string unfolded;
  for (const std::string& line : lines(text())) {
    EXPECT_LE(line.size(), 75U);
    if (line.front() == ' ')
      unfolded += line.substr(1);
    else
      unfolded += "\n" + line;
    const auto first = static_cast<unsigned char>(line[line.front() == ' ' ? 1 : 0]);
    EXPECT_NE(first & 0xC0, 0x80) << "begins inside a character";
  }
  EXPECT_NE(unfolded.find("\nSUMMARY:" + long_text + "\n"), std::string::npos);
}

TEST_F(Calendar, WhatIsNoLongerThereIsCancelledUnlessItIsOver) {
  event("stays", days(2026, 3, 1), "Stays");
  had("stays", days(2026, 2, 28), "Stays");
  had("gone", days(2026, 4, 2), "Gone");
  had("over", days(2025, 12, 6), "Over");
  const auto all = lines(text());
  EXPECT_EQ(count(all, "STATUS:CANCELLED"), 1U);
  EXPECT_EQ(count(all, "STATUS:CONFIRMED"), 1U);
  EXPECT_EQ(count(all, "UID:gone"), 1U);
  EXPECT_EQ(count(all, "DTSTART;VALUE=DATE:20260402"), 1U);
  EXPECT_EQ(count(all, "UID:over"), 0U);
  EXPECT_EQ(count(all, "UID:stays"), 1U);
  EXPECT_EQ(count(all, "DTSTART;VALUE=DATE:20260301"), 1U);
}

// 8 December 2025, 09:30 is 2,168 days and 9 hours and a half after 2020 began: 2,168 x 1,440 + 570 minutes. It is the same in a
// workbook that was begun anew.
TEST_F(Calendar, TheSequenceIsTheMinuteOfTheRun) {
  event("X1", days(2026, 3, 1), "X1");
  EXPECT_EQ(count(lines(text()), "SEQUENCE:3122490"), 1U);
  identity.moment = make_moment(1'765'186'260, 0);
  EXPECT_EQ(count(lines(text()), "SEQUENCE:3122491"), 1U);
}

TEST_F(Calendar, AnOrganizerStandsInEachEventWhereTheTeamNamesOne) {
  event("X1", days(2026, 3, 1), "X1");
  event("X2", days(2026, 4, 1), "X2");
  EXPECT_EQ(count(lines(text(true, "KEY", "cwd.payments@example.gov.uk")), "ORGANIZER:mailto:cwd.payments@example.gov.uk"), 2U);
  EXPECT_EQ(text().find("ORGANIZER"), std::string::npos);
}

TEST_F(Calendar, EventsStandByDayAndThenById) {
  event("b", days(2026, 5, 1), "B");
  event("c", days(2026, 3, 1), "C");
  event("a", days(2026, 5, 1), "A");
  std::string order;
  for (const std::string& line : lines(text()))
    if (line.starts_with("UID:")) order += line.substr(4);
  EXPECT_EQ(order, "cab");
}

TEST(CalendarPath, StandsBesideTheWorkbook) {
  EXPECT_EQ(calendar_path(std::filesystem::path{"team"} / "Turning 18.xlsx"),
            std::filesystem::path{"team"} / "Turning 18 milestones.ics");
}

}  // namespace
}  // namespace counterfoil::run
