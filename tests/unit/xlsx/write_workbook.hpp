// A small workbook for tests of editing, part by part, and what an edited one holds.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "xlsx/relationships.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_editor.hpp"
#include "zip_builder.hpp"

namespace counterfoil::xlsx::test {

inline const std::string package_rels = "http://schemas.openxmlformats.org/package/2006/relationships";
inline const std::string office_rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
inline const std::string main_ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Sheets in order: name and XML. Extra parts come with their content types; relationships by source part.
class WorkbookMaker {
 public:
  WorkbookMaker& sheet(std::string name, std::string xml) {
    sheets_.emplace_back(std::move(name), std::move(xml));
    return *this;
  }
  /// `inner`: between sheets and the end of the workbook part.
  WorkbookMaker& workbook(std::string inner) {
    inner_ = std::move(inner);
    return *this;
  }
  WorkbookMaker& part(std::string name, std::string xml, std::string type = {}) {
    parts_.push_back({std::move(name), std::move(xml), std::move(type)});
    return *this;
  }
  WorkbookMaker& relation(const std::string& source, const std::string& type, const std::string& target) {
    auto& rels = relations_[source];
    rels += "<Relationship Id=\"rIdX" + std::to_string(rels.size()) + "\" Type=\"" +
            (type.starts_with("http") ? type : office_rels + type) + "\" Target=\"" + target + "\"/>";
    return *this;
  }

  /// The workbook part in the strict dialect.
  WorkbookMaker& strict() {
    main_ = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    r_ = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    return *this;
  }

  std::string make() const {
    std::string overrides, list, rels;
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      overrides += "<Override PartName=\"/xl/worksheets/sheet" + number +
                   ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>";
      list += "<sheet name=\"" + sheets_[i].first + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
      rels += "<Relationship Id=\"rId" + number + "\" Type=\"" + office_rels + "worksheet\" Target=\"worksheets/sheet" + number +
              ".xml\"/>";
    }
    for (const Part& part : parts_) {
      if (!part.type.empty()) overrides += "<Override PartName=\"/" + part.name + "\" ContentType=\"" + part.type + "\"/>";
    }
    std::vector<ZipPart> zip;
    zip.push_back({"[Content_Types].xml",
                   "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
                   "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
                   "ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
                   "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>" +
                       overrides + "</Types>"});
    zip.push_back({"_rels/.rels", "<Relationships xmlns=\"" + package_rels + "\"><Relationship Id=\"rId1\" Type=\"" + office_rels +
                                      "officeDocument\" Target=\"xl/workbook.xml\"/>" + from("") + "</Relationships>"});
    zip.push_back({"xl/workbook.xml", "<workbook xmlns=\"" + main_ + "\" xmlns:r=\"" + r_ + "\"><sheets>" + list + "</sheets>" +
                                          inner_ + "</workbook>"});
    zip.push_back({"xl/_rels/workbook.xml.rels",
                   "<Relationships xmlns=\"" + package_rels + "\">" + rels + from("xl/workbook.xml") + "</Relationships>"});
    for (std::size_t i = 0; i < sheets_.size(); ++i)
      zip.push_back({"xl/worksheets/sheet" + std::to_string(i + 1) + ".xml", sheets_[i].second});
    for (const auto& [source, xml] : relations_) {
      if (source.empty() || source == "xl/workbook.xml") continue;
      zip.push_back({relationships_part(source), "<Relationships xmlns=\"" + package_rels + "\">" + xml + "</Relationships>"});
    }
    for (const Part& part : parts_) zip.push_back({part.name, part.xml});
    return build_zip(zip);
  }

 private:
  struct Part {
    std::string name, xml, type;
  };
  std::string from(const std::string& source) const {
    const auto found = relations_.find(source);
    return found == relations_.end() ? std::string{} : found->second;
  }
  std::vector<std::pair<std::string, std::string>> sheets_;
  std::string inner_;
  std::string main_ = main_ns;
  std::string r_ = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  std::vector<Part> parts_;
  std::map<std::string, std::string> relations_;
};

/// A sheet with these rows, and what stands after them.
inline std::string sheet_of(const std::string& rows, const std::string& after = {}, const std::string& before = {}) {
  return "<worksheet xmlns=\"" + main_ns + "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" +
         before + "<sheetData>" + rows + "</sheetData>" + after + "</worksheet>";
}

/// A part of a workbook as text; empty when it is not there.
inline std::string part_of(std::string_view file, std::string_view name) {
  const ZipArchive archive{file};
  const ZipEntry* const entry = archive.find(name);
  return entry == nullptr ? std::string{} : std::string{archive.read(*entry).view()};
}

inline std::string sheet1(std::string_view file) { return part_of(file, "xl/worksheets/sheet1.xml"); }

/// What stands between `open` and `close`.
inline std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const std::size_t at = text.find(open);
  if (at == std::string::npos) return "nothing";
  const std::size_t from = at + open.size();
  return text.substr(from, text.find(close, from) - from);
}

/// What stands behind the rows of the first sheet.
inline std::string after_rows(const std::string& file) { return between(sheet1(file), "</sheetData>", "</worksheet>"); }

inline std::string rows_of(const std::string& xml) { return between(xml, "<sheetData>", "</sheetData>"); }

}  // namespace counterfoil::xlsx::test
