// The commands that check something and say what they found.
#pragma once

#include "app/arguments.hpp"
#include "app/check_account.hpp"

namespace counterfoil::app {

CheckAccount verify(const Parsed& parsed);
CheckAccount replay(const Parsed& parsed);
CheckAccount disclose(const Parsed& parsed);
CheckAccount merge(const Parsed& parsed);
CheckAccount approve(const Parsed& parsed);
CheckAccount release(const Parsed& parsed);
CheckAccount people(const Parsed& parsed);
CheckAccount record(const Parsed& parsed);
CheckAccount decisions(const Parsed& parsed);
CheckAccount find(const Parsed& parsed);
CheckAccount forget(const Parsed& parsed);
CheckAccount evidence(const Parsed& parsed);
CheckAccount settings(const Parsed& parsed);
CheckAccount explain(const Parsed& parsed);
CheckAccount problem_report(const Parsed& parsed);

/// What a search through folders could not read: a problem each.
void add_not_read(const std::vector<run::NotSearched>& not_read, CheckAccount& account);

}  // namespace counterfoil::app
