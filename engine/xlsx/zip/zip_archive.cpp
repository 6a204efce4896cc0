#include "xlsx/zip/zip_archive.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <cassert>
#include <memory>

#include "base/failure.hpp"
#include "xlsx/zip/zip_records.hpp"

namespace counterfoil::xlsx {
namespace {

/// Where compressed data may stand: between the start of the file and the central directory, each byte belonging to one entry at
/// most.
void check_overlaps(const std::vector<ZipEntry>& entries) {
  std::vector<const ZipEntry*> by_offset;
  by_offset.reserve(entries.size());
  for (const ZipEntry& entry : entries) by_offset.push_back(&entry);
  std::sort(by_offset.begin(), by_offset.end(),
            [](const ZipEntry* a, const ZipEntry* b) { return a->local_header < b->local_header; });
  for (std::size_t i = 1; i < by_offset.size(); ++i) {
    if (by_offset[i - 1]->local_header + by_offset[i - 1]->local_record.size() > by_offset[i]->local_header) {
      zip_fault("two parts of it use the same bytes");
    }
  }
}

/// The key under which names are compared: ASCII lower case, and '/' for the backslash that some programs write.
std::string lookup_key(std::string_view name) {
  std::string key{name};
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    if (c == '\\') c = '/';
  }
  return key;
}

/// No step out of the package, no absolute place, no drive, nothing that shows as another name than it is.
void check_name(std::string_view name, const Limits& limits) {
  if (name.empty()) zip_fault("a part of it has no name");
  if (name.size() > limits.path_bytes) zip_fault("the name of a part of it is too long");
  for (const char c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) zip_fault("the name of a part of it holds a control character");
  }
  if (name.find(':') != std::string_view::npos) zip_fault("the name of a part of it points outside of the file");
  if (name[0] == '/' || name[0] == '\\') zip_fault("the name of a part of it points outside of the file");
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find_first_of("/\\", at), name.size());
    if (name.substr(at, end - at) == "..") zip_fault("the name of a part of it points outside of the file");
    at = end + 1;
  }
}

struct DecompressorDelete {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

}  // namespace

ZipArchive::ZipArchive(std::string_view file, const Limits& limits) : file_(file), limits_(limits) {
  if (file.size() > limits.file_bytes) {
    throw Failure{FailureKind::unreadable, "The file is larger than " + std::to_string(limits.file_bytes >> 20) +
                                               " MB, the most that is read. Check that it is the right export."};
  }
  const ZipDirectory directory = find_directory(file);
  if (directory.entries > limits.entries) {
    throw Failure{FailureKind::unreadable, "The file is made of " + std::to_string(directory.entries) +
                                               " parts; no workbook needs more than " + std::to_string(limits.entries) +
                                               ". Check that it is the right file, or export it again."};
  }
  entries_.reserve(static_cast<std::size_t>(directory.entries));
  std::string_view rest = file.substr(static_cast<std::size_t>(directory.offset), static_cast<std::size_t>(directory.size));
  for (std::uint64_t i = 0; i < directory.entries; ++i) {
    ZipEntry entry = read_central_record(rest);
    check_name(entry.name, limits);
    read_local_record(file, directory.offset, entry);
    rest.remove_prefix(entry.central_record.size());
    if (!by_lower_name_.emplace(lookup_key(entry.name), entries_.size()).second) {
      zip_fault("it holds two parts of the same name, so that two programs could see different figures");
    }
    entries_.push_back(std::move(entry));
  }
  if (!rest.empty()) zip_fault("its list of parts does not agree with their number");
  check_overlaps(entries_);
}

const ZipEntry* ZipArchive::find(std::string_view name) const {
  const auto found = by_lower_name_.find(lookup_key(name));
  return found == by_lower_name_.end() ? nullptr : &entries_[found->second];
}

Buffer ZipArchive::read(const ZipEntry& entry) const {
  const auto too_large = [](std::string_view why) {
    throw Failure{FailureKind::unreadable,
                  "The file is refused: " + std::string{why} +
                      ". It may have been made to exhaust this machine. Export it again, or ask where it came from."};
  };
  if (entry.size > limits_.part_bytes) too_large("a part of it is larger than any real sheet once unpacked");
  if (entry.size > limits_.all_bytes - std::min(inflated_, limits_.all_bytes))
    too_large("its parts are larger than any real workbook once unpacked");
  if (entry.size > limits_.ratio_from_bytes && entry.size / limits_.ratio > entry.compressed_size) {
    too_large("a part of it grows more when unpacked than any real sheet does");
  }
  if (entry.method == 0) {
    if (entry.size != entry.compressed_size) zip_fault("a part of it states a wrong size");
  } else if (entry.size / 1032 > entry.compressed_size) {
    zip_fault("a part of it states a wrong size");  // more than deflate can reach: nothing is set aside for it
  }

  Buffer part{static_cast<std::size_t>(entry.size)};
  if (entry.method == 0) {
    std::copy(entry.compressed.begin(), entry.compressed.end(), part.data());
  } else {
    const std::unique_ptr<libdeflate_decompressor, DecompressorDelete> decompressor{libdeflate_alloc_decompressor()};
    if (!decompressor) throw std::bad_alloc{};
    char nothing = 0;
    std::size_t used = 0;
    const libdeflate_result result =
        libdeflate_deflate_decompress_ex(decompressor.get(), entry.compressed.data(), entry.compressed.size(),
                                         part.size() > 0 ? part.data() : &nothing, part.size(), &used, nullptr);
    if (result == LIBDEFLATE_BAD_DATA) zip_fault("a part of it cannot be unpacked");
    if (result != LIBDEFLATE_SUCCESS || used != entry.compressed.size()) zip_fault("a part of it states a wrong size");
  }
#ifndef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION  // fuzzers must get past it to what the parts hold
  if (libdeflate_crc32(0, part.data(), part.size()) != entry.crc) {
    zip_fault("the checksum of a part of it does not fit its contents");
  }
#endif
  inflated_ += entry.size;
  return part;
}

}  // namespace counterfoil::xlsx
