#include "run/two_people/batch_files.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/digest.hpp"
#include "base/in_quotes.hpp"
#include "base/text.hpp"
#include "report/release_profile.hpp"
#include "report/release_target.hpp"
#include "run/past_runs/kept_lines.hpp"
#include "run/two_people/chosen_profiles.hpp"
#include "run/two_people/tied_files.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t profile_limit = 4 << 20;

struct ChosenProfile {
  report::ReleaseProfile profile;
  std::map<std::string, std::string> values;
  std::map<std::string, report::WorkbookSpec> blank_specs;
  std::map<std::string, report::TargetFile> targets;
};

std::string target_text(const Installation& installation, const std::string& id, const std::string& profile) {
  const fs::path file = installation.targets / path_from_utf8(id + ".json");
  std::error_code error;
  if (!fs::is_regular_file(file, error))
    throw Failure{FailureKind::refused, "The release profile " + profile +
                                            " cannot be used: no description of the target system \"" + id +
                                            "\" is installed with Counterfoil (share/targets). Ask whoever installs it."};
  return std::string{read_file(file, profile_limit).view()};
}

class Making {
 public:
  Making(const BatchSession& session, const Installation& installation) : session_(session), installation_(installation) {}

  BatchFiles make(const std::vector<std::string>& names, std::int64_t day) {
    for (const std::string& name : names.empty() ? usual_names() : names) choose(name);
    if (result_.refusals.empty())
      for (const ChosenProfile& chosen : chosen_) make_files(chosen, day);
    return std::move(result_);
  }

 private:
  std::vector<std::string> usual_names() const {
    const report::Release& release = session_.release();
    const std::string wanted = setting_of_profile(session_.task().spec, release);
    std::string chosen;
    for (const auto& [id, value] : KeptRun{session_.record()}.parameters())
      if (id == wanted) chosen = value;
    return profile_names(release, chosen);
  }

  void choose(const std::string& name) {
    ReadProfile read = read_profile(installation_, name);
    const std::string& file = read.file;
    const bool own = !read.path.empty();
    ChosenProfile chosen{std::move(read.profile), {}, {}, {}};
    for (const report::ProfileFile& each : chosen.profile.files)
      if (!each.spec.empty()) chosen.blank_specs.emplace(each.spec, load_spec(installation_, each.spec));
    for (const report::ProfileFile& each : chosen.profile.files) {
      if (each.format == report::ProfileFile::Format::csv) find_target(each.text.target, file, chosen);
      for (const report::ProfileFile& member : each.members) find_target(member.text.target, file, chosen);
    }
    report::check_profile(chosen.profile, session_.task().spec, file, chosen.blank_specs);
    check_lines(chosen.profile, read.file);
    UsedProfile used{own ? utf8_from_path(read.path) : name, chosen.profile.id, sha256_hex(read.text.view()), !own, {}};
    for (const auto& [id, value] : chosen.profile.values) {
      const auto set = session_.settings().profile_values.find(id);
      chosen.values[id] = set == session_.settings().profile_values.end() ? value.preset : set->second;
      used.values += (used.values.empty() ? "" : "; ") + id + " = " + chosen.values[id];
      if (value.required && chosen.values[id].empty())
        result_.refusals.push_back({"profile-value-missing",
                                    "The release profile " + chosen.profile.id + " needs the council's \"" + value.title +
                                        "\". Put it into the settings file, counterfoil-settings.json beside the workbook: "
                                        "\"profile-values\": {\"" +
                                        id + "\": \"...\"}.",
                                    {},
                                    {}});
    }
    result_.profiles.push_back(std::move(used));
    chosen_.push_back(std::move(chosen));
  }

  /// Lines of another kind of batch are approved and released with that batch, and never with this one.
  void check_lines(const report::ReleaseProfile& profile, const std::string& file) const {
    const auto check = [&](const report::ProfileRows& rows) {
      for (const report::Release& other : session_.task().spec.releases)
        if (rows.table == other.lines && other.lines != session_.release().lines)
          throw Failure{FailureKind::refused, "The release profile " + file +
                                                  " cannot be used for this batch: it holds the lines of " +
                                                  in_quotes(other.title) + ", which is a batch of its own."};
    };
    for (const report::ProfileFile& each : profile.files) {
      if (each.format == report::ProfileFile::Format::csv) check(each.text.rows);
      for (const report::ProfileFile& member : each.members) check(member.text.rows);
      for (const report::ProfileFill& fill : each.fills) check(fill.rows);
    }
  }

  /// Only a description that was installed with the program says what a field is.
  void find_target(const std::string& name, const std::string& file, ChosenProfile& chosen) {
    const std::string id = name.substr(0, name.find('/'));
    const std::string text = target_text(installation_, id, file);
    const report::Target target = report::parse_target(text, id + ".json");
    const report::TargetFile* found = target.file(name.substr(name.find('/') + 1));
    if (!found)
      throw Failure{FailureKind::refused, "The release profile " + file + " cannot be used: the target system " + target.title +
                                              " has no file \"" + name.substr(name.find('/') + 1) + "\"."};
    chosen.targets.emplace(name, *found);
  }

  void make_files(const ChosenProfile& chosen, std::int64_t day) {
    std::vector<std::string> wrong;
    const report::ReleaseMaterial material{
        session_.task().spec,
        session_.release(),
        session_.record(),
        chosen.profile,
        chosen.values,
        session_.state().batch,
        day,
        chosen.blank_specs,
        chosen.targets,
        [&](const std::string& spec) { return read_file(template_file(installation_, spec), profile_limit); }};
    std::vector<report::ReleaseFile> made = report::make_release_files(material, wrong);
    for (std::size_t at = 0; wrong.empty() && at < made.size(); ++at)
      for (const std::string& words : untied(session_.task().spec, session_.release(), session_.record(), chosen.profile.files[at],
                                             made[at].name, made[at].bytes.view(), chosen.targets))
        result_.refusals.push_back(
            {"file-not-tied",
             words + " The profile makes it otherwise than the target reads it; nothing is approved or released with it.",
             {},
             {}});
    for (report::ReleaseFile& file : made) {
      if (!names_.insert(fold_for_comparing(file.name)).second)
        wrong.push_back("Two of the profiles write a file of the name \"" + file.name +
                        "\". Approve with one of them, or change the name in a profile.");
      const Fingerprint fingerprint = fingerprint_of(file.bytes.view());
      result_.list.push_back({file.name, fingerprint.size, fingerprint.sha256});
      result_.made.push_back(std::move(file));
    }
    for (const std::string& sentence : wrong) result_.refusals.push_back({"field-does-not-fit", sentence, {}, {}});
  }

  const BatchSession& session_;
  const Installation& installation_;
  std::vector<ChosenProfile> chosen_;
  std::set<std::string> names_;
  BatchFiles result_;
};

}  // namespace

BatchFiles make_batch_files(const BatchSession& session, const Installation& installation, const std::vector<std::string>& names,
                            std::int64_t day) {
  return Making{session, installation}.make(names, day);
}

std::string fact_of(const ReleasedFile& file) { return std::to_string(file.bytes) + " " + file.sha256 + " " + file.name; }

std::vector<ReleasedFile> files_of_facts(const std::vector<std::string>& facts) {
  std::vector<ReleasedFile> files;
  for (const std::string& fact : facts) {
    ReleasedFile file;
    const std::size_t first = fact.find(' '), second = fact.find(' ', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    std::from_chars(fact.data(), fact.data() + first, file.bytes);
    file.sha256 = fact.substr(first + 1, second - first - 1);
    file.name = fact.substr(second + 1);
    files.push_back(std::move(file));
  }
  return files;
}

std::vector<std::string> differences(const std::vector<ReleasedFile>& approved, const std::vector<ReleasedFile>& made) {
  std::vector<std::string> found;
  const auto named = [](const std::vector<ReleasedFile>& files, const std::string& name) {
    return std::find_if(files.begin(), files.end(), [&](const ReleasedFile& each) { return each.name == name; });
  };
  for (const ReleasedFile& file : approved) {
    const auto now = named(made, file.name);
    if (now == made.end())
      found.push_back("The approved file \"" + file.name + "\" is not among those that the batch comes to now.");
    else if (!(*now == file))
      found.push_back(
          "The file \"" + file.name +
          "\" is not the one that was approved: the batch, the profile, its values or a specification was changed since (" +
          count_of(static_cast<std::int64_t>(file.bytes), "byte") + " then, " +
          count_of(static_cast<std::int64_t>(now->bytes), "byte") + " now).");
  }
  for (const ReleasedFile& file : made)
    if (named(approved, file.name) == approved.end())
      found.push_back("The file \"" + file.name + "\" was not among those that were approved.");
  return found;
}

std::string file_in_words(const ReleasedFile& file) {
  return file.name + ": " + count_of(static_cast<std::int64_t>(file.bytes), "byte") + ", SHA-256 " + file.sha256;
}

}  // namespace counterfoil::run
