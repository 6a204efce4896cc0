#include "xlsx/patch/sheet_rows.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <stdexcept>

#include "xlsx/limits.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {

namespace {

constexpr std::size_t small_text = 4096;  // changed rows below this share blocks
constexpr std::size_t block_size = 1u << 18;

std::optional<std::uint32_t> row_number(std::string_view value) {
  std::uint32_t number = 0;
  const auto result = std::from_chars(value.data(), value.data() + value.size(), number);
  if (result.ec != std::errc{} || result.ptr != value.data() + value.size() || number == 0 || number > last_row)
    return std::nullopt;
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
  head_ = with_utf8_declared(text.substr(0, tag.begin));
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
  const auto at =
      std::lower_bound(rows_.begin(), rows_.end(), number, [](const RowSlice& row, std::uint32_t n) { return row.number < n; });
  return at != rows_.end() && at->number == number ? &*at : nullptr;
}

const char* SheetRows::readable_end(const RowSlice& slice) const {
  const char* const end = slice.xml.data() + slice.xml.size();
  const std::string_view original = original_.view();
  const bool is_original =
      !std::less<>{}(slice.xml.data(), original.data()) && !std::less<>{}(original.data() + original.size(), end);
  return is_original ? original.data() + original.size() : end;
}

std::string_view SheetRows::keep(std::string text) {
  if (text.find('!') != std::string::npos) {
    may_name_sheets_ = true;
    if (text.find("<!") != std::string::npos) plain_ = false;  // a cell carried with its CDATA
  }
  if (text.size() >= small_text) {
    const std::string& kept = kept_.emplace_back(std::move(text));
    if (largest_ == nullptr || kept.size() > largest_->size()) largest_ = &kept_.back();
    return kept;
  }
  if (kept_.empty() || &kept_.back() == largest_ || kept_.back().capacity() - kept_.back().size() < text.size())
    kept_.emplace_back().reserve(block_size);
  std::string& block = kept_.back();
  const std::size_t start = block.size();
  block += text;
  return std::string_view{block}.substr(start);
}

void SheetRows::replace(std::uint32_t first, std::uint32_t last, std::string rows_xml) {
  const std::string_view text = keep(std::move(rows_xml));
  std::size_t end = 0;
  std::vector<RowSlice> fresh = slices(text, 0, end);
  const auto from =
      std::lower_bound(rows_.begin(), rows_.end(), first, [](const RowSlice& row, std::uint32_t n) { return row.number < n; });
  const auto to = std::upper_bound(from, rows_.end(), last, [](std::uint32_t n, const RowSlice& row) { return n < row.number; });
  if (!fresh.empty()) {
    const bool above = from == rows_.begin() || std::prev(from)->number < fresh.front().number;
    const bool below = to == rows_.end() || fresh.back().number < to->number;
    if (!above || !below) throw std::logic_error("rows would be written over others");
    for (const RowSlice& slice : fresh) {
      if (&slice != &fresh.front() && (&slice)[-1].number == slice.number) throw std::logic_error("a row is written twice");
    }
    for (const RowSlice& slice : fresh) widen(slice.row());
  }
  const auto at = rows_.erase(from, to);
  rows_.insert(at, fresh.begin(), fresh.end());
  rows_changed_ = touched_ = true;
}

void SheetRows::set_row(std::size_t index, std::string_view row_xml, std::uint32_t number) {
  RowSlice& slice = rows_[index];
  std::string text{slice.xml.substr(0, slice.gap)};
  text += row_xml;
  if (slice.number != number) rows_changed_ = true;
  touched_ = true;
  slice.xml = keep(std::move(text));
  slice.number = number;
  slice.formula_kinds = 0;
}

/// Notes the first and last column of a row made with RowBuilder.
void SheetRows::widen(std::string_view row) {
  const std::string start = "<" + prefix_ + "c r=\"";
  const std::size_t first = row.find(start);
  if (first == std::string_view::npos) return;
  std::size_t last = row.size() - 1;
  while (row[last] != '<' || row[last + 1] != start[1] || row.compare(last, start.size(), start) != 0) --last;
  const auto column_at = [&](std::size_t at) {
    std::uint32_t column = 0;
    for (std::size_t i = at + start.size(); i < row.size() && row[i] >= 'A' && row[i] <= 'Z'; ++i) {
      column = column * 26 + static_cast<std::uint32_t>(row[i] - 'A' + 1);
    }
    return column;
  };
  first_new_column_ = first_new_column_ == 0 ? column_at(first) : std::min(first_new_column_, column_at(first));
  last_new_column_ = std::max(last_new_column_, column_at(last));
}

namespace {

/// The value of the dimension's range; data() is null where there is none.
std::string_view stated_dimension(std::string_view head) {
  XmlWalker walker{head, 0, XmlWalker::Part::fragment};
  while (walker.next()) {
    if (walker.tag().local == "dimension") return walker.attribute("ref");
  }
  return {};
}

std::string with_dimension_of(std::string_view head, const RangeReference& range) {
  const std::string_view stated = stated_dimension(head);
  TextPatch patch;
  if (stated.data() != nullptr && parse_range_reference(stated) != range) patch.replace(head, stated, to_string(range));
  return patch.apply(head);
}

}  // namespace

std::optional<RangeReference> SheetRows::dimension() const {
  const std::string_view stated = stated_dimension(head_);
  return stated.data() == nullptr ? std::nullopt : parse_range_reference(stated);
}

void SheetRows::set_dimension(const RangeReference& range) { set_head(with_dimension_of(head_, range)); }

void SheetRows::widen_dimension(const RangeReference& cells) {
  auto range = dimension();
  if (!range) return;
  const RangeReference was = *range;
  range->first = {std::min(range->first.row, cells.first.row), std::min(range->first.column, cells.first.column)};
  range->last = {std::max(range->last.row, cells.last.row), std::max(range->last.column, cells.last.column)};
  if (*range != was) set_dimension(*range);
}

/// head_ with the range of used cells as it is now.
std::string SheetRows::with_dimension() const {
  const auto was = dimension();
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
  return with_dimension_of(head_, now);
}

void SheetRows::append_row(std::string& out, const RowSlice& row, std::uint32_t before) const {
  if (row.has_number || row.number == before + 1) {
    out += row.xml;
    return;
  }
  const std::size_t name_end = row.gap + 1 + prefix_.size() + std::string_view{"row"}.size();
  out += row.xml.substr(0, name_end);
  out += " r=\"" + std::to_string(row.number) + '"';
  out += row.xml.substr(name_end);
}

std::string_view SheetRows::assemble() {
  const bool opened = data_was_empty_ && !rows_.empty();
  std::string front = rows_changed_ ? with_dimension() : head_;
  front += opened ? data_open_.substr(0, data_open_.rfind('/')) + ">" : data_open_;
  const std::string end = (opened ? "</" + prefix_ + "sheetData>" : data_close_) + tail_;

  // Most of a large sheet comes from one text of new rows: the rest is put around it, so that it is not held twice.
  const auto [first, last] = rows_of_largest();
  std::size_t size = front.size() + end.size();
  std::uint32_t before = 0;
  const auto append = [&](std::string& out, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      append_row(out, rows_[i], before);
      before = rows_[i].number;
    }
  };
  if (first == last) {
    for (const RowSlice& row : rows_) size += row.xml.size() + 16;
    assembled_.clear();
    assembled_.shrink_to_fit();
    assembled_.reserve(size);
    assembled_ += front;
    append(assembled_, 0, rows_.size());
    assembled_ += end;
    return assembled_;
  }
  append(front, 0, first);
  before = rows_[last - 1].number;
  std::string back;
  append(back, last, rows_.size());
  back += end;
  std::string& text = *largest_;
  text += back;
  text.insert(0, front);
  std::size_t at = front.size();
  for (std::size_t i = first; i < last; ++i) {
    rows_[i].xml = std::string_view{text}.substr(at, rows_[i].xml.size());
    at += rows_[i].xml.size();
  }
  largest_ = nullptr;  // it holds more than rows now; the next time takes the ordinary way
  return text;
}

/// The rows, from and to, whose texts make up the largest kept text whole; none when it is small or was cut into.
std::pair<std::size_t, std::size_t> SheetRows::rows_of_largest() const {
  const std::pair<std::size_t, std::size_t> none{0, 0};
  if (largest_ == nullptr || largest_->size() < block_size) return none;
  const auto inside = [&](const RowSlice& row) {
    return std::less_equal<>{}(largest_->data(), row.xml.data()) &&
           std::less<>{}(row.xml.data(), largest_->data() + largest_->size());
  };
  const auto from = std::find_if(rows_.begin(), rows_.end(), inside);
  auto to = from;
  const char* expected = largest_->data();
  for (; to != rows_.end() && to->xml.data() == expected && to->has_number; ++to) expected += to->xml.size();
  if (expected != largest_->data() + largest_->size()) return none;
  return {static_cast<std::size_t>(from - rows_.begin()), static_cast<std::size_t>(to - rows_.begin())};
}

}  // namespace counterfoil::xlsx
