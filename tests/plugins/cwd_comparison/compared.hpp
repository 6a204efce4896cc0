// Running the comparison on rows written down in a test, and asking it about single lines.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "fake_host.hpp"

namespace cwd_test {

using fake::Host;
using fake::ReportRow;
using fake::Row;
using fake::Rows;

using Settings = std::map<std::string, std::string>;
using Decided = std::map<std::string, Rows>;  // what the workbook holds already: "#changes", "#history"

/// A row of the period before (13 Oct to 9 Nov 2025) or of this period (10 Nov to 7 Dec 2025): 28 days each, Monday to Sunday. An
/// ordinary line: 6 hours a week at £15.48, £92.88 a week, £371.52 for the four weeks; `change` overrides or, with "", takes away.
Row before(const Row& change = {});
Row now(const Row& change = {});

/// Runs the plugin and checks everything that must always hold: accounts tie row by row and penny by penny, the bridge ties, the
/// fixed tables have their rows, sums on Changes agree with the bridge, keys are unique, no contract is broken.
Host compare(const Rows& previous, const Rows& current, const Settings& settings = {}, const Rows& rates = {},
             const Decided& decided = {});

/// The line's row on Changes, or nullptr.
const ReportRow* change(const Host& host, const std::string& person, const std::string& line);
/// The only row of Changes.
const ReportRow& only_change(const Host& host);
bool fired(const ReportRow& row, const std::string& rule);

/// "class/risk/difference" in one text, for short expectations: "Rate/Query/12.00".
std::string summary(const ReportRow& row);

}  // namespace cwd_test
