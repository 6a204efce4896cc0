// Relationships: how the parts of a package name each other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "xlsx/zip/zip_archive.hpp"

namespace counterfoil::xlsx {

struct Relationship {
  std::string id;
  std::string type;    // "worksheet", "styles"... for the types of the standard, transitional and strict alike; else the whole URI
  std::string target;  // as stored, decoded
  std::string part;    // the part meant, without a leading '/'; empty when the target is external or points outside of the package
  bool external = false;
};

/// The part that holds the relationships of `source` ("xl/workbook.xml" -> "xl/_rels/workbook.xml.rels"; "" -> "_rels/.rels").
std::string relationships_part(std::string_view source);

/// Those of a part ("" for the package itself); none when it has no relationships part. Throws Failure when that is damaged.
std::vector<Relationship> read_relationships(const ZipArchive& archive, std::string_view source);

/// Those in the text of a relationships part.
std::vector<Relationship> parse_relationships(std::string_view xml, std::string_view source, const Limits& limits);

/// The part that a target refers to, relative to `source`; empty when it points outside of the package.
std::string resolve_target(std::string_view source, std::string_view target);

/// The entry of a part by the name that relationships use (percent signs decoded where the plain name is not there).
const ZipEntry* find_part(const ZipArchive& archive, std::string_view part);

/// The part as UTF-8, within the limit for small parts.
Buffer read_small_part(const ZipArchive& archive, const ZipEntry& entry);

}  // namespace counterfoil::xlsx
