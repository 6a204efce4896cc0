#include "report/release_target.hpp"

#include <algorithm>
#include <set>

#include "base/in_quotes.hpp"
#include "spec/json_object.hpp"

namespace counterfoil::report {

namespace {

using Breaks = TargetField::Breaks;
using Formulas = TargetField::Formulas;
using Is = TargetField::Is;

constexpr std::uint32_t most_target_fields = 16'384, longest_target_text = 32'767;

void read_policies(JsonObject& from, TargetField& field) {
  if (from.has("line_breaks"))
    field.breaks =
        from.one_of<Breaks>("line_breaks", {{"refuse", Breaks::refuse}, {"blank", Breaks::blank}, {"keep", Breaks::keep}});
  if (from.has("formulas"))
    field.formulas =
        from.one_of<Formulas>("formulas", {{"refuse", Formulas::refuse}, {"as-text", Formulas::as_text}, {"keep", Formulas::keep}});
}

TargetField read_target_field(JsonObject from, const TargetFile& file) {
  TargetField field = file.otherwise;
  field.at = from.whole("at", 0, 1, most_target_fields);
  if (field.at == 0 || field.at > file.columns) from.wrong("at", "is missing, or beyond the file's columns.");
  field.heading = from.text_or_empty("heading");
  if (file.headings != !field.heading.empty()) from.wrong("heading", "is given for a file with headings, and only there.");
  if (from.has("is"))
    field.is = from.one_of<Is>("is", {{"key", Is::key}, {"amount", Is::amount}, {"account", Is::account}, {"payee", Is::payee}});
  field.column = from.text_or_empty("column");
  if (!field.column.empty()) {
    if (field.is != Is::unbound) from.wrong("column", "and \"is\" exclude each other.");
    field.is = Is::column;
  }
  field.most = from.whole("most", 0, 1, longest_target_text);
  read_policies(from, field);
  from.nothing_else();
  return field;
}

TargetFile read_target_file(JsonObject from) {
  TargetFile file;
  file.id = from.text("id");
  file.headings = from.flag("headings");
  file.columns = from.whole("columns", 0, 1, most_target_fields);
  if (file.columns == 0) from.wrong("columns", "is missing: how many fields each line has.");
  file.every_line = from.one_of<bool>("lines", {{"every", true}, {"some", false}});
  read_policies(from, file.otherwise);
  std::set<std::uint32_t> places;
  bool key = false, amount = false;
  for (JsonObject& each : from.objects("fields")) {
    file.fields.push_back(read_target_field(each, file));
    if (!places.insert(file.fields.back().at).second) each.wrong("at", "is the place of two fields.");
    key = key || file.fields.back().is == Is::key;
    amount = amount || file.fields.back().is == Is::amount || file.fields.back().is == Is::column;
  }
  if (!key || !amount) from.wrong("fields", "must name the key, and the amount or another column that is held to the batch.");
  from.nothing_else();
  return file;
}

}  // namespace

const TargetField& TargetFile::field(std::uint32_t at) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const TargetField& each) { return each.at == at; });
  return found == fields.end() ? otherwise : *found;
}

const TargetFile* Target::file(std::string_view wanted) const {
  const auto found = std::find_if(files.begin(), files.end(), [&](const TargetFile& each) { return each.id == wanted; });
  return found == files.end() ? nullptr : &*found;
}

Target parse_target(std::string_view json, std::string_view file_name) {
  const JsonFile text{json, {"The description of a target system"}, file_name};
  JsonObject root = text.root();
  Target target;
  target.id = root.text("id");
  target.title = root.text("title");
  for (JsonObject& each : root.objects("files")) {
    target.files.push_back(read_target_file(each));
    if (std::count_if(target.files.begin(), target.files.end(),
                      [&](const TargetFile& other) { return other.id == target.files.back().id; }) > 1)
      each.wrong("id", in_quotes(target.files.back().id) + " stands twice.");
  }
  if (target.files.empty()) root.wrong("files", "is missing or empty.");
  root.nothing_else();
  return target;
}

bool is_formula_to_spreadsheets(std::string_view text) {
  return !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
}

std::optional<std::string> as_the_target_takes_it(const TargetField& field, std::string text, std::string& why) {
  if (text.find_first_of("\r\n") != std::string::npos) {
    if (field.breaks == Breaks::refuse) {
      why = "has a line break";
      return std::nullopt;
    }
    if (field.breaks == Breaks::blank)
      for (std::size_t at = text.find_first_of("\r\n"); at != std::string::npos; at = text.find_first_of("\r\n", at))
        text.replace(at, text.compare(at, 2, "\r\n") == 0 ? 2 : 1, " ");
  }
  if (is_formula_to_spreadsheets(text)) {
    if (field.formulas == Formulas::refuse) {
      why = "begins with a sign by which a spreadsheet takes it for a formula";
      return std::nullopt;
    }
    if (field.formulas == Formulas::as_text) text.insert(0, 1, '\'');
  }
  const auto length = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  if (field.most > 0 && length > field.most) {
    why = "has " + std::to_string(length) + " characters, and the target system takes at most " + std::to_string(field.most);
    return std::nullopt;
  }
  return text;
}

}  // namespace counterfoil::report
