#include "table/table_builder.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "table/csv_scanner.hpp"

namespace counterfoil::table {

using xlsx::CellKind;

namespace {

constexpr std::size_t rows_before_estimate = 512;
constexpr std::size_t most_furniture_cells = 8;

bool is_text_cell(const RowCell& cell) { return cell.kind == CellKind::text || cell.kind == CellKind::shared_string; }

bool has_space(std::string_view text) { return text.find_first_of(" \n\t") != std::string_view::npos; }

}  // namespace

TableBuilder::TableBuilder(InputTable& table, const HeadingPlan& plan, CellReader& reader, bool text_file, std::string_view source)
    : table_(table),
      plan_(plan),
      reader_(reader),
      text_file_(text_file),
      source_(source),
      source_at_(reinterpret_cast<std::uintptr_t>(source.data())),
      heading_end_(plan.last_row) {
  table_.columns.reserve(plan.columns.size() + 8);  // slots point to them; room for columns from the title rows
  slots_.reserve(plan.columns.size() + plan.rivals.size());
  const auto claim = [&](std::uint32_t column, std::uint16_t slot) {
    if (column >= slot_of_column_.size()) slot_of_column_.resize(column + 1, no_heading);
    slot_of_column_[column] = slot;
    last_heading_column_ = std::max(last_heading_column_, column);
  };
  const auto add_slot = [&](const MappedHeading& mapped, TypedColumn& column) {
    const Field& field = table_.layout.fields[mapped.field];
    column.field = &field;
    column.heading = mapped.heading;
    column.sheet_column = mapped.column;
    Slot slot;
    slot.field = &field;
    slot.out = &column;
    slot.kind = field.kind;
    slot.column = mapped.column;
    slot.needed = field.required_value || field.kind == FieldKind::pence || table_.layout.closed;
    claim(mapped.column, static_cast<std::uint16_t>(slots_.size() + first_slot));
    slots_.push_back(std::move(slot));
  };
  for (const MappedHeading& mapped : plan.columns) add_slot(mapped, table_.columns.emplace_back());
  for (const RivalHeading& rival : plan.rivals) add_slot(rival.other, rival_columns_.emplace_back());
  for (const MappedHeading& other : plan.unmapped) claim(other.column, not_mapped);

  // Identifiers before other required values: the person's number tells a payment from a total.
  for (std::size_t slot = 0; slot < plan.columns.size(); ++slot) {
    if (!slots_[slot].field->required_value) continue;
    if (!anchor_slot_ || (slots_[slot].kind == FieldKind::identifier && anchor_slot_->kind != FieldKind::identifier))
      anchor_slot_ = &slots_[slot];
    required_slots_.push_back(slot);
  }
  if (anchor_slot_) {
    anchor_column_ = anchor_slot_->column;
    anchor_key_ = heading_key(anchor_slot_->out->heading);
    std::erase_if(required_slots_, [&](std::size_t slot) { return &slots_[slot] == anchor_slot_; });
  }
  for (const std::string& id : table_.layout.control) {
    for (std::size_t slot = 0; slot < plan.columns.size() && !control_slot_; ++slot)
      if (slots_[slot].field->id == id) control_slot_ = &slots_[slot];
    if (control_slot_) break;
  }
  if (control_slot_) table_.control_field = control_slot_->field->id;
}

void TableBuilder::end_row() {
  if (cells_.empty()) return;
  if (anchor_ != SIZE_MAX && !reader_.is_blank(cells_[anchor_])) {
    const RowCell& anchor = cells_[anchor_];
    if (is_text_cell(anchor)) {
      const std::string_view text = reader_.text(anchor);
      if (!table_.layout.closed && anchor_slot_->kind == FieldKind::identifier && stands_for_nothing(text)) {
        const std::string word{text};
        cells_.erase(cells_.begin() + static_cast<std::ptrdiff_t>(anchor_));
        take_without_anchor(word);
        return row_texts_.clear();
      }
      const bool remark = cells_.size() == 1 || (cells_.size() == 2 && !table_.layout.closed);
      if (remark && has_space(text) && take_as_note()) return row_texts_.clear();
      if (!table_.layout.closed && may_hold_total_word(text) && total_word(text) != TotalWord::none && take_as_total(true))
        return row_texts_.clear();
      if (text.size() >= anchor_key_.size() && !anchor_key_.empty() && (text.front() | 0x20) == anchor_key_.front() &&
          is_repeated_heading()) {
        account_.repeated_headings.add(row_);
        account_.last_row = row_;
        ++used_rows_;
        return row_texts_.clear();
      }
    }
    if (!table_.layout.closed && cells_.size() <= most_furniture_cells && take_as_furniture()) return row_texts_.clear();
    accept();
  } else {
    std::erase_if(cells_, [&](const RowCell& cell) { return reader_.is_blank(cell); });
    anchor_ = SIZE_MAX;
    if (!cells_.empty()) {
      // A group's total may stand beside merged cells too.
      const bool total = !merged_.empty() && anchor_column_ != 0 && take_as_total(false);
      if (!total) take_merged_values();
      if (!total && anchor_ != SIZE_MAX)
        accept();
      else if (!total)
        take_without_anchor();
    }
  }
  row_texts_.clear();
}

bool TableBuilder::is_repeated_heading() const {
  if (heading_key(reader_.text(cells_[anchor_])) != anchor_key_) return false;
  std::size_t same = 0;
  std::size_t mapped = 0;
  for (const RowCell& cell : cells_) {
    const std::uint16_t slot = slot_of(cell.column);
    if (slot < first_slot) continue;
    ++mapped;
    if (is_text_cell(cell) && heading_key(reader_.text(cell)) == heading_key(slots_[slot - first_slot].out->heading)) ++same;
  }
  return same * 2 > mapped || same > 2;
}

std::int64_t TableBuilder::control_of_row() const {
  if (!control_slot_) return no_number;
  for (const RowCell& cell : cells_)
    if (cell.column == control_slot_->column) return reader_.pence_or_missing(cell);
  return no_number;
}

std::vector<const RowCell*> TableBuilder::filled_cells() const {
  std::vector<const RowCell*> filled;
  for (const RowCell& cell : cells_)
    if (!reader_.is_blank(cell)) filled.push_back(&cell);
  std::sort(filled.begin(), filled.end(), [](const RowCell* a, const RowCell* b) { return a->column < b->column; });
  return filled;
}

void TableBuilder::leave_out(const RowCell& cell, std::string text) {
  account_.notes.push_back({row_, cell.column, std::move(text)});
  account_.last_row = row_;
  ++used_rows_;
}

bool TableBuilder::take_as_furniture() {
  if (control_of_row() != no_number) return false;
  const auto filled = filled_cells();
  const auto says = [&](const RowCell* cell, bool (*of)(std::string_view)) {
    return is_text_cell(*cell) && of(reader_.text(*cell));
  };
  if (!filled.empty() &&
      std::all_of(filled.begin(), filled.end(), [&](const RowCell* cell) { return says(cell, is_drawn_line); })) {
    leave_out(*filled.front(), std::string{reader_.text(*filled.front())});
    return true;
  }
  const auto page = std::find_if(filled.begin(), filled.end(), [&](const RowCell* cell) { return says(cell, is_page_words); });
  if (page != filled.end()) {
    std::string words;
    for (const RowCell* cell : filled)
      if (is_text_cell(*cell)) words.append(words.empty() ? "" : " ").append(reader_.text(*cell));
    leave_out(**page, std::move(words));
    return true;
  }
  return take_as_trailer(filled);
}

bool TableBuilder::take_as_trailer(const std::vector<const RowCell*>& filled) {
  if (filled.size() < 2 || !control_slot_ || !is_text_cell(*filled.front())) return false;
  TrailerRow trailer{row_, filled.front()->column, {}, static_cast<std::int64_t>(table_.rows()), whole_sum_, false, false};
  std::size_t figures = 0;
  for (const RowCell* cell : filled) {
    const std::string_view text = is_text_cell(*cell) ? reader_.text(*cell) : cell->value;
    trailer.words.append(trailer.words.empty() ? "" : ", ").append(text);
    if (cell == filled.front()) continue;
    const std::int64_t pence = reader_.pence_or_missing(*cell);
    if (pence == no_number) continue;
    ++figures;
    if (pence == whole_sum_ && whole_sum_ != 0)
      trailer.sum_agrees = true;
    else if (pence == trailer.rows_read * 100 && trailer.rows_read > 0)
      trailer.rows_agree = true;
  }
  // Without such a mark only the sum itself tells it: a count may be anything.
  const bool marked = is_trailer_mark(reader_.text(*filled.front()));
  if (marked ? figures + 1 < filled.size() || figures == 0 : !trailer.sum_agrees || figures + 2 < filled.size()) return false;
  trailer.rows_agree = trailer.rows_agree || (trailer.sum_agrees && figures == 1);
  trailer.sum_agrees = trailer.sum_agrees || (trailer.rows_agree && figures == 1);
  account_.trailers.push_back(std::move(trailer));
  table_.total_rows.push_back(row_);
  account_.last_row = row_;
  ++used_rows_;
  return true;
}

bool TableBuilder::take_as_note() {
  const auto filled = filled_cells();
  if (filled.empty() || filled.size() > 2 || !is_text_cell(*filled[0])) return false;
  const std::string_view text = reader_.text(*filled[0]);
  if (filled.size() == 2) {
    // "Printed on" beside a date, "Records:" beside a count; never beside the amount that is summed.
    if (!has_space(text) && !text.ends_with(':')) return false;
    if (control_slot_ && (filled[0]->column == control_slot_->column || filled[1]->column == control_slot_->column)) return false;
    if (total_word(text) != TotalWord::none) return false;
  }
  if (filled[0]->column == anchor_column_ && !has_space(text)) return false;
  const std::uint16_t slot = slot_of(filled[0]->column);
  const bool figure =
      slot >= first_slot && !slots_[slot - first_slot].holds_text() && reader_.pence_or_missing(*filled[0]) != no_number;
  if (figure) return false;  // an amount kept as text
  leave_out(*filled[0], std::string{text});
  return true;
}

bool TableBuilder::take_as_total(bool has_anchor) {
  std::string label;
  std::size_t texts = 0;
  TotalWord best = TotalWord::none;
  bool dates = false;
  for (const RowCell& cell : cells_) {
    if (reader_.is_blank(cell)) continue;
    const std::uint16_t slot = slot_of(cell.column);
    if (slot >= first_slot && slots_[slot - first_slot].kind == FieldKind::date) dates = true;
    if (!is_text_cell(cell)) continue;
    const std::string_view text = reader_.text(cell);
    // An amount kept as text is a figure and not a word.
    if (slot >= first_slot && !slots_[slot - first_slot].holds_text() && total_word(text) == TotalWord::none) continue;
    ++texts;
    const TotalWord word = total_word(text);
    if (word == TotalWord::none || (best == TotalWord::exact && word != TotalWord::exact)) continue;
    if (label.empty() || word > best || best == TotalWord::none) label = text;
    best = word == TotalWord::exact ? word : (best == TotalWord::exact ? best : word);
  }
  if (best == TotalWord::none) return false;
  // "Total Care Ltd" is a provider: beside other texts only the bare word counts. In the place of the identifier it is no
  // identifier.
  if (!has_anchor && (best == TotalWord::exact ? texts > 3 || (dates && texts > 1) : texts > 1)) return false;
  if (has_anchor && dates && texts > 2) return false;
  // A name may begin or end with such a word ("Kai Sum", "Total Care Ltd"): without the person's number, only the sum tells.
  if (!has_anchor && best == TotalWord::part && !is_sum(control_of_row())) return false;
  add_total(std::move(label));
  return true;
}

bool TableBuilder::is_sum(std::int64_t stated) const {
  return stated != no_number && (stated == whole_sum_ - sum_at_last_total_ || sums_at_totals_.count(whole_sum_ - stated) > 0);
}

void TableBuilder::take_merged_values() {
  if (merged_.empty()) return;
  for (const RowCell& value : merged_.values_from_above(row_)) {
    const std::uint16_t slot = slot_of(value.column);
    // A figure that is merged over rows stands for all of them together: it counts once, in the first.
    if (slot < first_slot || slots_[slot - first_slot].kind == FieldKind::pence ||
        slots_[slot - first_slot].kind == FieldKind::quantity)
      continue;
    if (std::any_of(cells_.begin(), cells_.end(), [&](const RowCell& cell) { return cell.column == value.column; })) continue;
    if (value.column == anchor_column_) anchor_ = cells_.size();
    cells_.push_back(value);
  }
}

std::vector<std::uint32_t> TableBuilder::columns_to_fill() const {
  if (account_.without_id.empty() || anchor_column_ == 0) return {};
  std::vector<std::uint32_t> columns{anchor_column_};
  for (std::size_t slot = 0; slot < slots_.size(); ++slot)
    if (slots_[slot].holds_text() && slots_[slot].column != anchor_column_ && !has_value_without_id_[slot])
      columns.push_back(slots_[slot].column);
  return columns;
}

bool TableBuilder::totals_prove_what_was_filled() const {
  if (account_.filled_down.empty() || !account_.without_id.empty() || account_.totals.empty()) return false;
  if (account_.totals.back().row < account_.filled_down.runs().back().second) return false;
  return std::all_of(account_.totals.begin(), account_.totals.end(), [](const TotalRow& total) { return total.agrees; });
}

void TableBuilder::keep_for_filling() {
  last_filled_.clear();
  for (const RowCell& cell : cells_) {
    if (std::find(fill_down_.begin(), fill_down_.end(), cell.column) == fill_down_.end()) continue;
    last_filled_.push_back(cell);
    last_filled_.back().value = reader_.arena().keep(cell.value);
    last_filled_.back().has_formula = false;
  }
}

bool TableBuilder::fill_from_above() {
  if (last_filled_.empty() || control_of_row() == no_number) return false;
  for (RowCell value : last_filled_) {
    value.row = row_;
    if (value.column == anchor_column_) anchor_ = cells_.size();
    cells_.push_back(value);
  }
  account_.filled_down.add(row_);
  return true;
}

void TableBuilder::add_total(std::string label) {
  last_filled_.clear();
  TotalRow total;
  total.row = row_;
  total.label = std::move(label);
  total.stated = control_of_row();
  total.whole_sum = whole_sum_;
  total.group_sum = whole_sum_ - sum_at_last_total_;
  total.agrees = is_sum(total.stated);
  account_.totals.push_back(std::move(total));
  table_.total_rows.push_back(row_);
  sums_at_totals_.insert(whole_sum_);
  sum_at_last_total_ = whole_sum_;
  account_.last_row = row_;
  ++used_rows_;
}

void TableBuilder::take_without_anchor(std::string_view word) {
  if (anchor_column_ == 0) {
    // No field is needed on every row; "Total" with nothing but figures beside it is one all the same.
    const auto texts = std::count_if(cells_.begin(), cells_.end(), [&](const RowCell& cell) {
      const std::uint16_t slot = slot_of(cell.column);
      return is_text_cell(cell) && (slot < first_slot || slots_[slot - first_slot].holds_text());
    });
    if (texts == 1 && take_as_total(false)) return;
    return accept();
  }
  if (take_as_total(false) || take_as_note()) return;
  if (word.empty() && fill_from_above()) return accept();
  const bool words = std::any_of(cells_.begin(), cells_.end(), [&](const RowCell& cell) {
    const std::uint16_t slot = slot_of(cell.column);
    return is_text_cell(cell) && (slot < first_slot || slots_[slot - first_slot].holds_text());
  });
  const std::int64_t stated = control_of_row();
  if (!words && stated != no_number && table_.rows() > 0 && sums_at_totals_.count(whole_sum_ - stated) > 0 &&
      (stated != 0 || cells_.size() > 1))
    return add_total({});
  has_value_without_id_.resize(slots_.size(), false);
  for (const RowCell& cell : cells_)
    if (const std::uint16_t slot = slot_of(cell.column); slot >= first_slot && !reader_.is_blank(cell))
      has_value_without_id_[slot - first_slot] = true;
  if (word.empty())
    account_.without_id.add(row_);
  else
    account_.placeholders.add("identifier-placeholder", anchor_column_, anchor_slot_->field->title, row_, word);
  account_.last_row = row_;
  ++used_rows_;
}

void TableBuilder::note_headless(const RowCell& cell) {
  if (reader_.is_blank(cell)) return;
  if (text_file_ && cell.column > last_heading_column_)
    account_.too_many_fields.add(row_);
  else
    account_.headless[cell.column].add(row_);
}

bool TableBuilder::is_blank_at(std::uint32_t column) const {
  for (const RowCell& cell : cells_)
    if (cell.column == column) return reader_.is_blank(cell);
  return true;
}

void TableBuilder::accept() {
  if (!merged_.empty()) take_merged_values();
  if (!fill_down_.empty()) keep_for_filling();
  const std::size_t index = table_.source_rows.size();
  for (const RowCell& cell : cells_) {
    const std::uint16_t place = slot_of(cell.column);
    if (place < first_slot) {
      if (place == no_heading) note_headless(cell);
      if (place == not_mapped && table_.layout.closed && !reader_.is_blank(cell)) account_.not_known[cell.column].add(row_);
      continue;
    }
    Slot& slot = slots_[place - first_slot];
    std::size_t size = slot.size();
    if (size != index) {
      if (size > index)
        throw Failure{FailureKind::unreadable, "Cell " + xlsx::to_string(xlsx::CellReference{cell.row, cell.column}) +
                                                   " stands in the file twice, so the file is damaged. Export it again."};
      for (; size < index; ++size) slot.push_missing();
    }
    reader_.read(slot, cell);
  }
  for (const std::size_t at : required_slots_)
    if (slots_[at].size() <= index || is_blank_at(slots_[at].column) ||
        (slots_[at].kind == FieldKind::identifier && slots_[at].last_is_missing()))
      account_.missing_values[at].add(row_);
  if (control_slot_ && control_slot_->size() > index) {
    const std::int64_t amount = control_slot_->out->numbers.back();
    if (amount != no_number) whole_sum_ += amount;
  }
  table_.source_rows.push_back(row_);
  account_.last_row = row_;
  ++used_rows_;
  if (hidden_) account_.hidden.add(row_);
  if (text_file_ && field_count_ < last_heading_column_) account_.too_few_fields.add(row_);
  if (index + 1 == rows_before_estimate) estimate_rows();
}

void TableBuilder::estimate_rows() {
  std::size_t read = 0;  // bytes up to here, where a cell's value still stands in the source
  for (const RowCell& cell : cells_)
    if (cell.value.data() > source_.data() && cell.value.data() < source_.data() + source_.size())
      read = static_cast<std::size_t>(cell.value.data() - source_.data());
  if (read == 0) return;
  std::size_t rows = source_.size() / (read / rows_before_estimate + 1);
  rows = std::min<std::size_t>(rows + rows / 32, last_text_record);
  table_.source_rows.reserve(rows);
  for (Slot& slot : slots_) {
    if (slot.holds_text())
      slot.out->texts.reserve(rows);
    else
      slot.out->numbers.reserve(rows);
  }
}

void TableBuilder::take_off_point_zeros() {
  for (Slot& slot : slots_) {
    if (slot.point_zeros.empty() || slot.has_two_part_numbers) continue;
    NoteRows& told = slot.notes[static_cast<std::size_t>(ColumnNote::id_point_zero)];
    for (std::string_view& text : slot.out->texts) {
      if (!ends_in_point_zero(text)) continue;
      const std::string_view whole = text.substr(0, text.find('.'));
      if (told.stored.empty()) told = {slot.point_zeros, std::string{text}, std::string{whole}};
      text = whole;
    }
  }
}

void TableBuilder::finish() {
  end_row();
  cells_.clear();
  take_off_point_zeros();
  for (Slot& slot : slots_)
    for (std::size_t size = slot.size(); size < table_.rows(); ++size) slot.push_missing();
  if (account_.last_row > heading_end_ + used_rows_) table_.blank_rows = account_.last_row - heading_end_ - used_rows_;
}

}  // namespace counterfoil::table
