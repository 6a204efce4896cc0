// One batch worked out: from the lists, the debtors and what the workbook holds to everything that the sheets show.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "ageing.hpp"
#include "invoice_lines.hpp"
#include "matter.hpp"
#include "register.hpp"
#include "schedule.hpp"

namespace counterfoil::debtors {

struct RouteTotal {
  std::uint64_t matters = 0;
  Pence amount;
};

/// Rows of one input in one class, with what the engine counts for them.
struct Accounted {
  std::uint64_t rows = 0;
  Pence pence;
};

struct Batch {
  Date as_of;
  std::string name;
  std::vector<Overpayment> rows;
  std::vector<Matter> matters;  // in the order of the sheets; views into `rows`
  std::vector<InvoiceLine> lines;
  std::vector<Planned> deductions, instalments;  // of this batch, then of earlier ones
  std::vector<Registered> registered;            // by key
  std::array<RouteTotal, route_count> routes{};
  std::array<BandTotal, all_bands.size()> bands{};
  std::array<std::array<Accounted, route_count>, 2> accounted{};  // of the first list, and of the second
  // The bridge: the lists' own total, what was worked out otherwise, what is not raised, what is.
  Pence listed, worked_otherwise, days_before, raised;
};

/// The day of the batch: as set, else the latest discovery in the lists. Nothing where neither is known.
std::optional<Date> day_of(const std::vector<Overpayment>& rows, const Settings& settings);

/// `settings` has its as_of and batch filled in.
Batch work_out_batch(std::vector<Overpayment> rows, const DebtorList& debtors, const FinanceCodes& codes, const Register& past,
                     const Settings& settings, Notes& notes,
                     const std::function<void(std::uint64_t done, std::uint64_t total)>& progress);

}  // namespace counterfoil::debtors
