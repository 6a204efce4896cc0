// Every text of a package run through one function: cells, comments, drawings, properties, names, headers, drop-downs. Parts in
// which nothing changes keep their bytes.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/buffer.hpp"

namespace counterfoil::xlsx {

/// Gives the same text where nothing is to be changed.
using TextChange = std::function<std::string(std::string_view)>;

/// `leave`: parts of which nothing is changed, by their content. In formulas only quoted texts are changed, so that no reference is
/// taken for one. Names of sheets, tables and ranges, and what is no XML, stay as they are. Failure (unreadable).
Buffer with_texts_changed(std::string_view file, const TextChange& change, const std::function<bool(std::string_view)>& leave);

/// Calls `take` for the texts and attributes of an XML part that people may have written, one by one, runs of one text together; of
/// the cells of a sheet only for formulas.
void texts_of_part(std::string_view xml, const std::function<void(std::string_view)>& take);

}  // namespace counterfoil::xlsx
