// The pieces that find_disclosures() is put together from. Not for other modules.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "run/disclosure.hpp"
#include "xlsx/workbook_reader.hpp"
#include "xlsx/xml_cursor.hpp"

namespace counterfoil::run {

using DisclosedList = std::vector<Disclosed>;

/// Walks a part's XML, which is read for it; calls `at` at each start and each text. A damaged part is reported by name.
using PartWalk = std::function<void(xlsx::XmlCursor& cursor, xlsx::XmlCursor::Token token)>;
void walk_part(const xlsx::WorkbookReader& reader, const std::string& part, DisclosedList& found, const PartWalk& at);

/// Every part that relationships lead to, each judged by what it is; and the parts that none leads to.
void find_in_parts(const xlsx::WorkbookReader& reader, DisclosedList& found);

/// The workbook part itself (names, hidden sheets) and its properties.
void find_in_workbook(const xlsx::WorkbookReader& reader, DisclosedList& found);

void find_in_sheet(const xlsx::WorkbookReader& reader, const xlsx::SheetInfo& sheet, DisclosedList& found);

/// By cell style: text that nobody sees, since its number format is ";;;" or it is white on white.
std::vector<bool> invisible_styles(const xlsx::WorkbookReader& reader);

/// Numbers that follow each other as stretches: {14,15,16,20} are {14,16} and {20,20}.
class Stretches {
 public:
  void add(std::uint32_t number, bool filled) {
    if (all_.empty() || all_.back().last + 1 != number) all_.push_back({number, number, 0});
    all_.back().last = number;
    if (filled) ++all_.back().filled;
  }
  struct Stretch {
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t filled;
  };
  const std::vector<Stretch>& all() const { return all_; }

 private:
  std::vector<Stretch> all_;
};

}  // namespace counterfoil::run
