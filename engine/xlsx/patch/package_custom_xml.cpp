#include "xlsx/patch/package_custom_xml.hpp"

#include <array>
#include <cstdint>

#include "base/failure.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

std::string namespace_of_root(std::string_view xml) {
  XmlWalker walker{xml};
  if (!walker.next()) return {};
  const std::string_view name = walker.tag().name;
  const std::size_t colon = name.find(':');
  const std::string wanted = colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string{name.substr(0, colon)};
  return decoded(walker.attribute(wanted));
}

/// `wanted` is asked about root namespaces.
template <class Wanted>
std::string find_item(const PackageEdit& package, const Wanted& wanted) {
  const auto holds = [&](const std::string& item) {
    try {
      return package.has(item) && wanted(namespace_of_root(package.text(item)));
    } catch (const Failure&) {
      return false;  // somebody else's data, which we neither read nor change
    }
  };
  for (const std::string& item : package.all_related(package.workbook_part(), "customXml")) {
    if (holds(item)) return item;
  }
  for (int number = 1; package.has("customXml/item" + std::to_string(number) + ".xml"); ++number) {  // one that was added just now
    std::string item = "customXml/item" + std::to_string(number) + ".xml";
    if (holds(item)) return item;
  }
  return {};
}

/// The item's own id, the same for the same namespace.
std::string item_id(std::string_view root_namespace) {
  std::array<std::uint64_t, 2> hash = {0xcbf29ce484222325u, 0x84222325cbf29ce4u};
  for (const char c : root_namespace) {
    for (std::uint64_t& each : hash) each = (each ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    hash[1] ^= hash[0] >> 29;
  }
  constexpr char digits[] = "0123456789ABCDEF";
  std::string id = "{";
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) id += '-';
    id += digits[hash[static_cast<std::size_t>(i / 16)] >> (4 * (i % 16)) & 15];
  }
  return id + "}";
}

/// A target as seen from a part: up to the package and down again.
std::string target_from(std::string_view source, std::string_view part) {
  std::string target;
  for (const char c : source) {
    if (c == '/' || c == '\\') target += "../";
  }
  return target + std::string{part};
}

}  // namespace

std::optional<std::string> find_custom_xml(const PackageEdit& package, std::string_view root_namespace) {
  const std::string item = find_item(package, [&](const std::string& found) { return found == root_namespace; });
  if (item.empty()) return std::nullopt;
  return std::string{package.text(item)};
}

std::optional<std::string> find_custom_xml_namespace(const PackageEdit& package, std::string_view family) {
  std::optional<std::string> name_space;
  find_item(package, [&](std::string found) {
    if (!found.starts_with(family)) return false;
    name_space = std::move(found);
    return true;
  });
  return name_space;
}

void put_custom_xml(PackageEdit& package, std::string_view root_namespace, std::string xml, std::string_view family) {
  const std::string standing = find_item(
      package, [&](const std::string& found) { return found == root_namespace || (!family.empty() && found.starts_with(family)); });
  if (!standing.empty()) return package.set(standing, std::move(xml));

  int free_number = 1;
  const auto name = [&](std::string_view what) { return "customXml/" + std::string{what} + std::to_string(free_number) + ".xml"; };
  while (package.has(name("item")) || package.has(name("itemProps")) || package.has(relationships_part(name("item"))))
    ++free_number;
  const std::string item = name("item");
  const std::string properties = name("itemProps");
  const std::string relationships = package.strict() ? "http://purl.oclc.org/ooxml/officeDocument/relationships/"
                                                     : "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const std::string data_store = package.strict() ? "http://purl.oclc.org/ooxml/officeDocument/customXml"
                                                  : "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
  package.set(item, std::move(xml));
  package.set(properties, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<ds:datastoreItem ds:itemID=\"" +
                              item_id(root_namespace) + "\" xmlns:ds=\"" + data_store +
                              "\"><ds:schemaRefs><ds:schemaRef ds:uri=\"" + escape_attribute(root_namespace) +
                              "\"/></ds:schemaRefs></ds:datastoreItem>");
  package.add_relationship(item, relationships + "customXmlProps", properties.substr(properties.find('/') + 1));
  const std::string& workbook = package.workbook_part();
  package.add_relationship(workbook, relationships + "customXml", target_from(workbook, item));
  package.add_content_type(properties, "application/vnd.openxmlformats-officedocument.customXmlProperties+xml");
  if (!package.has_default_type("xml")) package.add_content_type(item, "application/xml");
}

}  // namespace counterfoil::xlsx
