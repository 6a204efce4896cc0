// make_template SPEC.json OUT.xlsx: the blank workbook of a specification. Run by the build, not by staff.
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "blank_workbook.hpp"
#include "spec/workbook_spec.hpp"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "Usage: make_template SPEC.json OUT.xlsx\n";
    return 3;
  }
  try {
    std::ifstream file{argv[1], std::ios::binary};
    const std::string json{std::istreambuf_iterator<char>{file}, {}};
    if (!file.is_open() || file.bad()) {
      std::cerr << "The specification " << argv[1] << " cannot be read.\n";
      return 2;
    }
    counterfoil::report::write_blank_workbook(counterfoil::report::parse_workbook_spec(json, argv[1]), argv[2]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
  return 0;
}
