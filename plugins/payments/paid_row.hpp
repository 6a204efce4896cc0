// What one row of an export says was paid, for which days and at what weekly terms.
#pragma once

#include <optional>

#include "counterfoil/frequency.hpp"
#include "counterfoil/notes.hpp"
#include "payments/conventions.hpp"
#include "payments/payments.hpp"
#include "payments/period.hpp"

namespace counterfoil::payments {

enum class PaymentKind : std::uint8_t { regular, one_off, adjustment };

struct PaidRow {
  std::uint32_t row = 0;     // in the export
  std::uint32_t person = 0;  // number of the person, in the order of ids
  PaymentKind kind = PaymentKind::regular;
  Frequency frequency = Frequency::blank;
  bool computed = false;             // the amount was worked out from cost and days
  DateSpan period;                   // its own where it has one, else the export's
  DateSpan effective;                // the days of its period on which service and price both run; empty: last < first
  Pence paid;                        // regular part + adjustment part
  Pence adjustment;                  // the part that is an adjustment
  std::optional<Weekly> weekly;      // as the export states it: weekly cost, cost at its frequency, or rate times quantity
  std::optional<Quantity> per_week;  // quantity a week, where weekly and quantity are both stated
};

/// Reads the rows of one export. What texts mean is remembered from row to row, since exports say the same few words over and over.
class RowReader {
 public:
  RowReader(const Payments& payments, DateSpan period, const Conventions& conventions)
      : payments_(payments), period_(period), conventions_(conventions) {}

  /// The paid amount is the first of net, amount and gross that the row has; a contribution is taken off only where the row has a
  /// gross and a contribution and neither net nor amount. Failing all three it is worked out from the weekly cost, or the cost at
  /// its frequency, over the effective days without the suspended ones; failing that, the adjustment.
  PaidRow read(std::size_t row);

 private:
  template <class Meaning>
  struct Remembered {
    std::string_view text;
    Meaning meaning{};
  };

  /// Whether the row says that it is a one-off or an adjustment: by its payment type, frequency or unit, or by naming another
  /// period.
  PaymentKind kind_of(std::size_t row, Frequency frequency);

  const Payments& payments_;
  DateSpan period_;
  const Conventions& conventions_;
  Remembered<Frequency> frequency_;
  Remembered<PaymentKind> type_;
  Remembered<bool> one_off_unit_;
};

/// Days of `span` on which the row is suspended.
std::int64_t suspended_days(const Payments& payments, std::size_t row, DateSpan span);

/// The period that an adjustment names: its own dates, else the row's period where that is an earlier one.
std::optional<DateSpan> adjusted_span(const Payments& payments, std::size_t row, DateSpan period);

/// Notes about single rows: ends before starts, unknown frequencies, missing and computed amounts, absurd amounts (blocking).
void check_rows(const Payments& payments, const std::vector<PaidRow>& rows, Notes& notes);

/// Larger amounts on one row are refused, so that sums of a million rows cannot overflow.
inline constexpr Pence largest_amount{1'000'000'000'00};

}  // namespace counterfoil::payments
