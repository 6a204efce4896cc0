// Running sundry debtors on rows written down in a test, and asking it about single matters.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "fake_host.hpp"

namespace debtors_test {

using fake::Host;
using fake::ReportRow;
using fake::Row;
using fake::Rows;

using Settings = std::map<std::string, std::string>;
using Held = std::map<std::string, Rows>;  // what the workbook holds already: "#register", "#matters"

/// An overpayment of an invented carer: 15 days from 3 to 17 November 2025 at £225.00 a week, nothing due, £482.14; no longer paid.
/// `change` overrides or, with "", takes away.
Row overpayment(const Row& change = {});
/// The debtor of that carer, complete for an invoice.
Row debtor(const Row& change = {});

/// Runs the plugin as of 28 November 2025 and checks what must always hold: every row accounted for to the penny, the bridge, fixed
/// tables, keys that are unique and fit, no contract broken.
Host raise(const Rows& overpayments, const Rows& debtors = {debtor()}, const Settings& settings = {}, const Held& held = {},
           const Rows& more = {}, const Rows& codes = {});

/// The register, Matters and Not raised as the next run finds them in the workbook; `release` marks every invoice and credit as
/// released then.
Held held_by(const Host& host, const std::string& release = {});

/// The only row of a table.
const ReportRow& only(const Host& host, const std::string& table);
/// "route/amount" of every matter and "why/amount" of every row not raised, in the order of the sheets, with "; " between.
std::string summary(const Host& host);

}  // namespace debtors_test
