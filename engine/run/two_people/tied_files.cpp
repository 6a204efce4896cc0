#include "run/two_people/tied_files.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "base/failure.hpp"
#include "base/in_quotes.hpp"
#include "base/text.hpp"
#include "counterfoil/date.hpp"
#include "report/canonical.hpp"
#include "spec/row_filter.hpp"
#include "xlsx/zip_writer.hpp"

namespace counterfoil::run {

namespace {

using Is = report::TargetField::Is;

constexpr std::size_t most_sentences = 10;

[[noreturn]] void no_csv(const char* why) {
  throw Failure{FailureKind::refused, "A file that was made for the release cannot be read back: " + std::string{why} +
                                          ". This is a fault of Counterfoil; please report it."};
}

std::optional<std::int64_t> digits(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || text.front() == '-' || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "-60.00" in units of which `per_one` make one; nothing where it is no plain decimal or has more decimals.
std::optional<std::int64_t> plain_decimal(std::string_view text, std::int64_t per_one) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const auto whole = digits(text.substr(0, point));
  if (!whole || *whole > 9'000'000'000'000) return std::nullopt;
  std::int64_t value = *whole * per_one;
  if (point != std::string_view::npos) {
    std::int64_t worth = per_one;
    for (const char c : text.substr(point + 1)) {
      if (c < '0' || c > '9' || (worth % 10 != 0 && c != '0')) return std::nullopt;
      worth /= 10;
      value += worth * (c - '0');
    }
  }
  return negative ? -value : value;
}

/// "03/11/2025", "2025/11/03", "2025-11-03": days since 1970-01-01.
std::optional<std::int64_t> plain_date(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  const bool british = text[2] == '/' && text[5] == '/';
  if (!british && !(text[4] == text[7] && (text[4] == '/' || text[4] == '-'))) return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t count) { return digits(text.substr(at, count)).value_or(-1); };
  const std::int64_t year = british ? part(6, 4) : part(0, 4), month = british ? part(3, 2) : part(5, 2),
                     day = british ? part(0, 2) : part(8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

const report::Column& column_in(const report::Table& table, const std::string& id) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const report::Column& each) { return each.id == id; });
  if (found == table.columns.end())
    throw Failure{FailureKind::refused, "The target's description holds a field to the column " + in_quotes(id) +
                                            ", which the batch does not have. The profile is for another task."};
  return *found;
}

class Tying {
 public:
  Tying(const report::WorkbookSpec& spec, const report::Release& release, const report::Record& record,
        std::vector<std::string>& found)
      : release_(release), table_(*spec.table(release_.lines)), rows_(*record.table(release_.lines)), found_(found) {
    const std::size_t key = rows_.table().column(release_.key);
    const std::size_t filter = release_.where ? rows_.table().column(release_.where->column) : report::RecordTable::npos;
    for (std::size_t row = 0; row < rows_.size(); ++row)
      if (!release_.where || report::matches(*release_.where, rows_.field(row, filter))) lines_[rows_.field(row, key)] = row;
  }

  void tie(const std::string& name, const report::ProfileText& text, std::string_view bytes, const report::TargetFile& target) {
    name_ = name;
    if (text.rows.table != release_.lines)
      throw Failure{FailureKind::refused, "The release profile cannot be used: " + name + " is made of the table " +
                                              in_quotes(text.rows.table) + ", and its target takes the released lines, " +
                                              in_quotes(release_.lines) + "."};
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    std::vector<std::vector<std::string>> lines = lines_of_csv(bytes);
    if (target.headings) {
      if (lines.empty()) return say("has no headings.");
      for (const report::TargetField& field : target.fields)
        if (field.at > lines.front().size() || lines.front()[field.at - 1] != field.heading)
          say("has not the heading " + in_quotes(field.heading) + " over field " + std::to_string(field.at) + ".");
      lines.erase(lines.begin());
    }
    met_.clear();
    for (const auto& line : lines) tie_line(line, target);
    if (!target.every_line) return;
    for (const auto& [key, row] : lines_)
      if (!met_.contains(key)) say("does not hold the line " + key + ", which was to be released.");
  }

 private:
  void say(const std::string& words) {
    if (found_.size() < most_sentences) found_.push_back("The file \"" + name_ + "\" " + words);
  }

  void tie_line(const std::vector<std::string>& line, const report::TargetFile& target) {
    if (line.size() != target.columns)
      return say("has a line of " + count_of(static_cast<std::int64_t>(line.size()), "field") + ", and its target takes " +
                 std::to_string(target.columns) + ".");
    const auto key = std::find_if(target.fields.begin(), target.fields.end(),
                                  [](const report::TargetField& field) { return field.is == Is::key; });
    const auto row = lines_.find(line[key->at - 1]);
    if (row == lines_.end())
      return say("has a line with the key " + in_quotes(line[key->at - 1]) + ", which is none of the batch's.");
    if (!met_.insert(row->first).second) return say("has the line " + row->first + " twice.");
    for (const report::TargetField& field : target.fields) {
      const std::string* column = column_of(field);
      if (!column) continue;
      const std::string held = rows_.field(row->second, rows_.table().column(*column));
      if (!says(field, line[field.at - 1], held, column_in(table_, *column).kind))
        say("says " + in_quotes(line[field.at - 1]) + " in field " + std::to_string(field.at) + " of line " + row->first +
            ", where its target takes " + column_in(table_, *column).heading + ", and the batch has " +
            in_quotes(report::in_words(held, column_in(table_, *column).kind)) + ".");
    }
  }

  /// Which column of the batch a field is held to; nullptr: none.
  const std::string* column_of(const report::TargetField& field) const {
    switch (field.is) {
      case Is::amount: return &release_.amount;
      case Is::account: return release_.account.empty() ? nullptr : &release_.account;
      case Is::payee: return release_.payee.empty() ? nullptr : &release_.payee;
      case Is::column: return &field.column;
      default: return nullptr;
    }
  }

  static bool says(const report::TargetField& field, const std::string& text, const std::string& held, report::ColumnKind kind) {
    if (report::is_text_kind(kind)) {
      std::string why;
      const auto taken = report::as_the_target_takes_it(field, held, why);
      return taken && *taken == text;
    }
    const auto number = report::canonical_number(held);
    if (!number) return text == report::in_words(held, kind) || (held.empty() && text.empty());
    switch (kind) {
      case report::ColumnKind::date: return plain_date(text) == number;
      case report::ColumnKind::pence: return plain_decimal(text, 100) == number;
      case report::ColumnKind::integer: return plain_decimal(text, 1) == number;
      default: return plain_decimal(text, 1'000'000) == number;
    }
  }

  const report::Release& release_;
  const report::Table& table_;
  report::RecordRows rows_;
  std::vector<std::string>& found_;
  std::map<std::string, std::size_t> lines_;  // key -> row
  std::set<std::string> met_;
  std::string name_;
};

}  // namespace

std::vector<std::vector<std::string>> lines_of_csv(std::string_view text) {
  std::vector<std::vector<std::string>> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    std::vector<std::string> line;
    for (;;) {
      std::string field;
      if (at < text.size() && text[at] == '"') {
        for (++at;; ++at) {
          if (at >= text.size()) no_csv("a quotation mark is not closed");
          if (text[at] != '"')
            field += text[at];
          else if (at + 1 < text.size() && text[at + 1] == '"')
            field += text[++at];
          else
            break;
        }
        ++at;
      } else {
        const std::size_t end = std::min(text.find_first_of(",\"\r\n", at), text.size());
        field = text.substr(at, end - at);
        at = end;
      }
      line.push_back(std::move(field));
      if (at >= text.size()) no_csv("its last line is not ended");
      if (text[at] != ',') break;
      ++at;
    }
    if (text[at] == '\r') ++at;
    if (at >= text.size() || text[at] != '\n') no_csv("a field is not closed");
    ++at;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> untied(const report::WorkbookSpec& spec, const report::Release& release, const report::Record& record,
                                const report::ProfileFile& file, const std::string& name, std::string_view bytes,
                                const std::map<std::string, report::TargetFile>& targets) {
  std::vector<std::string> found;
  if (file.format == report::ProfileFile::Format::workbook) return found;
  Tying tying{spec, release, record, found};
  if (file.format == report::ProfileFile::Format::csv) {
    tying.tie(name, file.text, bytes, targets.at(file.text.target));
    return found;
  }
  const xlsx::ZipArchive zip{bytes};
  for (const report::ProfileFile& member : file.members) {
    const xlsx::ZipEntry* entry = zip.find(member.name);
    if (!entry) no_csv("a member of the zip is missing");
    tying.tie(member.name, member.text, zip.read(*entry).view(), targets.at(member.text.target));
  }
  return found;
}

}  // namespace counterfoil::run
