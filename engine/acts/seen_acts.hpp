// What one person has seen in a record folder. They keep a copy of every act that they saw, in their own data folder, so that an
// act which is gone is missed at their next command, and counts for them all the same.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "acts/act_index.hpp"
#include "acts/record_folder.hpp"
#include "acts/seen_list.hpp"

namespace counterfoil::acts {

/// Seen before, or named as seen by an act that is there; not in the folder any more.
struct GoneAct {
  std::string file;              // its name in the record folder
  std::string id;                // SHA-256 of its bytes
  std::optional<FoundAct> copy;  // what this person kept of it; none where only another act names it
  bool told = false;             // at an earlier command
};

class SeenActs {
 public:
  /// Lists the folder once and opens what is new to this person. `public_key`: theirs on this machine; may be empty. Failure
  /// (unreadable) when the folder cannot be reached. A memory that cannot be kept is no failure: then nothing is missed later.
  SeenActs(RecordFolder folder, const std::filesystem::path& data_folder, const std::string& account,
           const std::string& public_key);

  const RecordFolder& folder() const { return folder_; }
  const std::vector<std::string>& names() const { return names_; }
  const std::vector<std::string>& secrets() const { return secrets_; }
  const std::vector<GoneAct>& gone() const { return gone_; }
  /// New since the last look, signed in this person's name by another command than theirs here.
  const std::vector<FoundAct>& in_your_name() const { return in_your_name_; }

  /// As the folder has it, with what is gone of it; its files are opened.
  BatchRecord of_batch(const std::string& task, const std::string& batch) const;
  /// Of a batch that is not the one at hand: what this person kept of it; only files without a copy are opened.
  BatchRecord kept_of_batch(const std::string& task, const std::string& batch) const;
  /// Releases of the task in which one of these lines ("line-key") went out, by time; those that are gone, where a copy was kept.
  std::vector<FoundAct> releases_with(const std::string& task, const std::vector<std::string>& keys) const;
  /// A release for each secret that releases name (acts/keyed_digests).
  std::vector<FoundAct> one_of_each_secret() const;
  std::optional<FoundAct> last_release(const std::string& task) const;
  bool holds_code(const std::string& code) const;
  /// One act of each (account, key) that signed something.
  std::vector<FoundAct> signers() const;
  /// Facts "seen" for an act that is now signed: the acts that no other one names, those of this batch first.
  std::vector<std::string> heads(const std::string& task, const std::string& batch) const;

  /// Adds an act of this person's to the folder and to what they have seen.
  void add(const Act& act);
  void add_again(const Act& act);
  /// What is gone, and what was signed in their name, was said; until then it stays news.
  void told();

 private:
  void read_memory();
  std::vector<std::string> names_without_entry() const;
  void take(const FoundAct& found, bool untold = false);
  void take_own(const Act& act);
  void write_down(const std::string& lines);
  std::optional<FoundAct> copy_of(const SeenList::Entry& entry) const;
  /// The act of this name: this person's copy, else the folder's.
  std::optional<FoundAct> seen_of(const std::string& name) const;
  std::vector<FoundAct> each_seen_of(const std::vector<std::string>& names) const;
  std::vector<FoundAct> all_seen() const;
  /// The names that begin so, sorted.
  std::vector<std::string> names_from(const std::string& start) const;
  void add_gone_of(const std::string& start, BatchRecord& record) const;
  /// Brought up to date at first use; nullptr where this person keeps nothing or it cannot be used: then the acts are opened.
  ActIndex* index() const;
  std::unique_ptr<ActIndex> index_of_what_is_seen() const;
  void forget_index() const;

  RecordFolder folder_;
  std::filesystem::path memory_;  // empty: nothing is kept
  SeenList seen_;
  std::vector<std::string> names_;    // sorted
  std::vector<std::string> secrets_;  // names of files with one
  std::vector<GoneAct> gone_;
  std::vector<std::string> new_;  // of names_, those that this look took
  std::vector<FoundAct> in_your_name_;
  std::string untold_;  // lines of the memory that wait until their owner was told
  mutable std::unique_ptr<ActIndex> index_;
  mutable bool index_tried_ = false;
};

}  // namespace counterfoil::acts
