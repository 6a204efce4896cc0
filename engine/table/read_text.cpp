#include "table/read_text.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "table/csv_scanner.hpp"
#include "table/read_steps.hpp"
#include "table/table_findings.hpp"
#include "table/text_encoding.hpp"

namespace counterfoil::table {

namespace {

constexpr std::string_view delimiters = ",;\t|";
constexpr std::size_t bytes_peeked = 256 * 1024;

/// "sep=;" as the first line: Excel's own way to name the delimiter. Such a line is not a row.
char take_separator_line(std::string_view& text) {
  if (!(text.starts_with("sep=") || text.starts_with("SEP=") || text.starts_with("\"sep="))) return 0;
  const bool quoted = text.front() == '"';
  std::size_t at = quoted ? 5 : 4;
  if (at >= text.size()) return 0;
  const char delimiter = text[at++];
  if (quoted && at < text.size() && text[at] == '"') ++at;
  if (delimiter == '\r' || delimiter == '\n' || delimiter == '"' || static_cast<unsigned char>(delimiter) >= 0x80) return 0;
  if (at < text.size() && text[at] == '\r') ++at;
  if (at < text.size() && text[at] == '\n') ++at;
  if (at < text.size() && text[at - 1] != '\n' && text[at - 1] != '\r') return 0;
  text.remove_prefix(at);
  return delimiter;
}

std::vector<PeekRow> peek(std::string_view text, char delimiter) {
  std::string start{text.substr(0, bytes_peeked)};  // a copy: the scan unquotes in place
  PeekSink sink{nullptr};
  CsvFacts facts;
  scan_csv(start.data(), start.data() + start.size(), delimiter, sink, facts);
  return sink.take();
}

struct Sniffed {
  char delimiter = ',';
  std::vector<PeekRow> rows;
  std::optional<HeadingPlan> plan;
  std::size_t cells = 0;
};

/// The delimiter with which the first rows make the most of the layout's headings; where none makes any, the one that gives the
/// most cells.
Sniffed sniff(std::string_view text, const Layout& layout, const HeadingMatcher& matcher, char given) {
  Sniffed best;
  bool any = false;
  for (const char delimiter : delimiters) {
    if (given != 0 && delimiter != given && delimiter != delimiters.front()) continue;
    Sniffed candidate;
    candidate.delimiter = given != 0 ? given : delimiter;
    candidate.rows = peek(text, candidate.delimiter);
    candidate.plan = find_headings(candidate.rows, layout, matcher);
    for (const PeekRow& row : candidate.rows) candidate.cells += row.cells.size();
    const std::size_t score = candidate.plan ? candidate.plan->score() : 0;
    const std::size_t best_score = best.plan ? best.plan->score() : 0;
    if (!any || score > best_score || (score == best_score && score == 0 && candidate.cells > best.cells))
      best = std::move(candidate);
    any = true;
    if (given != 0) break;
  }
  return best;
}

}  // namespace

void read_text(InputTable& table, std::string_view bytes, Findings& findings) {
  DecodedText decoded = decode_text(bytes);
  if (decoded.encoding == TextEncoding::windows_1252 || (decoded.encoding != TextEncoding::utf8 && !decoded.marked))
    findings.add("text-encoding-assumed", table.place(), {{"encoding", std::string{encoding_name(decoded.encoding)}}});
  if (decoded.damaged > 0) findings.add("text-characters-damaged", table.place(), {{"count", std::to_string(decoded.damaged)}});
  if (decoded.nuls > 0) findings.add("text-nul-bytes", table.place(), {{"count", std::to_string(decoded.nuls)}});

  std::string_view text = decoded.text;
  const char given = take_separator_line(text);
  const HeadingMatcher matcher{table.layout};
  Sniffed sniffed = sniff(text, table.layout, matcher, given);
  if (!sniffed.plan) {
    findings.add("headings-not-found", table.place(), {{"sheets", ""}, {"headings", list_texts(likely_headings(sniffed.rows))}});
    return;
  }
  begin_table(table, *sniffed.plan, findings);
  CellReader reader{nullptr};
  char* const begin = decoded.buffer.data() + (text.data() - decoded.text.data());
  TableBuilder builder{table, *sniffed.plan, reader, true, text};
  CsvFacts facts;
  scan_csv(begin, begin + text.size(), sniffed.delimiter, builder, facts);
  finish_table(table, *sniffed.plan, sniffed.rows, builder, reader, findings);
  report_csv_flaws(findings, table, facts);
  table.parts.push_back(std::move(decoded.buffer));
}

}  // namespace counterfoil::table
