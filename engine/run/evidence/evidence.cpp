#include "run/evidence.hpp"

#include <algorithm>
#include <system_error>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "run/evidence/pack_acts.hpp"
#include "run/evidence/pack_books.hpp"
#include "run/evidence/pack_folder.hpp"
#include "run/evidence/pack_ledgers.hpp"
#include "run/evidence/pack_sheets.hpp"
#include "run/evidence/pack_words.hpp"
#include "run/given/identity.hpp"

namespace counterfoil::run {

namespace fs = std::filesystem;

namespace {

std::vector<audit::LedgerEvidence> read_ledgers(const std::vector<fs::path>& paths) {
  std::vector<audit::LedgerEvidence> ledgers;
  for (const fs::path& path : paths) {
    ledgers.push_back(audit::read_evidence(path));
    if (paths.size() > 1 && !ledgers.back().there)
      throw Failure{FailureKind::usage, "There is no ledger at " + utf8_from_path(path) + ". Check its name."};
  }
  return ledgers;
}

class Gathering {
 public:
  Gathering(const EvidenceRequest& request, const Installation& installation)
      : request_(request),
        year_(year_of(request.year)),
        sheets_(year_,
                "Gathered on " + identity_.moment.local_words() + " by " + identity_.user + ", Counterfoil under their login."),
        ledgers_(read_ledgers(request.ledgers)),
        books_(installation, year_, ledgers_, sheets_, outcome_),
        acts_(year_, sheets_, outcome_) {}

  EvidenceOutcome run() {
    require_new_folder(request_.save_to);
    std::vector<FolderFile> files = files_under(request_.folders, outcome_.not_read);
    PackBooks::put_in_order(files);
    for (const FolderFile& file : files) take(file);
    for (const fs::path& folder : books_.record_folders()) take_record(folder);
    books_.finish(acts_.released());
    acts_.finish(books_.logs(), identity_.user);
    write();
    say();
    return std::move(outcome_);
  }

 private:
  void take(const FolderFile& file) {
    try {
      std::error_code error;
      if (fs::file_size(file.path, error) == 0 && !error) return;
      if (file.path.extension() == acts::act_suffix)
        acts_.take(file);
      else
        books_.take(file);
    } catch (const Failure& failure) {
      outcome_.not_read.push_back({file.shown, failure.what()});
    }
  }

  void take_record(const fs::path& folder) {
    try {
      acts_.take_folder(acts::RecordFolder{folder});
    } catch (const Failure& failure) {
      outcome_.not_read.push_back({utf8_from_path(folder), failure.what()});
    }
  }

  void write() {
    std::map<std::string, std::string> files;
    without_row_ = add_ledgers(ledgers_, year_, books_.run_ids(), sheets_, files, outcome_);
    std::vector<std::vector<report::ListingCell>> problems;
    for (const EvidenceProblem& each : outcome_.problems) problems.push_back({each.file, std::string{"PROBLEM"}, each.words});
    sheets_.checks.rows.insert(sheets_.checks.rows.begin(), problems.begin(), problems.end());
    for (const NotSearched& each : outcome_.not_read) sheets_.not_read.rows.push_back({each.file, each.why});
    const Buffer index =
        report::listing_workbook({sheets_.files, sheets_.checks, sheets_.runs, sheets_.acts, sheets_.decisions, sheets_.periods,
                                  sheets_.reconciliation, sheets_.settings, sheets_.releases, sheets_.ledger, sheets_.not_read},
                                 "OFFICIAL-SENSITIVE: PERSONAL");
    files.emplace("index.xlsx", std::string{index.view()});
    files.emplace("README.txt", pack_words(year_.name));
    books_.add_files(files);
    acts_.add_files(files);
    write_pack(request_.save_to, std::move(files));
    outcome_.folder = request_.save_to;
  }

  void say() {
    const auto count = [](std::uint64_t number, const char* one) { return count_of(static_cast<std::int64_t>(number), one); };
    std::vector<std::string>& words = outcome_.words;
    words = {count(books_.workbooks(), "workbook") + " and " + count(books_.versions(), "earlier version") + "; of " + year_.name +
                 " " + count(sheets_.runs.rows.size(), "row") + " of Audit sheets, " + count(acts_.count(), "signed act") + ", " +
                 count(acts_.releases(), "release") + " and " + count(sheets_.decisions.rows.size(), "line") + " about decisions.",
             "The evidence: " + utf8_from_path(outcome_.folder) + ". Begin with README.txt and index.xlsx."};
    if (books_.workbooks() + books_.versions() == 0)
      words.insert(words.begin(), "No workbook of Counterfoil's lies there. Check the folder.");
    if (without_row_ > 0)
      words.push_back(count(without_row_, "run") +
                      " and acts that a ledger names left their row in no workbook here: the sheet Ledgers "
                      "says which. Name the folders of those workbooks too, if they are part of this.");
    if (std::none_of(ledgers_.begin(), ledgers_.end(), [](const audit::LedgerEvidence& each) { return each.there; }))
      words.emplace_back("No ledger was there: give those of everybody who ran Counterfoil, --ledger FILE for each.");
    if (!outcome_.problems.empty())
      words.push_back(count(outcome_.problems.size(), "problem") + (outcome_.problems.size() == 1 ? " is" : " are") +
                      " told above, and on the sheet Checks.");
    if (!outcome_.not_read.empty())
      words.push_back(count(outcome_.not_read.size(), "thing") +
                      " could not be read, so this may not be all: see the sheet Not read.");
  }

  const EvidenceRequest& request_;
  const RunIdentity identity_ = new_identity();
  const EvidenceYear year_;
  EvidenceOutcome outcome_;
  PackSheets sheets_;
  std::vector<audit::LedgerEvidence> ledgers_;
  PackBooks books_;
  PackActs acts_;
  std::uint64_t without_row_ = 0;
};

}  // namespace

EvidenceOutcome gather_evidence(const EvidenceRequest& request, const Installation& installation) {
  return Gathering{request, installation}.run();
}

}  // namespace counterfoil::run
