// The strict reading of our own JSON files (specifications, release profiles): every member is asked for by name, a wrong one is
// refused with the file and its path, and whatever was not asked for is a mistake.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace counterfoil::report {

/// One object of a file, its path in the file, and the members that have been asked for. Alive as long as its JsonFile.
class JsonObject {
 public:
  bool has(const char* name);
  /// Present, and not empty.
  std::string text(const char* name);
  std::string text_or_empty(const char* name);
  std::vector<std::string> texts(const char* name);
  std::map<std::string, std::string> text_by_name(const char* name);
  bool flag(const char* name, bool otherwise = false);
  std::uint32_t whole(const char* name, std::uint32_t otherwise, std::uint32_t least, std::uint32_t most);
  /// In characters: 1 to 255.
  double width(const char* name, double otherwise);

  template <class Value>
  Value one_of(const char* name, std::initializer_list<std::pair<const char*, Value>> values) {
    const std::string found = text(name);
    std::string words;
    for (const auto& [word, value] : values) {
      if (found == word) return value;
      words += std::string{words.empty() ? "\"" : ", \""} + word + '"';
    }
    wrong(name, "is \"" + found + "\"; it must be one of " + words + ".");
  }

  std::vector<JsonObject> objects(const char* name);
  /// By the names that the file gives them, sorted.
  std::vector<std::pair<std::string, JsonObject>> named_objects(const char* name);
  JsonObject object(const char* name);

  /// To be called after the last question.
  void nothing_else() const;
  [[noreturn]] void wrong(const std::string& name, const std::string& sentence) const;
  std::string path_of(const std::string& name) const { return path_.empty() ? name : path_ + "." + name; }

 private:
  friend class JsonFile;
  struct File;
  JsonObject(const void* value, std::string path, const File* file);

  const void* value_;  // of the JSON library, which stays out of headers
  std::string path_;
  const File* file_;
  std::set<std::string> known_;
};

class JsonFile {
 public:
  /// `what` names the kind of file: "The workbook specification". Throws Failure (refused) when it is not well-formed, or a name
  /// stands twice.
  JsonFile(std::string_view text, std::string what, std::string_view file_name);
  ~JsonFile();
  JsonObject root() const;
  [[noreturn]] void refuse(const std::string& path, const std::string& sentence) const;

 private:
  std::unique_ptr<JsonObject::File> file_;
};

}  // namespace counterfoil::report
