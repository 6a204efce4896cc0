#include "xlsx/zip/zip_records.hpp"

#include <algorithm>
#include <optional>

#include "base/failure.hpp"
#include "xlsx/zip/zip_format.hpp"

namespace counterfoil::xlsx {
namespace {

constexpr std::uint32_t descriptor_signature = 0x08074b50;
constexpr std::uint32_t end64_signature = 0x06064b50;
constexpr std::uint32_t locator64_signature = 0x07064b50;
constexpr std::size_t end_size = 22;
constexpr std::size_t locator64_size = 20;
constexpr std::size_t end64_size = 56;
constexpr std::uint32_t see_zip64 = 0xFFFFFFFF;

constexpr unsigned flag_encrypted = 1u << 0 | 1u << 6 | 1u << 13;
constexpr unsigned flag_descriptor = 1u << 3;

/// Little-endian number of `bytes` bytes; the caller has proved that they are there.
std::uint64_t number(std::string_view at, std::size_t offset, std::size_t bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes; i-- > 0;) value = value << 8 | static_cast<unsigned char>(at[offset + i]);
  return value;
}
std::uint32_t u32(std::string_view at, std::size_t offset) { return static_cast<std::uint32_t>(number(at, offset, 4)); }
std::uint16_t u16(std::string_view at, std::size_t offset) { return static_cast<std::uint16_t>(number(at, offset, 2)); }

/// The body of an extra field; empty optional when it is not there.
std::optional<std::string_view> extra_field(std::string_view extra, std::uint16_t id) {
  while (extra.size() >= 4) {
    const std::size_t size = u16(extra, 2);
    if (size > extra.size() - 4) return {};
    if (u16(extra, 0) == id) return extra.substr(4, size);
    extra.remove_prefix(4 + size);
  }
  return {};
}

/// Replaces each 0xFFFFFFFF among the values by its 64-bit number from the zip64 field, in the order of the standard.
void widen(std::string_view extra, std::initializer_list<std::uint64_t*> values) {
  const bool needed = std::any_of(values.begin(), values.end(), [](const std::uint64_t* value) { return *value == see_zip64; });
  if (!needed) return;
  std::string_view field = extra_field(extra, 1).value_or(std::string_view{});
  for (std::uint64_t* value : values) {
    if (*value != see_zip64) continue;
    if (field.size() < 8) zip_fault("the size of a part of it is not stated");
    *value = number(field, 0, 8);
    field.remove_prefix(8);
  }
}

ZipDirectory read_directory64(std::string_view file, std::size_t end_at) {
  if (end_at < locator64_size || u32(file, end_at - locator64_size) != locator64_signature)
    zip_fault("its list of parts is missing");
  const std::string_view locator = file.substr(end_at - locator64_size, locator64_size);
  const std::uint64_t at = number(locator, 8, 8);
  if (u32(locator, 4) != 0 || at > end_at - locator64_size || end_at - locator64_size - at < end64_size)
    zip_fault("its list of parts is missing");
  const std::string_view end = file.substr(static_cast<std::size_t>(at), end64_size);
  if (u32(end, 0) != end64_signature) zip_fault("its list of parts is missing");
  if (u32(end, 16) != 0 || u32(end, 20) != 0 || number(end, 24, 8) != number(end, 32, 8)) zip_fault("it is one of several pieces");
  const ZipDirectory directory{number(end, 48, 8), number(end, 40, 8), number(end, 32, 8)};
  if (directory.offset > at || directory.size > at - directory.offset) zip_fault("its list of parts points outside of the file");
  return directory;
}

/// The length of the data descriptor that follows the data, with or without its signature, in 32 or 64 bits; it must hold what the
/// central record says.
std::size_t descriptor_size(std::string_view after, const ZipEntry& entry) {
  for (const std::size_t signature : {4u, 0u}) {
    for (const std::size_t width : {4u, 8u}) {
      const std::size_t size = signature + 4 + 2 * width;
      if (after.size() < size || (signature != 0 && u32(after, 0) != descriptor_signature)) continue;
      if (u32(after, signature) == entry.crc && number(after, signature + 4, width) == entry.compressed_size &&
          number(after, signature + 4 + width, width) == entry.size) {
        return size;
      }
    }
  }
  zip_fault("a part of it is stated differently in two places");
}

}  // namespace

void zip_fault(std::string_view what) {
  throw Failure{FailureKind::unreadable, "The file is damaged: " + std::string{what} +
                                             ". Open it in Excel, save a copy and use the copy, or export it again."};
}

ZipDirectory find_directory(std::string_view file) {
  if (file.size() < end_size) zip_fault("it is cut short");
  const std::size_t lowest = file.size() - end_size - std::min<std::size_t>(file.size() - end_size, 0xFFFF);
  for (std::size_t at = file.size() - end_size + 1; at-- > lowest;) {
    if (u32(file, at) != end_signature || at + end_size + u16(file, at + 20) != file.size()) continue;
    const std::string_view end = file.substr(at, end_size);
    const bool wide = u16(end, 8) == 0xFFFF || u16(end, 10) == 0xFFFF || u32(end, 12) == see_zip64 || u32(end, 16) == see_zip64;
    if (wide) return read_directory64(file, at);
    if (u16(end, 4) != 0 || u16(end, 6) != 0 || u16(end, 8) != u16(end, 10)) zip_fault("it is one of several pieces");
    const ZipDirectory directory{u32(end, 16), u32(end, 12), u16(end, 10)};
    if (directory.offset > at || directory.size > at - directory.offset) zip_fault("its list of parts points outside of the file");
    return directory;
  }
  zip_fault("its end is missing, as when a download or a copy was cut short");
}

ZipEntry read_central_record(std::string_view rest) {
  if (rest.size() < 46 || u32(rest, 0) != central_signature) zip_fault("its list of parts does not agree with their number");
  const std::size_t name_size = u16(rest, 28);
  const std::size_t extra_size = u16(rest, 30);
  const std::size_t size = 46 + name_size + extra_size + u16(rest, 32);
  if (size > rest.size()) zip_fault("its list of parts is cut short");
  ZipEntry entry;
  entry.flags = u16(rest, 8);
  entry.method = u16(rest, 10);
  entry.dos_time = static_cast<std::uint32_t>(u16(rest, 14)) << 16 | u16(rest, 12);
  entry.crc = u32(rest, 16);
  entry.compressed_size = u32(rest, 20);
  entry.size = u32(rest, 24);
  entry.external_attributes = u32(rest, 38);
  entry.local_header = u32(rest, 42);
  entry.name = rest.substr(46, name_size);
  entry.central_record = rest.substr(0, size);
  widen(rest.substr(46 + name_size, extra_size), {&entry.size, &entry.compressed_size, &entry.local_header});
  if (u16(rest, 34) != 0 && u16(rest, 34) != 0xFFFF) zip_fault("it is one of several pieces");
  if (entry.flags & flag_encrypted) {
    throw Failure{FailureKind::unreadable,
                  "The file is protected by a password. Open it with the password, save a copy without one, and use the copy."};
  }
  if (entry.method != 0 && entry.method != 8) {
    throw Failure{FailureKind::unreadable,
                  "The file is packed in a way that workbooks do not use. Open it in Excel, save a copy and use the copy."};
  }
  return entry;
}

void read_local_record(std::string_view file, std::uint64_t limit, ZipEntry& entry) {
  const auto differs = [] { zip_fault("a part of it is stated differently in two places"); };
  if (entry.local_header > limit || limit - entry.local_header < 30) zip_fault("a part of it lies outside of the file");
  const std::string_view rest =
      file.substr(static_cast<std::size_t>(entry.local_header), static_cast<std::size_t>(limit - entry.local_header));
  if (u32(rest, 0) != local_signature) zip_fault("a part of it is not where its list of parts says");
  const std::size_t name_size = u16(rest, 26);
  const std::size_t header_size = 30 + name_size + u16(rest, 28);
  if (header_size > rest.size() || entry.compressed_size > rest.size() - header_size) zip_fault("a part of it is cut short");
  if (rest.substr(30, name_size) != entry.name || u16(rest, 8) != entry.method || (u16(rest, 6) & flag_encrypted) != 0) differs();

  std::uint64_t size = u32(rest, 22);
  std::uint64_t compressed_size = u32(rest, 18);
  const bool described_later = (u16(rest, 6) & flag_descriptor) != 0;
  if (size == see_zip64 || compressed_size == see_zip64) {
    const bool sized = !described_later || extra_field(rest.substr(30 + name_size, header_size - 30 - name_size), 1).has_value();
    if (sized) widen(rest.substr(30 + name_size, header_size - 30 - name_size), {&size, &compressed_size});
  }
  // With a descriptor each local number may stand as nothing; those that are given must be the same.
  const auto agrees = [&](std::uint64_t stated, std::uint64_t is) {
    return stated == is || (described_later && (stated == 0 || stated == see_zip64));
  };
  if (!agrees(size, entry.size) || !agrees(compressed_size, entry.compressed_size) || !agrees(u32(rest, 14), entry.crc)) differs();
  entry.compressed = rest.substr(header_size, static_cast<std::size_t>(entry.compressed_size));
  std::size_t record_size = header_size + entry.compressed.size();
  if (described_later) record_size += descriptor_size(rest.substr(record_size), entry);
  entry.local_record = rest.substr(0, record_size);
}

}  // namespace counterfoil::xlsx
