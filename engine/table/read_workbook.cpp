#include "table/read_workbook.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "base/in_quotes.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "table/merged_cells.hpp"
#include "table/read_steps.hpp"
#include "table/table_findings.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::table {

namespace {

struct SheetChoice {
  const xlsx::SheetInfo* sheet = nullptr;
  std::vector<PeekRow> rows;
  HeadingPlan plan;
  Buffer xml;
};

std::string lower_name(std::string_view name) {
  std::string lower{name};
  for (char& each : lower)
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each + 32);
  return lower;
}

constexpr std::string_view all_sheets = "*";

std::string setting(const ReadOptions& options, std::string_view sheet) {
  return "\"sheet\": {\"" + (options.input.empty() ? "previous" : options.input) + "\": \"" + std::string{sheet} + "\"}";
}

/// The sheets that may hold the table, in the order in which they stand.
class SheetSearch {
 public:
  SheetSearch(const xlsx::WorkbookReader& workbook, const Layout& layout)
      : workbook_(workbook), layout_(layout), matcher_(layout) {}

  void look_at(const xlsx::SheetInfo& sheet) {
    SheetChoice choice;
    choice.sheet = &sheet;
    try {
      choice.xml = workbook_.sheet_xml(sheet);
      PeekSink sink{&workbook_};
      xlsx::scan_sheet(choice.xml.view(), sink);
      choice.rows = sink.take();
    } catch (const Failure& failure) {
      throw failure.within("sheet '" + sheet.name + "'");
    }
    seen_.push_back("'" + sheet.name + "'");
    auto likely = likely_headings(choice.rows);
    if (likely.size() > likely_.size()) likely_ = std::move(likely);
    auto plan = find_headings(choice.rows, layout_, matcher_);
    if (!plan) return;
    choice.plan = std::move(*plan);
    if (choice.plan.complete()) complete_.push_back({sheet.name, choice.plan.columns.size(), choice.plan.has_rows_below});
    if (!best_.sheet || better(choice, best_)) best_ = std::move(choice);
  }

  bool found() const { return best_.sheet != nullptr; }
  SheetChoice& best() { return best_; }
  const std::vector<std::string>& seen() const { return seen_; }
  const std::vector<std::string>& likely() const { return likely_; }

  /// Other sheets that hold the required headings and rows: as many fields as the best, or fewer.
  std::vector<std::string> others(bool as_good) const {
    std::vector<std::string> names;
    for (const auto& each : complete_)
      if (each.name != best_.sheet->name && each.has_rows == true && (each.fields == best_.plan.columns.size()) == as_good)
        names.push_back(each.name);
    return names;
  }

 private:
  struct Complete {
    std::string name;
    std::size_t fields;
    bool has_rows;
  };

  /// A sheet with rows below its headings before an empty form.
  static bool better(const SheetChoice& one, const SheetChoice& other) {
    if (one.plan.complete() != other.plan.complete()) return one.plan.complete();
    if (one.plan.has_rows_below != other.plan.has_rows_below) return one.plan.has_rows_below;
    return one.plan.score() > other.plan.score();
  }

  const xlsx::WorkbookReader& workbook_;
  const Layout& layout_;
  HeadingMatcher matcher_;
  SheetChoice best_;
  std::vector<Complete> complete_;
  std::vector<std::string> seen_;
  std::vector<std::string> likely_;
};

/// The named sheet, or a finding that lists those there are.
const xlsx::SheetInfo* named_sheet(const InputTable& table, const xlsx::WorkbookReader& workbook, const ReadOptions& options,
                                   Findings& findings) {
  std::vector<std::string> names;
  for (const xlsx::SheetInfo& sheet : workbook.sheets()) {
    if (!sheet.worksheet) continue;
    if (lower_name(sheet.name) == lower_name(options.sheet)) return &sheet;
    names.push_back(sheet.name);
  }
  findings.add("sheet-not-found", table.place(), {{"wanted", options.sheet}, {"sheets", list_texts(names)}});
  return nullptr;
}

void read_sheet(InputTable& table, const xlsx::WorkbookReader& workbook, const SheetChoice& choice, Findings& findings);

/// "\"North\" (3 rows, £1,938.24), \"South\" (...)", in the order of the workbook.
std::string each_with_its_sum(const InputTable& like, const xlsx::WorkbookReader& workbook, const std::vector<std::string>& names) {
  std::string list;
  for (const xlsx::SheetInfo& sheet : workbook.sheets()) {
    if (std::find(names.begin(), names.end(), sheet.name) == names.end()) continue;
    SheetSearch search{workbook, like.layout};
    search.look_at(sheet);
    InputTable one;
    one.file = like.file;
    one.layout = like.layout;
    Findings unheard;
    read_sheet(one, workbook, search.best(), unheard);
    list += (list.empty() ? "" : ", ") + in_quotes(sheet.name) + " (" + count_of(static_cast<std::int64_t>(one.rows()), "row") +
            ", " + format_pounds(Pence{one.control_total()}) + ")";
  }
  return list;
}

bool choose_sheet(SheetSearch& search, const InputTable& table, const xlsx::WorkbookReader& workbook, const ReadOptions& options,
                  Findings& findings) {
  if (!options.sheet.empty()) {
    const xlsx::SheetInfo* sheet = named_sheet(table, workbook, options, findings);
    if (!sheet) return false;
    search.look_at(*sheet);
  } else {
    const auto look_at_all = [&](bool visible) {
      for (const xlsx::SheetInfo& sheet : workbook.sheets())
        if (sheet.worksheet && (sheet.visibility == xlsx::SheetVisibility::visible) == visible) search.look_at(sheet);
    };
    look_at_all(true);
    if (!search.found() || !search.best().plan.complete()) look_at_all(false);
  }
  if (options.may_be_absent && (!search.found() || !search.best().plan.complete())) return false;
  if (!search.found()) {
    std::string sheets;
    for (const std::string& name : search.seen()) sheets += (sheets.empty() ? " in the sheets " : ", ") + name;
    findings.add("headings-not-found", table.place(), {{"sheets", sheets}, {"headings", list_texts(search.likely())}});
    return false;
  }
  const std::string& chosen = search.best().sheet->name;
  if (search.best().plan.complete()) {
    auto as_good = search.others(true);
    if (!as_good.empty()) {
      as_good.push_back(chosen);
      findings.add("sheet-ambiguous", table.place(),
                   {{"sheets", each_with_its_sum(table, workbook, as_good)},
                    {"all", setting(options, all_sheets)},
                    {"setting", setting(options, chosen)}});
    }
    const auto poorer = search.others(false);
    if (!poorer.empty())
      findings.add("sheet-not-read", table.place(),
                   {{"sheets", list_texts(poorer)}, {"chosen", chosen}, {"setting", setting(options, poorer.front())}});
  }
  return true;
}

/// One pass over the rows of a sheet.
struct SheetPass {
  SheetPass(InputTable& into, const xlsx::WorkbookReader& workbook, const SheetChoice& choice, std::vector<std::uint32_t> fill_down)
      : reader(&workbook), builder(into, choice.plan, reader, false, choice.xml.view()) {
    builder.take_merged(merged_ranges(choice.xml.view()));
    builder.fill_down(std::move(fill_down));
    xlsx::scan_sheet(choice.xml.view(), builder, &facts);
    builder.finish();
  }
  CellReader reader;
  TableBuilder builder;
  xlsx::SheetFacts facts;
};

void finish_pass(InputTable& table, const SheetChoice& choice, SheetPass& pass, Findings& findings) {
  finish_table(table, choice.plan, choice.rows, pass.builder, pass.reader, findings);
  report_sheet_facts(findings, table, pass.builder, pass.facts);
}

/// Rows without a person below one that has it, as reports with groups have them: read again with the person filled down. It counts
/// where every total of the sheet then agrees, and each group has one.
bool read_filled_down(InputTable& table, const xlsx::WorkbookReader& workbook, const SheetChoice& choice, const SheetPass& first,
                      Findings& findings) {
  const std::vector<std::uint32_t> columns = first.builder.columns_to_fill();
  if (columns.empty() || first.builder.account().totals.empty()) return false;
  InputTable again;
  again.file = table.file;
  again.layout = table.layout;
  again.sheet = table.sheet;
  again.workbook = table.workbook;
  again.may_be_empty = table.may_be_empty;
  Findings told_already;
  begin_table(again, choice.plan, told_already);
  SheetPass pass{again, workbook, choice, columns};
  if (!pass.builder.totals_prove_what_was_filled()) return false;
  finish_pass(again, choice, pass, findings);
  table = std::move(again);
  return true;
}

void read_sheet(InputTable& table, const xlsx::WorkbookReader& workbook, const SheetChoice& choice, Findings& findings) {
  table.sheet = choice.sheet->name;
  begin_table(table, choice.plan, findings);
  try {
    SheetPass pass{table, workbook, choice, {}};
    if (!read_filled_down(table, workbook, choice, pass, findings)) finish_pass(table, choice, pass, findings);
  } catch (const Failure& failure) {
    throw failure.within("sheet '" + table.sheet + "'");
  }
}

/// A sheet without headings whose rows have the person and the amount where the read sheet has them: a list that went on there.
void report_sheets_that_go_on(const InputTable& table, const xlsx::WorkbookReader& workbook, const SheetChoice& choice,
                              const ReadOptions& options, Findings& findings) {
  if (!choice.plan.complete()) return;
  for (const xlsx::SheetInfo& sheet : workbook.sheets()) {
    if (!sheet.worksheet || sheet.visibility != xlsx::SheetVisibility::visible || sheet.name == table.sheet) continue;
    SheetChoice other;
    other.sheet = &sheet;
    other.xml = workbook.sheet_xml(sheet);
    PeekSink sink{&workbook};
    xlsx::scan_sheet(other.xml.view(), sink);
    other.rows = sink.take();
    SheetSearch search{workbook, table.layout};
    search.look_at(sheet);
    if (other.rows.empty() || (search.found() && search.best().plan.columns.size() > 1)) continue;
    other.plan = choice.plan;
    other.plan.first_row = other.plan.last_row = other.rows.front().row - 1;
    InputTable one;
    one.layout = table.layout;
    Findings unheard;
    SheetPass pass{one, workbook, other, {}};
    const std::int64_t total = one.control_total();
    if (one.rows() == 0 || total == 0 || pass.builder.account().without_id.count() > one.rows()) continue;
    // A list of another kind begins with headings of its own, which are no amount.
    const TypedColumn* amounts = one.control();
    if (!amounts || amounts->numbers.empty() || amounts->numbers.front() == no_number) continue;
    const auto with_amount =
        std::count_if(amounts->numbers.begin(), amounts->numbers.end(), [](std::int64_t amount) { return amount != no_number; });
    if (static_cast<std::size_t>(with_amount) * 2 <= one.rows()) continue;
    findings.add("sheet-goes-on", {table.file, sheet.name, xlsx::to_string(xlsx::CellReference{other.rows.front().row, 1})},
                 {{"other", sheet.name},
                  {"chosen", table.sheet},
                  {"rows", count_of(static_cast<std::int64_t>(one.rows()), "row")},
                  {"total", format_pounds(Pence{total})},
                  {"setting", setting(options, table.sheet)}});
  }
}

/// Every visible sheet that has the required headings, one below the other. A sheet with nearly all of them is told, since a
/// heading may be mistyped. False where no sheet has them.
bool read_every_sheet(InputTable& table, const xlsx::WorkbookReader& workbook, Findings& findings) {
  std::vector<SheetChoice> choices;
  std::size_t most_fields = 0;
  for (const xlsx::SheetInfo& sheet : workbook.sheets()) {
    if (!sheet.worksheet || sheet.visibility != xlsx::SheetVisibility::visible) continue;
    SheetSearch search{workbook, table.layout};
    search.look_at(sheet);
    if (!search.found()) continue;
    if (search.best().plan.complete()) most_fields = std::max(most_fields, search.best().plan.columns.size());
    choices.push_back(std::move(search.best()));
  }
  if (most_fields == 0) return false;
  for (const SheetChoice& choice : choices) {
    if (choice.plan.complete()) {
      InputTable one;
      one.file = table.file;
      one.layout = table.layout;
      read_sheet(one, workbook, choice, findings);
      table.append(std::move(one));
    } else if (2 * choice.plan.columns.size() > most_fields) {
      std::vector<std::string> missing;
      for (const std::size_t group : choice.plan.missing_groups)
        missing.push_back(table.layout.field(table.layout.required[group].front())->title);
      findings.add(table.layout.closed ? "sheet-nearly-fits-needed" : "sheet-nearly-fits", {table.file, choice.sheet->name, {}},
                   {{"missing", list_texts(missing)}});
    }
  }
  return true;
}

}  // namespace

void read_workbook(InputTable& table, std::string_view bytes, const ReadOptions& options, Findings& findings) {
  const auto workbook = std::make_shared<const xlsx::WorkbookReader>(bytes);
  table.workbook = workbook;
  const bool all = options.sheet == all_sheets || (table.layout.every_sheet && options.sheet.empty());
  if (all && read_every_sheet(table, *workbook, findings)) return;
  SheetSearch search{*workbook, table.layout};
  if (!choose_sheet(search, table, *workbook, options, findings)) {
    table.absent = options.may_be_absent;
    return;
  }
  const SheetChoice& choice = search.best();
  read_sheet(table, *workbook, choice, findings);
  if (choice.sheet->visibility != xlsx::SheetVisibility::visible && options.sheet.empty())
    findings.add("sheet-hidden", table.place());
  if (options.sheet.empty()) report_sheets_that_go_on(table, *workbook, choice, options, findings);
}

}  // namespace counterfoil::table
