#include "run/evidence/pack_folder.hpp"

#include <system_error>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "report/decision_log.hpp"

namespace counterfoil::run {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void cannot_write_pack(const fs::path& folder, const std::error_code& error) {
  throw Failure{FailureKind::unwritable,
                "The folder \"" + utf8_from_path(folder) + "\" cannot be written: " + cause_in_words(error) + "."};
}

void write_files(const fs::path& beside, const std::map<std::string, std::string>& files) {
  for (const auto& [name, bytes] : files) {
    const fs::path path = beside / path_from_utf8(name);
    fs::create_directories(path.parent_path());
    const auto file = system_file_operations().create(path, {});
    file->write(bytes);
    file->flush();
    file->close();
  }
}

void make_read_only(const fs::path& beside, const std::map<std::string, std::string>& files) {
  std::error_code error;  // a drive without rights keeps them as they are
  for (const auto& each : files)
    fs::permissions(beside / path_from_utf8(each.first), fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write,
                    fs::perm_options::remove, error);
}

}  // namespace

std::string pack_line(const std::vector<std::string>& texts) { return report::pack(texts) + "\n"; }

void require_new_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(folder, error)))
    throw Failure{FailureKind::usage,
                  "\"" + utf8_from_path(folder) + "\" is there already. Name a new folder: nothing is written over."};
}

void write_pack(const fs::path& folder, std::map<std::string, std::string> files) {
  std::string sums;
  for (const auto& [name, bytes] : files) sums += fingerprint_of(bytes).sha256 + "  " + name + "\n";
  files.emplace("SHA256SUMS", std::move(sums));
  require_new_folder(folder);
  const fs::path beside = companion_of(folder, ".unfinished");
  std::error_code error, ignored;
  fs::remove_all(beside, error);
  if (error) cannot_write_pack(folder, error);
  try {
    write_files(beside, files);
  } catch (const std::system_error& failure) {
    fs::remove_all(beside, ignored);
    cannot_write_pack(folder, failure.code());
  }
  make_read_only(beside, files);
  fs::rename(beside, folder, error);
  if (!error) return;
  fs::remove_all(beside, ignored);
  cannot_write_pack(folder, error);
}

}  // namespace counterfoil::run
