#include "app/log.hpp"

#include "base/file.hpp"
#include "base/secret_file.hpp"
#include "base/who_and_when.hpp"
#include "run/words.hpp"

#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>

namespace counterfoil::app {

namespace {
constexpr std::size_t log_bytes = 1 << 20;
constexpr std::size_t log_files = 3;
}  // namespace

void open_log() {
  std::shared_ptr<spdlog::logger> logger;
  try {
    const std::filesystem::path folder = log_folder();
    make_own_folder(folder.parent_path());
    std::filesystem::create_directories(folder);
    logger = std::make_shared<spdlog::logger>("counterfoil", std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
                                                                 (folder / "counterfoil.log").native(), log_bytes, log_files));
  } catch (const std::exception&) {
    logger = std::make_shared<spdlog::logger>("counterfoil", std::make_shared<spdlog::sinks::null_sink_mt>());
  }
  logger->flush_on(spdlog::level::warn);
  spdlog::set_default_logger(std::move(logger));
  spdlog::info("{}", run::version_words());
}

void log_fault(const std::string& what) { spdlog::error("fault of the program: {}", what); }

}  // namespace counterfoil::app
