#include "run/words.hpp"

namespace counterfoil::run {

std::string_view status_word(RunStatus status) {
  switch (status) {
    case RunStatus::finished: return "finished";
    case RunStatus::rehearsed: return "rehearsed";
    case RunStatus::stopped_by_findings: return "stopped-by-findings";
    case RunStatus::failed: return "failed";
  }
  return "";
}

std::string_view reason_word(FailureKind kind) {
  switch (kind) {
    case FailureKind::unreadable: return "unreadable";
    case FailureKind::locked: return "locked";
    case FailureKind::changed: return "changed";
    case FailureKind::unwritable: return "unwritable";
    case FailureKind::refused: return "refused";
    case FailureKind::out_of_tie: return "out-of-tie";
    case FailureKind::cancelled: return "cancelled";
    case FailureKind::usage: return "usage";
  }
  return "";
}

std::string engine_version() { return COUNTERFOIL_VERSION; }

std::string version_words() { return "Counterfoil " + engine_version(); }

}  // namespace counterfoil::run
