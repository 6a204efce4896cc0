// What a file is, by its content: names and endings lie.
#include <algorithm>
#include <array>

#include "base/failure.hpp"
#include "xlsx/relationships.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::xlsx {
namespace {

using namespace std::string_view_literals;

/// As compound files write the names of their streams.
std::string utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

FileKind recognise_compound(std::string_view file) {
  if (file.find(utf16("EncryptedPackage")) != std::string_view::npos) return FileKind::encrypted_workbook;
  // The zero behind the name keeps longer names ("Bookmarks") out.
  if (file.find(utf16("Workbook") + '\0') != std::string_view::npos || file.find(utf16("Book") + '\0') != std::string_view::npos) {
    return FileKind::legacy_xls;
  }
  return FileKind::unknown;
}

FileKind recognise_zip(std::string_view file) {
  try {
    const ZipArchive archive{file};
    if (const ZipEntry* const mime = archive.find("mimetype"); mime != nullptr && mime->size < 256) {
      if (archive.read(*mime).view().find("opendocument") != std::string_view::npos) return FileKind::open_document;
    }
    if (archive.find("xl/workbook.bin") != nullptr) return FileKind::binary_workbook_xlsb;
    const ZipEntry* const types = archive.find("[Content_Types].xml");
    if (types == nullptr) return FileKind::other_zip;
    const Buffer part = read_small_part(archive, *types);
    if (part.view().find("sheet.binary.") != std::string_view::npos) return FileKind::binary_workbook_xlsb;
    return part.view().find("spreadsheetml") != std::string_view::npos ? FileKind::zip_workbook : FileKind::other_zip;
  } catch (const Failure&) {
    return FileKind::zip_workbook;  // the reader says what is wrong with it
  }
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return out;
}

/// Begins with a tag of any kind, after XML's own first lines; or is a web archive: a letter with the page and its parts.
bool is_web_page(std::string_view begin) {
  if (begin.starts_with("mime-version:") || (begin.starts_with("from:") && begin.find("mime-version:") != std::string_view::npos) ||
      begin.starts_with("content-type: multipart/related"))
    return true;
  while (begin.starts_with("<?") || begin.starts_with("<!--")) {
    const std::string_view close = begin.starts_with("<?") ? "?>"sv : "-->"sv;
    const std::size_t end = begin.find(close);
    if (end == std::string_view::npos) return false;
    begin.remove_prefix(end + close.size());
    begin.remove_prefix(std::min(begin.find_first_not_of(" \t\r\n"), begin.size()));
  }
  if (begin.starts_with("<!doctype html")) return true;
  if (begin.size() < 2 || begin[0] != '<' || begin[1] < 'a' || begin[1] > 'z') return false;
  const std::size_t end = begin.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789", 1);
  const std::string_view tag = begin.substr(1, end == std::string_view::npos ? end : end - 1);
  static constexpr std::array tags = {"html"sv, "table"sv, "head"sv,   "meta"sv,  "style"sv,   "div"sv,  "body"sv,   "title"sv,
                                      "span"sv, "p"sv,     "center"sv, "font"sv,  "b"sv,       "h1"sv,   "h2"sv,     "h3"sv,
                                      "form"sv, "tr"sv,    "tbody"sv,  "thead"sv, "section"sv, "link"sv, "script"sv, "base"sv,
                                      "br"sv,   "hr"sv,    "img"sv,    "pre"sv,   "main"sv};
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

FileKind recognise_text(std::string_view file) {
  const std::string_view head = file.substr(0, 65'536);
  if (head.substr(0, 2) == "\xFF\xFE"sv || head.substr(0, 2) == "\xFE\xFF"sv) return FileKind::text;
  // UTF-16 without a mark: one byte of every pair is nothing for nearly all English text.
  const auto zeros = std::count(head.begin(), head.end(), '\0');
  const auto size = static_cast<std::ptrdiff_t>(head.size());
  if (zeros * 5 > size * 2 && zeros * 5 < size * 3) return FileKind::text;
  if (zeros * 20 > size || head.front() == '\0') return FileKind::unknown;  // a few are a fault in a text, and left out
  std::string_view start = head.substr(head.substr(0, 3) == "\xEF\xBB\xBF"sv ? 3 : 0);
  start = start.substr(std::min(start.find_first_not_of(" \t\r\n"), start.size()));
  const std::string begin = lower(start.substr(0, 1'024));
  if (begin.rfind("<?xml", 0) == 0 && begin.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string::npos) {
    return FileKind::xml_spreadsheet;
  }
  if (is_web_page(begin)) return FileKind::web_page;
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\0' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && byte != 0x1A;
  });
  return controls * 100 > static_cast<std::ptrdiff_t>(head.size()) ? FileKind::unknown : FileKind::text;
}

}  // namespace

FileKind recognise(std::string_view file) {
  if (file.empty()) return FileKind::empty;
  const auto begins = [&](std::string_view mark) { return file.substr(0, mark.size()) == mark; };
  if (begins("PK\x03\x04"sv) || begins("PK\x05\x06"sv)) return recognise_zip(file);
  if (begins("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return recognise_compound(file);
  if (begins("%PDF-"sv)) return FileKind::pdf;
  // Excel 2 to 4: a bare stream of records, the first of which is its beginning.
  if (begins("\x09\x00\x04\x00"sv) || begins("\x09\x02\x06\x00"sv) || begins("\x09\x04\x06\x00"sv) || begins("\x09\x08"sv))
    return FileKind::legacy_xls;
  return recognise_text(file);
}

std::string_view refusal_words(FileKind kind) {
  switch (kind) {
    case FileKind::zip_workbook:
    case FileKind::text: return {};
    case FileKind::legacy_xls:
      return "This is an old Excel 97-2003 workbook (.xls). Open it in Excel, choose Save As, Excel Workbook (.xlsx), and run "
             "again with that.";
    case FileKind::encrypted_workbook:
      return "This workbook is protected by a password. Open it in Excel with the password, choose File, Info, Protect Workbook, "
             "Encrypt with "
             "Password, clear the password, save a copy, and run again with the copy.";
    case FileKind::binary_workbook_xlsb:
      return "This is an Excel binary workbook (.xlsb). Open it in Excel, choose Save As, Excel Workbook (.xlsx), and run again "
             "with that.";
    case FileKind::open_document:
      return "This is an OpenDocument file (.ods). Open it in Excel or LibreOffice, choose Save As, Excel Workbook (.xlsx), and "
             "run again with that.";
    case FileKind::web_page:
      return "This is a web page or web archive, which some systems export under the name of a workbook. Open it in Excel, choose "
             "Save As, Excel "
             "Workbook (.xlsx), "
             "and run again with that.";
    case FileKind::xml_spreadsheet:
      return "This is an XML Spreadsheet 2003 file. Open it in Excel, choose Save As, Excel Workbook (.xlsx), and run again with "
             "that.";
    case FileKind::other_zip:
      return "This is not an Excel workbook but another kind of packed file. Choose the exported workbook (.xlsx), or unpack it "
             "first if the "
             "workbook is inside.";
    case FileKind::pdf:
      return "This is a PDF document. Export the payments as an Excel workbook (.xlsx) or as CSV, and run again with that.";
    case FileKind::empty: return "The file is empty. Export it again, and check that the export has finished before it is used.";
    case FileKind::unknown: break;
  }
  return "This is not a file that can be read here. Choose an Excel workbook (.xlsx or .xlsm) or a CSV file.";
}

}  // namespace counterfoil::xlsx
