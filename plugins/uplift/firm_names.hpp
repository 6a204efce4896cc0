// Firms' names as people spell them: "Own Terms Limited" and "OWN TERMS LTD." are one firm, "Own Term Ltd" may be a slip for it.
#pragma once

#include <string>
#include <string_view>

namespace counterfoil::uplift {

/// The same for every spelling of one name: without case, spaces and punctuation, "&" as "and", "Limited" as "Ltd", no leading
/// "The".
std::string firm_key(std::string_view name);

/// Whether two names that are not one firm's may be meant for one: the same but for the legal form, or but for a letter or two.
/// Names that differ in a number or a single letter ("Home 1", "Home 2") are other firms.
bool nearly_one_firm(std::string_view left, std::string_view right);

}  // namespace counterfoil::uplift
