#include "table/table_builder.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "table/csv_scanner.hpp"

namespace counterfoil::table {

using xlsx::CellKind;

namespace {

constexpr std::size_t rows_before_estimate = 512;

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
    accept();
  } else {
    std::erase_if(cells_, [&](const RowCell& cell) { return reader_.is_blank(cell); });
    if (!cells_.empty()) take_without_anchor();
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

bool TableBuilder::take_as_note() {
  std::vector<const RowCell*> filled;
  for (const RowCell& cell : cells_)
    if (!reader_.is_blank(cell)) filled.push_back(&cell);
  std::sort(filled.begin(), filled.end(), [](const RowCell* a, const RowCell* b) { return a->column < b->column; });
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
  account_.notes.push_back({row_, filled[0]->column, std::string{text}});
  account_.last_row = row_;
  ++used_rows_;
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
  add_total(std::move(label));
  return true;
}

void TableBuilder::add_total(std::string label) {
  TotalRow total;
  total.row = row_;
  total.label = std::move(label);
  total.stated = control_of_row();
  total.whole_sum = whole_sum_;
  total.group_sum = whole_sum_ - sum_at_last_total_;
  total.agrees =
      total.stated != no_number && (total.stated == total.group_sum || sums_at_totals_.count(whole_sum_ - total.stated) > 0);
  account_.totals.push_back(std::move(total));
  table_.total_rows.push_back(row_);
  sums_at_totals_.insert(whole_sum_);
  sum_at_last_total_ = whole_sum_;
  account_.last_row = row_;
  ++used_rows_;
}

void TableBuilder::take_without_anchor() {
  if (anchor_column_ == 0) return accept();
  if (take_as_total(false) || take_as_note()) return;
  const bool words = std::any_of(cells_.begin(), cells_.end(), [&](const RowCell& cell) {
    const std::uint16_t slot = slot_of(cell.column);
    return is_text_cell(cell) && (slot < first_slot || slots_[slot - first_slot].holds_text());
  });
  const std::int64_t stated = control_of_row();
  if (!words && stated != no_number && table_.rows() > 0 && sums_at_totals_.count(whole_sum_ - stated) > 0 &&
      (stated != 0 || cells_.size() > 1))
    return add_total({});
  account_.without_id.add(row_);
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
    if (slots_[at].size() <= index || is_blank_at(slots_[at].column)) account_.missing_values[at].add(row_);
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

void TableBuilder::finish() {
  end_row();
  cells_.clear();
  for (Slot& slot : slots_)
    for (std::size_t size = slot.size(); size < table_.rows(); ++size) slot.push_missing();
  if (account_.last_row > heading_end_ + used_rows_) table_.blank_rows = account_.last_row - heading_end_ - used_rows_;
}

}  // namespace counterfoil::table
