#include "run/restore.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "audit/audit_record.hpp"
#include "base/atomic_file.hpp"
#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/versions.hpp"
#include "counterfoil/date.hpp"
#include "host/manifest.hpp"
#include "host/plugin_library.hpp"
#include "report/workbook_merge.hpp"
#include "run/past_runs/brought_back.hpp"
#include "run/steps/telling_failure.hpp"
#include "run/two_people/record_news.hpp"
#include "table/date_text.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;

/// What the version's own Audit sheet says of its last run. Returns the record that it begins with, which tells this workbook from
/// others whatever its name; empty where it has none.
std::string describe(WorkbookVersion& version, const Installation& installation) {
  try {
    const report::OpenedWorkbook book{read_file(version.file, xlsx::Limits{}.file_bytes)};
    version.bytes = book.bytes().size();
    if (xlsx::recognise(book.bytes()) != xlsx::FileKind::zip_workbook) {
      version.trouble = "it is damaged";
      return {};
    }
    if (!book.record()) return {};
    const host::Manifest manifest = host::read_manifest(installation.plugins);
    const auto spec =
        load_spec(installation, host::PluginLibrary::open(manifest, manifest.find(book.task())).description().workbook);
    const report::AuditRows& rows = book.audit(spec);
    if (rows.empty()) return {};
    const audit::AuditRecord last = audit::from_row(rows.back());
    version.run = last.run_id;
    version.user = last.user;
    version.time = last.time_local;
    version.time_utc = last.time_utc;
    return audit::from_row(rows.front()).record;
  } catch (const Failure& failure) {
    version.trouble = failure.what();
  }
  return {};
}

/// The names under which versions of other workbooks, or of this one under an earlier name, are kept in the same folder.
std::set<fs::path> other_names(const fs::path& workbook) {
  std::set<fs::path> names;
  std::error_code error;
  if (fs::is_symlink(versions_folder_of(workbook), error)) return names;
  for (fs::directory_iterator entry{versions_folder_of(workbook), error}, last; !error && entry != last; entry.increment(error)) {
    const std::string name = utf8_from_path(entry->path().stem());
    for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1)) {
      const fs::path other =
          workbook.parent_path() / path_from_utf8(name.substr(0, dot) + utf8_from_path(entry->path().extension()));
      if (other.filename() != workbook.filename()) names.insert(other);
    }
  }
  return names;
}

/// Versions that were kept before the workbook got its present name, known by the record that they begin with. Their numbers begin
/// at ten thousand, for each earlier name anew.
void add_of_earlier_names(const fs::path& workbook, const Installation& installation, std::vector<WorkbookVersion>& versions) {
  std::error_code error;
  WorkbookVersion now;
  now.file = workbook;
  const std::string begins = fs::is_regular_file(workbook, error) ? describe(now, installation) : std::string{};
  if (begins.empty()) return;
  constexpr unsigned first_number = 10'000;
  unsigned names = 0;
  const std::size_t own = versions.size();
  for (const fs::path& name : other_names(workbook)) {
    const std::size_t before = versions.size();
    for (const KeptVersion& kept : kept_versions(name)) {
      WorkbookVersion version;
      version.number = first_number * (names + 1) + kept.number;
      version.file = kept.file;
      version.replaced_by = kept.stamp;
      version.because = kept.because;
      if (describe(version, installation) == begins) versions.push_back(std::move(version));
    }
    names += versions.size() > before;
  }
  if (versions.size() > own)
    std::stable_sort(versions.begin(), versions.end(), [](const WorkbookVersion& left, const WorkbookVersion& right) {
      return left.replaced_by < right.replaced_by;
    });
}

std::vector<WorkbookVersion> versions_of(const fs::path& workbook, const Installation& installation) {
  std::vector<WorkbookVersion> versions;
  for (const KeptVersion& kept : kept_versions(workbook)) {
    WorkbookVersion version;
    version.number = kept.number;
    version.file = kept.file;
    version.replaced_by = kept.stamp;
    version.because = kept.because;
    describe(version, installation);
    versions.push_back(std::move(version));
  }
  add_of_earlier_names(workbook, installation, versions);
  std::reverse(versions.begin(), versions.end());
  return versions;
}

const WorkbookVersion& wanted(const std::vector<WorkbookVersion>& versions, const std::string& number, const std::string& name) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  std::vector<std::string> known;
  for (const WorkbookVersion& version : versions) known.push_back(std::to_string(version.number));
  if (error == std::errc{} && end == number.data() + number.size())
    for (const WorkbookVersion& version : versions)
      if (version.number == value) return version;
  throw Failure{FailureKind::usage, "There is no version " + number + " of " + name + ". There " +
                                        (known.size() == 1 ? "is only " : "are ") + list_in_words(known) +
                                        at_command_line("; \"counterfoil restore\" without --version describes them") + "."};
}

/// "20260331" of a day as people write it.
std::string day_of_stamps(const std::string& text) {
  const table::DateReading read = table::read_date_text(text);
  if (read.outcome != table::DateOutcome::read)
    throw Failure{FailureKind::usage, "\"" + text + "\" is not a date. Write it as day/month/year, such as 31/03/2026."};
  const std::chrono::year_month_day day{Date{std::chrono::days{read.days}}};
  const int number = int{day.year()} * 10'000 + static_cast<int>(unsigned{day.month()} * 100 + unsigned{day.day()});
  return std::to_string(number);
}

/// The version that was the workbook at the end of a day: the oldest of those that were replaced only after it.
const WorkbookVersion& stood_on(const std::vector<WorkbookVersion>& versions, const std::string& day, const std::string& name) {
  const auto later = std::find_if(versions.rbegin(), versions.rend(), [&](const WorkbookVersion& version) {
    const std::string replaced = version.replaced_by.substr(0, day.size());
    return replaced.find_first_not_of("0123456789") == std::string::npos && replaced > day;
  });
  if (later == versions.rend())
    throw Failure{FailureKind::usage,
                  "No run has replaced " + name + " after that day: it is " + name + " itself that stood then."};
  std::string made = later->time_utc.substr(0, 10);
  std::erase(made, '-');
  // A version that was only made after the day took the place of the one that stood then.
  if (made > day)
    throw Failure{FailureKind::unreadable, "What " + name + " was on that day is not kept, or it was not made yet: version " +
                                               std::to_string(later->number) +
                                               ", the first one that is kept from after it, was made by run " + later->run + "."};
  return *later;
}

fs::path name_for(const fs::path& workbook, unsigned number) {
  return workbook.parent_path() / path_from_utf8(utf8_from_path(workbook.stem()) + " version " + std::to_string(number) +
                                                 utf8_from_path(workbook.extension()));
}

void require_free_name(const fs::path& as) {
  std::error_code error;
  if (fs::exists(as, error) || error)
    throw Failure{FailureKind::usage, file_name_of(as) + " is there already, and nothing is ever written over. Name another" +
                                          at_command_line(" with --as FILE") + "."};
}

/// Refuses where a release of the workbook was cut off. A version, or a workbook, that is damaged is restored all the same.
std::vector<std::string> news_of_record(const fs::path& workbook, std::string_view version, const Installation& installation) {
  std::vector<std::string> news;
  std::optional<Buffer> now;
  std::error_code error;
  if (fs::exists(workbook, error)) now = read_file(workbook, xlsx::Limits{}.file_bytes);
  for (const std::string_view bytes : {now ? now->view() : std::string_view{}, version}) {
    if (xlsx::recognise(bytes) != xlsx::FileKind::zip_workbook) continue;
    std::optional<report::WorkbookSpec> spec;
    std::vector<audit::AuditRow> rows;
    try {
      const report::OpenedWorkbook book{bytes};
      if (!book.record()) continue;
      const host::Manifest manifest = host::read_manifest(installation.plugins);
      spec = load_spec(installation, host::PluginLibrary::open(manifest, manifest.find(book.task())).description().workbook);
      rows = book.audit(*spec);
    } catch (const Failure&) {
      continue;
    }
    for (std::string& words : refuse_where_cut_off(*spec, workbook, rows)) news.push_back(std::move(words));
  }
  return news;
}

RestoreOutcome restore_as_new_file(const RestoreRequest& request, const Installation& installation, WrittenFiles& written) {
  const std::string name = file_name_of(request.workbook);
  RestoreOutcome outcome;
  outcome.workbook = request.workbook;
  const fs::path workbook = behind_links(request.workbook);
  outcome.versions = versions_of(workbook, installation);
  if (outcome.versions.empty())
    throw Failure{FailureKind::unreadable, "No earlier version of " + name + " is kept: there is none in \"" +
                                               utf8_from_path(versions_folder_of(workbook)) +
                                               "\". Check the workbook's name and folder."};
  if (request.version.empty() && request.as_at.empty()) {
    outcome.words = {count_of(static_cast<std::int64_t>(outcome.versions.size()), "earlier version") + " of " + name +
                     (outcome.versions.size() == 1 ? " is" : " are") + " kept."};
    return outcome;
  }
  const WorkbookVersion& version = request.as_at.empty() ? wanted(outcome.versions, request.version, name)
                                                         : stood_on(outcome.versions, day_of_stamps(request.as_at), name);
  const fs::path as = request.as.empty() ? name_for(request.workbook, version.number) : request.as;
  require_free_name(as);
  const Buffer bytes = read_file(version.file, xlsx::Limits{}.file_bytes);
  std::vector<std::string> news = news_of_record(request.workbook, bytes.view(), installation);
  BroughtBack back{{bytes.view(), version.number, version.run, workbook, as, request.ledger}, installation};
  ReplaceOptions options;
  options.must_be_new = true;
  options.written = &written;
  options.before_rename = [&] { back.prepared(); };
  replace_file(as, back.bytes(), options);
  back.finished();
  outcome.restored = as;
  outcome.words = {"Version " + std::to_string(version.number) + " of " + name + " is back as the new file " + file_name_of(as) +
                   ". " + name + " was not touched."};
  outcome.words.insert(outcome.words.begin(), news.begin(), news.end());
  if (!request.as_at.empty())
    outcome.words.push_back("It stood at the end of that day" +
                            (version.run.empty() ? "" : ", as it was after run " + version.run) +
                            "; what was typed into it until run " + version.replaced_by + " replaced it is in it too.");
  outcome.words.push_back(back.words());
  return outcome;
}

}  // namespace

RestoreOutcome restore(const RestoreRequest& request, const Installation& installation) {
  return telling_what_was_written([&](WrittenFiles& written) { return restore_as_new_file(request, installation, written); });
}

}  // namespace counterfoil::run
