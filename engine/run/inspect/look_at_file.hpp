// One file, before it is known what it is for: read once by the layout that its headings fit best.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/buffer.hpp"
#include "run/inspect.hpp"
#include "table/first_look.hpp"
#include "table/layout.hpp"

namespace counterfoil::run {

/// An input of a task as a file may be held against it.
struct CandidateInput {
  std::string task;
  std::string input;
  std::string title;
  bool required = false;
  const table::Layout* layout = nullptr;
  const table::ExtraHeadings* council = nullptr;  // headings that come from the settings file, already in the layout
  std::string sheet;                              // that the settings name for it; may be empty
};

/// A file's bytes are let go again once it was looked at.
class FileLook {
 public:
  /// What cannot be read is told in `trouble` of the result.
  FileLook(const std::filesystem::path& path, const std::vector<CandidateInput>& candidates);

  /// Reads it as `input`; its rows, pounds, period and findings.
  void read_as(const CandidateInput& input);

  InspectedFile result;

 private:
  Buffer bytes_;
  table::FirstLook look_;
};

}  // namespace counterfoil::run
