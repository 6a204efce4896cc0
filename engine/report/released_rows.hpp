// What was released, in the workbook's record and on no sheet: a table for each kind of batch, with the rows as they went out. The
// release act signs the digest of its batch's rows, so that a later run can tell them from rows that somebody put there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/record.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

inline constexpr std::string_view released_prefix = "released:";  // and the kind's id
inline constexpr const char* released_batch = "#batch";           // its first column; the key and what is kept of the line follow

/// The id of a kind's table.
std::string released_table(const Release& release);

/// What is kept of a line beside its key: the amount, and the columns that the table of its marks has too, which a later run is
/// held to.
std::vector<const Column*> kept_columns(const WorkbookSpec& spec, const Release& release);

/// The rows of a batch as they go out. Canonical texts.
RecordTable rows_to_release(const WorkbookSpec& spec, const Release& release, const Record& record, const std::string& batch);

/// SHA-256 over the rows that a table has of one batch, in whatever order they stand; empty where it has none.
std::string digest_of_released(const RecordTable& table, const std::string& batch);

/// Adds the rows of one batch to the record's table of them. Those that it had of that batch leave.
void keep_released(Record& record, const RecordTable& rows, const std::string& batch);

/// Adds the batches of another copy's record that this one does not have.
void merge_released(Record& lead, const Record& other);

}  // namespace counterfoil::report
