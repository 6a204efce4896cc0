#include "acts/record_check.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <system_error>

#include "acts/record_folder.hpp"
#include "audit/sign_off_record.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"
#include "base/synced_folder.hpp"

namespace counterfoil::acts {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view text =
    "Counterfoil tried here what this folder lets people do. This file is no act and may be deleted.\n";
constexpr unsigned most_left_over = 1'000;  // of earlier trials, in a folder that lets nobody take anything away
constexpr std::size_t acts_looked_at = 20;

using Result = RecordTrial::Result;

class Trying {
 public:
  Trying(const fs::path& folder, const std::string& account) : folder_(folder), account_(account) {}

  std::vector<RecordTrial> run() {
    std::error_code error;
    fs::create_directory(folder_, error);
    if (!add()) return std::move(trials_);
    add_again();
    look_at_owner();
    look_at_others();
    change();
    take_away();
    look_for_sync();
    return std::move(trials_);
  }

 private:
  void tell(const char* id, Result result, std::string words) { trials_.push_back({id, result, std::move(words)}); }

  bool add() {
    for (unsigned number = 1; number <= most_left_over; ++number) {
      file_ = folder_ / path_from_utf8("record check " + std::to_string(number) + ".txt");
      try {
        make_lasting_file(file_, text);
        tell("record-adds", Result::good, "You can add a file.");
        return true;
      } catch (const std::system_error& failure) {
        if (failure.code() == std::errc::file_exists) continue;
        tell("record-adds-nothing", Result::bad,
             "You cannot add a file: " + cause_in_words(failure.code()) + ". Nothing can be approved or released from here.");
        return false;
      }
    }
    tell("record-adds-nothing", Result::bad, "The folder is full of files of earlier checks. Have them deleted.");
    return false;
  }

  void add_again() {
    try {
      make_lasting_file(file_, text);
      tell("record-adds-twice", Result::bad,
           "A file was added where one of its name was: of two releases at once both could win. This folder is not fit for "
           "releases.");
    } catch (const std::system_error&) {
      tell("record-adds-once", Result::good,
           "A second file of the same name is refused, so that of two releases at once one wins.");
    }
  }

  void look_at_owner() {
    const std::string owner = owner_of_file(file_);
    if (!owner.empty() && audit::login_for_comparing(owner) == audit::login_for_comparing(account_))
      tell("record-tells-owners", Result::good, "The system shows you as the owner of what you add.");
    else
      tell("record-hides-owners", Result::unknown,
           "The system shows " + (owner.empty() ? std::string{"nobody"} : owner) +
               " as the owner of what you add, so the owners of files prove nothing here. The signatures do.");
  }

  /// Opening to add is not yet adding.
  static bool opens_for_writing(const fs::path& file) { return std::ofstream{file, std::ios::binary | std::ios::app}.is_open(); }

  void look_at_others() {
    std::error_code error;
    std::size_t looked = 0, open = 0;
    for (fs::directory_iterator each{folder_, error}, end; !error && each != end && looked < acts_looked_at;
         each.increment(error)) {
      if (each->path().extension() != act_suffix || fs::symlink_status(each->path(), error).type() != fs::file_type::regular ||
          audit::login_for_comparing(owner_of_file(each->path())) == audit::login_for_comparing(account_))
        continue;
      ++looked;
      if (opens_for_writing(each->path())) ++open;
    }
    if (looked == 0)
      tell("record-no-others", Result::unknown, "There is no act of anybody else yet on which to try what you may do to it.");
    else if (open > 0)
      tell("record-others-change", Result::bad,
           "The acts of others can be changed by you. That would show, and stop their batches; it should not be possible.");
    else
      tell("record-others-hold", Result::good, "The acts of others cannot be changed by you.");
  }

  void change() {
    std::error_code error;
    fs::permissions(file_, fs::perms::owner_write, fs::perm_options::add, error);
    if (opens_for_writing(file_))
      tell("record-own-change", Result::bad,
           "What you added can be changed by you afterwards. A changed act shows, and stops its batch; it should not be possible.");
    else
      tell("record-own-holds", Result::good, "What you added cannot be changed by you afterwards.");
  }

  void take_away() {
    std::error_code error;
    fs::path other = file_;
    other += ".renamed";
    fs::rename(file_, other, error);
    if (!error) {
      tell("record-renames", Result::bad, "What you added can be given another name, under which nobody looks for it.");
      file_ = other;
    } else {
      tell("record-names-hold", Result::good, "What you added cannot be given another name.");
    }
    if (fs::remove(file_, error) && !error)
      tell("record-takes-away", Result::bad,
           "What you added can be taken away again. An approval, rejection or release that is gone is not seen by anybody who did "
           "not "
           "note its check code.");
    else
      tell("record-keeps", Result::good, "What you added cannot be taken away again.");
  }

  void look_for_sync() {
    const std::string program = sync_program_of(folder_);
    if (!program.empty())
      tell("record-synced", Result::bad,
           "The folder is kept in step by " + program +
               ", so two people can add the same file at once without either hearing of it. Batches can be approved; they are "
               "released "
               "only by the one person whom the people file lets release.");
  }

  const fs::path& folder_;
  const std::string& account_;
  fs::path file_;
  std::vector<RecordTrial> trials_;
};

}  // namespace

std::vector<RecordTrial> try_record_folder(const fs::path& folder, const std::string& account) {
  return Trying{folder, account}.run();
}

}  // namespace counterfoil::acts
