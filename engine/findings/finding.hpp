// What is wrong, or worth knowing, about the data: a value with a place, collected, never thrown, never capped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace counterfoil {

enum class Severity { note, warning, blocking };

std::string_view severity_word(Severity severity);  // "Note", "Check", "Must fix"

/// Where. Empty members are left out of the words. `cell` is an A1 reference or a range; for a CSV file, `sheet` is empty and
/// `cell` is the reference that the field would have when the file is opened in Excel.
struct Place {
  std::string file;  // file name without folders
  std::string sheet;
  std::string cell;
};

struct Finding {
  std::string id;  // kebab-case, permanent, in a catalogue
  Severity severity = Severity::note;
  Place place;
  std::string title;     // the group heading, from the catalogue
  std::string sentence;  // what is wrong, where, what to do
  std::string stored;    // the cell's text as stored in the file; empty where it makes no sense
  std::string shown;     // as Excel shows it, where that differs
};

/// An entry of a catalogue: a findings.def line or a plugin's description.
struct FindingKind {
  std::string id;
  Severity severity = Severity::note;
  std::string title;
  std::string sentence;  // with {names}
};

using FindingValues = std::vector<std::pair<std::string, std::string>>;

/// The engine's own catalogue (engine/findings/findings.def).
const std::vector<FindingKind>& engine_findings();
const FindingKind& engine_finding(std::string_view id);  // std::logic_error for an unknown id

/// Fills {names} from values, from the place ({file}, {sheet}, {cell}) and from {stored} and {shown}. An unknown name is a
/// std::logic_error: sentences and reports are held to each other by tests.
Finding make_finding(const FindingKind& kind, Place place, const FindingValues& values = {}, std::string stored = {},
                     std::string shown = {});

/// All findings of a run, in the order reported.
class Findings {
 public:
  void add(Finding finding) { all_.push_back(std::move(finding)); }
  /// An engine finding by id.
  void add(std::string_view id, Place place, const FindingValues& values = {}, std::string stored = {}, std::string shown = {}) {
    add(make_finding(engine_finding(id), std::move(place), values, std::move(stored), std::move(shown)));
  }
  const std::vector<Finding>& all() const { return all_; }
  std::size_t count(Severity severity) const;
  bool blocking() const { return count(Severity::blocking) > 0; }

 private:
  std::vector<Finding> all_;
};

}  // namespace counterfoil
