#include "report/record.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "report/memory.hpp"
#include "report/period_log.hpp"
#include "xlsx/xml_cursor.hpp"

namespace counterfoil::report {

namespace {

constexpr char hex[] = "0123456789ABCDEF";

void append_escaped(std::string& out, std::string_view text) {
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c != '&' && c != '<' && c != '>' && c != '"') continue;
    out.append(text.substr(from, at - from));
    out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;";
    from = at + 1;
  }
  out.append(text.substr(from));
}

/// The first byte that a field cannot hold as it is: a control character, a backslash, or the start of U+FFFE and U+FFFF.
std::size_t find_special(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == '\\') return at;
    if (byte == 0xEF && text.substr(at).size() >= 3 && text[at + 1] == '\xBF' && (text[at + 2] == '\xBE' || text[at + 2] == '\xBF'))
      return at;
  }
  return text.size();
}

void append_hex(std::string& out, unsigned char byte) {
  out += "\\x";
  out += hex[byte >> 4];
  out += hex[byte & 15];
}

/// Attribute values lose line breaks and tabs on the way through a parser, so names are held as fields are.
void append_name(std::string& out, std::string_view name) {
  std::string field;
  append_field(field, name);
  append_escaped(out, field);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

void append_field(std::string& line, std::string_view text) {
  std::size_t from = 0;
  while (true) {
    const std::size_t at = find_special(text, from);
    line.append(text.substr(from, at - from));
    if (at == text.size()) return;
    const auto byte = static_cast<unsigned char>(text[at]);
    std::size_t used = 1;
    switch (byte) {
      case '\\': line += "\\\\"; break;
      case '\t': line += "\\t"; break;
      case '\n': line += "\\n"; break;
      case '\r': line += "\\r"; break;
      case 0xEF:
        for (used = 0; used < 3; ++used) append_hex(line, static_cast<unsigned char>(text[at + used]));
        break;
      default: append_hex(line, byte); break;
    }
    from = at + used;
  }
}

std::string read_field(std::string_view field) {
  if (field.find('\\') == std::string_view::npos) return std::string{field};
  std::string text;
  std::size_t from = 0;
  while (from < field.size()) {
    const std::size_t at = std::min(field.find('\\', from), field.size());
    text.append(field.substr(from, at - from));
    if (at + 1 >= field.size()) break;
    from = at + 2;
    switch (field[at + 1]) {
      case 't': text += '\t'; break;
      case 'n': text += '\n'; break;
      case 'r': text += '\r'; break;
      case 'x': {
        const int high = from < field.size() ? hex_digit(field[from]) : -1;
        const int low = from + 1 < field.size() ? hex_digit(field[from + 1]) : -1;
        if (high >= 0 && low >= 0) text += static_cast<char>(high * 16 + low);
        from += 2;
        break;
      }
      default: text += field[at + 1]; break;
    }
  }
  return text;
}

void append_row(RecordTable& table, const std::vector<std::string>& texts) {
  for (std::size_t at = 0; at < texts.size(); ++at) {
    if (at > 0) table.rows += '\t';
    append_field(table.rows, texts[at]);
  }
  table.rows += '\n';
  ++table.row_count;
}

std::size_t RecordTable::column(std::string_view wanted) const {
  const auto found = std::find(columns.begin(), columns.end(), wanted);
  return found == columns.end() ? npos : static_cast<std::size_t>(found - columns.begin());
}

const RecordTable* Record::table(std::string_view id) const {
  for (const RecordTable& candidate : tables)
    if (candidate.id == id) return &candidate;
  return nullptr;
}

RecordTable& Record::add(std::string_view id, std::vector<std::string> columns) {
  RecordTable& table = tables.emplace_back();
  table.id = id;
  table.columns = std::move(columns);
  return table;
}

namespace {

bool has_table_of(const std::deque<RecordTable>& tables, std::string_view prefix) {
  return std::any_of(tables.begin(), tables.end(),
                     [&](const RecordTable& table) { return std::string_view{table.id}.starts_with(prefix); });
}

bool depends_on_reviewers(const RecordTable& table) { return std::string_view{table.id}.starts_with(decisions_prefix); }

}  // namespace

std::string_view Record::name_space() const {
  return has_table_of(tables, decisions_prefix) ? record_namespace_3 : name_space_of_figures();
}

std::string_view Record::name_space_of_figures() const {
  if (has_table_of(tables, period_log_prefix)) return record_namespace_3;
  return has_table_of(tables, memory_prefix) || has_table_of(tables, "released:") ? record_namespace_2 : record_namespace;
}

std::string Record::xml() const {
  std::size_t size = 1024;
  for (const RecordTable& table : tables) size += table.rows.size() + table.rows.size() / 32 + table.about.size() + 4096;
  std::string out;
  out.reserve(size);
  out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<record xmlns=\"";
  out += name_space();
  out += "\" task=\"";
  append_name(out, task);
  out += "\">";
  for (const RecordTable& table : tables) {
    out += "<table id=\"";
    append_name(out, table.id);
    out += "\" period=\"";
    append_name(out, table.period);
    if (!table.previous_period.empty()) {
      out += "\" previous=\"";
      append_name(out, table.previous_period);
    }
    out += "\">";
    for (const std::string& column : table.columns) {
      out += "<column id=\"";
      append_name(out, column);
      out += "\"/>";
    }
    out += "<rows>";
    out += std::to_string(table.row_count);
    out += '\n';
    append_escaped(out, table.rows);
    out += "</rows>";
    if (!table.about.empty()) {
      out += "<about>";
      append_escaped(out, table.about);
      out += "</about>";
    }
    out += "</table>";
  }
  out += "</record>";
  return out;
}

std::string Record::digest() const {
  Sha256 sha;
  std::string line;
  // Fields hold no tab and no line break of their own, so no two records look alike.
  const auto add = [&](std::initializer_list<std::string_view> fields) {
    line.clear();
    for (const std::string_view field : fields) {
      append_field(line, field);
      line += '\t';
    }
    line += '\n';
    sha.update(line);
  };
  add({name_space_of_figures(), task});
  for (const RecordTable& table : tables) {
    if (depends_on_reviewers(table)) continue;
    add({"table", table.id, table.period, table.previous_period, std::to_string(table.columns.size()),
         std::to_string(table.row_count)});
    for (const std::string& column : table.columns) add({column});
    sha.update(table.rows);
  }
  return sha.hex();
}

std::string Record::about_digest() const {
  Sha256 sha;
  bool any = false;
  for (const RecordTable& table : tables) {
    if (table.about.empty()) continue;
    any = true;
    std::string name;
    append_field(name, table.id);
    sha.update(name + "\t" + std::to_string(table.about.size()) + "\n");
    sha.update(table.about);
  }
  return any ? sha.hex() : std::string{};
}

namespace {

using xlsx::XmlCursor;

/// After a start: the text that stands in the element itself, and past its end.
std::string own_text(XmlCursor& cursor) {
  std::string text;
  while (true) {
    switch (cursor.next()) {
      case XmlCursor::Token::start: cursor.skip(); break;
      case XmlCursor::Token::text: cursor.append_to(text, false); break;
      default: return text;
    }
  }
}

/// "3\n" and three lines.
bool read_rows(RecordTable& table, std::string_view text) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), table.row_count);
  if (error != std::errc{} || end == text.data() + text.size() || *end != '\n') return false;
  table.rows = text.substr(static_cast<std::size_t>(end - text.data()) + 1);
  return true;
}

/// After the start of a table. False: it cannot be what the engine wrote.
bool read_table(XmlCursor& cursor, RecordTable& table) {
  table.id = read_field(cursor.attribute_text("id"));
  table.period = read_field(cursor.attribute_text("period"));
  table.previous_period = read_field(cursor.attribute_text("previous"));
  for (auto token = cursor.next(); token != XmlCursor::Token::end; token = cursor.next()) {
    if (token != XmlCursor::Token::start) continue;
    const std::string_view name = cursor.local();
    if (name == "column") table.columns.push_back(read_field(cursor.attribute_text("id")));
    if (name == "about") {
      table.about = own_text(cursor);
    } else if (name == "rows") {
      if (!read_rows(table, own_text(cursor))) return false;
    } else {
      cursor.skip();
    }
  }
  return !table.columns.empty() &&
         static_cast<std::uint64_t>(std::count(table.rows.begin(), table.rows.end(), '\n')) == table.row_count;
}

}  // namespace

std::optional<Record> parse_record(std::string_view xml) try {
  XmlCursor cursor{xml};
  if (cursor.next() != XmlCursor::Token::start || cursor.local() != "record") return std::nullopt;
  Record record;
  record.task = read_field(cursor.attribute_text("task"));
  for (auto token = cursor.next(); token != XmlCursor::Token::finish; token = cursor.next()) {
    if (token != XmlCursor::Token::start) continue;
    if (cursor.local() != "table") {
      cursor.skip();
    } else if (!read_table(cursor, record.tables.emplace_back())) {
      return std::nullopt;
    }
  }
  return record;
} catch (const Failure&) {
  return std::nullopt;  // not well formed
}

RecordRows::RecordRows(const RecordTable& table) : table_(&table) {
  lines_.reserve(table.row_count + 1);
  lines_.push_back(0);
  for (std::size_t at = table.rows.find('\n'); at != std::string::npos; at = table.rows.find('\n', at + 1))
    lines_.push_back(at + 1);
}

std::string_view RecordRows::line(std::size_t row) const {
  return std::string_view{table_->rows}.substr(lines_[row], lines_[row + 1] - lines_[row] - 1);
}

void RecordRows::fields(std::size_t row, std::vector<std::string_view>& out) const {
  out.clear();
  std::string_view rest = line(row);
  while (out.size() < table_->columns.size()) {
    const std::size_t tab = rest.find('\t');
    out.push_back(rest.substr(0, tab));
    rest = tab == std::string_view::npos ? std::string_view{} : rest.substr(tab + 1);
  }
}

std::string RecordRows::field(std::size_t row, std::size_t column) const {
  if (column >= table_->columns.size()) return {};
  std::string_view rest = line(row);
  for (; column > 0; --column) {
    const std::size_t tab = rest.find('\t');
    if (tab == std::string_view::npos) return {};
    rest.remove_prefix(tab + 1);
  }
  return read_field(rest.substr(0, rest.find('\t')));
}

}  // namespace counterfoil::report
