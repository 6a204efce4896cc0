// What was due on a line in a period, where that is known. It is known where the row's terms come to what was paid, or did in a
// settled period at the same terms; and where a payment stands that was known to be wrong before. Otherwise it is not known, which
// is not nought: for lines paid net of a contribution, by what was used, or from exports of amounts alone nothing is said about it.
#pragma once

#include <optional>

#include "comparison_settings.hpp"
#include "memory.hpp"

namespace counterfoil::cwd {

struct KnownDue {
  std::optional<Pence> due;  // of the regular payments of the line; nothing: not known
  bool stands = false;       // the last payment was wrong, and this one is the same again
};

/// `first`: no export before had the line.
KnownDue known_due(const Export& from, const Line& line, const Terms& terms, const Past& past, bool first,
                   const Conventions& conventions);

/// Whether something regular is on the line at all.
bool has_regular(const Export& from, const Line& line);

}  // namespace counterfoil::cwd
