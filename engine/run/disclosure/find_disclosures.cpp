// The list: all that leaves with a workbook unseen, what needs a person first; of a workbook of ours, what every one of them has in
// one sentence.
#include <algorithm>
#include <map>
#include <set>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "report/workbook_merge.hpp"
#include "run/disclosure/disclosure_parts.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/sheet_in_sight.hpp"

namespace counterfoil::run {

namespace {

constexpr std::size_t most_places = 12;

DisclosedList all_of(std::string_view bytes) {
  const xlsx::WorkbookReader reader{bytes};
  const xlsx::CellLooks looks{reader};
  DisclosedList found;
  find_in_workbook(reader, found);
  for (const xlsx::SheetInfo& sheet : reader.sheets()) {
    if (!sheet.worksheet) continue;
    for (xlsx::OutOfSight& each : xlsx::SheetInSight{reader, looks, sheet}.all_out_of_sight())
      found.push_back({std::move(each.id), std::move(each.words), sheet.name, std::move(each.place)});
    find_in_sheet(reader, sheet, found);
  }
  find_in_parts(reader, found);
  return found;
}

/// 0: somebody must look; 1: it names people or places; 2: our own.
int rank(const std::string& id) {
  static const std::set<std::string_view> second = {"personal-metadata", "header-footer", "choices",  "printer-settings",
                                                    "link-to-file",      "custom-view",   "thumbnail"};
  if (id.starts_with("counterfoil-")) return 2;
  return second.contains(id) ? 1 : 0;
}

/// A header without its codes for fonts and sizes, which other programs write in their own way.
std::string without_codes(std::string_view words) {
  std::string out;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] != '&' || at + 1 == words.size()) {
      out += words[at];
    } else if (words[at + 1] == '"') {
      at = std::min(words.find('"', at + 2), words.size());
    } else {
      ++at;
      while (at + 1 < words.size() && words[at] >= '0' && words[at] <= '9' && words[at + 1] >= '0' && words[at + 1] <= '9') ++at;
    }
  }
  return out;
}

/// Whichever of our sheets it is on: some had another name once.
using Seen = std::pair<std::string, std::string>;  // id and words
Seen seen(const Disclosed& each) { return {each.id, without_codes(each.words)}; }

/// Takes out what a blank workbook of the task has too; says so with the record.
void leave_routine_out(std::string_view blank, DisclosedList& found) {
  std::set<Seen> routine;
  for (const Disclosed& each : all_of(blank)) routine.insert(seen(each));
  const auto from = std::stable_partition(found.begin(), found.end(), [&](const Disclosed& each) {
    return each.id.starts_with("counterfoil-") || !routine.contains(seen(each));
  });
  const auto left = static_cast<std::int64_t>(std::distance(from, found.end()));
  found.erase(from, found.end());
  const auto record = std::find_if(found.begin(), found.end(), [](const auto& each) { return each.id == "counterfoil-record"; });
  if (record == found.end() || left == 0) return;
  record->words.pop_back();
  record->words += "; and " + count_of(left, "header, drop-down or property", "headers, drop-downs and properties") +
                   " that every workbook of this task has.";
}

/// "A note is on the cell, by A": once for each sheet, with its places.
DisclosedList once_for_each_sheet(const DisclosedList& all) {
  DisclosedList found;
  std::map<std::pair<Seen, std::string>, std::size_t> at;
  std::map<std::size_t, std::size_t> places;
  for (const Disclosed& each : all) {
    const auto [known, is_new] = at.try_emplace({{each.id, each.words}, each.sheet}, found.size());
    if (is_new) {
      found.push_back(each);
      places[known->second] = 1;
      continue;
    }
    if (each.cell.empty()) continue;
    const std::size_t count = ++places[known->second];
    if (count <= most_places) found[known->second].cell += ", " + each.cell;
  }
  for (const auto& [index, count] : places)
    if (count > most_places)
      found[index].cell += " and " + with_thousands(static_cast<std::int64_t>(count - most_places)) + " more";
  return found;
}

}  // namespace

std::vector<Disclosed> find_disclosures(const std::filesystem::path& workbook, const Installation& installation) {
  const std::string name = file_name_of(workbook);
  const Buffer bytes = read_file(workbook, xlsx::Limits{}.file_bytes);
  if (const auto kind = xlsx::recognise(bytes.view()); kind != xlsx::FileKind::zip_workbook)
    throw Failure{FailureKind::unreadable, name + " cannot be looked through: " + std::string{xlsx::refusal_words(kind)}};
  try {
    DisclosedList found = once_for_each_sheet(all_of(bytes.view()));
    if (const std::string task = report::OpenedWorkbook{bytes.view()}.task(); !task.empty()) {
      std::error_code error;
      if (const auto file = template_file(installation, task); std::filesystem::exists(file, error))
        leave_routine_out(read_file(file, xlsx::Limits{}.file_bytes).view(), found);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& one, const auto& other) { return rank(one.id) < rank(other.id); });
    return found;
  } catch (const Failure& failure) {
    throw failure.within(name);
  }
}

}  // namespace counterfoil::run
