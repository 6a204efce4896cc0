// The uplift as the host runs it, on rows written down in a test: a line of home care at £20.00 and one rule of 5%.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "fake_host.hpp"

namespace whole_uplift {

using fake::Host;
using fake::ReportRow;
using fake::Row;
using fake::Rows;

using Settings = std::map<std::string, std::string>;
using More = std::map<std::string, Rows>;  // other inputs: "allowances", "wage-floors", "paid"

/// Line L1 of person X1: 10 hours of home care a week at £20.00, since 2023, priced since 8 April 2024. `change` overrides or,
/// with "", takes away.
Row line(const Row& change = {});
/// Rule R1 on the sheet Decision: home care rises by 5%, so £20.00 becomes £21.00.
Row rule(const Row& change = {});

/// Runs the plugin as of 7 April 2025 and checks what must always hold: every row and penny accounted for, no contract broken.
Host uplift(const Rows& lines, const Rows& rules = {rule()}, const Settings& settings = {}, const More& more = {});

/// "result/new rate" of a line on Changes, "result" of one on Unmatched, with "; " between where it has several.
std::string outcome(const Host& host, const std::string& line_id = "L1");

/// The finding stands at this place, alone of its kind, and nothing was handed out.
void stops(const Host& host, const std::string& id, const std::string& place);
/// What the first finding of the kind says under a name.
std::string value(const Host& host, const std::string& id, const std::string& name);

}  // namespace whole_uplift
