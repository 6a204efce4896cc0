// Small zip files for tests, with any field of a part set wrong on purpose.
#pragma once

#include <libdeflate.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::xlsx::test {

struct ZipPart {
  std::string name;
  std::string content;
  bool deflated = true;
  bool descriptor = false;        // sizes stand behind the data
  bool descriptor_marked = true;  // with its signature
  bool zip64 = false;             // sizes stand in an extra field
  std::optional<std::uint16_t> method = {};
  std::uint16_t flags = 0;
  std::optional<std::string> local_name = {};
  std::optional<std::uint32_t> crc = {};
  std::optional<std::uint32_t> size = {};
  std::optional<std::uint32_t> local_size = {};
  std::optional<std::uint32_t> compressed_size = {};
  std::optional<std::uint32_t> offset = {};
};

inline void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 255);
}

inline std::string deflate(std::string_view content) {
  libdeflate_compressor* const compressor = libdeflate_alloc_compressor(6);
  std::string out(libdeflate_deflate_compress_bound(compressor, content.size()), '\0');
  out.resize(libdeflate_deflate_compress(compressor, content.data(), content.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return out;
}

struct ZipShape {
  std::string comment = {};
  std::optional<std::uint16_t> entries = {};
  bool zip64 = false;
  std::string before = {};  // bytes in front that the offsets know of
};

// Long because it writes the records of the format one after the other, as the standard lists them.
inline std::string build_zip(const std::vector<ZipPart>& parts, const ZipShape& shape = {}) {
  std::string out = shape.before;
  std::string directory;
  for (const ZipPart& part : parts) {
    const std::string data = part.deflated ? deflate(part.content) : part.content;
    const std::uint32_t crc = part.crc.value_or(libdeflate_crc32(0, part.content.data(), part.content.size()));
    const auto size = part.size.value_or(static_cast<std::uint32_t>(part.content.size()));
    const auto compressed = part.compressed_size.value_or(static_cast<std::uint32_t>(data.size()));
    const std::uint16_t method = part.method.value_or(part.deflated ? 8 : 0);
    const auto flags = static_cast<std::uint16_t>(part.flags | (part.descriptor ? 8 : 0));
    const auto offset = part.offset.value_or(static_cast<std::uint32_t>(out.size()));
    std::string extra;
    if (part.zip64) {
      put(extra, 1, 2);
      put(extra, 16, 2);
      put(extra, size, 8);
      put(extra, compressed, 8);
    }
    const std::string& local_name = part.local_name ? *part.local_name : part.name;
    put(out, 0x04034b50, 4);
    put(out, 20, 2);
    put(out, flags, 2);
    put(out, method, 2);
    put(out, 0x5A210000, 4);
    put(out, part.descriptor ? 0 : crc, 4);
    put(out, part.descriptor ? 0 : part.zip64 ? 0xFFFFFFFF : compressed, 4);
    put(out, part.descriptor ? part.local_size.value_or(0) : part.zip64 ? 0xFFFFFFFF : part.local_size.value_or(size), 4);
    put(out, local_name.size(), 2);
    put(out, part.descriptor ? 0 : extra.size(), 2);
    out += local_name;
    if (!part.descriptor) out += extra;
    out += data;
    if (part.descriptor) {
      if (part.descriptor_marked) put(out, 0x08074b50, 4);
      put(out, crc, 4);
      put(out, compressed, part.zip64 ? 8 : 4);
      put(out, size, part.zip64 ? 8 : 4);
    }

    put(directory, 0x02014b50, 4);
    put(directory, 20, 2);
    put(directory, 20, 2);
    put(directory, flags, 2);
    put(directory, method, 2);
    put(directory, 0x5A210000, 4);
    put(directory, crc, 4);
    put(directory, part.zip64 ? 0xFFFFFFFF : compressed, 4);
    put(directory, part.zip64 ? 0xFFFFFFFF : size, 4);
    put(directory, part.name.size(), 2);
    put(directory, extra.size(), 2);
    put(directory, 0, 2);  // comment
    put(directory, 0, 2);  // disk
    put(directory, 0, 2);  // internal attributes
    put(directory, 0, 4);  // external attributes
    put(directory, offset, 4);
    directory += part.name + extra;
  }
  const std::size_t directory_at = out.size();
  const std::uint16_t entries = shape.entries.value_or(static_cast<std::uint16_t>(parts.size()));
  out += directory;
  if (shape.zip64) {
    const std::size_t record = out.size();
    put(out, 0x06064b50, 4);
    put(out, 44, 8);
    put(out, 45, 2);
    put(out, 45, 2);
    put(out, 0, 8);
    put(out, entries, 8);
    put(out, entries, 8);
    put(out, directory.size(), 8);
    put(out, directory_at, 8);
    put(out, 0x07064b50, 4);
    put(out, 0, 4);
    put(out, record, 8);
    put(out, 1, 4);
  }
  put(out, 0x06054b50, 4);
  put(out, 0, 4);
  put(out, shape.zip64 ? 0xFFFF : entries, 2);
  put(out, shape.zip64 ? 0xFFFF : entries, 2);
  put(out, shape.zip64 ? 0xFFFFFFFF : directory.size(), 4);
  put(out, shape.zip64 ? 0xFFFFFFFF : directory_at, 4);
  put(out, shape.comment.size(), 2);
  return out + shape.comment;
}

/// A workbook of one sheet 'Payments' with this XML and these shared strings.
struct BookShape {
  std::string sheet = {};
  std::string strings = {};
  std::string styles = {};
  std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  std::string workbook_part = "xl/workbook.xml";
  std::string sheet_target = "worksheets/sheet1.xml";
  std::string workbook_properties = {};
  std::string sheet_attributes = {};
};

inline std::vector<ZipPart> book_parts(const BookShape& book) {
  const std::string package = "http://schemas.openxmlformats.org/package/2006/";
  const std::string folder = book.workbook_part.substr(0, book.workbook_part.rfind('/') + 1);
  const std::string file = book.workbook_part.substr(folder.size());
  std::vector<ZipPart> parts;
  parts.push_back({"[Content_Types].xml",
                   "<Types xmlns=\"" + package +
                       "content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                       "<Override PartName=\"/" +
                       book.workbook_part +
                       "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"});
  parts.push_back({"_rels/.rels", "<Relationships xmlns=\"" + package + "relationships\"><Relationship Id=\"a\" Type=\"" +
                                      book.office + "/officeDocument\" Target=\"" + book.workbook_part + "\"/></Relationships>"});
  parts.push_back({book.workbook_part, "<workbook xmlns=\"" + book.main + "\" xmlns:r=\"" + book.office + "\">" +
                                           book.workbook_properties +
                                           "<sheets><sheet name=\"Payments\" sheetId=\"1\" r:id=\"s1\" " + book.sheet_attributes +
                                           "/></sheets></workbook>"});
  std::string relationships = "<Relationships xmlns=\"" + package + "relationships\"><Relationship Id=\"s1\" Type=\"" +
                              book.office + "/worksheet\" Target=\"" + book.sheet_target + "\"/>";
  if (!book.strings.empty())
    relationships += "<Relationship Id=\"s2\" Type=\"" + book.office + "/sharedStrings\" Target=\"strings.xml\"/>";
  if (!book.styles.empty()) relationships += "<Relationship Id=\"s3\" Type=\"" + book.office + "/styles\" Target=\"styles.xml\"/>";
  parts.push_back({folder + "_rels/" + file + ".rels", relationships + "</Relationships>"});
  parts.push_back({folder + "worksheets/sheet1.xml", book.sheet});
  if (!book.strings.empty()) parts.push_back({folder + "strings.xml", book.strings});
  if (!book.styles.empty()) parts.push_back({folder + "styles.xml", book.styles});
  return parts;
}

}  // namespace counterfoil::xlsx::test
