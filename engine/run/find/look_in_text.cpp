// Texts line by line (exports, files of a release, signed acts), calendars event by event.
#include "run/find/look.hpp"
#include "table/text_encoding.hpp"

namespace counterfoil::run {

namespace {

/// The next line without its end; false after the last.
bool take_line(std::string_view& text, std::string_view& line) {
  if (text.empty()) return false;
  const std::size_t end = text.find('\n');
  line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return true;
}

/// A long line of a calendar goes on in the next, behind a blank.
void look_in_calendar(Look& look, std::string_view text, const FoundPlace& place) {
  std::string event, date;
  std::size_t line_number = 0, begun = 0;
  std::string_view line;
  while (take_line(text, line)) {
    ++line_number;
    if (line == "BEGIN:VEVENT") {
      event.clear();
      date.clear();
      begun = line_number;
    }
    if (line.starts_with(' '))
      event += line.substr(1);
    else
      event.append("\n").append(line);
    if (line.starts_with("DTSTART")) date = line.substr(line.find(':') + 1);
    if (line != "END:VEVENT") continue;
    const std::size_t matched = look.match(event);
    event.clear();
    if (matched == Look::npos) continue;
    FoundPlace found = place;
    found.period = date.size() == 8 ? date.substr(6, 2) + "/" + date.substr(4, 2) + "/" + date.substr(0, 4) : date;
    found.cell = "event at line " + std::to_string(begun);
    look.add(std::move(found), matched);
  }
}

}  // namespace

void look_in_text(Look& look, std::string_view bytes, const FoundPlace& place, bool calendar) {
  const table::DecodedText decoded = table::decode_text(bytes);
  std::string_view text = decoded.text;
  if (calendar) return look_in_calendar(look, text, place);
  std::string_view line;
  for (std::size_t number = 1; take_line(text, line); ++number) {
    const std::size_t matched = look.match(line);
    if (matched == Look::npos) continue;
    FoundPlace found = place;
    found.cell = "line " + std::to_string(number);
    look.add(std::move(found), matched);
  }
}

}  // namespace counterfoil::run
