#include "run/given/check_given.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/workbook_lock.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

std::vector<Problem> unreadable_inputs(const std::map<std::string, std::filesystem::path>& files) {
  std::vector<Problem> problems;
  for (const auto& [input, file] : files) {
    std::error_code error;
    if (std::filesystem::is_regular_file(file, error) && std::filesystem::file_size(file, error) > 0 && !error) continue;
    try {
      read_file(file, xlsx::Limits{}.file_bytes);
    } catch (const Failure& failure) {
      problems.push_back({Problem::About::input, input, failure.what()});
    }
  }
  return problems;
}

std::vector<Problem> problems_of_workbook(const RunRequest& request) {
  std::error_code error;
  if (request.rehearse || !request.save_as.empty()) return {};
  const std::filesystem::path folder =
      request.workbook.has_parent_path() ? request.workbook.parent_path() : std::filesystem::path{"."};
  if (!std::filesystem::is_directory(folder, error))
    return {{Problem::About::workbook,
             {},
             "The folder for the workbook, " + utf8_from_path(folder) + ", is not there. Make it first, or choose another."}};
  try {
    require_closed(request.workbook);
  } catch (const Failure& failure) {
    return {{Problem::About::workbook, {}, failure.what()}};
  }
  return {};
}

}  // namespace counterfoil::run
