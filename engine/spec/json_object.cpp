#include "spec/json_object.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "base/failure.hpp"

namespace counterfoil::report {

namespace {

using Json = nlohmann::json;

std::string in_quotes(std::string_view name) { return "\"" + std::string{name} + "\""; }

const Json& json(const void* value) { return *static_cast<const Json*>(value); }

}  // namespace

struct JsonObject::File {
  std::string what;
  std::string name;
  Json root;

  [[noreturn]] void refuse(const std::string& path, const std::string& sentence) const {
    throw Failure{FailureKind::refused,
                  what + " " + name + " cannot be used: " + (path.empty() ? std::string{} : path + ": ") + sentence};
  }
};

JsonObject::JsonObject(const void* value, std::string path, const File* file) : value_(value), path_(std::move(path)), file_(file) {
  if (!json(value_).is_object()) file_->refuse(path_, "must be an object in { }.");
}

bool JsonObject::has(const char* name) {
  known_.insert(name);
  return json(value_).contains(name);
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
  return found;
}

JsonObject JsonObject::object(const char* name) {
  if (!has(name)) wrong(name, "is missing.");
  return JsonObject{&json(value_).at(name), path_of(name), file_};
}

void JsonObject::nothing_else() const {
  for (const auto& [name, value] : json(value_).items()) {
    if (known_.contains(name)) continue;
    std::string words;
    for (const std::string& word : known_) words += (words.empty() ? "" : ", ") + word;
    wrong(name, "is not known here. Known are: " + words + ".");
  }
}

void JsonObject::wrong(const std::string& name, const std::string& sentence) const { file_->refuse(path_of(name), sentence); }

/// The library keeps the last of two members of one name and says nothing; here that is a mistake.
JsonFile::JsonFile(std::string_view text, std::string what, std::string_view file_name)
    : file_(new JsonObject::File{std::move(what), std::string{file_name}, {}}) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // as Windows' own editor writes it
  std::vector<std::set<std::string>> open;
  const auto on_event = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second)
      file_->refuse(parsed.get<std::string>(), "stands twice in one object.");
    return true;
  };
  try {
    file_->root = Json::parse(text, on_event);
  } catch (const Json::parse_error& error) {
    const std::size_t before = std::min(error.byte, text.size());
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(before), '\n');
    file_->refuse({}, "it is not well-formed JSON near line " + std::to_string(line) + ".");
  }
}

JsonFile::~JsonFile() = default;

JsonObject JsonFile::root() const { return JsonObject{&file_->root, {}, file_.get()}; }

void JsonFile::refuse(const std::string& path, const std::string& sentence) const { file_->refuse(path, sentence); }

}  // namespace counterfoil::report
