#include "spec/json_object.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "base/failure.hpp"
#include "base/in_quotes.hpp"
#include "base/text.hpp"

namespace counterfoil {

namespace {

using Json = nlohmann::ordered_json;

const Json& json(const void* value) { return *static_cast<const Json*>(value); }

}  // namespace

struct JsonObject::File {
  JsonKind kind;
  std::string name;
  Json root;

  [[noreturn]] void refuse(const std::string& path, const std::string& sentence) const {
    std::string words = std::string{kind.what} + " " + name + " cannot be used: ";
    if (!path.empty()) words += path + ": ";
    words += sentence;
    if (*kind.remedy) words += std::string{" "} + kind.remedy;
    throw Failure{kind.failure, words};
  }
};

JsonObject::JsonObject(const void* value, std::string path, const File* file) : value_(value), path_(std::move(path)), file_(file) {
  if (!json(value_).is_object()) file_->refuse(path_, std::string{path_.empty() ? "it " : ""} + "must be an object in { }.");
}

bool JsonObject::has(const char* name) {
  known_.insert(name);
  return json(value_).contains(name);
}

void JsonObject::require(const char* name) {
  if (!has(name)) wrong(name, "is missing.");
}

std::string JsonObject::text(const char* name) {
  std::string found = text_or_empty(name);
  if (found.empty()) wrong(name, "is missing or empty; write some text.");
  return found;
}

std::string JsonObject::text_or_empty(const char* name) {
  if (!has(name)) return {};
  const Json& member = json(value_).at(name);
  if (!member.is_string()) wrong(name, "must be text in quotes.");
  return member.get<std::string>();
}

std::vector<std::string> JsonObject::texts(const char* name) {
  std::vector<std::string> found;
  if (!has(name)) return found;
  const Json& member = json(value_).at(name);
  if (!member.is_array()) wrong(name, "must be a list of texts in [ ].");
  for (const Json& one : member) {
    if (!one.is_string() || one.get_ref<const std::string&>().empty()) wrong(name, "must hold nothing but texts in quotes.");
    found.push_back(one.get<std::string>());
  }
  return found;
}

std::vector<std::vector<std::string>> JsonObject::text_lists(const char* name) {
  std::vector<std::vector<std::string>> found;
  if (!has(name)) return found;
  const Json& member = json(value_).at(name);
  if (!member.is_array()) wrong(name, "must be a list of lists in [ ].");
  for (const Json& list : member) {
    if (!list.is_array()) wrong(name, "must hold nothing but lists of texts in [ ].");
    std::vector<std::string>& texts = found.emplace_back();
    for (const Json& one : list) {
      if (!one.is_string()) wrong(name, "must hold nothing but lists of texts in [ ].");
      texts.push_back(one.get<std::string>());
    }
  }
  return found;
}

std::map<std::string, std::string> JsonObject::text_by_name(const char* name) {
  std::map<std::string, std::string> found;
  if (!has(name)) return found;
  const Json& member = json(value_).at(name);
  if (!member.is_object()) wrong(name, "must be an object in { }.");
  for (const auto& [key, text] : member.items()) {
    if (!text.is_string()) wrong(name, in_quotes(key) + " must be text in quotes.");
    found.emplace(key, text.get<std::string>());
  }
  return found;
}

std::string JsonObject::value_in_words(const void* value, const std::string& name) const {
  const Json& one = json(value);
  if (one.is_string()) return one.get<std::string>();
  if (!one.is_number_integer()) wrong(name, "must be text in quotes, or a whole number.");
  return one.dump();
}

std::string JsonObject::value(const char* name) {
  require(name);
  return value_in_words(&json(value_).at(name), name);
}

std::vector<std::pair<std::string, std::string>> JsonObject::named_values(const char* name) {
  std::vector<std::pair<std::string, std::string>> found;
  if (!has(name)) return found;
  const Json& member = json(value_).at(name);
  if (!member.is_object()) wrong(name, "must hold names and values in { }.");
  for (const auto& [key, value] : member.items()) found.emplace_back(key, value_in_words(&value, std::string{name} + "." + key));
  return found;
}

std::vector<std::pair<std::string, std::vector<std::string>>> JsonObject::named_lists(const char* name) {
  std::vector<std::pair<std::string, std::vector<std::string>>> found;
  if (!has(name)) return found;
  const Json& member = json(value_).at(name);
  if (!member.is_object()) wrong(name, "must hold names and lists in { }.");
  for (const auto& [key, value] : member.items()) {
    const std::string path = std::string{name} + "." + key;
    std::vector<std::string>& list = found.emplace_back(key, std::vector<std::string>{}).second;
    if (!value.is_array()) {
      list.push_back(value_in_words(&value, path));
      continue;
    }
    for (const Json& one : value) list.push_back(value_in_words(&one, path));
  }
  return found;
}

bool JsonObject::flag(const char* name, bool otherwise) {
  if (!has(name)) return otherwise;
  if (!json(value_).at(name).is_boolean()) wrong(name, "must be true or false.");
  return json(value_).at(name).get<bool>();
}

std::uint32_t JsonObject::whole(const char* name, std::uint32_t otherwise, std::uint32_t least, std::uint32_t most) {
  if (!has(name)) return otherwise;
  const Json& member = json(value_).at(name);
  if (!member.is_number_unsigned() || member.get<std::uint64_t>() < least || member.get<std::uint64_t>() > most)
    wrong(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
  return member.get<std::uint32_t>();
}

std::vector<std::uint32_t> JsonObject::wholes(const char* name, std::size_t how_many, std::uint32_t most) {
  require(name);
  const Json& member = json(value_).at(name);
  std::vector<std::uint32_t> found;
  const auto fits = [&](const Json& one) { return one.is_number_unsigned() && one.get<std::uint64_t>() <= most; };
  if (!member.is_array() || member.size() != how_many || !std::all_of(member.begin(), member.end(), fits))
    wrong(name,
          "must be a list of " + std::to_string(how_many) + " whole numbers in [ ], none above " + std::to_string(most) + ".");
  for (const Json& one : member) found.push_back(one.get<std::uint32_t>());
  return found;
}

double JsonObject::width(const char* name, double otherwise) {
  if (!has(name)) return otherwise;
  const Json& member = json(value_).at(name);
  if (!member.is_number() || !(member.get<double>() >= 1 && member.get<double>() <= 255))
    wrong(name, "must be a number from 1 to 255.");
  return member.get<double>();
}

std::vector<JsonObject> JsonObject::objects(const char* name) {
  std::vector<JsonObject> found;
  if (!has(name)) return found;
  const Json& member = json(value_).at(name);
  if (!member.is_array()) wrong(name, "must be a list in [ ].");
  for (std::size_t i = 0; i < member.size(); ++i)
    found.push_back(JsonObject{&member[i], path_of(name) + "[" + std::to_string(i) + "]", file_});
  return found;
}

std::vector<std::pair<std::string, JsonObject>> JsonObject::named_objects(const char* name) {
  std::vector<std::pair<std::string, JsonObject>> found;
  if (!has(name)) return found;
  const Json& member = json(value_).at(name);
  if (!member.is_object()) wrong(name, "must be an object in { }.");
  for (const auto& [key, value] : member.items()) found.emplace_back(key, JsonObject{&value, path_of(name) + "." + key, file_});
  std::sort(found.begin(), found.end(), [](const auto& one, const auto& other) { return one.first < other.first; });
  return found;
}

std::vector<std::pair<std::string, JsonObject>> JsonObject::named_objects() {
  std::vector<std::pair<std::string, JsonObject>> found;
  if (!json(value_).is_object()) wrong("", "must be an object in { }.");
  for (const auto& [key, value] : json(value_).items()) {
    known_.insert(key);
    if (!value.is_object()) wrong(key, "must be an object in { }.");
    found.emplace_back(key, JsonObject{&value, path_of(key), file_});
  }
  std::sort(found.begin(), found.end(), [](const auto& one, const auto& other) { return one.first < other.first; });
  return found;
}

JsonObject JsonObject::object(const char* name) {
  require(name);
  return JsonObject{&json(value_).at(name), path_of(name), file_};
}

void JsonObject::nothing_else() const {
  for (const auto& [name, value] : json(value_).items()) {
    if (known_.contains(name)) continue;
    const std::vector<std::string> names{known_.begin(), known_.end()};
    const std::string guess = nearest(name, names);
    wrong(name, "is not known here. " + (guess.empty() ? "The names that can stand here: " + list_in_words(names) + "."
                                                       : "Did you mean " + in_quotes(guess) + "?"));
  }
}

void JsonObject::wrong(const std::string& name, const std::string& sentence) const { file_->refuse(path_of(name), sentence); }

/// The library keeps the last of two members of one name and says nothing; here that is a mistake.
JsonFile::JsonFile(std::string_view text, JsonKind kind, std::string_view file_name)
    : file_(new JsonObject::File{kind, std::string{file_name}, {}}) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // as Windows' own editor writes it
  std::vector<std::set<std::string>> open;
  const auto on_event = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second)
      file_->refuse(parsed.get<std::string>(), "stands twice in one object; keep one of them.");
    return true;
  };
  try {
    file_->root = Json::parse(text, on_event, true, kind.remarks);
  } catch (const Json::parse_error& error) {
    const std::size_t before = std::min(error.byte, text.size());
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(before), '\n');
    file_->refuse({}, "it is not well-formed JSON near line " + std::to_string(line) +
                          ". Look there for a comma, a quote or a bracket that is missing or one too many.");
  } catch (const Json::exception&) {
    file_->refuse({}, "it holds a number that is too large.");
  }
}

JsonFile::~JsonFile() = default;

JsonObject JsonFile::root() const { return JsonObject{&file_->root, {}, file_.get()}; }

void JsonFile::refuse(const std::string& path, const std::string& sentence) const { file_->refuse(path, sentence); }

}  // namespace counterfoil
