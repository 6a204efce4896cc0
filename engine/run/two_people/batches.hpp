// A run prepares a batch of each kind that the specification declares. Which of them is which, and which one is meant.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "acts/record_folder.hpp"
#include "run/two_people/sign_off.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// The first kind's batch has the run's id, each other one's that and the kind's own: "RUN-1-deductions".
std::string batch_id(const report::WorkbookSpec& spec, const report::Release& release, const std::string& run_id);
/// Of which kind a batch is, by its id. The specification releases something.
const report::Release& release_of_batch(const report::WorkbookSpec& spec, const std::string& batch);
/// Are two batches of one kind? So are all periods of a task that releases nothing.
bool same_kind(const report::WorkbookSpec& spec, const std::string& left, const std::string& right);

/// "Deductions from next payments (batch RUN-1-deductions, 2 lines, £150.00 gross)"; of a task with one kind "Batch RUN-1 (...)".
std::string batch_named_in_words(const BatchState& state);

/// Which batch of a workbook is meant.
struct ChosenBatch {
  std::optional<std::size_t> at;  // into the states
  std::string trouble;            // why none is: it is asked which one, or there is none of that name
};

/// `which`: a batch's id, or its kind's id or title; empty: the one that waits for this action ("approve", "reject", "release"), by
/// the acts in the record folder. Failure (unreadable) where that cannot be reached.
ChosenBatch choose_batch(const std::vector<BatchState>& states, const std::string& which, const std::string& action,
                         const acts::RecordFolder& folder, const std::string& task);

}  // namespace counterfoil::run
