// The team's record folder: signed acts, one file each, only ever added to. Many people write there at once, from many machines.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "acts/act.hpp"

namespace counterfoil::acts {

/// An act as it was found, and what the system says of its file.
struct FoundAct {
  Act act;
  std::string owner;  // the login that the system shows; empty where it shows none
  std::filesystem::path file;
};

/// An act that somebody saw and that is not there any more, or not as it was. What it said, where a copy was kept.
struct MissedAct {
  std::filesystem::path file;
  std::optional<Act> act;
};

/// All that the folder holds of one batch.
struct BatchRecord {
  std::vector<FoundAct> acts;               // whole and with a good signature, by time
  std::vector<std::filesystem::path> torn;  // of this batch by their names, but not whole or not signed as they say
  std::vector<MissedAct> gone;              // by what whoever asks has seen (acts/seen_acts)
};

class RecordFolder {
 public:
  explicit RecordFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  const std::filesystem::path& path() const { return folder_; }
  bool there() const;

  /// One look at the folder's list; only this batch's files are opened. Failure (unreadable) when the folder cannot be reached.
  BatchRecord of_batch(const std::string& task, const std::string& batch) const;
  /// The same of these files, whose names begin as the batch's do.
  BatchRecord of_batch(const std::string& task, const std::string& batch, const std::vector<std::string>& names) const;

  /// Adds the act; its file must not be there. A release has the one name of its batch, so that of two at once one gets Failure
  /// (changed). Failure (unwritable) where it cannot be written. Makes the folder where it is not there.
  void add(const Act& act) const;
  /// The release of this batch, whose writing was cut off, written by the same login: once more.
  void add_again(const Act& act) const;

  std::filesystem::path file_of(const Act& act) const;

  /// The names of all acts, and of the files with a secret (acts/keyed_digests), each sorted. One look at the folder's list.
  struct Names {
    std::vector<std::string> acts, secrets;
  };
  Names names() const;
  /// Nothing where the file of this name is no whole act, or not the one that it is named as.
  std::optional<FoundAct> act_in(const std::string& name) const;
  /// What the names of a batch's files begin with, whatever letters its id has.
  static std::string start_of(const std::string& task, const std::string& batch);
  static void sort_by_time(std::vector<FoundAct>& acts);

 private:
  std::filesystem::path folder_;
};

/// The acts in a folder that are files of a release, by their own names.
std::vector<FoundAct> acts_beside(const std::filesystem::path& folder, std::vector<std::filesystem::path>& torn);

inline constexpr const char* act_suffix = ".act";
inline constexpr const char* secret_suffix = ".secret";

}  // namespace counterfoil::acts
