#include "run/decisions/decisions_workbook.hpp"

#include "report/listing.hpp"

namespace counterfoil::run {

Buffer decisions_workbook(const std::vector<DecisionLine>& lines, const std::string& title) {
  report::Listing listing{"Decisions", title, {}, {}, {}};
  listing.columns = {{"Seen", 24},          {"By the run or act of", 18},
                     {"What happened", 16}, {"Sheet", 16},
                     {"Row", 30},           {"Period", 24},
                     {"About", 14},         {"Decision", 44},
                     {"Initials", 9},       {"Run or act", 24},
                     {"Remark", 40}};
  for (const DecisionLine& line : lines)
    listing.rows.push_back({time_in_words(line), line.login, line.what, line.sheet, line.row, line.period, line.about,
                            cells_in_words(line), line.initials, line.run, line.note});
  return report::listing_workbook({listing}, "OFFICIAL-SENSITIVE: PERSONAL");
}

}  // namespace counterfoil::run
