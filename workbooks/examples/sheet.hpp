// A thin layer over libxlsxwriter: the same bytes on every run, failures as exceptions.
#pragma once

#include <xlsxwriter.h>

#include <optional>
#include <stdexcept>
#include <string>

#include "model.hpp"

namespace examples {

class Book {
 public:
  explicit Book(const std::string& path) : path_(path), book_(workbook_new(path.c_str())) {
    if (!book_) throw std::runtime_error("cannot begin " + path);
    lxw_doc_properties properties{};
    static char author[] = "Finance system (invented)";
    properties.author = author;
    properties.created = 1'760'000'000;  // fixed, or every build would differ
    workbook_set_properties(book_, &properties);
    date_ = workbook_add_format(book_);
    format_set_num_format(date_, "dd/mm/yyyy");
    money_ = workbook_add_format(book_);
    format_set_num_format(money_, "\u00A3#,##0.00");
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    wrapped_ = workbook_add_format(book_);
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    figure_ = workbook_add_format(book_);
    format_set_num_format(figure_, "0.00");
    format_set_align(figure_, LXW_ALIGN_VERTICAL_TOP);
    heading_ = workbook_add_format(book_);
    format_set_bold(heading_);
    format_set_text_wrap(heading_);
    format_set_bottom(heading_, LXW_BORDER_THIN);
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  lxw_workbook* get() { return book_; }
  lxw_format* bold() { return bold_; }
  lxw_format* money_format() { return money_; }
  lxw_format* wrapped() { return wrapped_; }
  lxw_format* figure() { return figure_; }
  lxw_format* heading() { return heading_; }

  lxw_worksheet* sheet(const char* name) { return workbook_add_worksheet(book_, name); }

  void text(lxw_worksheet* sheet, std::size_t row, std::size_t column, const std::string& value) {
    if (!value.empty()) worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), value.c_str(), nullptr);
  }
  void number(lxw_worksheet* sheet, std::size_t row, std::size_t column, double value) {
    worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), value, nullptr);
  }
  void money(lxw_worksheet* sheet, std::size_t row, std::size_t column, std::int64_t pence) {
    worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), static_cast<double>(pence) / 100.0, money_);
  }
  void date(lxw_worksheet* sheet, std::size_t row, std::size_t column, const std::optional<Day>& value) {
    if (!value) return;
    const auto serial = (*value - day(1899, 12, 30)).count();
    worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), static_cast<double>(serial), date_);
  }

  void save() {
    const lxw_error error = workbook_close(book_);
    if (error != LXW_NO_ERROR) throw std::runtime_error(path_ + ": " + lxw_strerror(error));
  }

 private:
  std::string path_;
  lxw_workbook* book_;
  lxw_format* date_ = nullptr;
  lxw_format* money_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* wrapped_ = nullptr;
  lxw_format* heading_ = nullptr;
  lxw_format* figure_ = nullptr;
};

}  // namespace examples
