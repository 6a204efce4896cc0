#include "xlsx/read/shared_strings.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/failure.hpp"
#include "xlsx/xml/xml_scan.hpp"
#include "xlsx/xml_cursor.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {
namespace {

constexpr std::size_t most_strings = 64u << 20;  // three for each cell of the largest real export seen

struct Piece {
  std::string_view raw;
  bool cdata;
};

/// Reads on to the end of an <si> whose start was just given; collects its texts, but not the phonetic guides.
void collect_pieces(XmlCursor& xml, std::vector<Piece>& pieces) {
  pieces.clear();
  const std::size_t item_depth = xml.depth();
  bool in_text = false;
  for (;;) {
    switch (xml.next()) {
      case XmlCursor::Token::start:
        if (xml.is("t")) {
          in_text = true;
        } else if (!xml.is("r")) {
          xml.skip();  // rPh, phoneticPr, rPr, extLst
        }
        break;
      case XmlCursor::Token::end:
        in_text = false;
        if (xml.depth() < item_depth) return;
        break;
      case XmlCursor::Token::text:
        if (in_text) pieces.push_back({xml.raw(), xml.is_cdata()});
        break;
      case XmlCursor::Token::finish: return;
    }
  }
}

/// Joins the pieces in place: each is decoded to behind the one before, which is never beyond where it stood.
std::string_view join_pieces(const char* part, char* writable, const std::vector<Piece>& pieces) {
  char* const begin = pieces.empty() ? writable : writable + (pieces.front().raw.data() - part);
  char* out = begin;
  for (const Piece& piece : pieces) {
    out += piece.cdata ? decode_cdata(out, piece.raw, Escapes::entities_and_cell_escapes)
                       : decode_text(out, piece.raw, Escapes::entities_and_cell_escapes);
  }
  return {begin, static_cast<std::size_t>(out - begin)};
}

bool matches(const char*& p, std::string_view wanted) {
  if (std::memcmp(p, wanted.data(), wanted.size()) != 0) return false;
  p += wanted.size();
  return true;
}

/// One "<si><t>text</t></si>" at `p`, as nearly all are written; false, and nothing done, for anything else.
bool read_plain_item(const char*& p, const char* limit, const char* part, char* writable, std::string_view& text) {
  constexpr std::ptrdiff_t room = 64;  // what the comparisons may look at
  const char* q = p;
  if (limit - q < room || !matches(q, "<si><t")) return false;
  if (*q == '>') {
    ++q;
  } else if (!matches(q, " xml:space=\"preserve\">")) {
    return false;
  }
  bool special = false;
  const char* const end = find_tag(q, limit, special);
  const char* after = end;
  if (limit - after < 9 || !matches(after, "</t></si>")) return false;
  const std::string_view raw{q, static_cast<std::size_t>(end - q)};
  if (special) {
    char* const out = writable + (q - part);
    text = {out, decode_text(out, raw, Escapes::entities_and_cell_escapes)};
  } else {
    text = raw;
  }
  p = after;
  return true;
}

}  // namespace

SharedStrings::SharedStrings(Buffer part) : part_(std::move(part)) {
  const char* const begin = part_.data();
  XmlCursor xml{part_.view()};
  std::vector<Piece> pieces;
  const auto add = [&](std::string_view text) {
    if (texts_.size() == most_strings) xml_fault("more texts than a workbook can use");
    texts_.push_back(text);
  };
  try {
    for (auto token = xml.next(); token != XmlCursor::Token::finish; token = xml.next()) {
      if (token == XmlCursor::Token::start && xml.depth() == 1) {
        if (!xml.is("sst")) xml_fault("its part for texts holds something else");
        // The stated count is a hint and may lie; no text takes less than five bytes.
        std::size_t count = 0;
        const std::string_view stated = xml.attribute("uniqueCount").value_or("0");
        std::from_chars(stated.data(), stated.data() + stated.size(), count);
        texts_.reserve(std::min(count, part_.size() / 20));
      } else if (token == XmlCursor::Token::start && xml.depth() == 2) {
        if (xml.is("si")) {
          collect_pieces(xml, pieces);
          add(join_pieces(begin, part_.data(), pieces));
        } else {
          xml.skip();
        }
      }
      if (xml.depth() != 1 || xml.end_is_pending() || !xml.unprefixed_is_spreadsheet()) continue;
      std::string_view text;
      const char* p = xml.at();
      while (read_plain_item(p, xml.limit(), begin, part_.data(), text)) add(text);
      xml.jump(p);
    }
  } catch (const Failure& failure) {
    if (texts_.empty()) throw;
    throw failure.within("Text number " + std::to_string(texts_.size()) + " of the workbook");
  }
}

std::optional<std::string_view> SharedStrings::find(std::string_view index) const {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), number);
  if (error != std::errc{} || end != index.data() + index.size() || number >= texts_.size()) return {};
  return texts_[number];
}

}  // namespace counterfoil::xlsx
