// The parts of a workbook as they are being changed: read on first use, compared with what was there, and saved together.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/buffer.hpp"
#include "xlsx/proof/part_proof.hpp"
#include "xlsx/relationships.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::xlsx {

/// Parts are named without a leading '/', and without regard to ASCII case.
class PackageEdit {
 public:
  /// Borrows `file` until save() returned.
  PackageEdit(std::string_view file, const Limits& limits) : file_(file), reader_(file, limits) {}

  const WorkbookReader& reader() const { return reader_; }
  /// As found in the container; empty when there is no workbook part.
  const std::string& workbook_part() const;

  bool has(std::string_view part) const;
  /// The part as UTF-8, as changed so far. Throws Failure when it is missing. Valid until it is set.
  std::string_view text(std::string_view part) const;
  void set(std::string_view part, std::string text);
  void remove(std::string_view part);
  /// For the next save() only, and without a copy: sheets are large. The text must last until then.
  void set_for_save(std::string_view part, std::string_view text) { for_save_[stored_key(part)] = text; }

  /// As changed so far. Valid until one is added or removed.
  const std::vector<Relationship>& relationships(std::string_view source) const;
  /// The first part that `source` names by this type ("drawing"); empty when there is none.
  std::string related(std::string_view source, std::string_view type) const;
  std::vector<std::string> all_related(std::string_view source, std::string_view type) const;

  /// Returns its id.
  std::string add_relationship(std::string_view source, std::string_view type_uri, std::string_view target);
  void remove_relationships(std::string_view source, std::string_view type);
  /// In place of what is said of the part already.
  void add_content_type(std::string_view part, std::string_view type);
  void remove_content_type(std::string_view part);
  /// Its own, or that of its ending; empty where nothing is said.
  std::string content_type(std::string_view part) const;
  /// `stem`, a number from `number` on (0: none at first) and `ending`, of which there is neither a part nor relationships that one
  /// which is gone left behind.
  std::string free_name(std::string_view stem, std::string_view ending, std::size_t number = 0) const;
  /// Whether parts with this ending have a type unless they have their own.
  bool has_default_type(std::string_view ending) const;
  /// Parts that have a type of their own: name and type.
  std::vector<std::pair<std::string, std::string>> typed_parts() const;
  /// The workbook is written in the strict dialect, whose relationships have names of their own.
  bool strict() const;
  bool is_signed() const;

  bool changed() const;
  /// Throws SaveRefused where Excel would not take the result as it took the workbook that was read.
  Buffer save();

 private:
  struct Part {
    std::string name;  // as stored
    std::string original;
    std::string text;
    bool added = false;
    bool removed = false;
  };
  static std::string key(std::string_view part);
  std::string stored_key(std::string_view part) const;  // of the entry that the name means, if there is one
  Part& load(std::string_view part) const;
  std::string text_then(std::string_view part, bool before) const;
  PartFacts facts_for_proof(std::string_view part, std::string_view type, bool before) const;
  /// Adds what Excel would not take in a changed part, and the part that was read has not as well.
  void prove(std::string_view part, std::string_view text, std::vector<Breach>& found) const;

  std::string_view file_;
  WorkbookReader reader_;
  mutable std::string workbook_part_;
  mutable std::map<std::string, Part, std::less<>> parts_;
  std::vector<std::string> added_;  // keys, in the order in which they came
  std::map<std::string, std::string_view, std::less<>> for_save_;
  mutable std::map<std::string, std::vector<Relationship>, std::less<>> relationships_;
  // Cell formats and looks, now and before; as they are when the save begins.
  mutable std::array<std::optional<std::pair<std::uint32_t, std::uint32_t>>, 2> styles_proved_;
};

}  // namespace counterfoil::xlsx
