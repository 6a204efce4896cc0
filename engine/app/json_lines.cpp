#include "app/json_lines.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/output.hpp"
#include "base/command_words.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace counterfoil::app {

namespace {

using Json = nlohmann::ordered_json;

// Texts of a damaged file may hold broken UTF-8: they are repaired, never a reason to stop.
std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string_view severity_id(Severity severity) {
  return severity == Severity::blocking ? "blocking" : severity == Severity::warning ? "warning" : "note";
}

std::string_view about_id(run::Problem::About about) {
  switch (about) {
    case run::Problem::About::setting: return "setting";
    case run::Problem::About::workbook: return "workbook";
    case run::Problem::About::input: break;
  }
  return "input";
}

template <class Number>
Json or_null(const std::optional<Number>& number) {
  return number ? Json(*number) : Json(nullptr);
}

Json file_of(const run::InspectedFile& file) {
  Json json = {{"protocol", protocol_number},
               {"event", "file"},
               {"path", utf8_from_path(file.path)},
               {"name", file.name},
               {"digest", file.digest},
               {"bytes", file.bytes},
               {"format", file.format},
               {"trouble", without_commands(file.trouble)},
               {"read-as", file.read_as},
               {"sheet", file.sheet},
               {"heading-row", file.heading_row},
               {"rows", file.rows},
               {"pence", or_null(file.pence)}};
  json["period"] = nullptr;
  if (file.period)
    json["period"] = {
        {"first", file.period->first}, {"last", file.period->last}, {"words", file.period->words}, {"source", file.period->source}};
  json["headings"] = Json::array();
  for (const run::InspectedHeading& each : file.headings)
    json["headings"].push_back(
        {{"heading", each.heading}, {"cell", each.cell}, {"field", each.field}, {"title", each.title}, {"sure", each.sure}});
  json["missing"] = Json::array();
  for (const run::MissingField& each : file.missing)
    json["missing"].push_back({{"field", each.field}, {"title", each.title}, {"ask", each.ask}, {"guess", each.guess}});
  json["fits"] = Json::array();
  for (const run::InputFit& fit : file.fits)
    json["fits"].push_back(
        {{"task", fit.task}, {"input", fit.input}, {"title", fit.title}, {"fields", fit.fields}, {"complete", fit.complete}});
  return json;
}

Json slot_of(const run::InspectedSlot& slot, const std::string& task) {
  return {{"protocol", protocol_number},
          {"event", "slot"},
          {"task", task},
          {"input", slot.input},
          {"title", slot.title},
          {"required", slot.required},
          {"path", utf8_from_path(slot.path)},
          {"how", slot.how},
          {"rows-before", or_null(slot.rows_before)},
          {"pence-before", or_null(slot.pence_before)}};
}

Json batch_json(const run::InspectedBatch& batch) {
  std::vector<std::string> stops;
  for (const std::string& stop : batch.stops) stops.push_back(without_commands(stop));
  return {{"id", batch.id},
          {"kind", batch.kind},
          {"title", batch.title},
          {"rows", batch.rows},
          {"pence", batch.pence},
          {"prepared-by", batch.prepared_by},
          {"prepared-on", batch.prepared_on},
          {"state", batch.state},
          {"by", batch.by},
          {"may-approve", batch.may_approve},
          {"stops", stops}};
}

Json workbook_of(const run::InspectedWorkbook& workbook) {
  Json json = {{"protocol", protocol_number},
               {"event", "workbook"},
               {"path", utf8_from_path(workbook.path)},
               {"state", workbook.state},
               {"trouble", without_commands(workbook.trouble)},
               {"task", workbook.task},
               {"last-run", workbook.last_run},
               {"last-time", workbook.last_time},
               {"last-user", workbook.last_user},
               {"last-period", workbook.last_period},
               {"read-only", workbook.read_only}};
  json["holder"] = nullptr;
  if (workbook.holder)
    json["holder"] = {{"words", workbook.holder->words},     {"user", workbook.holder->user},
                      {"machine", workbook.holder->machine}, {"program", workbook.holder->program},
                      {"since", workbook.holder->since},     {"mine", workbook.holder->mine}};
  json["decisions"] = Json::array();
  for (const run::UndecidedRows& rows : workbook.decisions)
    json["decisions"].push_back({{"sheet", rows.sheet}, {"rows", rows.rows}, {"needs-decision", rows.undecided}});
  json["batches"] = Json::array();
  for (const run::InspectedBatch& batch : workbook.batches) json["batches"].push_back(batch_json(batch));
  // The first that somebody has to do something with; else the first or only one.
  const auto waits = std::find_if(workbook.batches.begin(), workbook.batches.end(), [](const run::InspectedBatch& batch) {
    return batch.rows > 0 && (batch.state == "waiting" || batch.state == "approved");
  });
  json["batch"] = waits != workbook.batches.end() ? batch_json(*waits)
                  : workbook.batches.empty()      ? Json{}
                                                  : json["batches"].front();
  json["period"] = nullptr;
  if (const auto& period = workbook.period)
    json["period"] = {{"run", period->run},
                      {"period", period->period},
                      {"prepared-by", period->prepared_by},
                      {"prepared-on", period->prepared_on},
                      {"state", period->state},
                      {"by", period->by},
                      {"may-approve", period->may_approve}};
  json["cut-off"] = nullptr;
  if (workbook.cut_off) json["cut-off"] = {{"words", without_commands(workbook.cut_off->words)}, {"mine", workbook.cut_off->mine}};
  json["next"] = Json::array();
  for (const run::NextStep& step : workbook.next)
    json["next"].push_back(
        {{"what", step.what}, {"who", step.who}, {"words", without_commands(step.words)}, {"sheet", step.sheet}});
  return json;
}

}  // namespace

std::string finding_line(const Finding& finding, const FindingWhere& where) {
  return text_of({{"protocol", protocol_number},
                  {"event", "finding"},
                  {"id", finding.id},
                  {"severity", severity_id(finding.severity)},
                  {"title", finding.title},
                  {"sentence", without_commands(finding.sentence)},
                  {"input", where.input},
                  {"path", where.path},
                  {"file", finding.place.file},
                  {"sheet", finding.place.sheet},
                  {"cell", finding.place.cell},
                  {"stored", finding.stored},
                  {"shown", finding.shown},
                  {"result-sheet", where.result_sheet},
                  {"result-cell", where.result_cell}});
}

std::string problem_line(const run::Problem& problem) {
  return text_of({{"protocol", protocol_number},
                  {"event", "problem"},
                  {"about", about_id(problem.about)},
                  {"id", problem.id},
                  {"words", without_commands(problem.words)}});
}

std::string path_text(const std::filesystem::path& path) {
  if (path.empty()) return {};
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error).lexically_normal();
  return utf8_from_path(error ? path : whole);
}

std::vector<std::string> result_lines(const run::RunOutcome& outcome) {
  std::vector<std::string> lines;
  Json figures = Json::array(), next = Json::array();
  for (const run::Figure& figure : outcome.figures) {
    figures.push_back({{"id", figure.id},
                       {"title", figure.title},
                       {"group", figure.group},
                       {"count", or_null(figure.count)},
                       {"pence", or_null(figure.pence)},
                       {"needs-decision", figure.needs_decision},
                       {"sheet", figure.sheet}});
    if (figure.needs_decision)
      next.push_back({{"what", "decide"},
                      {"who", "anybody"},
                      {"words", figure.title + ": " + count_of(*figure.count, "row") + "."},
                      {"sheet", figure.sheet}});
  }
  if (!figures.empty()) lines.push_back(text_of({{"protocol", protocol_number}, {"event", "figures"}, {"figures", figures}}));
  for (const run::Question& question : outcome.questions) {
    Json options = Json::array();
    for (const auto& option : question.options) options.push_back({{"value", option.value}, {"title", option.title}});
    lines.push_back(text_of({{"protocol", protocol_number},
                             {"event", "question"},
                             {"name", question.name},
                             {"words", question.words},
                             {"options", options},
                             {"free-text", question.free_text}}));
  }
  if (outcome.status != run::RunStatus::finished) return lines;
  if (outcome.release_follows)
    next.push_back({{"what", "approve"},
                    {"who", "a colleague"},
                    {"words", "A colleague looks at the workbook and approves it; then it can be released."},
                    {"sheet", ""}});
  lines.push_back(text_of({{"protocol", protocol_number}, {"event", "next"}, {"next", next}}));
  return lines;
}

std::vector<std::string> waiting_lines(const run::WaitingOutcome& outcome) {
  std::vector<std::string> lines;
  for (const run::LookedFolder& folder : outcome.folders)
    lines.push_back(text_of({{"protocol", protocol_number},
                             {"event", "folder"},
                             {"path", utf8_from_path(folder.path)},
                             {"state", folder.state},
                             {"words", folder.words}}));
  for (const run::InspectedWorkbook& workbook : outcome.workbooks) lines.push_back(text_of(workbook_of(workbook)));
  lines.push_back(text_of(
      {{"protocol", protocol_number}, {"event", "outcome"}, {"status", "finished"}, {"exit", 0}, {"words", outcome.words}}));
  return lines;
}

std::vector<std::string> inspected_lines(const run::InspectOutcome& outcome) {
  std::vector<std::string> lines;
  for (const run::InspectedFile& file : outcome.files) {
    lines.push_back(text_of(file_of(file)));
    std::string input;
    for (const run::InspectedSlot& slot : outcome.slots)
      if (slot.path == file.path) input = slot.input;
    for (const Finding& finding : file.findings.all())
      lines.push_back(finding_line(finding, {input, utf8_from_path(file.path), {}, {}}));
  }
  for (const run::TaskFit& task : outcome.tasks)
    lines.push_back(text_of({{"protocol", protocol_number},
                             {"event", "fit"},
                             {"task", task.task},
                             {"title", task.title},
                             {"placed", task.placed},
                             {"missing", task.missing}}));
  for (const run::InspectedSlot& slot : outcome.slots) lines.push_back(text_of(slot_of(slot, outcome.task)));
  for (const run::InspectedSetting& setting : outcome.settings)
    lines.push_back(text_of({{"protocol", protocol_number},
                             {"event", "setting"},
                             {"id", setting.id},
                             {"value", setting.value},
                             {"source", setting.source},
                             {"usual", setting.usual},
                             {"locked", setting.locked},
                             {"needs-reason", setting.needs_reason}}));
  if (outcome.workbook) lines.push_back(text_of(workbook_of(*outcome.workbook)));
  for (const run::Problem& problem : outcome.problems) lines.push_back(problem_line(problem));
  lines.push_back(text_of({{"protocol", protocol_number},
                           {"event", "outcome"},
                           {"status", outcome.problems.empty() ? "finished" : "problems"},
                           {"exit", outcome.problems.empty() ? 0 : 1},
                           {"task", outcome.task},
                           {"workbook-proposed", utf8_from_path(outcome.proposed_workbook)},
                           {"words", Json::array()}}));
  return lines;
}

}  // namespace counterfoil::app
