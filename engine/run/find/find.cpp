#include "run/find.hpp"

#include <algorithm>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "report/listing.hpp"
#include "run/find/look.hpp"
#include "run/given/identity.hpp"

namespace counterfoil::run {

namespace fs = std::filesystem;

namespace {

class PersonSearch {
 public:
  PersonSearch(const FindRequest& request, const Installation& installation) : request_(request), installation_(installation) {}

  FindOutcome run() {
    if (request_.folders.empty())
      throw Failure{FailureKind::usage, "Say where to look: counterfoil find \"" + request_.wanted + "\" FOLDER."};
    const fs::path result = free_result();
    std::vector<NotSearched> not_walked;
    const std::vector<FolderFile> files = files_under(request_.folders, not_walked);
    std::vector<std::string> wanted{request_.wanted};
    // Once more where an id stands beside the name that was asked for, or a name beside the id.
    for (int round = 0;; ++round) {
      outcome_ = {};
      outcome_.not_read = not_walked;
      std::set<std::string> beside = look_through(files, wanted);
      std::vector<std::string> more = others(beside, wanted);
      if (more.empty() || round == 1) break;
      wanted.insert(wanted.end(), more.begin(), more.end());
    }
    outcome_.also_wanted.assign(wanted.begin() + 1, wanted.end());
    outcome_.files = files.size();
    write(result);
    say();
    return std::move(outcome_);
  }

 private:
  static std::vector<std::string> others(const std::set<std::string>& beside, const std::vector<std::string>& wanted) {
    std::vector<std::string> more;
    TextWords words;
    for (const std::string& each : beside) {
      words.read(each);
      if (words.size() == 0 ||
          std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) { return one == each || Wanted{one}.in(words); }))
        continue;
      try {
        Wanted{each};
      } catch (const Failure&) {
        continue;  // too short to be told from other texts
      }
      more.push_back(each);
    }
    return more;
  }

  std::set<std::string> look_through(const std::vector<FolderFile>& files, const std::vector<std::string>& wanted) {
    Look look{TaskSpecs{installation_}, {}, outcome_, {}, {}, {}};
    for (const std::string& each : wanted) look.wanted.emplace_back(each);
    for (const FolderFile& file : files) {
      try {
        look_in_file(look, file);
      } catch (const Failure& failure) {
        outcome_.not_read.push_back({file.shown, failure.what()});
      }
    }
    return look.beside;
  }

  fs::path free_result() const {
    std::error_code error;
    if (!request_.save_as.empty()) {
      if (fold_for_comparing(utf8_from_path(request_.save_as.extension())) != "xlsx")
        throw Failure{FailureKind::usage, "The result is a workbook: its name must end in .xlsx."};
      if (fs::exists(request_.save_as, error))
        throw Failure{FailureKind::usage,
                      file_name_of(request_.save_as) + " is there already. Choose another name; nothing is written over."};
      return request_.save_as;
    }
    // The name says nothing of whom was looked for.
    const std::string start = "Counterfoil find " + identity_.moment.local.substr(0, 10);
    for (int number = 1;; ++number) {
      fs::path name = path_from_utf8(start + (number == 1 ? "" : " (" + std::to_string(number) + ")") + ".xlsx");
      if (!fs::exists(name, error)) return name;
    }
  }

  void write(const fs::path& path) {
    report::Listing found{result_sheet, "Where \"" + request_.wanted + "\" was found", sentences(), {}, {}};
    found.columns = {{"File", 44},       {"What it is", 20}, {"Run, batch", 22}, {"Period", 26},     {"Sheet or record", 30},
                     {"Cell, line", 12}, {"Found by", 20},   {"Pounds", 14},     {"Pounds are", 18}, {"Decision", 14},
                     {"By", 10}};
    for (const FoundPlace& each : outcome_.found)
      found.rows.push_back({each.file, each.kind, each.run, each.period, each.sheet, each.cell, each.matched,
                            report::pounds_cell(each.pence), each.pence_of, each.decision, each.by});
    report::Listing rest{"Not read",
                         "What was not looked through",
                         {"What stands in these files has to be looked for by hand."},
                         {{"File", 60}, {"Why", 90}},
                         {}};
    for (const NotSearched& each : outcome_.not_read) rest.rows.push_back({each.file, each.why});
    ReplaceOptions options;
    options.must_be_new = true;
    replace_file(path, report::listing_workbook({found, rest}, "OFFICIAL-SENSITIVE: PERSONAL").view(), options);
    outcome_.saved = path;
  }

  std::vector<std::string> sentences() const {
    std::vector<std::string> all{"Looked for on " + identity_.moment.local_words() + " by " + identity_.user + ", in " +
                                 count_of(static_cast<std::int64_t>(outcome_.files), "file") + "."};
    if (!outcome_.also_wanted.empty())
      all.push_back("Looked for too, as it stands beside it: " + list_in_words(outcome_.also_wanted) +
                    ". Somebody else may have the same name: see the column Found by.");
    all.push_back(outcome_.not_read.empty() ? "All of them were read."
                                            : count_of(static_cast<std::int64_t>(outcome_.not_read.size()), "thing") +
                                                  " could not be read or looked through: see the sheet Not read.");
    return all;
  }

  void say() {
    std::set<std::string> files;
    for (const FoundPlace& each : outcome_.found) files.insert(each.file);
    outcome_.words.push_back(outcome_.found.empty()
                                 ? "Nothing was found in " + count_of(static_cast<std::int64_t>(outcome_.files), "file") + "."
                                 : count_of(static_cast<std::int64_t>(outcome_.found.size()), "place") + " in " +
                                       count_of(static_cast<std::int64_t>(files.size()), "file") + ", of " +
                                       count_of(static_cast<std::int64_t>(outcome_.files), "file") + " that were there.");
    if (!outcome_.also_wanted.empty())
      outcome_.words.push_back("Looked for too, as it stands beside it: " + list_in_words(outcome_.also_wanted) +
                               ". Somebody else may have the same name.");
    if (!outcome_.not_read.empty())
      outcome_.words.push_back(count_of(static_cast<std::int64_t>(outcome_.not_read.size()), "thing") +
                               " could not be looked through, so this may not be all. The sheet Not read says what and why.");
    outcome_.words.push_back("The result: " + utf8_from_path(outcome_.saved) +
                             ". It holds personal data itself: delete it once it is answered.");
  }

  const FindRequest& request_;
  const Installation& installation_;
  const RunIdentity identity_ = new_identity();
  FindOutcome outcome_;
};

}  // namespace

FindOutcome find_person(const FindRequest& request, const Installation& installation) {
  return PersonSearch{request, installation}.run();
}

}  // namespace counterfoil::run
