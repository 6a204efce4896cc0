#include "xlsx/patch/package_edit.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/failure.hpp"
#include "xlsx/patch/part_children.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"
#include "xlsx/zip_writer.hpp"

namespace counterfoil::xlsx {

namespace {

constexpr std::string_view content_types_part = "[Content_Types].xml";
constexpr std::string_view relationships_type = "application/vnd.openxmlformats-package.relationships+xml";

/// Without the children of the root for which `is_it` says so.
template <class Predicate>
std::string without_children(std::string_view xml, Predicate&& is_it) {
  TextPatch patch;
  XmlWalker walker{xml};
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind == XmlTagKind::close || walker.depth() == (tag.kind == XmlTagKind::open ? 1u : 0u) || !is_it(walker)) continue;
    walker.skip_element();
    patch.replace(tag.begin, walker.tag().end, {});
  }
  return patch.apply(xml);
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c == '\\' ? '/' : c; };
    return lower(x) == lower(y);
  });
}

/// Some programs write "xl\workbook.xml" into the zip file, which readers forgive there, but nowhere else.
std::string with_slashes(std::string_view part) {
  std::string name{part};
  std::replace(name.begin(), name.end(), '\\', '/');
  return name;
}

}  // namespace

std::string PackageEdit::key(std::string_view part) {
  std::string lower{part};
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    if (c == '\\') c = '/';
  }
  return lower;
}

std::string PackageEdit::stored_key(std::string_view part) const {
  const ZipEntry* const entry = find_part(reader_.archive(), part);
  return key(entry != nullptr ? std::string_view{entry->name} : part);
}

const std::string& PackageEdit::workbook_part() const {
  if (workbook_part_.empty()) workbook_part_ = related({}, "officeDocument");
  return workbook_part_;
}

bool PackageEdit::has(std::string_view part) const {
  const auto known = parts_.find(stored_key(part));
  if (known != parts_.end()) return !known->second.removed;
  return find_part(reader_.archive(), part) != nullptr;
}

PackageEdit::Part& PackageEdit::load(std::string_view part) const {
  const auto known = parts_.find(stored_key(part));
  if (known != parts_.end()) return known->second;
  const ZipEntry* const entry = find_part(reader_.archive(), part);
  if (entry == nullptr) {
    throw Failure{FailureKind::unreadable, "The workbook is damaged: a part of it ('" + std::string{part} +
                                               "') is missing. Open it in Excel, save a copy and use the copy."};
  }
  Part loaded;
  loaded.name = entry->name;
  // Data of a program's own, our record among it, grows with the sheets; only the container's limits bound it.
  const bool data = key(part).starts_with("customxml/");
  const Buffer utf8 = data ? to_utf8(reader_.archive().read(*entry)) : read_small_part(reader_.archive(), *entry);
  loaded.original = utf8.view();
  loaded.text = loaded.original;
  return parts_.emplace(key(entry->name), std::move(loaded)).first->second;
}

std::string_view PackageEdit::text(std::string_view part) const { return load(part).text; }

void PackageEdit::set(std::string_view part, std::string text) {
  const auto known = parts_.find(stored_key(part));
  if (known == parts_.end() && find_part(reader_.archive(), part) == nullptr) {
    Part fresh;
    fresh.name = with_slashes(part);
    fresh.text = std::move(text);
    fresh.added = true;
    parts_.emplace(key(part), std::move(fresh));
    added_.push_back(key(part));
    if (part.ends_with(".rels") && content_type(part) != relationships_type) {
      if (has_default_type("rels"))
        add_content_type(part, relationships_type);
      else
        set(content_types_part, with_child_at_end(this->text(content_types_part), "Default Extension=\"rels\" ContentType=\"" +
                                                                                      std::string{relationships_type} + "\"/>"));
    }
    return;
  }
  Part& there = load(part);
  there.removed = false;
  there.text = there.added ? std::move(text) : with_utf8_declared(text);
}

void PackageEdit::remove(std::string_view part) {
  if (has(part)) load(part).removed = true;
}

const std::vector<Relationship>& PackageEdit::relationships(std::string_view source) const {
  const auto known = relationships_.find(key(source));
  if (known != relationships_.end()) return known->second;
  const std::string part = relationships_part(source);
  std::vector<Relationship> found;
  if (has(part)) found = parse_relationships(text(part), source, reader_.archive().limits());
  return relationships_.emplace(key(source), std::move(found)).first->second;
}

std::vector<std::string> PackageEdit::all_related(std::string_view source, std::string_view type) const {
  std::vector<std::string> parts;
  for (const Relationship& each : relationships(source)) {
    if (each.external || each.part.empty()) continue;
    // Types of later years have names of other families, but end alike.
    const std::size_t slash = each.type.rfind('/');
    const std::string_view last =
        slash == std::string::npos ? std::string_view{each.type} : std::string_view{each.type}.substr(slash + 1);
    if (last != type || !has(each.part)) continue;
    const ZipEntry* const entry = find_part(reader_.archive(), each.part);
    parts.push_back(entry != nullptr ? entry->name : each.part);
  }
  return parts;
}

std::string PackageEdit::related(std::string_view source, std::string_view type) const {
  const std::vector<std::string> parts = all_related(source, type);
  return parts.empty() ? std::string{} : parts.front();
}

std::string PackageEdit::add_relationship(std::string_view source, std::string_view type_uri, std::string_view target) {
  const std::string part = relationships_part(source);
  if (!has(part)) {
    set(part,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>");
  }
  const std::string_view xml = text(part);
  std::vector<std::string> used;
  XmlWalker walker{xml};
  while (walker.next()) {
    if (const std::string_view id = walker.attribute("Id"); id.data() != nullptr) used.emplace_back(id);
  }
  std::size_t number = used.size() + 1;
  const auto id = [&] { return "rId" + std::to_string(number); };
  while (std::any_of(used.begin(), used.end(), [&](const std::string& each) { return same_name(each, id()); })) ++number;
  set(part, with_child_at_end(xml, "Relationship Id=\"" + id() + "\" Type=\"" + escape_attribute(type_uri) + "\" Target=\"" +
                                       escape_attribute(target) + "\"/>"));
  relationships_.erase(key(source));
  return id();
}

void PackageEdit::remove_relationships(std::string_view source, std::string_view type) {
  const std::string part = relationships_part(source);
  if (!has(part)) return;
  set(part, without_children(text(part), [&](const XmlWalker& walker) {
        const std::string_view uri = walker.attribute("Type");
        return uri.substr(uri.rfind('/') + 1) == type;
      }));
  relationships_.erase(key(source));
}

void PackageEdit::add_content_type(std::string_view part, std::string_view type) {
  const std::string_view xml = text(content_types_part);
  XmlWalker walker{xml};
  while (walker.next()) {  // one may be left of a part that is gone
    if (walker.tag().local != "Override" || walker.tag().kind == XmlTagKind::close) continue;
    if (!same_name(resolve_target({}, decoded(walker.attribute("PartName"))), part)) continue;
    const std::string_view stated = walker.attribute("ContentType");
    if (stated.data() == nullptr || stated == type) return;
    TextPatch patch;
    patch.replace(xml, stated, escape_attribute(type));
    return set(content_types_part, patch.apply(xml));
  }
  set(content_types_part, with_child_at_end(xml, "Override PartName=\"/" + escape_attribute(with_slashes(part)) +
                                                     "\" ContentType=\"" + escape_attribute(type) + "\"/>"));
}

std::string PackageEdit::content_type(std::string_view part) const {
  const std::size_t dot = part.rfind('.');
  const std::string_view ending = dot == std::string_view::npos ? std::string_view{} : part.substr(dot + 1);
  std::string by_ending;
  XmlWalker walker{text(content_types_part)};
  while (walker.next()) {
    if (walker.tag().kind == XmlTagKind::close) continue;
    if (walker.tag().local == "Override" && same_name(resolve_target({}, decoded(walker.attribute("PartName"))), part))
      return decoded(walker.attribute("ContentType"));
    if (walker.tag().local == "Default" && same_name(walker.attribute("Extension"), ending))
      by_ending = decoded(walker.attribute("ContentType"));
  }
  return by_ending;
}

std::string PackageEdit::free_name(std::string_view stem, std::string_view ending, std::size_t number) const {
  for (;; ++number) {
    std::string part = with_slashes(stem) + (number == 0 ? std::string{} : std::to_string(number)) + std::string{ending};
    if (!has(part) && !has(relationships_part(part))) return part;
  }
}

void PackageEdit::remove_content_type(std::string_view part) {
  set(content_types_part, without_children(text(content_types_part), [&](const XmlWalker& walker) {
        return walker.tag().local == "Override" && same_name(resolve_target({}, decoded(walker.attribute("PartName"))), part);
      }));
}

bool PackageEdit::has_default_type(std::string_view ending) const {
  XmlWalker walker{text(content_types_part)};
  while (walker.next()) {
    if (walker.tag().local == "Default" && same_name(walker.attribute("Extension"), ending)) return true;
  }
  return false;
}

std::vector<std::pair<std::string, std::string>> PackageEdit::typed_parts() const {
  std::vector<std::pair<std::string, std::string>> parts;
  XmlWalker walker{text(content_types_part)};
  while (walker.next()) {
    if (walker.tag().local != "Override" || walker.tag().kind == XmlTagKind::close) continue;
    std::string part = resolve_target({}, decoded(walker.attribute("PartName")));
    if (has(part)) parts.emplace_back(std::move(part), decoded(walker.attribute("ContentType")));
  }
  return parts;
}

bool PackageEdit::strict() const {
  XmlWalker walker{text(workbook_part())};
  if (!walker.next()) return false;
  const std::vector<TagAttribute> attributes = walker.attributes();
  return std::any_of(attributes.begin(), attributes.end(),
                     [](const TagAttribute& each) { return each.value == "http://purl.oclc.org/ooxml/spreadsheetml/main"; });
}

bool PackageEdit::is_signed() const {
  const auto& root = relationships({});
  return std::any_of(root.begin(), root.end(),
                     [](const Relationship& each) { return each.type.ends_with("digital-signature/origin"); });
}

bool PackageEdit::changed() const {
  return !for_save_.empty() || std::any_of(parts_.begin(), parts_.end(), [](const auto& each) {
    const Part& part = each.second;
    return part.added ? !part.removed : part.removed || part.text != part.original;
  });
}

Buffer PackageEdit::save() {
  if (!changed()) {
    Buffer same{file_.size()};
    std::copy(file_.begin(), file_.end(), same.data());
    return same;
  }
  styles_proved_ = {};
  std::vector<Breach> breaches;
  ZipWriter writer;
  const auto add = [&](std::string_view name, std::string_view text, const ZipEntry* like) {
    prove(name, text, breaches);
    writer.add(std::string{name}, text, like);
  };
  for (const ZipEntry& entry : reader_.archive().entries()) {
    if (const auto text = for_save_.find(key(entry.name)); text != for_save_.end()) {
      add(entry.name, text->second, &entry);
      continue;
    }
    const auto known = parts_.find(key(entry.name));
    if (known == parts_.end() || (!known->second.removed && known->second.text == known->second.original)) {
      writer.copy(entry);
    } else if (!known->second.removed) {
      add(entry.name, known->second.text, &entry);
    }
  }
  for (const std::string& each : added_) {
    const Part& part = parts_.at(each);
    if (part.removed) continue;
    const auto text = for_save_.find(each);
    add(part.name, text != for_save_.end() ? text->second : std::string_view{part.text}, nullptr);
  }
  if (!breaches.empty()) throw SaveRefused{std::move(breaches)};
  Buffer file = writer.finish(zip_comment(file_));
  for_save_.clear();  // the writer borrowed it
  return file;
}

}  // namespace counterfoil::xlsx
