// The specifications of the tasks that are installed, each read once.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "run/given/installation.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

class TaskSpecs {
 public:
  /// Borrowed.
  explicit TaskSpecs(const Installation& installation) : installation_(installation) {}

  /// Good as long as this is; nullptr where the task is not installed, or cannot be loaded.
  const report::WorkbookSpec* of(const std::string& task);

 private:
  const Installation& installation_;
  std::map<std::string, std::optional<report::WorkbookSpec>, std::less<>> specs_;
};

}  // namespace counterfoil::run
