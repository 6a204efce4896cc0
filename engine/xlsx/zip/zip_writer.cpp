#include "xlsx/zip_writer.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <stdexcept>

#include "base/failure.hpp"
#include "xlsx/zip/zip_format.hpp"

namespace counterfoil::xlsx {

namespace {

// Deflate costs more than all the rest of a save. Level 6 packs about a fifth better than level 1 and takes four times as long:
// worth it for what people mail around, not for the sheets of a large comparison.
constexpr int level_small = 6;
constexpr int level_large = 1;
constexpr std::size_t large_from = 2u << 20;
constexpr std::size_t side_by_side_from = 256u << 10;  // a thread costs less than deflating this much

constexpr std::size_t end_record_size = 22;
constexpr std::uint16_t version_deflate = 20;
constexpr std::uint16_t utf8_name = 0x0800;
constexpr std::uint16_t method_deflate = 8;
constexpr std::uint16_t date_1980_01_01 = 0x0021;
constexpr std::uint64_t limit_32 = 0xFFFFFFFF;

constexpr std::size_t central_size_at = 20;
constexpr std::size_t central_name_length_at = 28;
constexpr std::size_t central_offset_at = 42;
constexpr std::size_t central_fixed_size = 46;

void put16(std::string& out, std::uint64_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>(value >> 8 & 0xFF);
}

void put32(std::string& out, std::uint64_t value) {
  put16(out, value & 0xFFFF);
  put16(out, value >> 16 & 0xFFFF);
}

std::uint64_t get(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

void set(std::string& bytes, std::size_t at, std::size_t width, std::uint64_t value) {
  for (std::size_t i = 0; i < width; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i) & 0xFF);
}

[[noreturn]] void too_large() {
  throw Failure{FailureKind::unwritable,
                "The workbook would be larger than 4 GB, more than Excel opens. Compare fewer rows, or start a new workbook."};
}

/// The local header's offset stands in the record itself, or in its zip64 field when the record holds the mark for that.
void set_offset(std::string& central, std::uint64_t offset) {
  if (get(central, central_offset_at, 4) != limit_32) {
    if (offset >= limit_32) too_large();
    return set(central, central_offset_at, 4, offset);
  }
  std::size_t at = central_fixed_size + get(central, central_name_length_at, 2);
  const std::size_t end = at + get(central, central_name_length_at + 2, 2);
  for (; at + 4 <= end; at += 4 + get(central, at + 2, 2)) {
    if (get(central, at, 2) != 1) continue;
    std::size_t field = at + 4;
    if (get(central, central_size_at + 4, 4) == limit_32) field += 8;
    if (get(central, central_size_at, 4) == limit_32) field += 8;
    if (field + 8 <= end) return set(central, field, 8, offset);
  }
  throw std::logic_error("a central record without its offset");
}

struct CompressorDelete {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

Buffer deflated(std::string_view content) {
  const int level = content.size() >= large_from ? level_large : level_small;
  const std::unique_ptr<libdeflate_compressor, CompressorDelete> compressor{libdeflate_alloc_compressor(level)};
  if (!compressor) throw std::bad_alloc{};
  Buffer out{libdeflate_deflate_compress_bound(compressor.get(), content.size())};
  const std::size_t size = libdeflate_deflate_compress(compressor.get(), content.data(), content.size(), out.data(), out.size());
  if (size == 0) throw std::logic_error("deflate ran out of room");
  out.shrink(size);
  return out;
}

}  // namespace

void ZipWriter::copy(const ZipEntry& entry) {
  Piece piece;
  piece.copied = entry.local_record;
  piece.central = entry.central_record;
  pieces_.push_back(std::move(piece));
}

ZipWriter::Packed ZipWriter::pack(std::string_view content) {
  return {deflated(content), libdeflate_crc32(0, content.data(), content.size())};
}

void ZipWriter::add(std::string name, std::string_view content, const ZipEntry* like) {
  if (content.size() >= limit_32) too_large();
  const bool ascii = std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  Piece piece;
  piece.flags = like ? like->flags & utf8_name : ascii ? 0 : utf8_name;
  piece.name = std::move(name);
  piece.size = content.size();
  piece.packing = std::async(content.size() >= side_by_side_from ? std::launch::async : std::launch::deferred, pack, content);
  pieces_.push_back(std::move(piece));
}

void ZipWriter::complete(Piece& piece) {
  Packed packed = piece.packing.get();
  piece.compressed = std::move(packed.compressed);

  std::string common;  // from "version needed" to "extra length", the same in both records
  put16(common, version_deflate);
  put16(common, piece.flags);
  put16(common, method_deflate);
  put16(common, 0);  // midnight
  put16(common, date_1980_01_01);
  put32(common, packed.crc);
  put32(common, piece.compressed.size());
  put32(common, piece.size);
  put16(common, piece.name.size());
  put16(common, 0);

  put32(piece.header, local_signature);
  piece.header += common;
  piece.header += piece.name;

  put32(piece.central, central_signature);
  put16(piece.central, version_deflate);  // made by: this version, attributes as in DOS
  piece.central += common;
  put16(piece.central, 0);  // comment
  put16(piece.central, 0);  // disk
  put16(piece.central, 0);  // internal attributes
  put32(piece.central, 0);  // external attributes
  put32(piece.central, 0);  // offset
  piece.central += piece.name;
}

Buffer ZipWriter::finish(std::string_view comment) {
  for (Piece& piece : pieces_)
    if (piece.packing.valid()) complete(piece);
  std::uint64_t total = end_record_size + comment.size();
  for (const Piece& piece : pieces_) {
    total += piece.header.size() + piece.compressed.size() + piece.copied.size() + piece.central.size();
  }
  if (total >= limit_32 || pieces_.size() >= std::numeric_limits<std::uint16_t>::max()) too_large();

  Buffer out{static_cast<std::size_t>(total)};
  std::size_t at = 0;
  const auto put = [&](std::string_view bytes) {
    if (!bytes.empty()) std::memcpy(out.data() + at, bytes.data(), bytes.size());
    at += bytes.size();
  };
  for (Piece& piece : pieces_) {
    set_offset(piece.central, at);
    put(piece.header);
    put(piece.compressed.view());
    put(piece.copied);
    piece.compressed = Buffer{};
  }
  const std::size_t directory = at;
  for (const Piece& piece : pieces_) put(piece.central);
  std::string end;
  put32(end, end_signature);
  put16(end, 0);
  put16(end, 0);
  put16(end, pieces_.size());
  put16(end, pieces_.size());
  put32(end, at - directory);
  put32(end, directory);
  put16(end, comment.size());
  put(end);
  put(comment);
  pieces_.clear();
  return out;
}

std::string_view zip_comment(std::string_view file) {
  constexpr std::size_t longest = 0xFFFF;
  for (std::size_t length = 0; length <= longest && length + end_record_size <= file.size(); ++length) {
    const std::size_t at = file.size() - end_record_size - length;
    if (get(file, at, 4) == end_signature && get(file, at + end_record_size - 2, 2) == length)
      return file.substr(at + end_record_size);
  }
  return {};
}

}  // namespace counterfoil::xlsx
