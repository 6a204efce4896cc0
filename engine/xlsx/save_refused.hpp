// A workbook that Excel would not take as it would be saved: found before anything is written.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/failure.hpp"

namespace counterfoil::xlsx {

/// One thing that Excel would repair or refuse. Says where, never what a cell holds.
struct Breach {
  std::string rule;   // in words: "a cell's format is not there"
  std::string part;   // "xl/worksheets/sheet2.xml"
  std::string place;  // a cell, a range, an element, an id; may be empty
};

class SaveRefused : public Failure {
 public:
  explicit SaveRefused(std::vector<Breach> breaches);
  const std::vector<Breach>& breaches() const { return breaches_; }

 private:
  std::vector<Breach> breaches_;
};

}  // namespace counterfoil::xlsx
