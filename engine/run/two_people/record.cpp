#include "run/record.hpp"

#include <algorithm>

#include "acts/machine_settings.hpp"
#include "acts/people.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/who_and_when.hpp"
#include "run/two_people/signed_acts.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;

/// For a shell and for Windows' prompt alike: such names are refused rather than quoted in two ways.
void refuse_odd(const std::string& text, const char* what) {
  if (text.find_first_of("\"'`$%!&|<>^\r\n") != std::string::npos)
    throw Failure{FailureKind::usage,
                  "The name of the " + std::string{what} +
                      " holds a sign that commands read otherwise. Give one without quotes and signs like $ and %."};
}

RecordOutcome setup(const RecordRequest& request) {
  if (request.place.empty())
    throw Failure{FailureKind::usage, "Say which folder it is to be: counterfoil record setup FOLDER --group NAME."};
  RecordOutcome outcome;
  outcome.folder = fs::absolute(request.place);
  const std::string folder = utf8_from_path(outcome.folder);
  const std::string group = request.group.empty() ? "PAYMENTS-TEAM" : request.group;
  refuse_odd(folder, "folder");
  refuse_odd(group, "group");
  const std::string quoted = "\"" + folder + "\"";
  const std::string meant =
      "Nothing was done. These commands are for IT, who run them as administrators; each person can then add to the folder, and "
      "nobody can change or delete what is there.";
  const std::string on_each_pc =
      "Then, on each PC, in the folder that only administrators can write (C:\\ProgramData\\Counterfoil or /etc/counterfoil), the "
      "file counterfoil.json, with the folder as that PC reaches it:";
  outcome.words = {meant,
                   "On a Windows server, where the folder lies:",
                   "    mkdir " + quoted,
                   "    icacls " + quoted + " /inheritance:r",
                   "    icacls " + quoted + " /grant:r \"SYSTEM:(OI)(CI)F\" \"Administrators:(OI)(CI)F\"",
                   "    icacls " + quoted + " /grant:r \"" + group + ":(RX,WD)\"",
                   "    icacls " + quoted + " /grant \"" + group + ":(OI)(IO)(R)\"",
                   "    icacls " + quoted + " /grant \"*S-1-3-4:(OI)(IO)(R)\"",
                   "On a Linux server (a file system that knows append-only folders, such as ext4 or XFS):",
                   "    mkdir " + quoted,
                   "    chown root:\"" + group + "\" " + quoted,
                   "    chmod 3770 " + quoted,
                   "    chattr +a " + quoted,
                   on_each_pc,
                   "    {\"record\": \"" +
                       [&] {
                         std::string json;
                         for (const char c : folder) json += c == '\\' ? std::string{"\\\\"} : std::string{c};
                         return json;
                       }() +
                       "\", \"people\": \"...\"}",
                   "Then somebody of the team, under their own login: counterfoil record check"};
  return outcome;
}

RecordOutcome check(const RecordRequest& request) {
  RecordOutcome outcome;
  const fs::path named = acts::machine_settings().record;
  if (named.empty() && request.place.empty())
    throw Failure{
        FailureKind::usage,
        "IT named no record folder for this machine, so each workbook has its own beside it. Say which workbook: counterfoil "
        "record check WORKBOOK."};
  outcome.folder = named.empty() ? record_folder_for(request.place).path() : named;
  outcome.by_whom =
      named.empty() ? "beside the workbook, since IT named none for this machine" : "named by IT for this whole machine";
  outcome.trials = acts::try_record_folder(outcome.folder, user_name());
  const auto bad = std::count_if(outcome.trials.begin(), outcome.trials.end(),
                                 [](const acts::RecordTrial& each) { return each.result == acts::RecordTrial::Result::bad; });
  outcome.words.push_back("The record folder is " + utf8_from_path(outcome.folder) + ", " + outcome.by_whom + ".");
  if (named.empty())
    outcome.words.emplace_back(
        "Whoever can copy or move the workbook can leave its record behind; only a folder that IT named is the one "
        "record.");
  outcome.words.emplace_back(bad == 0 ? "It proves what is in it: each of you adds, and nobody changes or takes away."
                                      : "What is signed in it is proven by the signatures. That nothing was taken away is not: "
                                        "note the check codes elsewhere, or "
                                        "have IT set it up (\"counterfoil record setup\" prints the commands).");
  return outcome;
}

}  // namespace

RecordOutcome record(const RecordRequest& request) { return request.check ? check(request) : setup(request); }

}  // namespace counterfoil::run
