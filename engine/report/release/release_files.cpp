#include "report/release_files.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/failure.hpp"
#include "base/in_quotes.hpp"
#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "report/canonical.hpp"
#include "report/workbook_merge.hpp"
#include "spec/row_filter.hpp"
#include "xlsx/zip_writer.hpp"

namespace counterfoil::report {

namespace {

using As = ProfileField::As;
using From = ProfileField::From;

constexpr std::size_t longest_key = 30;  // as finance systems take a transaction number

const RecordTable& recorded(const Record& record, const std::string& id) {
  const RecordTable* table = record.table(id);
  if (table == nullptr)
    throw Failure{FailureKind::refused, "The workbook's record holds no table \"" + id + "\". Run the task again."};
  return *table;
}

std::size_t field_of(const RecordTable& table, const std::string& column) {
  const std::size_t field = table.column(column);
  if (field == RecordTable::npos)
    throw Failure{FailureKind::refused, "The workbook's record holds no column \"" + column + "\" of the table \"" + table.id +
                                            "\", so it cannot be released. Run the task again."};
  return field;
}

bool is_release_key(std::string_view key) {
  return !key.empty() && key.size() <= longest_key && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string with_batch(std::string name, const std::string& batch) {
  if (const std::size_t at = name.find("{batch}"); at != std::string::npos)
    name.replace(at, std::string_view{"{batch}"}.size(), batch);
  return name;
}

std::string date_text(std::int64_t days, As as) {
  std::string british = format_date(Date{std::chrono::days{days}});  // DD/MM/YYYY
  const std::string day = british.substr(0, 2), month = british.substr(3, 2), year = british.substr(6);
  if (as == As::date_iso) return year + "-" + month + "-" + day;
  if (as == As::date_slashes) return year + "/" + month + "/" + day;
  return british;
}

/// `number` in units of which `per_one` make one, with just `decimals` of them; nothing where it has more.
std::optional<std::string> decimal_text(std::int64_t number, std::int64_t per_one, unsigned decimals) {
  std::int64_t kept = 1;
  for (unsigned i = 0; i < decimals; ++i) kept *= 10;
  const bool negative = number < 0;
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  const auto whole = size / static_cast<std::uint64_t>(per_one);
  const auto rest = size % static_cast<std::uint64_t>(per_one);  // below a million, so what follows fits
  if (rest * static_cast<std::uint64_t>(kept) % static_cast<std::uint64_t>(per_one) != 0) return std::nullopt;
  std::string text = (negative ? "-" : "") + std::to_string(whole);
  if (decimals == 0) return text;
  const std::string digits = std::to_string(rest * static_cast<std::uint64_t>(kept) / static_cast<std::uint64_t>(per_one));
  return text + "." + std::string(decimals - digits.size(), '0') + digits;
}

std::int64_t units(ColumnKind kind) { return kind == ColumnKind::pence ? 100 : kind == ColumnKind::integer ? 1 : 1'000'000; }

/// Nothing where the number has more decimals than the form.
std::optional<std::string> column_text(std::string_view canonical, ColumnKind kind, As as) {
  if (canonical.empty() || is_text_kind(kind)) return std::string{canonical};
  const auto number = canonical_number(canonical);
  if (!number) return in_words(canonical, kind);
  switch (as) {
    case As::hundredths: return decimal_text(*number, units(kind), 2);
    case As::ten_thousandths: return decimal_text(*number, units(kind), 4);
    case As::whole: return decimal_text(*number, units(kind), 0);
    default: break;
  }
  if (kind == ColumnKind::date) return date_text(*number, as);
  if (kind == ColumnKind::pence) return decimal_text(*number, 100, 2);
  return cell_digits(canonical, kind, false);
}

class FileMaker {
 public:
  FileMaker(const ReleaseMaterial& material, std::vector<std::string>& wrong) : material_(material), wrong_(wrong) {}

  ReleaseFile make(const ProfileFile& file) {
    ReleaseFile made;
    made.name = with_batch(file.name, material_.batch);
    switch (file.format) {
      case ProfileFile::Format::csv: made.bytes = buffer_of(text_of(file.text, made.name, made.rows)); break;
      case ProfileFile::Format::zip: made.bytes = zip_of(file, made.rows); break;
      case ProfileFile::Format::workbook: made.bytes = workbook_of(file, made.rows); break;
    }
    return made;
  }

 private:
  static Buffer buffer_of(const std::string& text) {
    Buffer buffer{text.size()};
    std::copy(text.begin(), text.end(), buffer.data());
    return buffer;
  }

  Buffer zip_of(const ProfileFile& file, std::uint64_t& rows) {
    std::vector<std::string> texts;
    texts.reserve(file.members.size());
    xlsx::ZipWriter zip;
    for (const ProfileFile& member : file.members) {
      const std::string name = with_batch(member.name, material_.batch);
      std::uint64_t lines = 0;
      texts.push_back(text_of(member.text, name, lines));
      rows = std::max(rows, lines);
      zip.add(name, texts.back());
    }
    return zip.finish();
  }

  /// Calls `take` with the fields of each row that the file holds.
  template <class Take>
  void each_row(const ProfileRows& wanted, const Take& take) const {
    const RecordTable& table = recorded(material_.record, wanted.table);
    const Release& release = material_.release;
    std::vector<const RowFilter*> filters;
    if (wanted.where) filters.push_back(&*wanted.where);
    if (wanted.table == release.lines && release.where) filters.push_back(&*release.where);
    std::vector<std::size_t> places;
    for (const RowFilter* filter : filters) places.push_back(field_of(table, filter->column));
    const RecordRows rows{table};
    for (std::size_t row = 0; row < rows.size(); ++row) {
      bool all = true;
      for (std::size_t at = 0; at < filters.size() && all; ++at) all = matches(*filters[at], rows.field(row, places[at]));
      if (all) take(rows, row);
    }
  }

  /// The row by its key, for a person.
  std::string name_of(const RecordRows& rows, std::size_t row) const {
    const Table* table = material_.spec.table(rows.table().id);
    std::vector<std::string> ids = table->key;
    if (table->id == material_.release.lines) ids = {material_.release.key};
    std::string name;
    for (const std::string& id : ids) {
      const std::size_t field = rows.table().column(id);
      if (field == RecordTable::npos) continue;
      const auto column =
          std::find_if(table->columns.begin(), table->columns.end(), [&](const Column& each) { return each.id == id; });
      name += (name.empty() ? "" : ", ") + in_words(rows.field(row, field), column->kind);
    }
    return name;
  }

  std::string text_of(const ProfileText& text, const std::string& file, std::uint64_t& lines) {
    const Table& table = *material_.spec.table(text.rows.table);
    const RecordTable& record = recorded(material_.record, table.id);
    const TargetFile& target = material_.targets.at(text.target);
    std::uint32_t width = text.columns;
    std::vector<std::uint32_t> places;
    std::vector<std::size_t> fields;
    std::vector<ColumnKind> kinds;
    for (std::size_t at = 0; at < text.fields.size(); ++at) {
      const ProfileField& field = text.fields[at];
      places.push_back(field.at > 0 ? field.at - 1 : static_cast<std::uint32_t>(at));
      if (text.columns == 0) width = std::max(width, places.back() + 1);
      const auto column =
          std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& each) { return each.id == field.source; });
      kinds.push_back(field.from == From::column ? column->kind : ColumnKind::text);
      fields.push_back(field.from == From::column ? field_of(record, field.source) : RecordTable::npos);
    }
    std::string out = text.bom ? "\xEF\xBB\xBF" : "";
    std::vector<std::string> line(width);
    const auto write = [&] {
      for (std::size_t at = 0; at < line.size(); ++at) {
        if (at > 0) out += ',';
        append_csv_field(out, line[at]);
        line[at].clear();
      }
      out += text.crlf ? "\r\n" : "\n";
    };
    if (text.headings) {
      for (std::size_t at = 0; at < text.fields.size(); ++at) line[places[at]] = text.fields[at].heading;
      write();
    }
    each_row(text.rows, [&](const RecordRows& rows, std::size_t row) {
      for (std::size_t at = 0; at < text.fields.size(); ++at) {
        const ProfileField& field = text.fields[at];
        if (field.when && !matches(*field.when, rows.field(row, field_of(record, field.when->column)))) continue;
        auto content = field.from == From::column ? column_text(rows.field(row, fields[at]), kinds[at], field.as)
                                                  : std::optional<std::string>{plain_text(field)};
        const std::string name = field.heading.empty() ? "field " + std::to_string(places[at] + 1) : in_quotes(field.heading);
        if (!content) {
          wrong_.push_back(file + ", " + name_of(rows, row) + ": " + name +
                           " has more decimals than the file can hold. Correct the figure in the workbook's source and run the "
                           "task again, or change the profile.");
          continue;
        }
        if (field.from != From::column || is_text_kind(kinds[at]))
          fit(field, target.field(places[at] + 1), *content, [&] { return file + ", " + name_of(rows, row) + ": " + name; });
        line[places[at]] = std::move(*content);
      }
      write();
      ++lines;
    });
    return out;
  }

  /// As long as the profile lets it be, and as the target takes it; else it is said of `what()`.
  template <class What>
  void fit(const ProfileField& field, const TargetField& target, std::string& content, const What& what) {
    if (field.most > 0 && characters(content) > field.most)
      return wrong_.push_back(what() + " has " + std::to_string(characters(content)) + " characters, and the file takes at most " +
                              std::to_string(field.most) + ". Shorten it where it comes from and run the task again.");
    std::string why;
    if (auto taken = as_the_target_takes_it(target, content, why))
      content = std::move(*taken);
    else
      wrong_.push_back(what() + " " + why + ". Correct it where it comes from and run the task again.");
  }

  std::string plain_text(const ProfileField& field) const {
    switch (field.from) {
      case From::constant: return field.source;
      case From::value: return material_.values.at(field.source);
      case From::batch: return material_.batch;
      default: return date_text(material_.release_date, field.as);
    }
  }

  /// A blank workbook, filled as a run fills one.
  Buffer workbook_of(const ProfileFile& file, std::uint64_t& count) const {
    const WorkbookSpec& target = material_.blank_specs.at(file.spec);
    const Buffer blank = material_.blank_workbook(file.spec);
    Report report;
    const auto fact = [&](const std::string& name, const std::string& text) {
      report.facts[name] = {ValueKind::text, 0, report.keep(text)};
    };
    for (const auto& [name, value] : material_.values) fact(name, value);
    fact("batch", material_.batch);
    fact("release_date", date_text(material_.release_date, As::date_british));
    for (const ProfileFill& fill : file.fills) {
      const Table& source = *material_.spec.table(fill.rows.table);
      const RecordTable& record = recorded(material_.record, source.id);
      ReportTable& table = report.tables[fill.target];
      table.id = fill.target;
      if (fill.form) {
        fill_in_forms(fill, source, record, report, table);
        count = std::max<std::uint64_t>(count, table.rows() / fill.form->lines.size());
        continue;
      }
      std::vector<std::pair<std::size_t, ColumnKind>> from;
      for (const auto& filled : fill.columns) {
        table.columns.push_back(filled.first);
        const auto found = std::find_if(source.columns.begin(), source.columns.end(),
                                        [&](const Column& each) { return each.id == filled.second; });
        from.emplace_back(field_of(record, filled.second), found->kind);
      }
      each_row(fill.rows, [&](const RecordRows& rows, std::size_t row) {
        for (const auto& [field, kind] : from) table.cells.push_back(value_of(rows.field(row, field), kind, report));
      });
      count = std::max<std::uint64_t>(count, table.rows());
    }
    Findings findings;
    WorkbookMerge merge{target, blank.view(), with_batch(file.name, material_.batch), true};
    merge.apply(report, findings);
    return merge.save();
  }

  void fill_in_forms(const ProfileFill& fill, const Table& source, const RecordTable& record, Report& report,
                     ReportTable& table) const {
    const ProfileForm& form = *fill.form;
    table.columns = {form.form, form.label, form.entry};
    const auto text = [&](const std::string& words) {
      table.cells.push_back(words.empty() ? Value{} : Value{ValueKind::text, 0, report.keep(words)});
    };
    each_row(fill.rows, [&](const RecordRows& rows, std::size_t row) {
      for (const ProfileField& line : form.lines) {
        text(rows.field(row, field_of(record, form.each)));
        text(line.heading);
        if (line.when && !matches(*line.when, rows.field(row, field_of(record, line.when->column))))
          text({});
        else
          text(line.from == From::column ? words_of(rows.field(row, field_of(record, line.source)), line, source)
                                         : plain_text(line));
      }
    });
  }

  /// As a person reads it on paper: "£482.14", "03/11/2025", unless the line asks for a form of its own. A minus is the plain
  /// hyphen, as somebody may type or copy the figure into another system.
  static std::string words_of(const std::string& canonical, const ProfileField& line, const Table& source) {
    const auto column =
        std::find_if(source.columns.begin(), source.columns.end(), [&](const Column& each) { return each.id == line.source; });
    if (canonical.empty()) return {};
    if (is_text_kind(column->kind) && line.as == As::by_kind) return canonical;
    std::string words = in_words(canonical, column->kind);
    if (constexpr std::string_view kept_together = "\u2011"; words.starts_with(kept_together))
      words.replace(0, kept_together.size(), "-");
    return line.as == As::by_kind ? words : column_text(canonical, column->kind, line.as).value_or(words);
  }

  static Value value_of(const std::string& canonical, ColumnKind kind, Report& report) {
    if (canonical.empty()) return {};
    const auto number = is_text_kind(kind) ? std::nullopt : canonical_number(canonical);
    if (!number) return {ValueKind::text, 0, report.keep(is_text_kind(kind) ? canonical : in_words(canonical, kind))};
    switch (kind) {
      case ColumnKind::date: return {ValueKind::date, *number, {}};
      case ColumnKind::pence: return {ValueKind::pence, *number, {}};
      case ColumnKind::integer: return {ValueKind::integer, *number, {}};
      default: return {ValueKind::quantity, *number, {}};
    }
  }

  const ReleaseMaterial& material_;
  std::vector<std::string>& wrong_;
};

}  // namespace

ReleaseLines release_lines(const Release& release, const Record& record) {
  const RecordTable& table = recorded(record, release.lines);
  const std::size_t key = field_of(table, release.key), amount = field_of(table, release.amount);
  const std::size_t filter = release.where ? field_of(table, release.where->column) : RecordTable::npos;
  const RecordRows rows{table};
  ReleaseLines lines;
  std::set<std::string> met;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (release.where && !matches(*release.where, rows.field(row, filter))) continue;
    std::string found = rows.field(row, key);
    if (!is_release_key(found))
      lines.wrong.push_back("A line of the batch has the release key \"" + found +
                            "\"; a key is 1 to 30 letters, digits and \"-\". This is a fault of the task; please report it.");
    else if (!met.insert(found).second)
      lines.wrong.push_back("The release key " + found +
                            " stands on two lines of the batch. This is a fault of the task; please report it.");
    lines.keys.push_back(std::move(found));
    lines.pence += canonical_number(rows.field(row, amount)).value_or(0);
  }
  return lines;
}

std::vector<std::string> texts_of_lines(const Release& release, const Record& record, const std::string& column) {
  const RecordTable& table = recorded(record, release.lines);
  const std::size_t place = field_of(table, column);
  const std::size_t filter = release.where ? field_of(table, release.where->column) : RecordTable::npos;
  const RecordRows rows{table};
  std::vector<std::string> texts;
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (!release.where || matches(*release.where, rows.field(row, filter))) texts.push_back(rows.field(row, place));
  return texts;
}

std::vector<ReleaseFile> make_release_files(const ReleaseMaterial& material, std::vector<std::string>& wrong) {
  FileMaker maker{material, wrong};
  std::vector<ReleaseFile> files;
  for (const ProfileFile& file : material.profile.files) files.push_back(maker.make(file));
  return files;
}

void append_csv_field(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace counterfoil::report
