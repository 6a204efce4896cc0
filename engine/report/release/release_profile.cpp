#include "report/release_profile.hpp"

#include <algorithm>
#include <set>

#include "base/failure.hpp"
#include "base/in_quotes.hpp"
#include "spec/json_object.hpp"
#include "spec/row_filter.hpp"

namespace counterfoil::report {

namespace {

using Object = JsonObject;
using From = ProfileField::From;
using As = ProfileField::As;
using Format = ProfileFile::Format;

constexpr std::uint32_t most_fields = 16'384;  // of a line: as many as a sheet has columns
constexpr std::uint32_t most_characters = 32'767;
constexpr std::size_t longest_file_name = 120;

ProfileRows read_rows(Object from) {
  ProfileRows rows;
  rows.table = from.text("table");
  if (from.has("where")) rows.where = read_row_filter(from.object("where"));
  from.nothing_else();
  return rows;
}

ProfileField read_field(Object from) {
  ProfileField field;
  field.at = from.whole("at", 0, 1, most_fields);
  field.heading = from.text_or_empty("heading");
  unsigned sources = 0;
  const auto take = [&](const char* name, From kind) {
    if (!from.has(name)) return;
    ++sources;
    field.from = kind;
    if (kind == From::batch || kind == From::release_date) {
      if (!from.flag(name)) from.wrong(name, "must be true, or be left out.");
    } else {
      field.source = kind == From::constant ? from.text_or_empty(name) : from.text(name);
    }
  };
  take("column", From::column);
  take("constant", From::constant);
  take("value", From::value);
  take("batch", From::batch);
  take("release_date", From::release_date);
  if (sources != 1)
    from.wrong("column",
               "says where the field comes from: give one of column, constant, value, batch and release_date, and only one.");
  if (from.has("as"))
    field.as = from.one_of<As>("as", {{"text", As::text},
                                      {"YYYY-MM-DD", As::date_iso},
                                      {"YYYY/MM/DD", As::date_slashes},
                                      {"DD/MM/YYYY", As::date_british},
                                      {"0.00", As::hundredths},
                                      {"0.0000", As::ten_thousandths},
                                      {"0", As::whole}});
  const bool date = field.as == As::date_iso || field.as == As::date_slashes || field.as == As::date_british;
  if (field.from == From::release_date && field.as != As::by_kind && !date) from.wrong("as", "must be a form of a date.");
  if ((field.from == From::constant || field.from == From::value || field.from == From::batch) && field.as != As::by_kind &&
      field.as != As::text)
    from.wrong("as", "is for columns and for the release date; this field is written as it is.");
  field.most = from.whole("most", 0, 1, most_characters);
  if (from.has("when")) field.when = read_row_filter(from.object("when"));
  from.nothing_else();
  return field;
}

void read_text(Object& from, ProfileText& text) {
  if (!from.has("rows")) from.wrong("rows", "is missing; say which table's rows the file holds.");
  text.rows = read_rows(from.object("rows"));
  text.target = from.text("target");
  if (text.target.find('/') == std::string::npos || text.target.find_first_of("\\.:") != std::string::npos)
    from.wrong("target", "must be a description of a target system and a file in it: \"oracle-fusion/lines\".");
  text.headings = from.flag("headings", true);
  if (from.has("line_end")) text.crlf = from.one_of<bool>("line_end", {{"crlf", true}, {"lf", false}});
  text.bom = from.flag("bom");
  text.columns = from.whole("columns", 0, 1, most_fields);
  for (Object& field : from.objects("fields")) text.fields.push_back(read_field(field));
  if (text.fields.empty()) from.wrong("fields", "is missing or empty.");
  std::map<std::uint32_t, bool> places;  // whether what stands there depends on the row
  for (std::size_t i = 0; i < text.fields.size(); ++i) {
    const ProfileField& field = text.fields[i];
    const std::string name = "fields[" + std::to_string(i) + "]";
    if ((field.at > 0) != (text.fields.front().at > 0))
      from.wrong(name + ".at", "is given for some fields and not for others; give it for all, or for none.");
    if (field.at > 0) {
      const auto [place, added] = places.emplace(field.at, field.when.has_value());
      if (!added && !(place->second && field.when))
        from.wrong(name + ".at",
                   std::to_string(field.at) + " is the place of two fields. That can be only where each has a \"when\".");
    }
    if (text.columns > 0 && field.at > text.columns)
      from.wrong(name + ".at", "lies beyond the " + std::to_string(text.columns) + " columns of the file.");
    if (text.headings && field.heading.empty()) from.wrong(name + ".heading", "is missing, though the file has headings.");
  }
  if (text.columns > 0 && text.fields.size() > text.columns)
    from.wrong("fields", "are more than the " + std::to_string(text.columns) + " columns of the file.");
}

ProfileForm read_form(Object from) {
  ProfileForm form;
  form.each = from.text("each");
  form.form = from.text("form");
  form.label = from.text("label");
  form.entry = from.text("entry");
  std::set<std::string> labels;
  for (Object& line : from.objects("lines")) {
    form.lines.push_back(read_field(line));
    const ProfileField& field = form.lines.back();
    if (field.heading.empty()) line.wrong("heading", "is missing; it is the line's label.");
    if (!labels.insert(field.heading).second) line.wrong("heading", in_quotes(field.heading) + " stands twice in the form.");
    if (field.at > 0) line.wrong("at", "is for lines of a text file; a form has its lines in the order in which they stand here.");
  }
  if (form.lines.empty()) from.wrong("lines", "is missing or empty.");
  from.nothing_else();
  return form;
}

ProfileFill read_fill(const std::string& target, Object from) {
  ProfileFill fill;
  fill.target = target;
  fill.rows.table = from.text("table");
  if (from.has("where")) fill.rows.where = read_row_filter(from.object("where"));
  fill.columns = from.text_by_name("columns");
  if (from.has("form")) fill.form = read_form(from.object("form"));
  if (fill.columns.empty() != fill.form.has_value())
    from.wrong("columns", "or \"form\" says how the table is filled: give one of them, and only one.");
  from.nothing_else();
  return fill;
}

std::string in_small_letters(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// Windows keeps these names for devices, whatever comes after a full stop: "con.csv" is the keyboard.
bool is_kept_by_windows(const std::string& name) {
  std::string stem = in_small_letters(name.substr(0, name.find('.')));
  stem.erase(stem.find_last_not_of(' ') + 1);
  const bool numbered =
      stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' && stem[3] <= '9';
  return numbered || stem == "con" || stem == "prn" || stem == "aux" || stem == "nul" || stem == "conin$" || stem == "conout$";
}

/// A plain name that every drive takes: no folders, nothing that Windows refuses or keeps for itself, none of a release's own.
void check_name(const Object& from, const std::string& name) {
  std::string bare = name;
  if (const std::size_t at = bare.find("{batch}"); at != std::string::npos) bare.erase(at, std::string_view{"{batch}"}.size());
  if (bare.find_first_of("{}") != std::string::npos) from.wrong("name", "may hold {batch} once, and no other braces.");
  const bool control = std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (control || name.find_first_of("/\\:*?\"<>|") != std::string::npos || name.front() == '.' || name.front() == ' ' ||
      name.back() == '.' || name.back() == ' ')
    from.wrong("name", "holds a character that a file name cannot have.");
  if (is_kept_by_windows(name)) from.wrong("name", in_quotes(name) + " is a name that Windows keeps for a device.");
  if (const std::string small = in_small_letters(name); small == "read me first.txt" || small.ends_with(".act"))
    from.wrong("name", in_quotes(name) + " is the name of a file that each release has of itself.");
  if (name.size() > longest_file_name) from.wrong("name", "is longer than " + std::to_string(longest_file_name) + " characters.");
}

ProfileFile read_file(Object from, bool in_container) {
  ProfileFile file;
  file.name = from.text("name");
  check_name(from, file.name);
  file.format = from.one_of<Format>("format", {{"csv", Format::csv}, {"zip", Format::zip}, {"workbook", Format::workbook}});
  if (in_container && file.format != Format::csv) from.wrong("format", "must be \"csv\" inside a zip.");
  switch (file.format) {
    case Format::csv: read_text(from, file.text); break;
    case Format::zip: {
      std::set<std::string> names;
      for (Object& member : from.objects("members")) {
        file.members.push_back(read_file(member, true));
        if (!names.insert(file.members.back().name).second)
          member.wrong("name", in_quotes(file.members.back().name) + " stands twice in this zip.");
      }
      if (file.members.empty()) from.wrong("members", "is missing or empty.");
      break;
    }
    case Format::workbook:
      file.spec = from.text("spec");
      for (auto& [target, fill] : from.named_objects("tables")) file.fills.push_back(read_fill(target, fill));
      if (file.fills.empty()) from.wrong("tables", "is missing or empty.");
      break;
  }
  from.nothing_else();
  return file;
}

const Column* column_of(const Table& table, std::string_view id) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& column) { return column.id == id; });
  return found == table.columns.end() ? nullptr : &*found;
}

class ProfileCheck {
 public:
  ProfileCheck(const ReleaseProfile& profile, const WorkbookSpec& spec, std::string_view file,
               const std::map<std::string, WorkbookSpec>& blanks)
      : profile_(profile), spec_(spec), file_(file), blanks_(blanks) {}

  void check() const {
    if (profile_.task != spec_.id)
      wrong("task", "is " + in_quotes(profile_.task) + ", but the workbook is one of the task " + in_quotes(spec_.id) + ".");
    for (std::size_t i = 0; i < profile_.files.size(); ++i) check_file(profile_.files[i], "files[" + std::to_string(i) + "]");
  }

 private:
  [[noreturn]] void wrong(const std::string& path, const std::string& sentence) const {
    throw Failure{FailureKind::refused, "The release profile " + std::string{file_} + " cannot be used: " + path + ": " + sentence};
  }

  void check_file(const ProfileFile& file, const std::string& path) const {
    if (file.format == Format::csv) check_text(file.text, path);
    for (std::size_t i = 0; i < file.members.size(); ++i)
      check_text(file.members[i].text, path + ".members[" + std::to_string(i) + "]");
    if (file.format == Format::workbook) check_workbook(file, path);
  }

  const Table& rows_table(const ProfileRows& rows, const std::string& path) const {
    const Table* table = spec_.table(rows.table);
    if (table == nullptr) wrong(path + ".table", "names a table " + in_quotes(rows.table) + " that the workbook does not have.");
    if (rows.where) engine_column(*table, rows.where->column, path + ".where.column");
    return *table;
  }

  /// Only what the engine wrote can be proven unchanged, so only that may leave.
  const Column& engine_column(const Table& table, const std::string& id, const std::string& path) const {
    const Column* column = column_of(table, id);
    if (column == nullptr)
      wrong(path, "names a column " + in_quotes(id) + " that the table " + in_quotes(table.id) + " does not have.");
    if (column->owner != Owner::engine)
      wrong(path,
            "names the column " + in_quotes(id) + ", which the reviewer fills in; only what Counterfoil wrote can be released.");
    return *column;
  }

  void check_text(const ProfileText& text, const std::string& path) const {
    check_fields(text.fields, rows_table(text.rows, path + ".rows"), path + ".fields");
  }

  void check_fields(const std::vector<ProfileField>& fields, const Table& table, const std::string& path) const {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const ProfileField& field = fields[i];
      const std::string where = path + "[" + std::to_string(i) + "]";
      if (field.from == From::value && !profile_.values.contains(field.source))
        wrong(where + ".value", "names a value " + in_quotes(field.source) + " that \"values\" does not have.");
      if (field.when) engine_column(table, field.when->column, where + ".when.column");
      if (field.from != From::column) continue;
      const Column& column = engine_column(table, field.source, where + ".column");
      const bool date = field.as == As::date_iso || field.as == As::date_slashes || field.as == As::date_british;
      if (date && column.kind != ColumnKind::date)
        wrong(where + ".as", "is a form of a date, but the column " + in_quotes(column.id) + " holds none.");
      const bool number = field.as == As::hundredths || field.as == As::ten_thousandths || field.as == As::whole;
      const bool holds_number = column.kind == ColumnKind::pence || column.kind == ColumnKind::quantity ||
                                column.kind == ColumnKind::percent || column.kind == ColumnKind::integer;
      if (number && !holds_number)
        wrong(where + ".as", "is a form of a number, but the column " + in_quotes(column.id) + " holds none.");
    }
  }

  void check_workbook(const ProfileFile& file, const std::string& path) const {
    const auto found = blanks_.find(file.spec);
    if (found == blanks_.end()) wrong(path + ".spec", "names a workbook " + in_quotes(file.spec) + " that there is none of.");
    for (const ProfileFill& fill : file.fills) {
      const std::string where = path + ".tables." + fill.target;
      const Table* target = found->second.table(fill.target);
      if (target == nullptr) wrong(where, "is no table of the workbook " + in_quotes(file.spec) + ".");
      const Table& source = rows_table(fill.rows, where);
      for (const auto& [id, from] : fill.columns) {
        const Column* column = column_of(*target, id);
        if (column == nullptr || column->owner != Owner::engine)
          wrong(where + ".columns." + id, "is no column of Counterfoil's in the table " + in_quotes(fill.target) + ".");
        engine_column(source, from, where + ".columns." + id);
      }
      if (fill.form) check_form(*fill.form, *target, source, where + ".form");
    }
  }

  void check_form(const ProfileForm& form, const Table& target, const Table& source, const std::string& where) const {
    engine_column(source, form.each, where + ".each");
    const std::pair<const char*, const std::string*> own[] = {
        {".form", &form.form}, {".label", &form.label}, {".entry", &form.entry}};
    for (const auto& [member, id] : own) {
      const Column* column = column_of(target, *id);
      if (column == nullptr || column->owner != Owner::engine ||
          (column->kind != ColumnKind::text && column->kind != ColumnKind::paragraph))
        wrong(where + member, "is no column of text of Counterfoil's in the table " + in_quotes(target.id) + ".");
    }
    check_fields(form.lines, source, where + ".lines");
  }

  const ReleaseProfile& profile_;
  const WorkbookSpec& spec_;
  std::string_view file_;
  const std::map<std::string, WorkbookSpec>& blanks_;
};

}  // namespace

ReleaseProfile parse_release_profile(std::string_view json, std::string_view file_name) {
  const JsonFile file{json, {"The release profile"}, file_name};
  Object root = file.root();
  ReleaseProfile profile;
  profile.id = root.text("id");
  profile.title = root.text("title");
  profile.task = root.text("task");
  for (auto& [name, value] : root.named_objects("values")) {
    profile.values[name] = {value.text("title"), value.text_or_empty("default"), value.flag("required")};
    value.nothing_else();
  }
  std::set<std::string> names;
  for (Object& each : root.objects("files")) {
    profile.files.push_back(read_file(each, false));
    if (!names.insert(profile.files.back().name).second)
      each.wrong("name", in_quotes(profile.files.back().name) + " stands twice.");
  }
  if (profile.files.empty()) root.wrong("files", "is missing or empty.");
  root.nothing_else();
  return profile;
}

void check_profile(const ReleaseProfile& profile, const WorkbookSpec& spec, std::string_view file_name,
                   const std::map<std::string, WorkbookSpec>& blank_specs) {
  ProfileCheck{profile, spec, file_name, blank_specs}.check();
}

}  // namespace counterfoil::report
