// Who acts, when, and under which ids: asked of the system, and of nothing that the person at the keyboard can set. No environment
// variable, option or file has a say here (decision 33). Implemented in who_and_when.cpp and nowhere else in the program; the
// command that serves our tests has tests/command/who_and_when_for_tests.cpp in its place and is otherwise the same.
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.hpp"

namespace counterfoil {

/// The system's clock and its time zone.
Moment now();

/// make_run_id with bits from the system.
std::string new_run_id(const Moment& moment);
/// 128 random bits as hexadecimal text: a ledger's name for itself.
std::string new_ledger_id();

/// The login that this process runs under, as the system knows it; "unknown" when it does not.
std::string user_name();

/// Where this user's data belongs (ledger, keys) and this machine's logs. Not created here. Failure (unwritable) when the system
/// names no such folder.
std::filesystem::path data_folder();
std::filesystem::path log_folder();

/// Where IT puts a program's settings for the whole machine, and whether a file there is IT's and nobody else's.
std::filesystem::path machine_folder();
bool is_from_it(const std::filesystem::path& file);

}  // namespace counterfoil
