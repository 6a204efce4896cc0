// Which of the files is which input of a task: by what a person said, by headings, by period.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "run/given/settings.hpp"
#include "run/given/task.hpp"
#include "run/inspect.hpp"
#include "run/inspect/look_at_file.hpp"

namespace counterfoil::run {

/// The input of `task` that the file's headings fit best: a complete fit, else one with two headings at least, as when one needed
/// heading is misspelt. nullptr: none.
const InputFit* best_fit(const InspectedFile& file, const std::string& task);

/// How well a task takes the files; those that a person placed count as placed.
TaskFit fit_of(const Task& task, const std::vector<InspectedFile>& files, const std::map<std::string, std::size_t>& given);

/// Of one input: which file (index), and how it came there.
struct Placed {
  std::size_t file = 0;
  std::string how;
};

/// The files must have been read. `given`: input id to file.
std::map<std::string, Placed> place_files(const Task& task, const std::vector<InspectedFile>& files,
                                          const std::map<std::string, std::size_t>& given);

/// Months swapped, one file twice.
std::vector<Problem> problems_of_places(const Task& task, const std::vector<InspectedFile>& files,
                                        const std::map<std::string, Placed>& placed);

}  // namespace counterfoil::run
