// What every plugin owes, whatever it is for: the same twice, the same in another row order, every row accounted for, empty
// exports, a cancelled run, sentences in the house's words.
#pragma once

#include "fake_host.hpp"

namespace fake {

/// Runs the plugin several times on these rows, which should reach as many of its rules as possible, and says what is wrong;
/// nothing is well.
///   EXPECT_EQ(fake::contract_troubles(counterfoil_plugin(), {{"payments", rows}}), std::vector<std::string>{});
std::vector<std::string> contract_troubles(const cf_plugin* plugin, const std::map<std::string, Rows>& inputs,
                                           const std::map<std::string, std::string>& settings = {});

}  // namespace fake
