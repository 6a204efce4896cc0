#include "xlsx/sheet_rows.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "xlsx/limits.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {

namespace {

constexpr std::size_t small_text = 4096;     // changed rows below this share blocks
constexpr std::size_t block_size = 1u << 18;

std::optional<std::uint32_t> row_number(std::string_view value) {
  std::uint32_t number = 0;
  const auto result = std::from_chars(value.data(), value.data() + value.size(), number);
  if (result.ec != std::errc{} || result.ptr != value.data() + value.size() || number == 0 || number > last_row) return std::nullopt;
  return number;
}

}  // namespace

std::uint32_t cell_column(std::string_view cell_tag, std::uint32_t column_before) {
  const std::string_view reference = tag_attribute(cell_tag, "r");
  if (reference.data() == nullptr) return column_before + 1;
  std::uint32_t column = 0;
  for (const char c : reference) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    if (upper < 'A' || upper > 'Z') break;
    column = column * 26 + static_cast<std::uint32_t>(upper - 'A' + 1);
    if (column > last_column) break;
  }
  if (column == 0 || column > last_column) xml_fault("a cell's reference cannot be read");
  return column;
}

SheetRows::SheetRows(Buffer xml) : original_(std::move(xml)) { take_apart(); }

void SheetRows::take_apart() {
  const std::string_view text = original_.view();
  may_name_sheets_ = text.find('!') != std::string_view::npos;
  XmlWalker walker{text};
  while (walker.next()) {
    if (walker.tag().local == "sheetData") break;
    if (walker.depth() > 1) walker.skip_element();
  }
  const XmlTag tag = walker.tag();
  if (tag.local != "sheetData") xml_fault("a sheet has no place for rows");
  prefix_ = tag.name.substr(0, tag.name.size() - tag.local.size());
  head_ = text.substr(0, tag.begin);
  data_open_ = text.substr(tag.begin, tag.end - tag.begin);
  data_was_empty_ = tag.kind == XmlTagKind::empty;
  if (data_was_empty_) {
    tail_ = text.substr(tag.end);
    return;
  }
  const std::string_view rest = text.substr(tag.end);
  plain_ = rest.find("<!") == std::string_view::npos && rest.find("<?") == std::string_view::npos;
  std::size_t end = 0;
  rows_ = slices(rest, 0, end);
  const std::size_t close = rest.find("</", end);
  const std::size_t after = close == std::string_view::npos ? close : rest.find('>', close);
  if (after == std::string_view::npos || !rest.substr(close + 2).starts_with(tag.name)) xml_fault("the rows of a sheet do not end");
  data_close_ = rest.substr(end, after + 1 - end);
  tail_ = rest.substr(after + 1);
}

/// `end`: after the last row.
std::vector<RowSlice> SheetRows::slices(std::string_view rows_xml, std::uint32_t after, std::size_t& end) const {
  std::vector<RowSlice> found;
  std::size_t at = 0;
  std::uint32_t before = after;
  while (const auto row = next_element(rows_xml, at, plain_)) {
    if (local_name(row->name) != "row") xml_fault("something other than a row stands among the rows");
    const std::string_view value = tag_attribute(rows_xml.substr(row->begin, row->content_begin - row->begin), "r");
    std::uint32_t number = before + 1;
    if (value.data() != nullptr) {
      const auto stated = row_number(value);
      if (!stated || *stated < before) xml_fault("the number of a row cannot be right");
      number = *stated;
    }
    RowSlice slice;
    slice.xml = rows_xml.substr(at, row->end - at);
    slice.number = number;
    slice.has_number = value.data() != nullptr;
    slice.gap = static_cast<std::uint32_t>(row->begin - at);
    found.push_back(slice);
    before = number;
    at = row->end;
  }
  end = at;
  return found;
}

const RowSlice* SheetRows::find(std::uint32_t number) const {
  const auto at = std::lower_bound(rows_.begin(), rows_.end(), number, [](const RowSlice& row, std::uint32_t n) { return row.number < n; });
  return at != rows_.end() && at->number == number ? &*at : nullptr;
}

std::string_view SheetRows::keep(std::string text) {
  may_name_sheets_ = may_name_sheets_ || text.find('!') != std::string::npos;
  if (text.size() >= small_text) return kept_.emplace_back(std::move(text));
  if (kept_.empty() || kept_.back().capacity() - kept_.back().size() < text.size()) kept_.emplace_back().reserve(block_size);
  std::string& block = kept_.back();
  const std::size_t start = block.size();
  block += text;
  return std::string_view{block}.substr(start);
}

void SheetRows::replace(std::uint32_t first, std::uint32_t last, std::string rows_xml) {
  const std::string_view text = keep(std::move(rows_xml));
  std::size_t end = 0;
  std::vector<RowSlice> fresh = slices(text, 0, end);
  const auto from = std::lower_bound(rows_.begin(), rows_.end(), first, [](const RowSlice& row, std::uint32_t n) { return row.number < n; });
  const auto to = std::upper_bound(from, rows_.end(), last, [](std::uint32_t n, const RowSlice& row) { return n < row.number; });
  if (!fresh.empty()) {
    const bool above = from == rows_.begin() || std::prev(from)->number < fresh.front().number;
    const bool below = to == rows_.end() || fresh.back().number < to->number;
    if (!above || !below) throw std::logic_error("rows would be written over others");
    for (const RowSlice& slice : fresh) {
      if (&slice != &fresh.front() && (&slice)[-1].number == slice.number) throw std::logic_error("a row is written twice");
    }
    widen(text);
  }
  const auto at = rows_.erase(from, to);
  rows_.insert(at, fresh.begin(), fresh.end());
  rows_changed_ = touched_ = true;
}

void SheetRows::set_row(std::size_t index, std::string row_xml, std::uint32_t number) {
  RowSlice& slice = rows_[index];
  std::string text{slice.xml.substr(0, slice.gap)};
  text += row_xml;
  if (slice.number != number) rows_changed_ = true;
  touched_ = true;
  slice.xml = keep(std::move(text));
  slice.number = number;
}

/// Notes the first and last column of each row.
void SheetRows::widen(std::string_view rows_xml) {
  std::size_t at = 0;
  while (const auto row = next_element(rows_xml, at, plain_)) {
    at = row->end;
    const std::string_view content = rows_xml.substr(row->content_begin, row->content_end - row->content_begin);
    const auto first = next_element(content, 0, plain_);
    if (!first) continue;
    const std::uint32_t first_column = cell_column(content.substr(first->begin, first->content_begin - first->begin), 0);
    // Rows come from RowBuilder: the last cell has its reference.
    const std::string start = "<" + prefix_ + "c r=";
    const std::size_t last = content.rfind(start);
    if (last == std::string_view::npos) throw std::logic_error("a new row was not made with RowBuilder");
    const std::uint32_t last_column_here = cell_column(content.substr(last, content.find('>', last) + 1 - last), 0);
    first_new_column_ = first_new_column_ == 0 ? first_column : std::min(first_new_column_, first_column);
    last_new_column_ = std::max(last_new_column_, last_column_here);
  }
}

/// head_ with the range of used cells as it is now.
std::string SheetRows::with_dimension() const {
  XmlWalker walker{head_, 0, XmlWalker::Part::fragment};
  while (walker.next() && walker.tag().local != "dimension") {
  }
  const auto was = walker.tag().local == "dimension" ? parse_range_reference(walker.attribute("ref")) : std::nullopt;
  if (!was) return head_;
  RangeReference now{{1, 1}, {1, 1}};
  if (!rows_.empty()) {
    const bool was_empty = data_was_empty_ && last_new_column_ != 0;
    now.first = {rows_.front().number, was_empty ? first_new_column_ : was->first.column};
    now.last = {rows_.back().number, was_empty ? last_new_column_ : was->last.column};
    if (last_new_column_ != 0) {
      now.first.column = std::min(now.first.column, first_new_column_);
      now.last.column = std::max(now.last.column, last_new_column_);
    }
  }
  TextPatch patch;
  patch.replace(head_, walker.attribute("ref"), to_string(now));
  return patch.apply(head_);
}

std::string SheetRows::assemble() const {
  const std::string head = rows_changed_ ? with_dimension() : head_;
  const bool opened = data_was_empty_ && !rows_.empty();
  std::size_t size = head.size() + data_open_.size() + data_close_.size() + tail_.size() + 64;
  for (const RowSlice& row : rows_) size += row.xml.size();
  std::string out;
  out.reserve(size);
  out += head;
  if (opened) {
    out += data_open_.substr(0, data_open_.rfind('/'));
    out += '>';
  } else {
    out += data_open_;
  }
  std::uint32_t before = 0;
  for (const RowSlice& row : rows_) {
    if (row.has_number || row.number == before + 1) {
      out += row.xml;
    } else {
      const std::size_t name = row.gap + 1 + prefix_.size() + 3;
      out += row.xml.substr(0, name);
      out += " r=\"" + std::to_string(row.number) + '"';
      out += row.xml.substr(name);
    }
    before = row.number;
  }
  if (opened) {
    out += "</" + prefix_ + "sheetData>";
  } else {
    out += data_close_;
  }
  out += tail_;
  return out;
}

}  // namespace counterfoil::xlsx
