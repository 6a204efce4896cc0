// Any bytes as a signed act, a people file or a code: read or refused, an act that reads is just its own text, no crash.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "acts/act.hpp"
#include "acts/people.hpp"
#include "base/failure.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace counterfoil;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  if (const auto act = acts::read_act(bytes)) {
    if (acts::text_of(*act) != bytes) std::abort();
    const bool good = acts::signature_is_good(*act);
    // An act that is not this one has another code, and a signature covers every byte before it.
    acts::Act other = *act;
    other.batch += "x";
    if (good && (acts::signature_is_good(other) || acts::code_of(other) == acts::code_of(*act))) std::abort();
  }
  const std::string code = acts::check_code_as_typed(bytes);
  if (!code.empty() && acts::check_code_as_typed(code) != code) std::abort();
  try {
    for (const acts::Person& person : acts::read_people(bytes, "people.json"))
      if (person.account.empty() && person.may_approve && person.keys.empty() && person.up_to_pence.value_or(0) < 0) std::abort();
  } catch (const Failure&) {
  }
  return 0;
}
