// Who runs what, when: fixed once at the start of a run.
#pragma once

#include <string>

#include "base/who_and_when.hpp"

namespace counterfoil::run {

struct RunIdentity {
  std::string run_id;
  Moment moment;
  std::string user;
};

inline RunIdentity new_identity() {
  RunIdentity identity;
  identity.moment = now();
  identity.run_id = new_run_id(identity.moment);
  identity.user = user_name();
  return identity;
}

}  // namespace counterfoil::run
