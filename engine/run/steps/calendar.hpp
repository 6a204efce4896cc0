// The calendar file (.ics) beside a workbook, for Outlook and any other calendar: one all-day event for each row of the table that
// the specification names. An event has the same UID in every run, so that a newer file updates what an older one put into the
// calendar; what is no longer there is cancelled once. RFC 5545: lines end with CR LF and are folded at 75 octets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "report/opened_workbook.hpp"
#include "report/record.hpp"
#include "report/report.hpp"
#include "run/given/identity.hpp"
#include "run/given/settings.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// All that a calendar is made from; borrowed.
struct CalendarFacts {
  const report::WorkbookSpec& spec;  // has a calendar
  const report::Report& report;
  const report::Record* before = nullptr;  // of the workbook as it was: which events the last run's calendar had
  const RunIdentity& identity;
  CalendarWishes wishes;
  std::string key;  // of the UIDs without ids: known to those who have the workbook, the same from its first run on
};

/// In place of an event's UID, in a calendar without ids.
std::string hidden_calendar_uid(const std::string& key, const std::string& uid);

/// The same facts give the same bytes. An event's SEQUENCE is the minute of the run, so that it never goes back, also where a
/// workbook is begun anew.
std::string calendar_text(const CalendarFacts& facts);

/// "CWD milestones.ics" for "CWD.xlsx", in the same folder.
std::filesystem::path calendar_path(const std::filesystem::path& workbook);

struct CalendarWritten {
  std::filesystem::path file;  // empty when it could not be written
  std::string words;           // for people
};

/// For a workbook that has just been saved; `bytes_before` is what it held, or the blank template. Nothing where the specification
/// has no calendar. Never throws for a file that cannot be written: the words say so, as the workbook is saved by then.
std::optional<CalendarWritten> write_calendar(const report::WorkbookSpec& spec, const report::Report& report,
                                              const report::OpenedWorkbook& before, const std::filesystem::path& workbook,
                                              const RunIdentity& identity, const CalendarWishes& wishes, const std::string& key);

}  // namespace counterfoil::run
