#include "run/forget/left_behind.hpp"

#include "base/failure.hpp"
#include "base/text.hpp"
#include "run/find/look.hpp"
#include "run/steps/calendar.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace {

/// Lines of a calendar go on in the next, behind a blank.
std::string unfolded(std::string event) {
  for (const std::string_view fold : {"\r\n ", "\n "})
    for (std::size_t cut = event.find(fold); cut != std::string::npos; cut = event.find(fold, cut)) event.erase(cut, fold.size());
  return event;
}

bool is_theirs(const std::string& event, const PersonTraces& traces, const std::set<std::string>& uids) {
  for (const std::string& uid : uids)
    if (event.find("UID:" + uid) != std::string::npos) return true;
  return traces.without(event) != event;
}

/// Without the person's events; the same text where there is none.
std::string without_events(std::string_view calendar, const PersonTraces& traces, const std::set<std::string>& uids) {
  std::string kept;
  for (std::size_t at = 0; at < calendar.size();) {
    const std::size_t begin = calendar.find("BEGIN:VEVENT", at);
    const std::size_t end_mark = begin == std::string_view::npos ? begin : calendar.find("END:VEVENT", begin);
    if (end_mark == std::string_view::npos) return kept.append(calendar.substr(at));
    const std::size_t line_end = calendar.find('\n', end_mark);
    const std::size_t end = line_end == std::string_view::npos ? calendar.size() : line_end + 1;
    kept.append(calendar.substr(at, begin - at));
    if (!is_theirs(unfolded(std::string{calendar.substr(begin, end - begin)}), traces, uids))
      kept.append(calendar.substr(begin, end - begin));
    at = end;
  }
  return kept;
}

std::string what_to_do(const FoundPlace& place) {
  if (place.kind == "Released file")
    return "It was released and is bound by signed digests: it is kept as evidence of money. Delete the whole folder of the "
           "release "
           "when the retention of finance records ends.";
  if (place.kind == "Signed act")
    return "It was signed, and cannot be changed: acts of earlier versions quote the largest lines in words.";
  if (place.kind == "Any file") return "The file's name names them: rename it.";
  return "Delete it, or take them out by hand.";
}

}  // namespace

std::set<std::string> hidden_uids(const std::set<std::string>& uids, const std::set<std::string>& keys) {
  std::set<std::string> hidden;
  for (const std::string& key : keys)
    for (const std::string& uid : uids) hidden.insert(hidden_calendar_uid(key, uid));
  return hidden;
}

std::optional<ChangedFile> calendar_without(const FolderFile& file, const PersonTraces& traces, const std::set<std::string>& uids) {
  if (fold_for_comparing(utf8_from_path(file.path.extension())) != "ics") return std::nullopt;
  const Buffer bytes = read_file(file.path, xlsx::Limits{}.file_bytes);
  std::string now = without_events(bytes.view(), traces, uids);
  if (now == bytes.view()) return std::nullopt;
  return ChangedFile{file, fingerprint_of(bytes.view()), std::move(now)};
}

std::vector<std::string> what_else_names_them(const std::vector<FolderFile>& files, const PersonTraces& traces,
                                              const std::set<std::filesystem::path>& put_right, const Installation& installation) {
  FindOutcome found;
  Look look{TaskSpecs{installation}, traces.everywhere, found, {}, {}, {}};
  for (const FolderFile& file : files) {
    if (put_right.contains(file.path)) continue;
    try {
      look_in_file(look, file);
    } catch (const Failure& failure) {
      found.not_read.push_back({file.shown, failure.what()});
    }
  }
  std::vector<std::string> remains;
  std::set<std::string> named;
  for (const FoundPlace& place : found.found)
    if (named.insert(place.file + "\n" + place.kind).second)
      remains.push_back(place.file + " (" + place.kind + ") still names them, and is not changed here. " + what_to_do(place));
  for (const NotSearched& each : found.not_read) remains.push_back(each.file + " was not looked through: " + each.why);
  return remains;
}

}  // namespace counterfoil::run
