#include "host/plugin_library.hpp"

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/held_file.hpp"
#include "counterfoil/plugin_abi_draft.h"

namespace counterfoil::host {

namespace {

constexpr std::uint64_t library_limit = 256ull << 20;

constexpr std::uint32_t host_contract = (CF_CONTRACT_MAJOR << 16) | CF_CONTRACT_MINOR;
constexpr std::uint32_t host_draft = (CF_CONTRACT_MAJOR << 16) | CF_CONTRACT_DRAFT | CF_DRAFT_REVISION;

bool is_draft(std::uint32_t contract) { return (contract & CF_CONTRACT_DRAFT) != 0; }

std::string version_text(std::uint32_t contract) {
  const std::string major = std::to_string(contract >> 16);
  if (is_draft(contract)) return major + ", draft " + std::to_string(contract & (CF_CONTRACT_DRAFT - 1));
  return major + "." + std::to_string(contract & 0xFFFF);
}

bool acceptable(std::uint32_t contract) {
  if (is_draft(contract)) return contract == host_draft;
  return (contract >> 16) == CF_CONTRACT_MAJOR && (contract & 0xFFFF) <= CF_CONTRACT_MINOR;
}

void check_contract(std::uint32_t contract, const std::string& name) {
  if (!acceptable(contract))
    throw Failure{FailureKind::refused, "The task " + name + " was built for contract " + version_text(contract) +
                                            ", but this Counterfoil uses contract " +
                                            version_text(is_draft(contract) ? host_draft : host_contract) +
                                            ". Install the version of the task that belongs to this Counterfoil."};
}

void check_draft(std::uint32_t contract, const std::string& name, Drafts drafts) {
  if (is_draft(contract) && drafts == Drafts::refused)
    throw Failure{FailureKind::refused,
                  "The task " + name +
                      " tries calls that are a draft and may change with each version, and the list of tasks does not say that it "
                      "may. Install a version of the task that does without them."};
}

}  // namespace

PluginLibrary PluginLibrary::open(const Manifest& manifest, const ManifestEntry& entry) {
  const std::filesystem::path file = manifest.folder / path_from_utf8(entry.file);
  const std::uint32_t contract = (static_cast<std::uint32_t>(entry.contract_major) << 16) | entry.contract_minor;
  check_contract(contract, entry.id);
  auto held = std::make_shared<HeldFile>(file, library_limit);
  const std::string digest = sha256_hex(held->bytes());
  if (digest != entry.sha256)
    throw Failure{FailureKind::refused, "The task " + entry.id + " is not the one that was installed: its file " + entry.file +
                                            " has digest " + digest.substr(0, 12) + "..., the installed list says " +
                                            entry.sha256.substr(0, 12) +
                                            "... . Copy the Counterfoil folder again from where it came."};
  // The list's own number was accepted: a draft only where somebody listed it as one.
  PluginLibrary library = load(std::move(held), entry.file, is_draft(contract) ? Drafts::accepted : Drafts::refused);
  if (library.description_.id != entry.id)
    throw Failure{FailureKind::refused, "The file " + entry.file + " holds the task " + library.description_.id +
                                            ", but the installed list says " + entry.id + "."};
  return library;
}

PluginLibrary PluginLibrary::open_unlisted(const std::filesystem::path& file, Drafts drafts) {
  return load(std::make_shared<HeldFile>(file, library_limit), utf8_from_path(file.filename()), drafts);
}

/// From the very bytes that were looked at.
PluginLibrary PluginLibrary::load(std::shared_ptr<HeldFile> held, const std::string& name, Drafts drafts) {
  auto shared = std::make_shared<boost::dll::shared_library>();
  std::error_code error;
  shared->load(held->to_load(), error, boost::dll::load_mode::default_mode);
  if (error) throw Failure{FailureKind::refused, "The file " + name + " could not be loaded as a task: " + error.message() + "."};
  if (!shared->has("counterfoil_contract") || !shared->has("counterfoil_plugin"))
    throw Failure{FailureKind::refused,
                  "The file " + name + " is not a Counterfoil task: it has no counterfoil_contract and counterfoil_plugin."};
  PluginLibrary library;
  library.held_ = std::move(held);
  library.contract_ = shared->get<const std::uint32_t>("counterfoil_contract");
  check_contract(library.contract_, name);
  check_draft(library.contract_, name, drafts);
  library.plugin_ = shared->get<const cf_plugin*()>("counterfoil_plugin")();
  library.library_ = shared;
  if (!library.plugin_ || library.plugin_->size < sizeof(cf_plugin) || !library.plugin_->run)
    throw Failure{FailureKind::refused, "The file " + name + " describes no task that can be run."};
  const std::uint32_t described =
      (static_cast<std::uint32_t>(library.plugin_->major_version) << 16) | library.plugin_->minor_version;
  check_contract(described, name);
  check_draft(described, name, drafts);
  library.description_ = describe(*library.plugin_);
  return library;
}

}  // namespace counterfoil::host
