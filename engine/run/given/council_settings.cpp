#include "run/given/council_settings.hpp"

#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"

namespace counterfoil::run {

namespace {

bool same_value(const host::ParameterDescription& parameter, const std::string& one, const std::string& other) {
  const auto left = host::read_parameter(parameter.kind, one);
  const auto right = host::read_parameter(parameter.kind, other);
  return left && right && left->number == right->number && left->text == right->text;
}

}  // namespace

host::ParameterTexts CouncilSettings::texts() const {
  host::ParameterTexts all;
  for (const auto& [id, value] : values) all.emplace_back(id, value.value);
  return all;
}

bool CouncilSettings::locks(const std::string& setting) const {
  const auto value = values.find(setting);
  return value != values.end() && value->second.locked;
}

CouncilSettings council_settings(const host::PluginDescription& plugin) {
  acts::MachineSettings machine = acts::machine_settings();
  CouncilSettings council;
  council.file = machine.file;
  if (const auto of_task = machine.of_the_tasks.find(plugin.id); of_task != machine.of_the_tasks.end())
    council.values = std::move(of_task->second);
  std::vector<host::ParameterTrouble> troubles;
  host::read_parameters(plugin, council.texts(), troubles);
  if (!troubles.empty())
    throw Failure{FailureKind::refused, "The settings for this whole machine, " + utf8_from_path(council.file) + ": " +
                                            without_commands(troubles.front().words) + " Ask IT to put it right."};
  return council;
}

std::vector<Problem> problems_of_locks(const CouncilSettings& council, const host::PluginDescription& plugin,
                                       const host::ParameterTexts& given) {
  std::map<std::string, std::string> last;  // what is said last counts
  for (const auto& [id, text] : given) last[id] = text;
  std::vector<Problem> problems;
  for (const auto& [id, text] : last) {
    const host::ParameterDescription* parameter = plugin.parameter(id);
    if (parameter == nullptr || !council.locks(id)) continue;
    const std::string& fixed = council.values.at(id).value;
    if (same_value(*parameter, fixed, text)) continue;
    problems.push_back({Problem::About::setting, id,
                        "The council has fixed the setting " + at_command_line(id + " (") + parameter->title +
                            at_command_line(")") + " at " + fixed + ", so it cannot be " + text +
                            ". Leave it as the council has it, or ask IT, who keep the council's settings."});
  }
  return problems;
}

}  // namespace counterfoil::run
