// Text that is safe to put into XML and into cells.
#pragma once

#include <string>
#include <string_view>

namespace counterfoil::xlsx {

/// Escapes & < > " for XML; characters that XML cannot hold become _xHHHH_, and a literal "_x0041_" is escaped so that it survives.
std::string escape_text(std::string_view text);
/// A sheet name for use before '!': quoted where Excel needs it.
std::string quote_sheet_name(std::string_view name);

}  // namespace counterfoil::xlsx
