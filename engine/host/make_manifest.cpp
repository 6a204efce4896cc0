// Build-time tool: make_manifest PLUGIN_FOLDER OUT LIBRARY... describes the libraries for the installed manifest.
#include <fstream>
#include <iostream>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "host/manifest.hpp"
#include "host/plugin_library.hpp"

int main(int count, char** arguments) {
  using namespace counterfoil;
  if (count < 4) {
    std::cerr << "usage: make_manifest PLUGIN_FOLDER OUT LIBRARY...\n";
    return 3;
  }
  try {
    std::vector<host::ManifestEntry> entries;
    for (int index = 3; index < count; ++index) {
      const std::filesystem::path file = std::filesystem::path{arguments[1]} / arguments[index];
      const host::PluginLibrary library = host::PluginLibrary::open_unlisted(file);
      entries.push_back({library.description().id, arguments[index], library.description().title, library.description().version,
                         library.contract_major(), library.contract_minor(), sha256_hex(read_file(file, 256ull << 20).view())});
    }
    std::ofstream out{arguments[2], std::ios::binary};
    out << host::write_manifest(entries);
    return out.flush() ? 0 : 2;
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 2;
  }
}
