#include "app/inspect_command.hpp"

#include <ostream>

#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"

namespace counterfoil::app {

namespace {

std::pair<std::string, std::string> named(const std::string& text, const std::string& how) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) throw Failure{FailureKind::usage, how + ", not \"" + text + "\"."};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::string list_of(const std::vector<run::InspectedHeading>& headings, const std::string& sure) {
  std::vector<std::string> words;
  for (const run::InspectedHeading& each : headings)
    if (each.sure == sure)
      words.push_back("\"" + each.heading + "\" (" + each.cell + (each.title.empty() ? "" : ", perhaps " + each.title) + ")");
  return words.empty() ? std::string{} : list_in_words(words);
}

void tell_file(std::ostream& out, const run::InspectedFile& file) {
  out << file.name << '\n';
  if (!file.trouble.empty()) {
    out << "  " << for_command_line(file.trouble) << "\n\n";
    return;
  }
  out << "  " << file.read_as << (file.sheet.empty() ? "" : ", sheet " + file.sheet) << ": "
      << count_of(static_cast<std::int64_t>(file.rows), "row");
  if (file.pence) out << ", " << format_pounds(Pence{*file.pence});
  if (file.period)
    out << ", " << file.period->words << (file.period->source == "title" ? " (from the title above the headings)" : "");
  out << '\n';
  if (const std::string guesses = list_of(file.headings, "guess"); !guesses.empty()) out << "  Not read: " << guesses << '\n';
  if (const std::string none = list_of(file.headings, "none"); !none.empty()) out << "  Not needed: " << none << '\n';
  for (const Finding& finding : file.findings.all())
    if (finding.severity != Severity::note)
      out << "  " << severity_word(finding.severity) << ": " << for_command_line(finding.sentence) << '\n';
  out << '\n';
}

void tell_workbook(std::ostream& out, const run::InspectedWorkbook& workbook) {
  out << "Workbook: " << utf8_from_path(workbook.path) << '\n';
  if (workbook.state == "new") out << "  It is not there yet and will be made.\n";
  if (workbook.state == "team") out << "  The team's own: a column for this period would be added.\n";
  if (!workbook.last_run.empty())
    out << "  Last run: " << workbook.last_run << " by " << workbook.last_user << ", " << workbook.last_time << " ("
        << workbook.last_period << ")\n";
  if (workbook.period && workbook.period->state == "waiting")
    out << "  The period that " << workbook.period->prepared_by << " prepared waits for a signature.\n";
  for (const run::NextStep& step : workbook.next) out << "  Next: " << for_command_line(step.words) << '\n';
  out << '\n';
}

}  // namespace

std::pair<std::string, std::string> heading_answer(const std::string& text) {
  return named(text, "What a heading means is written --heading FIELD=HEADING");
}

run::InspectRequest inspect_request(const InspectTexts& texts) {
  run::InspectRequest request;
  for (const std::string& heading : texts.headings) request.headings.push_back(heading_answer(heading));
  for (const std::string& file : texts.files) request.files.push_back(path_from_utf8(file));
  for (const std::string& input : texts.inputs) {
    const auto [id, file] = named(input, "A file for an input is written --input ID=FILE");
    request.inputs[id] = path_from_utf8(file);
  }
  for (const std::string& set : texts.sets) request.parameters.push_back(named(set, "A setting is written --set NAME=VALUE"));
  request.task = texts.task;
  request.workbook = path_from_utf8(texts.workbook);
  request.settings = path_from_utf8(texts.settings);
  request.reason = texts.reason;
  if (request.files.empty() && request.inputs.empty() && request.workbook.empty() && request.task.empty())
    throw Failure{FailureKind::usage, "Say which files to look at: counterfoil inspect FILE ... ."};
  return request;
}

void tell_inspected(std::ostream& out, const run::InspectOutcome& outcome) {
  for (const run::InspectedFile& file : outcome.files) tell_file(out, file);
  if (!outcome.task.empty()) {
    out << "Fits best: " << outcome.task << '\n';
    for (const run::InspectedSlot& slot : outcome.slots) {
      if (slot.path.empty() && slot.how.empty() && !slot.required) continue;
      out << "  " << slot.title << ": "
          << (!slot.path.empty()       ? file_name_of(slot.path)
              : slot.how == "workbook" ? std::string{"as the workbook keeps them"}
                                       : std::string{"still needed"});
      if (slot.rows_before && !slot.path.empty())
        out << " (last time " << count_of(static_cast<std::int64_t>(*slot.rows_before), "row") << ')';
      out << '\n';
    }
    out << '\n';
  }
  if (outcome.workbook) tell_workbook(out, *outcome.workbook);
  for (const run::Problem& problem : outcome.problems) out << "Problem: " << for_command_line(problem.words) << '\n';
}

void tell_waiting(std::ostream& out, const run::WaitingOutcome& outcome) {
  for (const run::InspectedWorkbook& workbook : outcome.workbooks) tell_workbook(out, workbook);
  if (outcome.workbooks.empty()) out << "Nothing that waits was found.\n";
  for (const std::string& words : outcome.words) out << words << '\n';
}

}  // namespace counterfoil::app
