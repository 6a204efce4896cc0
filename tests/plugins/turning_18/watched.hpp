// Running the task on rows written down in a test, and asking it about single people.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "fake_host.hpp"

namespace turning_test {

using fake::Host;
using fake::ReportRow;
using fake::Row;
using fake::Rows;

using Settings = std::map<std::string, std::string>;
using More = std::map<std::string, Rows>;  // other inputs: "allowances", "#watch", "#overpayments"

/// A row of the pay period 10 November to 7 December 2025, Monday to Sunday: person P1, line L1, £92.88 a week, £371.52 for the
/// four weeks, no end date. `change` overrides or, with "", takes away.
Row paid(const Row& change = {});

/// Runs the plugin and checks what must always hold: rows and pence of all classes tie, parts add up, no contract is broken.
Host look_at(const Rows& payments, const Settings& settings = {}, const More& more = {});

/// The person's row on the Watch list, or nullptr.
const ReportRow* watch(const Host& host, const std::string& person);
const ReportRow& only_watch(const Host& host);
std::int64_t pence(const std::string& text);

}  // namespace turning_test
