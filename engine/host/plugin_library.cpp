#include "host/plugin_library.hpp"

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"

namespace counterfoil::host {

namespace {

constexpr std::uint64_t library_limit = 256ull << 20;

std::string version_text(std::uint32_t contract) {
  return std::to_string(contract >> 16) + "." + std::to_string(contract & 0xFFFF);
}

constexpr std::uint32_t host_contract = (CF_CONTRACT_MAJOR << 16) | CF_CONTRACT_MINOR;

bool acceptable(std::uint32_t contract) {
  return (contract >> 16) == CF_CONTRACT_MAJOR && (contract & 0xFFFF) <= CF_CONTRACT_MINOR;
}

void check_contract(std::uint32_t contract, const std::string& name) {
  if (!acceptable(contract))
    throw Failure{FailureKind::refused, "The task " + name + " was built for contract " + version_text(contract) +
                                            ", but this Counterfoil uses contract " + version_text(host_contract) +
                                            ". Install the version of the task that belongs to this Counterfoil."};
}

}  // namespace

PluginLibrary PluginLibrary::open(const Manifest& manifest, const ManifestEntry& entry) {
  const std::filesystem::path file = manifest.folder / path_from_utf8(entry.file);
  check_contract((static_cast<std::uint32_t>(entry.contract_major) << 16) | entry.contract_minor, entry.id);
  const std::string digest = sha256_hex(read_file(file, library_limit).view());
  if (digest != entry.sha256)
    throw Failure{FailureKind::refused, "The task " + entry.id + " is not the one that was installed: its file " + entry.file +
                                            " has digest " + digest.substr(0, 12) + "..., the installed list says " +
                                            entry.sha256.substr(0, 12) +
                                            "... . Copy the Counterfoil folder again from where it came."};
  PluginLibrary library = open_unlisted(file);
  if (library.description_.id != entry.id)
    throw Failure{FailureKind::refused, "The file " + entry.file + " holds the task " + library.description_.id +
                                            ", but the installed list says " + entry.id + "."};
  return library;
}

PluginLibrary PluginLibrary::open_unlisted(const std::filesystem::path& file) {
  const std::string name = utf8_from_path(file.filename());
  auto shared = std::make_shared<boost::dll::shared_library>();
  std::error_code error;
  shared->load(file, error, boost::dll::load_mode::default_mode);
  if (error) throw Failure{FailureKind::refused, "The file " + name + " could not be loaded as a task: " + error.message() + "."};
  if (!shared->has("counterfoil_contract") || !shared->has("counterfoil_plugin"))
    throw Failure{FailureKind::refused,
                  "The file " + name + " is not a Counterfoil task: it has no counterfoil_contract and counterfoil_plugin."};
  PluginLibrary library;
  library.contract_ = shared->get<const std::uint32_t>("counterfoil_contract");
  check_contract(library.contract_, name);
  library.plugin_ = shared->get<const cf_plugin*()>("counterfoil_plugin")();
  library.library_ = shared;
  if (!library.plugin_ || library.plugin_->size < sizeof(cf_plugin) || !library.plugin_->run)
    throw Failure{FailureKind::refused, "The file " + name + " describes no task that can be run."};
  check_contract((static_cast<std::uint32_t>(library.plugin_->major_version) << 16) | library.plugin_->minor_version, name);
  library.description_ = describe(*library.plugin_);
  return library;
}

}  // namespace counterfoil::host
