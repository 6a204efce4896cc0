// The strict reader of our own JSON files: layouts, specifications, release profiles, settings and the list of tasks. Every member
// is asked for by name. A wrong one, a misspelt one and one that stands twice are refused with the file, the member's path and,
// where one comes close, the name that was probably meant.
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

#include "base/failure.hpp"

namespace counterfoil {

/// A kind of file, for messages: "<what> <file name> cannot be used: <path>: <sentence> <remedy>"
struct JsonKind {
  const char* what;         // "The layout"
  const char* remedy = "";  // a sentence; for files that people are not meant to mend
  FailureKind failure = FailureKind::refused;
  bool remarks = false;  // "// ..." and "/* ... */" are allowed
};

/// One object of a file, its path in the file, and the members that have been asked for. Alive as long as its JsonFile.
class JsonObject {
 public:
  bool has(const char* name);
  /// Refuses an object without this member.
  void require(const char* name);
  /// Present, and not empty.
  std::string text(const char* name);
  std::string text_or_empty(const char* name);
  std::vector<std::string> texts(const char* name);
  std::vector<std::vector<std::string>> text_lists(const char* name);
  std::map<std::string, std::string> text_by_name(const char* name);
  /// As people write settings: a text, or a whole number, which is taken as its digits.
  std::string value(const char* name);
  /// By the names that the file gives them, in its order.
  std::vector<std::pair<std::string, std::string>> named_values(const char* name);
  /// Each a list of such values, or a single one.
  std::vector<std::pair<std::string, std::vector<std::string>>> named_lists(const char* name);
  bool flag(const char* name, bool otherwise = false);
  std::uint32_t whole(const char* name, std::uint32_t otherwise, std::uint32_t least, std::uint32_t most);
  std::vector<std::uint32_t> wholes(const char* name, std::size_t how_many, std::uint32_t most);
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
  /// Of an object whose members are all such: these, known from now on.
  std::vector<std::pair<std::string, JsonObject>> named_objects();
  JsonObject object(const char* name);

  /// To be called after the last question.
  void nothing_else() const;
  [[noreturn]] void wrong(const std::string& name, const std::string& sentence) const;
  std::string path_of(const std::string& name) const { return path_.empty() ? name : path_ + "." + name; }

 private:
  friend class JsonFile;
  struct File;
  JsonObject(const void* value, std::string path, const File* file);
  std::string value_in_words(const void* value, const std::string& name) const;

  const void* value_;  // of the JSON library, which stays out of headers
  std::string path_;
  const File* file_;
  std::set<std::string> known_;
};

class JsonFile {
 public:
  /// Throws the kind's Failure when the text is not well-formed, or a name stands twice in one object.
  JsonFile(std::string_view text, JsonKind kind, std::string_view file_name);
  ~JsonFile();
  JsonObject root() const;
  [[noreturn]] void refuse(const std::string& path, const std::string& sentence) const;

 private:
  std::unique_ptr<JsonObject::File> file_;
};

}  // namespace counterfoil
