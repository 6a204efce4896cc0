#include "base/written_files.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

namespace counterfoil {

std::string WrittenFiles::in_words() const {
  if (files_.empty()) return report_ ? "Nothing else was written." : "Nothing was written.";
  std::vector<std::string> names;
  std::vector<std::string> kept;
  for (const WrittenFile& file : files_) {
    names.push_back(file_name_of(file.path));
    if (!file.version.empty()) kept.push_back(utf8_from_path(file.version));
  }
  std::string words = "Before that, " + list_in_words(names) + (names.size() == 1 ? " was" : " were") + " written";
  if (!kept.empty())
    words += "; what " + std::string{names.size() == 1 ? "it" : "they"} + " held is kept as " + list_in_words(kept);
  return words + (report_ ? ". Nothing else was, but for the report." : ". Nothing else was.");
}

}  // namespace counterfoil
