#include "xlsx/relationships.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "xlsx/xml_cursor.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {
namespace {

std::string type_name(std::string_view type) {
  for (const std::string_view family : {"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
                                        "http://purl.oclc.org/ooxml/officeDocument/relationships/"}) {
    if (type.substr(0, family.size()) == family) return std::string{type.substr(family.size())};
  }
  return std::string{type};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char letter = static_cast<char>(c | 0x20);
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '%' && i + 2 < name.size() && hex_digit(name[i + 1]) >= 0 && hex_digit(name[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(name[i + 1]) * 16 + hex_digit(name[i + 2]));
      i += 2;
    } else {
      out += name[i];
    }
  }
  return out;
}

}  // namespace

std::string relationships_part(std::string_view source) {
  const std::size_t slash = source.find_last_of("/\\");
  const std::string folder{slash == std::string_view::npos ? std::string_view{} : source.substr(0, slash + 1)};
  return folder + "_rels/" + std::string{slash == std::string_view::npos ? source : source.substr(slash + 1)} + ".rels";
}

std::string resolve_target(std::string_view source, std::string_view target) {
  target = target.substr(0, target.find('#'));
  if (target.empty()) return std::string{source};
  std::string path;
  if (target[0] != '/' && target[0] != '\\') {
    const std::size_t slash = source.find_last_of("/\\");
    if (slash != std::string_view::npos) path = source.substr(0, slash + 1);
  }
  path += target;
  std::replace(path.begin(), path.end(), '\\', '/');
  std::vector<std::string_view> steps;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view step = std::string_view{path}.substr(at, end - at);
    if (step == "..") {
      if (steps.empty()) return {};
      steps.pop_back();
    } else if (!step.empty() && step != ".") {
      steps.push_back(step);
    }
    at = end + 1;
  }
  std::string part;
  for (const std::string_view step : steps) {
    if (!part.empty()) part += '/';
    part += step;
  }
  return part;
}

const ZipEntry* find_part(const ZipArchive& archive, std::string_view part) {
  const ZipEntry* const entry = archive.find(part);
  if (entry != nullptr || part.find('%') == std::string_view::npos) return entry;
  return archive.find(percent_decoded(part));
}

Buffer read_small_part(const ZipArchive& archive, const ZipEntry& entry) {
  if (entry.size > archive.limits().small_part_bytes) {
    throw Failure{FailureKind::unreadable,
                  "The file is refused: its description of the workbook is larger than any real one. Export it again, or ask where "
                  "it came from."};
  }
  return to_utf8(archive.read(entry));
}

std::vector<Relationship> read_relationships(const ZipArchive& archive, std::string_view source) {
  const ZipEntry* const entry = archive.find(relationships_part(source));
  if (entry == nullptr) return {};
  return parse_relationships(read_small_part(archive, *entry).view(), source, archive.limits());
}

std::vector<Relationship> parse_relationships(std::string_view text, std::string_view source, const Limits& limits) {
  std::vector<Relationship> relationships;
  XmlCursor xml{text, limits.xml_depth};
  for (XmlCursor::Token token = xml.next(); token != XmlCursor::Token::finish; token = xml.next()) {
    if (token != XmlCursor::Token::start || xml.space() != XmlNamespace::package_relationships || xml.local() != "Relationship")
      continue;
    Relationship relationship;
    relationship.id = xml.attribute_text("Id");
    relationship.type = type_name(xml.attribute_text("Type"));
    relationship.target = xml.attribute_text("Target");
    relationship.external = xml.attribute_text("TargetMode") == "External";
    if (!relationship.external) relationship.part = resolve_target(source, relationship.target);
    relationships.push_back(std::move(relationship));
  }
  return relationships;
}

}  // namespace counterfoil::xlsx
