#include "findings/finding.hpp"

#include <algorithm>
#include <stdexcept>

namespace counterfoil {

namespace {

std::string fill(const FindingKind& kind, const Place& place, const FindingValues& values, const std::string& stored,
                 const std::string& shown) {
  const auto look_up = [&](std::string_view name) -> const std::string& {
    for (const auto& [known, value] : values)
      if (known == name) return value;
    if (name == "file") return place.file;
    if (name == "sheet") return place.sheet;
    if (name == "cell") return place.cell;
    if (name == "stored") return stored;
    if (name == "shown") return shown;
    throw std::logic_error("finding " + kind.id + " has no value for {" + std::string{name} + "}");
  };
  std::string sentence;
  std::string_view rest = kind.sentence;
  while (!rest.empty()) {
    const auto open = rest.find('{');
    sentence += rest.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = rest.find('}', open);
    if (close == std::string_view::npos) throw std::logic_error("finding " + kind.id + " has an open brace");
    sentence += look_up(rest.substr(open + 1, close - open - 1));
    rest.remove_prefix(close + 1);
  }
  return sentence;
}

}  // namespace

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::note: return "Note";
    case Severity::warning: return "Check";
    case Severity::blocking: return "Must fix";
  }
  return "";
}

const std::vector<FindingKind>& engine_findings() {
  static const std::vector<FindingKind> catalogue = {
#define FINDING(id, severity, title, sentence) {id, Severity::severity, title, sentence},
#include "findings/findings.def"
#undef FINDING
  };
  return catalogue;
}

const FindingKind& engine_finding(std::string_view id) {
  const auto& catalogue = engine_findings();
  const auto found = std::find_if(catalogue.begin(), catalogue.end(), [&](const FindingKind& kind) { return kind.id == id; });
  if (found == catalogue.end()) throw std::logic_error("no finding named " + std::string{id});
  return *found;
}

Finding make_finding(const FindingKind& kind, Place place, const FindingValues& values, std::string stored, std::string shown) {
  Finding finding;
  finding.id = kind.id;
  finding.severity = kind.severity;
  finding.title = kind.title;
  finding.sentence = fill(kind, place, values, stored, shown);
  finding.place = std::move(place);
  finding.stored = std::move(stored);
  finding.shown = std::move(shown);
  return finding;
}

std::size_t Findings::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(all_.begin(), all_.end(), [&](const Finding& finding) { return finding.severity == severity; }));
}

}  // namespace counterfoil
