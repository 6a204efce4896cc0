// The workbooks and earlier versions out of which a person is taken: read together, and each made anew without them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/audit_record.hpp"
#include "base/buffer.hpp"
#include "base/file.hpp"
#include "report/record.hpp"
#include "run/find/look.hpp"
#include "run/forget.hpp"
#include "run/forget/person_traces.hpp"
#include "run/given/identity.hpp"

namespace counterfoil::run {

struct Book {
  FolderFile file;
  Buffer bytes;
  Fingerprint base;
  std::string task;
  const report::WorkbookSpec* spec = nullptr;
  report::Record record;
  std::vector<audit::AuditRow> audit;
  bool version = false;
  bool theirs = false;  // it has rows of the person
};

/// Nothing where the file is no workbook of ours. Failure where it is one and cannot be read, or might be one.
std::optional<Book> read_book(Look& look, const FolderFile& file);

/// Why it is not safe to take them out of a workbook in use: sentences. `last_day`: days since 1970-01-01, the day before which
/// everything must be.
std::vector<std::string> objections_to_removal(const Book& book, const report::Removal& removal, std::int64_t last_day);

/// The periods in which the person's rows are, in words.
std::vector<std::string> periods_of_person(const Book& book, const report::Removal& removal);

/// Who removes, when, as what.
struct Remover {
  RunIdentity identity;  // its run id is of this file alone
  std::string removal;   // the run id of the whole, under which it is signed
  std::string versions;  // of the program and the task
  std::string ledger_head;
  std::int64_t before = 0;  // days since 1970-01-01
};

struct Remade {
  Buffer bytes;
  std::vector<report::RemovedRows> removed;
  audit::AuditRecord row;
  std::vector<std::string> released;  // "BEFORE AFTER": digests of the released rows of batches that changed
};
/// Without the person, and with a row of the Audit sheet that says so. Failure (refused) where something of them would be left, or
/// what the workbook proves would not be as before.
Remade remade_without(const Book& book, const PersonTraces& traces, const Remover& remover, const Installation& installation);

}  // namespace counterfoil::run
