#include "run/inspect/place_files.hpp"

#include <algorithm>

namespace counterfoil::run {

namespace {

constexpr std::size_t fewest_headings_of_a_guess = 2;

/// The pair of inputs of which one is the period before the other; empty ids where the task has none.
std::pair<std::string, std::string> before_and_now(const Task& task) {
  if (!task.spec.last_period) return {};
  return {task.spec.last_period->input, task.spec.last_period->lines_of};
}

std::string period_end(const InspectedFile& file) { return file.period ? file.period->last + file.period->first : std::string{}; }

/// Files of one layout into the inputs of that layout that are still free.
void place_alike(const Task& task, const std::vector<InspectedFile>& files, std::vector<std::size_t> alike,
                 std::vector<std::string> inputs, std::map<std::string, Placed>& placed) {
  const auto [before, now] = before_and_now(task);
  const auto is_free = [&](const std::string& id) { return std::find(inputs.begin(), inputs.end(), id) != inputs.end(); };
  const bool dated = std::all_of(alike.begin(), alike.end(), [&](std::size_t at) { return files[at].period.has_value(); });
  if (!now.empty() && is_free(now)) {
    // The newest is this period's, the one before it last period's.
    if (dated)
      std::stable_sort(alike.begin(), alike.end(),
                       [&](std::size_t one, std::size_t other) { return period_end(files[one]) < period_end(files[other]); });
    std::vector<std::string> order;
    if (is_free(before)) order.push_back(before);
    order.push_back(now);
    for (auto input = order.rbegin(); input != order.rend() && !alike.empty(); ++input) {
      placed[*input] = {alike.back(), dated ? "period" : "headings"};
      alike.pop_back();
    }
    return;
  }
  for (const std::string& input : inputs) {
    if (alike.empty()) return;
    placed[input] = {alike.front(), "headings"};
    alike.erase(alike.begin());
  }
}

}  // namespace

const InputFit* best_fit(const InspectedFile& file, const std::string& task) {
  for (const InputFit& fit : file.fits)  // the best come first
    if (fit.task == task && (fit.complete || fit.fields >= fewest_headings_of_a_guess)) return &fit;
  return nullptr;
}

TaskFit fit_of(const Task& task, const std::vector<InspectedFile>& files, const std::map<std::string, std::size_t>& given) {
  TaskFit fit{task.description().id, task.description().title, 0, {}};
  const auto placed = place_files(task, files, given);
  fit.placed = placed.size();
  for (const host::InputDescription& input : task.description().inputs)
    if (input.required && !placed.contains(input.id)) fit.missing.push_back(input.id);
  return fit;
}

std::map<std::string, Placed> place_files(const Task& task, const std::vector<InspectedFile>& files,
                                          const std::map<std::string, std::size_t>& given) {
  std::map<std::string, Placed> placed;
  for (const auto& [input, file] : given) placed[input] = {file, "given"};
  const auto is_given = [&](std::size_t at) {
    return std::any_of(given.begin(), given.end(), [&](const auto& each) { return each.second == at; });
  };
  std::map<std::string, std::vector<std::size_t>> by_layout;
  for (std::size_t at = 0; at < files.size(); ++at) {
    if (is_given(at) || !files[at].trouble.empty()) continue;
    if (const InputFit* fit = best_fit(files[at], task.description().id))
      by_layout[task.description().input(fit->input)->layout].push_back(at);
  }
  for (const auto& [layout, alike] : by_layout) {
    std::vector<std::string> inputs;
    for (const bool required : {true, false})
      for (const host::InputDescription& input : task.description().inputs)
        if (input.layout == layout && input.required == required && !placed.contains(input.id)) inputs.push_back(input.id);
    place_alike(task, files, alike, std::move(inputs), placed);
  }
  return placed;
}

std::vector<Problem> problems_of_places(const Task& task, const std::vector<InspectedFile>& files,
                                        const std::map<std::string, Placed>& placed) {
  std::vector<Problem> problems;
  const auto title = [&](const std::string& input) { return task.description().input(input)->title; };
  for (auto one = placed.begin(); one != placed.end(); ++one)
    for (auto other = std::next(one); other != placed.end(); ++other) {
      const InspectedFile &first = files[one->second.file], &second = files[other->second.file];
      if (first.digest.empty() || first.digest != second.digest) continue;
      if (task.description().input(one->first)->layout != task.description().input(other->first)->layout) continue;
      problems.push_back({Problem::About::input, other->first,
                          title(one->first) + " and " + title(other->first) + " are the same file" +
                              (first.path == second.path ? "" : ", byte for byte") + ". Choose another for one of them."});
    }
  const auto [before, now] = before_and_now(task);
  const auto earlier = placed.find(before), later = placed.find(now);
  if (earlier != placed.end() && later != placed.end()) {
    const InspectedFile &first = files[earlier->second.file], &second = files[later->second.file];
    if (first.period && second.period && second.period->last < first.period->last)
      problems.push_back({Problem::About::input, now,
                          "The months look swapped: " + title(before) + " are of " + first.period->words + ", " + title(now) +
                              " of " + second.period->words + "."});
  }
  return problems;
}

}  // namespace counterfoil::run
