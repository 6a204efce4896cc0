#include "floor_inflate.hpp"

#include <libdeflate.h>

#include <charconv>
#include <cstdint>
#include <cstring>
#include <utility>

namespace counterfoil::bench {
namespace {

template <class Number>
Number at(std::string_view file, std::size_t offset) {
  Number value;
  std::memcpy(&value, file.data() + offset, sizeof value);
  return value;
}

/// Calls `take` with each part that `wanted` says, inflated.
template <class Wanted, class Take>
void each_part(std::string_view file, const Wanted& wanted, const Take& take) {
  const std::size_t end = file.rfind("PK\5\6");
  std::size_t record = at<std::uint32_t>(file, end + 16);
  libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
  for (unsigned left = at<std::uint16_t>(file, end + 10); left > 0; --left) {
    const auto name_size = at<std::uint16_t>(file, record + 28);
    const std::string_view name = file.substr(record + 46, name_size);
    if (wanted(name)) {
      const std::size_t local = at<std::uint32_t>(file, record + 42);
      const std::size_t data = local + 30 + at<std::uint16_t>(file, local + 26) + at<std::uint16_t>(file, local + 28);
      Buffer part{at<std::uint32_t>(file, record + 24)};
      libdeflate_deflate_decompress(decompressor, file.data() + data, at<std::uint32_t>(file, record + 20), part.data(),
                                    part.size(), nullptr);
      take(name, std::move(part));
    }
    record += 46u + name_size + at<std::uint16_t>(file, record + 30) + at<std::uint16_t>(file, record + 32);
  }
  libdeflate_free_decompressor(decompressor);
}

bool is_sheet(std::string_view name) { return name.substr(0, 19) == "xl/worksheets/sheet"; }

}  // namespace

FloorParts inflate_parts(std::string_view file) {
  FloorParts parts;
  each_part(
      file, [](std::string_view name) { return is_sheet(name) || name == "xl/sharedStrings.xml"; },
      [&](std::string_view name, Buffer part) { (is_sheet(name) ? parts.sheets : parts.strings).push_back(std::move(part)); });
  return parts;
}

std::vector<Buffer> inflate_all(std::string_view file) {
  std::vector<Buffer> parts;
  if (file.substr(0, 2) == "PK") {
    each_part(
        file, [](std::string_view) { return true; }, [&](std::string_view, Buffer part) { parts.push_back(std::move(part)); });
  } else {
    parts.emplace_back(file.size());
    std::memcpy(parts.back().data(), file.data(), file.size());
  }
  return parts;
}

std::size_t deflated_size(const Buffer& part) {
  constexpr int level = 1;  // as sheets of a large workbook are packed
  libdeflate_compressor* const compressor = libdeflate_alloc_compressor(level);
  Buffer out{libdeflate_deflate_compress_bound(compressor, part.size())};
  const std::size_t size = libdeflate_deflate_compress(compressor, part.data(), part.size(), out.data(), out.size());
  libdeflate_free_compressor(compressor);
  return size;
}

std::size_t count_tags(const Buffer& part) {
  std::size_t tags = 0;
  const char* p = part.data();
  const char* const limit = p + part.size();
  while ((p = static_cast<const char*>(std::memchr(p, '<', static_cast<std::size_t>(limit - p)))) != nullptr) {
    ++tags;
    ++p;
  }
  return tags;
}

void tokenise_sheet(std::string_view xml, FloorCells& result) {
  const char* p = xml.data();
  const char* const limit = p + xml.size();
  while ((p = static_cast<const char*>(std::memchr(p, '<', static_cast<std::size_t>(limit - p)))) != nullptr) {
    if (p[1] != 'c' || p[2] != ' ') {
      ++p;
      continue;
    }
    const char* const tag_end = static_cast<const char*>(std::memchr(p, '>', static_cast<std::size_t>(limit - p)));
    const bool is_string = std::memcmp(tag_end - 5, "t=\"s\"", 5) == 0;
    p = tag_end + 1;
    ++result.cells;
    if (tag_end[-1] == '/' || p[1] != 'v') continue;
    p += 3;
    if (is_string) {
      std::uint32_t index = 0;
      p = std::from_chars(p, limit, index).ptr;
      result.string_indexes += index;
    } else {
      double value = 0;
      p = std::from_chars(p, limit, value).ptr;
      result.sum += value;
      ++result.numbers;
    }
    p += 8;  // </v></c>
  }
}

void tokenise_strings(std::string_view xml, FloorCells& result) {
  const char* p = xml.data();
  const char* const limit = p + xml.size();
  while ((p = static_cast<const char*>(std::memchr(p, '<', static_cast<std::size_t>(limit - p)))) != nullptr) {
    if (p[1] == 't' && (p[2] == '>' || p[2] == ' ')) {
      const char* const from = static_cast<const char*>(std::memchr(p, '>', static_cast<std::size_t>(limit - p))) + 1;
      p = static_cast<const char*>(std::memchr(from, '<', static_cast<std::size_t>(limit - from)));
      result.string_bytes += static_cast<std::size_t>(p - from);
    } else {
      ++p;
    }
  }
}

}  // namespace counterfoil::bench
