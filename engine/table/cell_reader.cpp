#include "table/cell_reader.hpp"

#include "base/failure.hpp"
#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "counterfoil/quantity.hpp"
#include "table/accents.hpp"
#include "table/amount_text.hpp"
#include "table/id_spelling.hpp"
#include "table/uk_day.hpp"

namespace counterfoil::table {

using xlsx::CellKind;

namespace {

std::string written(std::int32_t days) { return format_date(Date{std::chrono::days{days}}); }

/// Characters as Excel counts them: UTF-16 units.
std::size_t excel_length(std::string_view text) {
  std::size_t units = 0;
  for (const char each : text) {
    const auto byte = static_cast<unsigned char>(each);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

/// Digits of a whole number; empty where it is not whole.
std::string whole_digits(const Decimal& value) {
  Decimal whole = value;
  while (whole.scale > 0 && whole.digits % 10 == 0) {
    whole.digits /= 10;
    --whole.scale;
  }
  if (whole.scale > 0 || whole.scale < -30) return {};
  std::string digits = std::to_string(whole.digits);
  if (whole.digits != 0) digits.append(static_cast<std::size_t>(-whole.scale), '0');
  return digits;
}

/// As few digits as it takes, with a point where there is one.
std::string plain_digits(const Decimal& value) {
  std::string text = whole_digits(value);
  if (text.empty()) {
    Decimal short_form = value;
    while (short_form.scale > 0 && short_form.digits % 10 == 0) {
      short_form.digits /= 10;
      --short_form.scale;
    }
    text = std::to_string(short_form.digits);
    const auto scale = static_cast<std::size_t>(short_form.scale);
    if (short_form.scale < 0 || scale > 40) return {};
    if (text.size() <= scale) text.insert(0, scale + 1 - text.size(), '0');
    text.insert(text.size() - scale, ".");
  }
  return value.negative ? "-" + text : text;
}

}  // namespace

CellReader::CellReader(const xlsx::WorkbookReader* workbook) : workbook_(workbook), serial_offset_(25'569) {
  if (!workbook_) return;
  strings_ = &workbook_->shared_strings();
  uses_1904_ = workbook_->uses_1904_dates();
  if (uses_1904_) serial_offset_ = 24'107;
  string_flags_.resize(strings_->size());
  for (std::size_t index = 0; index < strings_->size(); ++index) {
    const std::string_view text = (*strings_)[index];
    const bool composed = has_combining_marks(text);
    if (composed) composed_.emplace(static_cast<std::uint32_t>(index), arena_.keep(with_composed_accents(text)));
    if (composed || text.empty() || !is_plain(text.front()) || !is_plain(text.back()) || text.size() >= 255)
      string_flags_[index] = needs_care;
    else if (is_null_word(text))
      string_flags_[index] = needs_care;
    else if (text.front() >= '0' && text.front() <= '9')
      string_flags_[index] = begins_with_digit;
    if (may_be_respelt(text) || stands_for_nothing(text)) string_flags_[index] |= odd_identifier;
  }
  const xlsx::Styles& styles = workbook_->styles();
  date_styles_.resize(styles.size());
  time_styles_.resize(styles.size());
  for (std::uint32_t style = 0; style < styles.size(); ++style) {
    const auto kind = styles.kind(style);
    date_styles_[style] =
        kind == xlsx::NumberFormatKind::date || kind == xlsx::NumberFormatKind::date_time || kind == xlsx::NumberFormatKind::time;
    time_styles_[style] = kind == xlsx::NumberFormatKind::time;
  }
  identifier_styles_.resize(styles.size());
  for (std::uint32_t style = 0; style < styles.size(); ++style)
    identifier_styles_[style] = date_styles_[style] || IdentifierFormat{styles.code(style)}.pads();
}

std::string_view CellReader::trim_fully(std::string_view text) { return trim_text(text); }

void CellReader::string_is_missing(const xlsx::CellView& cell) const {
  throw Failure{FailureKind::unreadable,
                "Cell " + xlsx::to_string(xlsx::CellReference{cell.row, cell.column}) +
                    " refers to a text that is not in the workbook, so the file is damaged. Export it again."};
}

bool CellReader::is_blank(const RowCell& cell) const {
  switch (cell.kind) {
    case CellKind::blank: return !cell.has_formula;
    case CellKind::shared_string:
    case CellKind::text: return text(cell).empty() && (cell.has_value || !cell.has_formula);
    default: return !cell.has_value && !cell.has_formula;
  }
}

std::string_view CellReader::stored(const RowCell& cell) const {
  if (cell.kind == CellKind::shared_string) return (*strings_)[cell.string];
  return cell.value;
}

std::string_view CellReader::keep(Slot& slot, std::string_view text) {
  if (text.empty()) return "";  // never without an address: plugins are given it
  if (!workbook_) return text;
  if (text == slot.last_kept) return slot.last_kept;
  return slot.last_kept = arena_.keep(text);
}

std::string_view CellReader::keep_made(Slot& slot, const std::string& text) {
  if (text == slot.last_kept) return slot.last_kept;
  return slot.last_kept = arena_.keep(text);
}

std::int64_t CellReader::pence_or_missing(const RowCell& cell) const {
  std::optional<Units> units;
  if (cell.kind == CellKind::number && cell.has_value) {
    if (const auto value = parse_decimal(cell.value)) units = to_units(without_binary_noise(*value), 2);
  } else if (cell.kind == CellKind::text || cell.kind == CellKind::shared_string) {
    if (const auto amount = read_amount_text(without_guards(text(cell)), false)) units = to_units(amount->value, 2);
  }
  return units && units->count <= largest_pence * 1000 && units->count >= -largest_pence * 1000 ? units->count : no_number;
}

void CellReader::remember(const RowCell& cell, KnownStrings& known, std::int64_t number, ColumnNote about) {
  if (cell.kind != CellKind::shared_string) return;
  if (known.empty()) known.resize(string_flags_.size());
  known[cell.string] = {number, true, static_cast<std::uint8_t>(about)};
}

void CellReader::read_slowly(Slot& slot, const RowCell& cell) {
  if (!cell.has_value) {
    if (cell.has_formula)
      findings_.add(slot.needed ? "formula-not-calculated" : "formula-without-value", slot.column, slot.field->title, cell.row, "");
    return slot.push_missing();
  }
  if (cell.kind == CellKind::error) {
    findings_.add(slot.needed ? "cell-error-needed" : "cell-error", slot.column, slot.field->title, cell.row, cell.value);
    return slot.push_missing();
  }
  if (is_blank(cell)) return slot.push_missing();
  switch (slot.kind) {
    case FieldKind::text: return read_text(slot, cell);
    case FieldKind::identifier: return read_identifier(slot, cell);
    case FieldKind::date: return read_date(slot, cell);
    case FieldKind::pence:
    case FieldKind::quantity:
    case FieldKind::integer:  // no layout has it
    case FieldKind::percent: return read_number(slot, cell);
  }
}

void CellReader::refuse(Slot& slot, const RowCell& cell, std::string_view shown) {
  std::string_view value = stored(cell);
  if (cell.kind == CellKind::boolean) value = cell.value == "0" ? "FALSE" : "TRUE";
  std::string_view id = "text-unreadable";
  switch (slot.kind) {
    case FieldKind::text: break;
    case FieldKind::identifier: break;
    case FieldKind::date: id = slot.needed ? "required-date-unreadable" : "date-unreadable"; break;
    case FieldKind::pence: id = "amount-unreadable"; break;
    case FieldKind::quantity:
    case FieldKind::integer:
    case FieldKind::percent: id = slot.needed ? "required-quantity-unreadable" : "quantity-unreadable"; break;
  }
  findings_.add(id, slot.column, slot.field->title, cell.row, value, shown);
  slot.push_missing();
}

void CellReader::note_length(Slot& slot, std::uint32_t row, std::string_view text) {
  if (text.size() < 255) return;
  const std::size_t length = excel_length(text);
  if (length == 255) note(slot, ColumnNote::length_255, row, {});
  if (length >= xlsx::longest_cell_text) note(slot, ColumnNote::length_limit, row, {});
}

void CellReader::push_text(Slot& slot, const RowCell& cell, std::string_view value) {
  note_length(slot, cell.row, stored(cell));
  slot.out->texts.push_back(cell.kind == CellKind::shared_string ? value : keep(slot, value));
}

void CellReader::read_text(Slot& slot, const RowCell& cell) {
  std::string made;
  switch (cell.kind) {
    case CellKind::number: {
      const auto value = parse_decimal(cell.value);
      made = value ? plain_digits(without_binary_noise(*value)) : std::string{};
      if (shows_date(cell.style) && !time_styles_[cell.style]) {
        const DateReading date = read_date_serial(cell.value, uses_1904_);
        if (date.outcome == DateOutcome::read) made = written(date.days);
      }
      if (made.empty()) made = cell.value;
      break;
    }
    case CellKind::iso_date: {
      const DateReading date = read_date_text(cell.value);
      made = date.outcome == DateOutcome::read ? written(date.days) : std::string{cell.value};
      break;
    }
    case CellKind::boolean: made = cell.value == "0" ? "FALSE" : "TRUE"; break;
    default:
      if (take_as_nothing(slot, cell)) return;
      return push_text(slot, cell, text(cell));
  }
  slot.out->texts.push_back(keep_made(slot, made));
}

bool CellReader::quick_identifier(Slot& slot, std::string_view value) {
  // Digits only, as nearly all are: their lengths tell whether leading zeros were lost elsewhere in the column.
  const char last = value.back();
  if (last < '0' || last > '9') return false;
  for (const char each : value) {
    if (each >= '0' && each <= '9') continue;
    if (each == '+' || each == '.' || may_be_respelt(value)) return false;  // perhaps 1.23E+15, 400101.0 or '400101
    slot.out->texts.push_back(value);
    return true;
  }
  std::size_t& shortest = value.front() == '0' ? slot.shortest_padded : slot.shortest_plain;
  if (value.size() < shortest) shortest = value.size();
  slot.out->texts.push_back(value);
  return true;
}

bool CellReader::quick_identifier_number(Slot& slot, std::string_view digits) {
  if (digits.size() > 15 || digits.empty() || (digits.front() == '0' && digits.size() > 1)) return false;
  for (const char each : digits)
    if (each < '0' || each > '9') return false;
  if (digits.size() < slot.shortest_plain && digits.front() != '0') slot.shortest_plain = digits.size();
  if (digits != slot.last_kept) slot.last_kept = arena_.keep(digits);
  slot.out->texts.push_back(slot.last_kept);
  return true;
}

bool CellReader::quick_date(Slot& slot, std::string_view text) {
  // 01/02/2008 and 2008-02-01; days to the 28th exist in every month.
  if (text.size() != 10) return false;
  const bool day_first = text[2] == '/' && text[5] == '/';
  if (!day_first && (text[4] != '-' || text[7] != '-')) return false;
  unsigned value[3] = {0, 0, 0};
  unsigned part = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const unsigned digit = static_cast<unsigned char>(text[at]) - unsigned{'0'};
    if (day_first ? at == 2 || at == 5 : at == 4 || at == 7) {
      ++part;
    } else {
      if (digit >= 10) return false;
      value[part] = value[part] * 10 + digit;
    }
  }
  const unsigned year = day_first ? value[2] : value[0];
  const unsigned day = day_first ? value[0] : value[2];
  if (year <= 1900 || value[1] < 1 || value[1] > 12 || day < 1 || day > 28) return false;
  slot.out->numbers.push_back(make_date(static_cast<int>(year), value[1], day).time_since_epoch().count());
  return true;
}

void CellReader::read_identifier(Slot& slot, const RowCell& cell) {
  if (cell.kind == CellKind::number) return read_identifier_number(slot, cell);
  if (cell.kind == CellKind::boolean || cell.kind == CellKind::iso_date) {
    findings_.add("identifier-changed", slot.column, slot.field->title, cell.row,
                  cell.kind == CellKind::boolean ? (cell.value == "0" ? "FALSE" : "TRUE") : cell.value);
    return read_text(slot, cell);
  }
  if (take_as_nothing(slot, cell)) return;
  const std::string_view value = text(cell);
  if (is_scientific_text(value)) {
    findings_.add(slot.needed ? "identifier-digits-lost" : "identifier-digits-doubtful", slot.column, slot.field->title, cell.row,
                  value);
    return push_text(slot, cell, value);
  }
  note_length(slot, cell.row, stored(cell));
  const auto plain = respelt(value);
  if (plain) note(slot, ColumnNote::id_respelt, cell.row, value, *plain);
  const std::string_view kept = plain ? keep_made(slot, *plain) : cell.kind == CellKind::shared_string ? value : keep(slot, value);
  if (ends_in_point_zero(kept)) slot.point_zeros.add(cell.row);
  if (is_two_part_number(kept)) slot.has_two_part_numbers = true;
  if (!quick_identifier(slot, kept)) slot.out->texts.push_back(kept);
}

void CellReader::read_identifier_number(Slot& slot, const RowCell& cell) {
  const std::string& field = slot.field->title;
  const auto value = parse_decimal(cell.value);
  if (!value) return refuse(slot, cell);
  if (shows_date(cell.style)) {
    findings_.add("identifier-changed", slot.column, field, cell.row, cell.value);
    return read_text(slot, cell);
  }
  std::string digits = value->negative ? std::string{} : whole_digits(*value);
  if (digits.size() > 15) {
    // Excel keeps 15 digits of a number; the rest of a longer one are zeros or noise.
    findings_.add(slot.needed ? "identifier-digits-lost" : "identifier-digits-doubtful", slot.column, field, cell.row, cell.value,
                  digits);
  } else if (digits.empty()) {
    digits = plain_digits(without_binary_noise(*value));
    if (digits.empty()) digits = cell.value;
    findings_.add("identifier-not-whole", slot.column, field, cell.row, cell.value, digits);
  } else if (changes_identifier(cell.style)) {
    digits = IdentifierFormat{workbook_->styles().code(cell.style)}.show(digits);
  }
  const std::string_view kept = keep_made(slot, digits);
  if (!quick_identifier(slot, kept)) slot.out->texts.push_back(kept);
}

bool CellReader::take_as_nothing(Slot& slot, const RowCell& cell) {
  if (cell.kind != CellKind::shared_string && cell.kind != CellKind::text) return false;
  // In the place of a figure or a date that is needed it is not read, as anything else there that is none.
  if (slot.kind == FieldKind::pence || (slot.needed && slot.kind != FieldKind::identifier)) return false;
  const std::string_view word = text(cell);
  const bool nothing = slot.kind == FieldKind::identifier ? stands_for_nothing(word)
                       : slot.kind == FieldKind::date     ? is_null_word(word) || is_blank_sign(word)
                                                          : is_null_word(word);
  if (!nothing) return false;
  note(slot, ColumnNote::word_for_nothing, cell.row, stored(cell));
  slot.push_missing();
  return true;
}

DateReading CellReader::date_in(const RowCell& cell, bool unformatted) const {
  switch (cell.kind) {
    case CellKind::number:
      return unformatted ? read_unformatted_date(cell.value, uses_1904_) : read_date_serial(cell.value, uses_1904_);
    case CellKind::shared_string:
    case CellKind::text: return read_date_text(without_guards(text(cell)), uses_1904_);
    case CellKind::iso_date: return read_date_text(cell.value);
    default: return {};
  }
}

void CellReader::read_date(Slot& slot, const RowCell& cell) {
  if (take_as_nothing(slot, cell)) return;
  const std::string& field = slot.field->title;
  const bool unformatted = cell.kind == CellKind::number && (!shows_date(cell.style) || time_styles_[cell.style]);
  const DateReading date = date_in(cell, unformatted);
  // Everybody was born: whoever works out ages says what is wrong with such a day.
  const bool may_be_none = !slot.needed && slot.field->id != "date_of_birth";
  if (date.for_none && may_be_none) {
    note(slot, ColumnNote::date_for_none, cell.row, stored(cell));
    return slot.push_missing();
  }
  switch (date.outcome) {
    case DateOutcome::read: break;
    case DateOutcome::us_order: note(slot, ColumnNote::month_first, cell.row, stored(cell)); return slot.push_missing();
    case DateOutcome::impossible:
      findings_.add(slot.needed ? "required-date-unreadable" : "date-impossible", slot.column, field, cell.row, stored(cell));
      return slot.push_missing();
    case DateOutcome::unreadable: return refuse(slot, cell);
  }
  const UkDay day = uk_day(date);
  slot.out->numbers.push_back(day.days);
  if (day.move == DayMove::late) note(slot, ColumnNote::date_late, cell.row, shown_time(cell, date), written(day.days));
  if (day.move == DayMove::from_utc || day.move == DayMove::from_evening)
    return note(slot, day.move == DayMove::from_utc ? ColumnNote::date_from_utc : ColumnNote::date_from_evening, cell.row,
                shown_time(cell, date), written(day.days));
  if (unformatted) note(slot, ColumnNote::date_unformatted, cell.row, cell.value, written(day.days));
  if (cell.kind != CellKind::shared_string && cell.kind != CellKind::text) return;
  const ColumnNote about = date.serial       ? ColumnNote::serial_as_text
                           : date.short_year ? ColumnNote::short_year
                                             : ColumnNote::date_as_text;
  if (!workbook_ && about == ColumnNote::date_as_text) return;  // in a text file all is text
  note(slot, about, cell.row, stored(cell), written(day.days));
  remember(cell, known_dates_, day.days, about);
}

std::string CellReader::shown_time(const RowCell& cell, const DateReading& date) const {
  if (cell.kind != CellKind::number) return std::string{stored(cell)};
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return written(date.days) + " " + two(date.seconds / 3600) + ":" + two(date.seconds / 60 % 60) + ":" + two(date.seconds % 60);
}

bool CellReader::shows_percent(const RowCell& cell) const {
  return workbook_ && workbook_->styles().kind(cell.style) == xlsx::NumberFormatKind::percent;
}

void CellReader::read_number(Slot& slot, const RowCell& cell) {
  const bool pence = slot.kind == FieldKind::pence;
  const bool percent = slot.kind == FieldKind::percent;
  const std::string& field = slot.field->title;
  std::optional<Units> units;
  bool dash = false;
  bool with_sign = shows_percent(cell);
  const bool is_text = cell.kind == CellKind::text || cell.kind == CellKind::shared_string;
  if (is_text && take_as_nothing(slot, cell)) return;
  const std::string_view words = is_text ? without_guards(text(cell)) : std::string_view{};
  const bool guarded = is_text && words.size() != text(cell).size();
  bool pound_damaged = false;
  if (cell.kind == CellKind::number) {
    if (shows_date(cell.style)) {
      const DateReading date = read_date_serial(cell.value, uses_1904_);
      findings_.add(slot.needed ? "number-is-date-needed" : "number-is-date", slot.column, field, cell.row, cell.value,
                    date.outcome == DateOutcome::read && !time_styles_[cell.style] ? written(date.days) : std::string{});
      return slot.push_missing();
    }
    if (auto value = parse_decimal(cell.value)) {
      if (percent && !with_sign) value->scale += 2;
      units = to_units(without_binary_noise(*value), pence ? 2 : 6);
    }
  } else if (is_text) {
    if (auto amount = read_amount_text(words, !pence)) {
      with_sign = words.find('%') != std::string_view::npos;
      if (percent && !with_sign) amount->value.scale += 2;
      units = to_units(amount->value, pence ? 2 : 6);
      dash = amount->dash;
      pound_damaged = amount->pound_damaged;
    }
  }
  const bool alone = slot.needed && !pence;  // no dash for nothing, and no percentage for an amount
  if (alone && !percent && with_sign && units) {
    findings_.add("quantity-is-percent", slot.column, field, cell.row, stored(cell));
    return slot.push_missing();
  }
  if (!units || (alone && dash) || (pence && (units->count > largest_pence || units->count < -largest_pence)))
    return refuse(slot, cell);
  const std::int64_t value = units->count;
  slot.out->numbers.push_back(value);
  // 0.05 without a sign is a twentieth of a percent, or 5% in a cell that lost its format.
  constexpr std::int64_t one_percent = Quantity::one / 100;
  if (percent && slot.needed && !with_sign && value != 0 && value < one_percent && value > -one_percent)
    findings_.add("percent-doubtful", slot.column, field, cell.row, stored(cell),
                  format_quantity(Quantity{value * 100}) + "% or " + format_quantity(Quantity{value * 10'000}) + "%");
  if (units->excess == Excess::none && !is_text) return;
  const std::string shown = pence ? format_pounds(Pence{value}) : format_quantity(Quantity{value});
  if (units->excess == Excess::real && pence) findings_.add("amount-rounded", slot.column, field, cell.row, stored(cell), shown);
  if (units->excess == Excess::noise && pence) note(slot, ColumnNote::amount_noise, cell.row, stored(cell), shown);
  if (units->excess != Excess::none && !pence) note(slot, ColumnNote::quantity_rounded, cell.row, stored(cell), shown);
  if (!is_text) return;
  const ColumnNote about = dash            ? ColumnNote::dash_as_nothing
                           : pound_damaged ? ColumnNote::pound_sign_damaged
                                           : ColumnNote::number_as_text;
  if (workbook_ || dash || guarded || pound_damaged) {
    note(slot, about, cell.row, stored(cell), shown);
    if (units->excess == Excess::none && !percent) remember(cell, pence ? known_pence_ : known_quantities_, value, about);
  }
}

}  // namespace counterfoil::table
