#include "build_paths.hpp"

namespace counterfoil::test {

const std::filesystem::path& source_folder() {
  static const std::filesystem::path folder{COUNTERFOIL_SOURCE_DIR};
  return folder;
}

const std::filesystem::path& build_folder() {
  static const std::filesystem::path folder{COUNTERFOIL_BUILD_DIR};
  return folder;
}

const std::filesystem::path& stage_folder() {
  static const std::filesystem::path folder{COUNTERFOIL_STAGE};
  return folder;
}

}  // namespace counterfoil::test
