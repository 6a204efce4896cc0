// The list of the tasks that staff may run, with the digest of each library; nothing that is not listed, or has another digest, is
// loaded.
//   make_manifest PLUGIN_FOLDER OUT LIBRARY...   lists just these: the build's
//   make_manifest --add PLUGIN_FOLDER LIBRARY... adds them to the list in the folder and leaves the other entries as they are: an
//   author's, or IT's. A task whose specification, layouts or blank workbook are missing from the share folder beside is refused
//   make_manifest --draft PLUGIN_FOLDER LIBRARY... the same for tasks that try the draft of the contract, which --add refuses
#include <algorithm>
#include <fstream>
#include <iostream>
#include <string_view>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "host/listing_check.hpp"
#include "host/manifest.hpp"
#include "host/plugin_library.hpp"

namespace {

using namespace counterfoil;

/// The folder of specifications, layouts and blank workbooks that belongs to a folder of plugins.
std::filesystem::path share_beside(const std::filesystem::path& plugins) {
  const std::filesystem::path folder = std::filesystem::weakly_canonical(plugins);
  return (folder.has_filename() ? folder : folder.parent_path()).parent_path() / "share";
}

/// `share`: where what the task needs must lie; empty: it is not looked for.
host::ManifestEntry describe(const std::filesystem::path& folder, const std::string& name, const std::filesystem::path& share,
                             host::Drafts drafts) {
  const std::filesystem::path file = folder / name;
  const host::PluginLibrary library = host::PluginLibrary::open_unlisted(file, drafts);
  if (!share.empty()) host::require_files_of(library.description(), name, share);
  return {library.description().id,
          name,
          library.description().title,
          library.description().version,
          library.contract_major(),
          library.contract_minor(),
          sha256_hex(read_file(file, 256ull << 20).view())};
}

/// In place of what the library was listed as before. Another library's id is never taken over: its workbooks would go to the wrong
/// task.
void add(std::vector<host::ManifestEntry>& entries, host::ManifestEntry entry) {
  std::erase_if(entries, [&](const host::ManifestEntry& each) { return each.file == entry.file; });
  const auto other =
      std::find_if(entries.begin(), entries.end(), [&](const host::ManifestEntry& each) { return each.id == entry.id; });
  if (other != entries.end())
    throw Failure{FailureKind::refused, "The task id " + entry.id + " is that of " + other->file + " already. Give the plugin in " +
                                            entry.file + " an id of its own."};
  entries.push_back(std::move(entry));
}

void write(const std::filesystem::path& out, const std::vector<host::ManifestEntry>& entries) {
  std::ofstream file{out, std::ios::binary};
  file << host::write_manifest(entries);
  if (!file.flush())
    throw Failure{FailureKind::unwritable,
                  "The list " + out.string() + " cannot be written. Check that you may write in that folder."};
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view how = count > 1 ? arguments[1] : "";
  const bool adding = how == "--add" || how == "--draft";
  if (count < 4) {
    std::cerr << "usage: make_manifest PLUGIN_FOLDER OUT LIBRARY...\n       make_manifest --add|--draft PLUGIN_FOLDER LIBRARY...\n";
    return 3;
  }
  try {
    const std::filesystem::path folder = arguments[adding ? 2 : 1];
    const std::filesystem::path out = adding ? folder / host::manifest_file : std::filesystem::path{arguments[2]};
    std::vector<host::ManifestEntry> entries;
    if (adding && std::filesystem::exists(out)) entries = host::read_manifest(folder).plugins;
    for (int index = 3; index < count; ++index) {
      host::ManifestEntry entry = describe(folder, arguments[index], adding ? share_beside(folder) : std::filesystem::path{},
                                           how == "--draft" ? host::Drafts::accepted : host::Drafts::refused);
      if (adding) std::cout << "Listed: " << entry.id << " in " << entry.file << ", SHA-256 " << entry.sha256 << '\n';
      add(entries, std::move(entry));
    }
    write(out, entries);
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 2;
  }
}
