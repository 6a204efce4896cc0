#include "run/two_people/release_folder.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& path, std::string_view bytes, const fs::path& workbook) {
  const auto file = system_file_operations().create(path, {});
  open_no_more_than(path, workbook);
  file->write(bytes);
  file->flush();
  file->close();
}

[[noreturn]] void unwritable(const fs::path& folder, const std::error_code& error) {
  throw Failure{FailureKind::unwritable, "The folder \"" + file_name_of(folder) +
                                             "\" for the released files cannot be written: " + cause_in_words(error) + "."};
}

}  // namespace

fs::path unfinished_release(const fs::path& folder) { return companion_of(folder, ".unfinished"); }

void write_release(const fs::path& folder, const std::vector<FileToRelease>& files, const fs::path& workbook) {
  const fs::path beside = unfinished_release(folder);
  std::error_code error;
  fs::remove_all(beside, error);
  if (error) unwritable(folder, error);
  try {
    system_file_operations().make_folder(beside);
    for (const FileToRelease& file : files) write_file(beside / path_from_utf8(file.name), file.bytes, workbook);
    system_file_operations().flush_folder(beside);
  } catch (const std::system_error& failure) {
    remove_unfinished(folder);
    unwritable(folder, failure.code());
  }
  for (const FileToRelease& file : files)
    if (fingerprint_of_file(beside / path_from_utf8(file.name)) != fingerprint_of(file.bytes)) {
      remove_unfinished(folder);
      throw Failure{FailureKind::unwritable, "The drive did not keep the file " + file.name +
                                                 " as it was written. Try again, or release to another drive with --to FOLDER."};
    }
}

void publish_release(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error) || error)
    throw Failure{FailureKind::changed,
                  "The folder \"" + file_name_of(folder) +
                      "\" is there already. Look at what it holds; move it away if it is not of this release."};
  fs::rename(unfinished_release(folder), folder, error);
  if (error) unwritable(folder, error);
  try {
    system_file_operations().flush_folder(folder.has_parent_path() ? folder.parent_path() : fs::path{"."});
  } catch (const std::system_error&) {
    return;  // the folder is there; drives that cannot flush one say so here
  }
}

void remove_unfinished(const fs::path& folder) noexcept {
  std::error_code error;
  fs::remove_all(unfinished_release(folder), error);
}

std::vector<std::string> wrong_in_release(const fs::path& folder, const std::vector<ReleasedFile>& files) {
  std::vector<std::string> wrong;
  std::set<std::string> expected;
  for (const ReleasedFile& file : files) {
    expected.insert(file.name);
    const fs::path path = folder / path_from_utf8(file.name);
    std::error_code error;
    if (fs::symlink_status(path, error).type() != fs::file_type::regular)
      wrong.push_back("The file \"" + file.name + "\" is missing.");
    else if (fingerprint_of_file(path) != Fingerprint{file.bytes, file.sha256})
      wrong.push_back("The file \"" + file.name + "\" was changed: it is not, to the byte, the one that was released.");
  }
  std::error_code error;
  for (fs::directory_iterator each{folder, error}, end; !error && each != end; each.increment(error))
    if (const std::string name = utf8_from_path(each->path().filename()); !expected.contains(name))
      wrong.push_back("\"" + name + "\" is no part of the release: somebody put it there.");
  if (error) wrong.push_back("The folder cannot be read: " + cause_in_words(error) + ".");
  return wrong;
}

}  // namespace counterfoil::run
