// Which arrears go out with this run's batch of arrears, and why the others do not.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "arrears.hpp"

namespace counterfoil::uplift {

/// What a reviewer said of a row of Arrears in the workbook, and of which figures.
class ArrearDecisions {
 public:
  ArrearDecisions() = default;
  explicit ArrearDecisions(const plugin::Run& run);  // from the sheet Arrears as the last run left it

  enum class Said : std::uint8_t { nothing, pay, do_not_pay };
  /// Nothing where it was said of other figures: then it is to be decided again.
  Said of(const CareLine& line, const Arrear& arrear) const;

 private:
  struct Decision {
    Said said = Said::nothing;
    Pence paid, recalculated, arrears;
  };
  std::map<std::tuple<std::string, std::string, Date, Date>, Decision> decisions_;
};

struct ArrearDue {
  const Arrear* arrear = nullptr;
  std::string_view goes_out;  // "In this batch", or why not; empty: nothing is owed
  std::string key;            // of what goes out in this batch
};

inline constexpr std::string_view in_this_batch = "In this batch", once_its_rate_is_released = "Once its rate is released";

/// One for each of `arrears` that has a day at a new rate, in their order. Arrears go out only at a rate that was released itself,
/// so that nobody is paid by rules that a second person then rejects.
std::vector<ArrearDue> arrears_due(const std::vector<Arrear>& arrears, const CareLines& lines, const Evaluation& decided,
                                   const Released& rates, const ReleasedArrears& released, const ArrearDecisions& decisions);

/// A key that is never given twice: "A", the first day of the period, the line (with its person where line ids repeat), and from
/// the second release for the same period on its number. At most 30 characters, letters, digits and hyphens.
std::string arrear_key(const CareLine& line, Date first, std::size_t earlier_releases, bool ids_repeat);

}  // namespace counterfoil::uplift
