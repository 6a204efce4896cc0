#include "launcher/help_text.hpp"

#include <algorithm>

namespace counterfoil::launcher {

namespace {

/// Without the marks of bold, slanted and typed words, and of links.
std::string plain(const std::string& text) {
  std::string words;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter == '`' || (letter == '*' && (at + 1 == text.size() || text[at + 1] != ' '))) continue;
    if (letter == '[') {
      const std::size_t middle = text.find("](", at), end = middle == std::string::npos ? middle : text.find(')', middle);
      if (end != std::string::npos) {
        words += plain(text.substr(at + 1, middle - at - 1));
        at = end;
        continue;
      }
    }
    words += letter;
  }
  return words;
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string::npos ? std::string{} : text.substr(first, text.find_last_not_of(" \r") - first + 1);
}

/// "| A | B |" as "A: B".
std::string row_in_words(const std::string& line) {
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t at = 1; at < line.size(); ++at) {
    if (line[at] == '\\' && at + 1 < line.size()) {
      cell += line[++at];
    } else if (line[at] == '|') {
      cells.push_back(trimmed(plain(cell)));
      cell.clear();
    } else {
      cell += line[at];
    }
  }
  std::erase(cells, std::string{});
  std::string words;
  for (std::size_t each = 0; each < cells.size(); ++each) words += (each == 0 ? "" : each == 1 ? ": " : "; ") + cells[each];
  return words;
}

bool is_rule_of_table(const std::string& line) {
  return line.starts_with('|') && line.find_first_not_of("|-: \r") == std::string::npos;
}

class Reading {
 public:
  std::vector<HelpPiece> read(const std::string& markdown) {
    for (std::size_t start = 0; start < markdown.size();) {
      const std::size_t end = std::min(markdown.find('\n', start), markdown.size());
      take(markdown.substr(start, end - start));
      start = end + 1;
    }
    finish();
    return std::move(pieces_);
  }

 private:
  void take(const std::string& line) {
    const std::string text = trimmed(line);
    if (text.starts_with("```")) {
      finish();
      in_block_ = !in_block_;
      return;
    }
    if (in_block_) return;
    if (is_rule_of_table(text)) {  // what stood above it were the headings of the table
      if (!pieces_.empty() && waiting_.empty()) pieces_.pop_back();
      return;
    }
    const bool item = text.starts_with("- ") || text.starts_with("* ");
    if (text.empty() || text.front() == '#' || text.front() == '|' || item) finish();
    if (text.empty()) return;
    if (text.front() == '#') {
      const std::size_t words = text.find_first_not_of("# ");
      if (words != std::string::npos)
        pieces_.push_back({text.starts_with("# ") ? HelpPiece::Look::title : HelpPiece::Look::heading, plain(text.substr(words))});
    } else if (text.front() == '|') {
      pieces_.push_back({HelpPiece::Look::item, row_in_words(text)});
    } else {
      if (item) look_ = HelpPiece::Look::item;
      waiting_ += (waiting_.empty() ? "" : " ") + (item ? text.substr(2) : text);
    }
  }

  void finish() {
    if (!waiting_.empty()) pieces_.push_back({look_, plain(waiting_)});
    waiting_.clear();
    look_ = HelpPiece::Look::text;
  }

  std::vector<HelpPiece> pieces_;
  std::string waiting_;
  HelpPiece::Look look_ = HelpPiece::Look::text;
  bool in_block_ = false;
};

}  // namespace

std::vector<HelpPiece> help_pieces(const std::string& markdown) { return Reading{}.read(markdown); }

std::size_t piece_about(const std::vector<HelpPiece>& pieces, const std::string& words) {
  if (words.empty()) return 0;
  for (const bool at_the_start : {true, false})
    for (std::size_t at = 0; at < pieces.size(); ++at) {
      const std::size_t found = pieces[at].words.find(words);
      if (found != std::string::npos && (found == 0 || !at_the_start)) return at;
    }
  return 0;
}

}  // namespace counterfoil::launcher
