// What a batch is, by the record alone: the digest that an approval is of, and what a checker is shown of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/record.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

struct KindTotal {
  std::string title;
  std::int64_t count = 0;
  std::int64_t pence = 0;  // as they stand: credit notes below nought
  std::int64_t gross = 0;  // without their signs
};

struct BatchContent {
  std::string digest;      // over every field of every row that is released or shown
  std::int64_t gross = 0;  // pence, every row's amount without its sign
  std::int64_t rows = 0;   // of all kinds: deductions are approved lines too
  std::vector<KindTotal> kinds;
  std::vector<KindTotal> held;          // what stays behind
  std::vector<std::string> out_of_tie;  // sentences: what the Summary, or the released lines, say otherwise
  std::vector<std::string> largest;     // five, in words
  std::vector<std::string> payees;      // each once, sorted
  std::vector<std::string> accounts;
};

/// Of the kind of the specification that `batch` is of.
BatchContent batch_content(const report::WorkbookSpec& spec, const report::Record& record, const std::string& batch);

/// Those of the specification, or the lines as one kind.
std::vector<report::BatchKind> kinds_of(const report::Release& release);

/// Kinds, gross and what is held, a line each, as people are shown them.
std::vector<std::string> totals_in_words(const std::vector<KindTotal>& kinds, const std::vector<KindTotal>& held);

/// "Held back, not in this batch: Invoices: 5, £1,874.28", a line each.
std::vector<std::string> held_in_words(const std::vector<KindTotal>& held);

/// "Invoices: 5, £1,874.28"
std::string kind_in_words(const KindTotal& kind);

}  // namespace counterfoil::run
