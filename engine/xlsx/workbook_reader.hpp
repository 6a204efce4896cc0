// A workbook opened for reading: its sheets and what their cells refer to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/read/shared_strings.hpp"
#include "xlsx/read/styles.hpp"
#include "xlsx/zip/zip_archive.hpp"

namespace counterfoil::xlsx {

enum class SheetVisibility { visible, hidden, very_hidden };

struct SheetInfo {
  std::string name;
  std::string part;  // "xl/worksheets/sheet1.xml", as found in the container
  SheetVisibility visibility = SheetVisibility::visible;
  bool worksheet = true;  // false: chart, dialog or macro sheet
};

/// Borrows the file's bytes. Accepts .xlsx, .xlsm, .xltx, .xltm, transitional and strict, any namespace prefix.
class WorkbookReader {
 public:
  explicit WorkbookReader(std::string_view file, const Limits& limits = {});

  const std::vector<SheetInfo>& sheets() const { return sheets_; }
  bool uses_1904_dates() const { return uses_1904_dates_; }
  const ZipArchive& archive() const { return archive_; }
  const SharedStrings& shared_strings() const;  // read on first use
  const Styles& styles() const;                 // read on first use
  /// The sheet's XML as UTF-8, for SheetScanner.
  Buffer sheet_xml(const SheetInfo& sheet) const;

 private:
  ZipArchive archive_;
  std::vector<SheetInfo> sheets_;
  bool uses_1904_dates_ = false;
  std::string shared_strings_part_;  // empty: the workbook has none
  std::string styles_part_;
  mutable bool strings_read_ = false;
  mutable bool styles_read_ = false;
  mutable SharedStrings shared_strings_;
  mutable Styles styles_;
};

/// What the first bytes say a file is; decides whether it is read, and the words when it is not.
enum class FileKind {
  zip_workbook,
  legacy_xls,
  encrypted_workbook,
  binary_workbook_xlsb,
  open_document,
  other_zip,
  text,
  web_page,         // an HTML table that a system named .xls
  xml_spreadsheet,  // "XML Spreadsheet 2003"
  pdf,
  empty,
  unknown,
};
FileKind recognise(std::string_view file);
/// What to tell staff about a kind that is not read, and how to save it instead; empty for zip_workbook and text.
std::string_view refusal_words(FileKind kind);

}  // namespace counterfoil::xlsx
