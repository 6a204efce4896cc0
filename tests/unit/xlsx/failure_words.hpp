// What a refusal says.
#pragma once

#include <string>

#include "base/failure.hpp"

namespace counterfoil::xlsx::test {

/// The words of the Failure that `action` throws; empty when it throws none.
template <class Action>
std::string words_of(Action&& action) {
  try {
    action();
  } catch (const Failure& failure) {
    return failure.what();
  }
  return {};
}

}  // namespace counterfoil::xlsx::test
