#include "run/steps/calendar.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "counterfoil/date.hpp"
#include "report/canonical.hpp"
#include "report/workbook_merge.hpp"
#include "run/words.hpp"

namespace counterfoil::run {

namespace {

using report::CalendarSpec;
using report::RecordTable;
using report::ReportTable;
using report::ValueKind;

constexpr std::size_t longest_line = 75;  // octets, without CR LF
constexpr std::string_view someone = "One person";

struct Event {
  std::string uid;
  Date day;
  std::string summary;
  std::string description;
  std::optional<std::int64_t> alarm_days;
  std::string person;
  bool cancelled = false;
};

/// In a text, these four stand behind a backslash. Other control characters have no place in a calendar.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\\' || c == ';' || c == ',')
      (out += '\\') += c;
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
  return out;
}

/// Long lines go on in the next, behind a space; never inside a character of several octets.
void append_line(std::string& out, const std::string& line) {
  std::size_t room = longest_line;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = std::min(line.size(), at + room);
    while (end < line.size() && end > at + 1 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
    if (at > 0) out += ' ';
    out.append(line, at, end - at);
    out += "\r\n";
    at = end;
    room = longest_line - 1;
  }
}

std::string compact(Date day) {
  const std::string words = format_date(day);  // dd/mm/yyyy
  return words.substr(6) + words.substr(3, 2) + words.substr(0, 2);
}

/// "20251208T093000Z" for "2025-12-08T09:30:00Z"
std::string compact(const std::string& utc) {
  std::string stamp;
  std::copy_if(utc.begin(), utc.end(), std::back_inserter(stamp), [](char c) { return c != '-' && c != ':'; });
  return stamp;
}

std::size_t column_of(const ReportTable& table, const std::string& id) {
  return static_cast<std::size_t>(std::find(table.columns.begin(), table.columns.end(), id) - table.columns.begin());
}

std::vector<Event> events_now(const CalendarFacts& facts) {
  const CalendarSpec& spec = *facts.spec.calendar;
  std::vector<Event> events;
  const auto found = facts.report.tables.find(spec.table);
  if (found == facts.report.tables.end()) return events;
  const ReportTable& table = found->second;
  const auto value = [&](std::size_t row, const std::string& id) {
    const std::size_t column = column_of(table, id);
    return id.empty() || column == table.columns.size() ? report::Value{} : table.at(row, column);
  };
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const report::Value day = value(row, spec.date);
    if (day.kind != ValueKind::date) continue;
    Event event{std::string{value(row, spec.uid).text},
                Date{std::chrono::days{day.number}},
                std::string{value(row, spec.summary).text},
                std::string{value(row, spec.description).text},
                {},
                std::string{value(row, spec.person).text},
                false};
    if (const report::Value alarm = value(row, spec.alarm_days); alarm.kind == ValueKind::integer) event.alarm_days = alarm.number;
    events.push_back(std::move(event));
  }
  return events;
}

/// What the last run's calendar had and this one has not; days that are over were simply over.
void add_cancelled(const CalendarFacts& facts, std::vector<Event>& events) {
  const CalendarSpec& spec = *facts.spec.calendar;
  const RecordTable* table = facts.before ? facts.before->table(spec.table) : nullptr;
  if (!table) return;
  std::set<std::string, std::less<>> still;
  for (const Event& event : events) still.insert(event.uid);
  const std::size_t uid = table->column(spec.uid);
  const std::size_t date = table->column(spec.date);
  const std::size_t summary = table->column(spec.summary);
  const std::size_t person = table->column(spec.person);
  if (uid == RecordTable::npos || date == RecordTable::npos || summary == RecordTable::npos) return;
  const auto from = facts.report.facts.find(spec.from_fact);
  const report::RecordRows rows{*table};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto days = report::canonical_number(rows.field(row, date));
    if (!days || still.contains(rows.field(row, uid))) continue;
    if (from != facts.report.facts.end() && from->second.kind == ValueKind::date && *days < from->second.number) continue;
    events.push_back({rows.field(row, uid),
                      Date{std::chrono::days{*days}},
                      rows.field(row, summary),
                      "No longer on the list.",
                      {},
                      person == RecordTable::npos ? std::string{} : rows.field(row, person),
                      true});
  }
}

/// Whom it is about is left to the workbook, which fewer people can open than a calendar.
void leave_out_ids(const CalendarFacts& facts, Event& event) {
  for (std::string* text : {&event.summary, &event.description})
    for (std::size_t at = 0; !event.person.empty() && (at = text->find(event.person, at)) != std::string::npos;
         at += someone.size())
      text->replace(at, event.person.size(), someone);
  event.uid = hidden_calendar_uid(facts.key, event.uid);
  if (event.cancelled) return;
  const report::Sheet* sheet = facts.spec.sheet_of(facts.spec.calendar->table);
  event.description += (event.description.empty() ? "" : "\n") + std::string{"Whom it is about stands in the workbook"} +
                       (sheet ? ", on the sheet " + sheet->name + ", at this day." : ".");
}

/// Minutes since 2020 began.
std::int64_t sequence_at(const Moment& moment) {
  constexpr std::int64_t year_2020 = 1'577'836'800, minute = 60;
  return std::max<std::int64_t>(0, (moment.seconds - year_2020) / minute);
}

void append_event(std::string& out, const Event& event, const CalendarFacts& facts) {
  const std::string stamp = compact(facts.identity.moment.utc);
  const auto line = [&out](const std::string& text) { append_line(out, text); };
  line("BEGIN:VEVENT");
  line("UID:" + escaped(event.uid));
  line("SEQUENCE:" + std::to_string(sequence_at(facts.identity.moment)));
  line("DTSTAMP:" + stamp);
  line("LAST-MODIFIED:" + stamp);
  if (!facts.wishes.organizer.empty()) line("ORGANIZER:mailto:" + facts.wishes.organizer);
  line("DTSTART;VALUE=DATE:" + compact(event.day));
  line("DTEND;VALUE=DATE:" + compact(event.day + std::chrono::days{1}));  // the first day that is no longer in it
  line("SUMMARY:" + escaped(event.summary));
  if (!event.description.empty()) line("DESCRIPTION:" + escaped(event.description));
  line(event.cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
  line("CLASS:PRIVATE");
  line("TRANSP:TRANSPARENT");  // nobody is busy because of it
  if (event.alarm_days && !event.cancelled) {
    line("BEGIN:VALARM");
    line("ACTION:DISPLAY");
    line("DESCRIPTION:" + escaped(event.summary));
    // At nine in the morning, so many days before.
    line(*event.alarm_days > 0 ? "TRIGGER:-P" + std::to_string(*event.alarm_days - 1) + "DT15H" : std::string{"TRIGGER:PT9H"});
    line("END:VALARM");
  }
  line("END:VEVENT");
}

}  // namespace

std::string hidden_calendar_uid(const std::string& key, const std::string& uid) {
  constexpr std::size_t digits = 32;
  return "counterfoil-" + FieldDigest{"counterfoil calendar event"}.add("key", key).add("uid", uid).hex().substr(0, digits);
}

std::string calendar_text(const CalendarFacts& facts) {
  std::vector<Event> events = events_now(facts);
  add_cancelled(facts, events);
  if (!facts.wishes.with_ids)
    for (Event& event : events) leave_out_ids(facts, event);
  std::sort(events.begin(), events.end(), [](const Event& left, const Event& right) {
    return left.day != right.day ? left.day < right.day : left.uid < right.uid;
  });
  std::string out;
  for (const char* line : {"BEGIN:VCALENDAR", "VERSION:2.0"}) append_line(out, line);
  append_line(out, "PRODID:-//Counterfoil//" + escaped(facts.spec.id + " " + engine_version()) + "//EN-GB");
  for (const char* line : {"CALSCALE:GREGORIAN", "METHOD:PUBLISH"}) append_line(out, line);
  append_line(out, "X-WR-CALNAME:" + escaped(facts.spec.title));
  for (const Event& event : events) append_event(out, event, facts);
  append_line(out, "END:VCALENDAR");
  return out;
}

std::filesystem::path calendar_path(const std::filesystem::path& workbook) {
  std::filesystem::path name = workbook.stem();
  name += " milestones.ics";
  return workbook.parent_path() / name;
}

std::optional<CalendarWritten> write_calendar(const report::WorkbookSpec& spec, const report::Report& report,
                                              const report::OpenedWorkbook& before, const std::filesystem::path& workbook,
                                              const RunIdentity& identity, const CalendarWishes& wishes, const std::string& key) {
  if (!spec.calendar) return std::nullopt;
  const std::string text = calendar_text({spec, report, before.record(), identity, wishes, key});
  const std::filesystem::path file = calendar_path(workbook);
  ReplaceOptions options;
  options.versions.most = 0;  // every run writes all of it
  options.stamp = identity.run_id;
  try {
    replace_file(file, text, options);
  } catch (const Failure& failure) {
    return CalendarWritten{{}, "The workbook is saved, but the calendar file could not be written: " + std::string{failure.what()}};
  }
  return CalendarWritten{file,
                         "The milestones are in " + file_name_of(file) +
                             ", for your calendar. Open it, or import it, after every run: entries are updated, not doubled."};
}

}  // namespace counterfoil::run
