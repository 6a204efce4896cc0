#include "run/evidence/pack_sheets.hpp"

#include "base/failure.hpp"

namespace counterfoil::run {

EvidenceYear year_of(const std::string& text) {
  const bool digits = text.size() == 7 && text[4] == '-' && text.find('-') == 4 && text.rfind('-') == 4 &&
                      text.find_first_not_of("0123456789-") == std::string::npos;
  const int first = digits ? std::stoi(text.substr(0, 4)) : 0;
  if (!digits || first < 1900 || (first + 1) % 100 != std::stoi(text.substr(5)))
    throw Failure{FailureKind::usage,
                  "\"" + text + "\" is no financial year. Write it as 2025-26: from 1 April 2025 to 31 March 2026."};
  const DateSpan days{Date{std::chrono::year{first} / 4 / 1}, Date{std::chrono::year{first + 1} / 3 / 31}};
  return {text, text.substr(0, 4) + "-04-01", std::to_string(first + 1) + "-03-31", days};
}

/// Long because it names each column of each sheet, and does nothing else.
PackSheets::PackSheets(const EvidenceYear& year, const std::string& gathered) {
  const std::string of_year = "From " + year.in_words() + ", by the day (UTC) on which it was done.";
  files = {"Index",
           "Evidence of " + year.name,
           {of_year, gathered,
            "Every workbook and earlier version that lay there, of whatever year. README.txt says how to check all of this."},
           {{"File", 50},
            {"What it is", 22},
            {"Task", 18},
            {"Last run or act", 26},
            {"Time (UTC)", 22},
            {"Period", 30},
            {"Bytes", 12},
            {"SHA-256", 66},
            {"What verify says", 60},
            {"Decision log", 24}},
           {}};
  checks = {"Checks",
            "What verify says, sentence by sentence",
            {"Of each workbook, and of earlier versions what is wrong. OK: checked and right. PROBLEM: checked and wrong. NOTE: "
             "cannot be "
             "proven from what is here."},
            {{"File", 50}, {"Verdict", 12}, {"Sentence", 110}},
            {}};
  runs = {"Runs",
          "Runs, sign-offs, merges and restores",
          {of_year, "A row of an Audit sheet each; all fields of every row, of other years too, stand in audit-rows.txt."},
          {{"Run or act", 26},
           {"Time (UTC)", 22},
           {"By", 16},
           {"Task", 18},
           {"What", 12},
           {"Batch", 26},
           {"Period", 30},
           {"Control totals", 50},
           {"Exports", 50},
           {"Checks and notes", 18},
           {"Record", 66}},
          {}};
  acts = {"Acts",
          "Signed acts",
          {of_year + " With a batch of which something was done in the year, all acts of it.",
           "Each is a file in the folder acts, as it was signed. Whose a key is says the council's people file, or whoever "
           "confirmed its code."},
          {{"Act", 14},
           {"Task", 18},
           {"Batch or period", 26},
           {"Login", 16},
           {"Time (UTC)", 22},
           {"Check code", 26},
           {"Code of the key", 26},
           {"Whose key it is, to whoever gathered this", 34},
           {"Decisions that it binds", 34},
           {"File", 44}},
          {}};
  decisions = {"Decisions",
               "Decisions, as they were seen",
               {of_year + " A login is that of whoever ran what saw the change; who typed it, only the initials say.",
                "\"since then\": typed after the last run or act saw the workbook."},
               {{"Workbook", 40},
                {"Seen", 24},
                {"By the run or act of", 18},
                {"What happened", 16},
                {"Sheet", 16},
                {"Row", 30},
                {"Period", 24},
                {"About", 14},
                {"Decision", 44},
                {"Initials", 9},
                {"Run or act", 26},
                {"Remark", 40}},
               {}};
  periods = {"Periods",
             "Periods",
             {"That have a day from " + year.in_words() + ", or were run then: compared, restated, missing, repeated."},
             {{"Workbook", 40},
              {"Period", 30},
              {"What happened", 16},
              {"Run", 26},
              {"Run on", 14},
              {"Rows", 10},
              {"Total", 16},
              {"Movement", 16},
              {"In words", 60},
              {"To explain", 14},
              {"Explained by", 12},
              {"Explanation", 50},
              {"SHA-256 of the export", 66}},
             {}};
  reconciliation = {"Reconciliation",
                    "Reconciliation of the year",
                    {"As the sheet Reconciliation of each workbook has it; a period is of the year in which it ends. What somebody "
                     "typed is marked so."},
                    {{"Workbook", 40},
                     {"What", 12},
                     {"Period", 30},
                     {"Person ID", 14},
                     {"Line ID", 14},
                     {"As first compared", 18},
                     {"As restated", 16},
                     {"Stands", 16},
                     {"Queried", 16},
                     {"Overpaid", 16},
                     {"Recovered", 16},
                     {"Finance ledger's figure, as typed", 20},
                     {"In words", 60}},
                    {}};
  settings = {"Settings",
              "Settings of each run",
              {of_year + " Where the version that a run left is not kept, its settings are those of the Audit sheet, in one line."},
              {{"Run", 26},
               {"Task", 18},
               {"Setting", 40},
               {"Value", 24},
               {"Standing", 18},
               {"The council's value", 20},
               {"The program's value", 20},
               {"In the run before", 20},
               {"Where it came from", 20},
               {"First given by", 16},
               {"Reason", 40}},
              {}};
  releases = {"Releases",
              "Released files",
              {of_year + " What was signed, and what lies beside the signed act now."},
              {{"Batch", 26}, {"File", 44}, {"Bytes", 12}, {"SHA-256 as signed", 66}, {"Now", 40}},
              {}};
  ledger = {
      "Ledgers",
      "Runs in the ledgers that were given",
      {of_year +
       " A ledger is one user's. A run without a row here changed a workbook that did not lie in these folders, or changed none."},
      {{"Ledger", 14},
       {"Run or act", 26},
       {"Time (UTC)", 22},
       {"By", 16},
       {"Task", 18},
       {"What became of it", 26},
       {"Period", 30},
       {"Batch", 26},
       {"Its row of an Audit sheet", 22}},
      {}};
  not_read = {
      "Not read", "What could not be read", {"What stands in these files is no part of this."}, {{"File", 60}, {"Why", 90}}, {}};
}

std::string EvidenceYear::in_words() const { return "1 April " + from.substr(0, 4) + " to 31 March " + to.substr(0, 4); }

}  // namespace counterfoil::run
