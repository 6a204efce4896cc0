// A save proves itself: each changed part is looked at before it is packed, and what Excel would not take stops the save, unless
// the workbook had it before.
#include "xlsx/patch/package_edit.hpp"
#include "xlsx/proof/part_proof.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {

namespace {

/// "xl/_rels/workbook.xml.rels" -> "xl/workbook.xml".
std::string source_of(std::string_view relationships) {
  const std::size_t folder = relationships.rfind("_rels/");
  if (folder == std::string_view::npos) return {};
  const std::string_view file = relationships.substr(folder + 6);
  return std::string{relationships.substr(0, folder)} + std::string{file.substr(0, file.size() - std::string_view{".rels"}.size())};
}

}  // namespace

/// `before`: as the workbook was when it was read.
std::string PackageEdit::text_then(std::string_view part, bool before) const {
  if (!before) return has(part) ? std::string{text(part)} : std::string{};
  if (find_part(reader_.archive(), part) == nullptr) return {};
  return load(part).original;
}

PartFacts PackageEdit::facts_for_proof(std::string_view part, std::string_view type, bool before) const {
  PartFacts facts;
  facts.shared_string = [this](std::string_view index) { return reader_.shared_strings().find(index); };
  const bool sheet = type.ends_with("worksheet+xml");
  if (!sheet && !type.ends_with("main+xml")) return facts;
  if (const std::string rels = text_then(relationships_part(part), before); !rels.empty()) {
    for (const Relationship& each : parse_relationships(rels, part, reader_.archive().limits())) {
      facts.relationship_ids.insert(each.id);
      if (sheet && each.type == "table" && !each.external) facts.headings.merge(table_headings(text_then(each.part, before)));
    }
  }
  if (!sheet) return facts;
  if (!styles_proved_[before]) {
    const std::string styles = related(workbook_part(), "styles");
    const auto sizes = list_sizes(styles.empty() ? std::string{} : text_then(styles, before));
    const auto size_of = [&](std::string_view list) { return sizes.contains(list) ? sizes.find(list)->second : 0u; };
    styles_proved_[before] = {size_of("cellXfs"), size_of("dxfs")};
  }
  facts.formats = styles_proved_[before]->first;
  facts.looks = styles_proved_[before]->second;
  return facts;
}

void PackageEdit::prove(std::string_view part, std::string_view text, std::vector<Breach>& found) const {
  const ZipEntry* const entry = find_part(reader_.archive(), part);
  const std::string type = part.ends_with(".rels") || part.starts_with("[") ? std::string{} : content_type(part);
  std::vector<Breach> now = breaches_of_part(part, type, text, facts_for_proof(part, type, false));
  if (part.ends_with(".rels")) {
    for (const Relationship& each : parse_relationships(text, source_of(part), reader_.archive().limits()))
      if (!each.external && !each.part.empty() && !has(each.part))
        now.push_back({"a relationship leads to a part that is not there", std::string{part}, each.id});
  } else if (type.empty() && !part.starts_with("[")) {
    now.push_back({"a part has no content type", std::string{part}, {}});
  }
  if (now.empty()) return;
  if (entry != nullptr) {  // dear, but it happens only where something is wrong
    const Buffer was = to_utf8(reader_.archive().read(*entry));
    std::vector<Breach> before = breaches_of_part(part, type, was.view(), facts_for_proof(part, type, true));
    if (part.ends_with(".rels")) {
      for (const Relationship& each : parse_relationships(was.view(), source_of(part), reader_.archive().limits()))
        if (!each.external && !each.part.empty() && find_part(reader_.archive(), each.part) == nullptr)
          before.push_back({"a relationship leads to a part that is not there", std::string{part}, each.id});
    } else if (type.empty()) {
      before.push_back({"a part has no content type", std::string{part}, {}});
    }
    now = new_breaches(std::move(now), before);
  }
  found.insert(found.end(), now.begin(), now.end());
}

}  // namespace counterfoil::xlsx
