// An environment variable that a test sets and puts back.
#pragma once

#include <cstdlib>
#include <string>

namespace counterfoil::test {

/// nullptr: unsets it. In variable_posix.cpp and variable_windows.cpp.
void set_variable(const char* name, const char* value);

class WithVariable {
 public:
  WithVariable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) {
      before_ = old;
      had_ = true;
    }
    set_variable(name, value);
  }
  ~WithVariable() { set_variable(name_, had_ ? before_.c_str() : nullptr); }
  WithVariable(const WithVariable&) = delete;
  WithVariable& operator=(const WithVariable&) = delete;

 private:
  const char* name_;
  std::string before_;
  bool had_ = false;
};

}  // namespace counterfoil::test
