// Reading whole files, with ordinary errors put into words. Paths are UTF-8 wherever they are text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "base/buffer.hpp"

namespace counterfoil {

std::filesystem::path path_from_utf8(std::string_view text);
std::string utf8_from_path(const std::filesystem::path& path);
/// The name without folders, for messages; the whole path when there is no name.
std::string file_name_of(const std::filesystem::path& path);

/// The file itself where `path` is a link to one: what is saved or locked is the file, never the link.
std::filesystem::path behind_links(const std::filesystem::path& path);

/// A file beside `file` that belongs to it: its name with `mark` after it. Where that would be too long for a drive, the name is
/// shortened.
std::filesystem::path companion_of(const std::filesystem::path& file, std::string_view mark);
/// `name` where it has at most `most` bytes; else its start, a "~" and eight digits of its digest, which tell it from others.
std::string shortened_name(const std::string& name, std::size_t most);

/// Reads a file whole; it is opened for reading only. Throws Failure (unreadable) when it is missing (naming the nearest file in
/// its folder), a folder or a device, not permitted, empty, larger than `limit_bytes`, or changed while it was read. The file is
/// copied, not mapped: a mapped file that shrinks on a network drive kills the process.
Buffer read_file(const std::filesystem::path& path, std::uint64_t limit_bytes);

/// Identifies a file's content.
struct Fingerprint {
  std::uint64_t size = 0;
  std::string sha256;
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};
Fingerprint fingerprint_of(std::string_view bytes);
/// Of a file of any size, read in pieces. Throws Failure (unreadable).
Fingerprint fingerprint_of_file(const std::filesystem::path& path);

/// "there is no space left on the drive", "you do not have permission": the end of a sentence, for the causes that staff meet; else
/// the system's own words.
std::string cause_in_words(const std::error_code& error);

}  // namespace counterfoil
