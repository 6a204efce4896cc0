#include "periods_of_a_team.hpp"

#include <algorithm>

#include "counterfoil/text.hpp"

namespace cwd_test {

namespace {

using counterfoil::Date;
using counterfoil::DateSpan;

DateSpan span_of(Cycle cycle, int number) {
  using namespace std::chrono;
  if (cycle == Cycle::monthly) {
    const year_month first = year{2025} / April + months{number};
    return {sys_days{first / 1}, sys_days{first / last}};
  }
  const int length = cycle == Cycle::weekly ? 7 : 28;
  const Date first = counterfoil::make_date(2025, 4, 7) + days{number * length};
  return {first, first + days{length - 1}};
}

std::string key_of(const Row& row) {
  const auto text = [&row](const char* field) { return row.contains(field) ? row.at(field) : std::string{}; };
  return text("person_id") + "|" + text("line_id") + "|" + text("about");
}

bool is_open(const Row& row) {
  const auto text = [&row](const char* field) { return row.contains(field) ? row.at(field) : std::string{}; };
  return text("decision") != "OK" && (text("risk") == "Query" || text("decision") == "Error");
}

Row without_engine_columns(const ReportRow& row) {
  Row kept;
  for (const auto& [column, text] : row)
    if (!column.starts_with('#')) kept[column] = text;
  return kept;
}

}  // namespace

Span period_of(Cycle cycle, int number) {
  const DateSpan span = span_of(cycle, number);
  return {counterfoil::format_date(span.first), counterfoil::format_date(span.last)};
}

std::string cycle_words(Cycle cycle) {
  return cycle == Cycle::weekly ? "weekly" : cycle == Cycle::monthly ? "monthly" : "four-weekly";
}

// 107 x 4 = 428.00; 107 x 52 / 12 = 463.666... = 463.67.
std::string usual_pay(Cycle cycle) { return cycle == Cycle::weekly ? "107.00" : cycle == Cycle::monthly ? "463.67" : "428.00"; }

Row paid(Cycle cycle, int period, const Row& change) {
  const Span span = period_of(cycle, period);
  const bool monthly = cycle == Cycle::monthly;
  Row row{{"person_id", "P1"},
          {"name", "Alex Example"},
          {"line_id", "7001"},
          {"service_type", "Direct payment"},
          {"service", "Personal assistant"},
          {"provider", "Direct payment"},
          {"payee", "Parent of P1"},
          {"payee_id", "V1"},
          {"start", "01/04/2025"},
          {"cost", monthly ? "463.67" : "107.00"},
          {"frequency", monthly ? "Monthly" : "Weekly"},
          {"net", usual_pay(cycle)},
          {"period_from", span.first},
          {"period_to", span.last}};
  for (const auto& [field, text] : change) {
    if (text.empty())
      row.erase(field);
    else
      row[field] = text;
  }
  return row;
}

Host& Team::run(int period, const Rows& export_rows) {
  Rows previous;
  int before = -1;
  for (const auto& [number, rows] : exports_)
    if (number < period && number > before) {
      before = number;
      previous = rows;
    }
  host_.emplace(counterfoil_plugin());
  Host& host = *host_;
  for (const char* table : {"changes", "overpayments"}) host.tables[table];
  if (before < 0) {  // there is nothing to compare with yet
    exports_.emplace_back(period, export_rows);
    newest_ = period;
    return host;
  }
  host.tables.clear();
  for (const auto& [name, text] : settings) host.set(name, text);
  host.input("previous", previous);
  host.input("current", export_rows);
  for (const auto& [name, rows] : more_inputs) host.input(name, rows);
  Rows exports, days, debts;
  for (const auto& [number, rows] : paid_days_) {
    const Span span = period_of(cycle_, number);
    exports.push_back({{"first", span.first}, {"last", span.last}, {"sha256", std::to_string(number)}});
    days.insert(days.end(), rows.begin(), rows.end());
  }
  for (const auto& [number, rows] : debt_events_) debts.insert(debts.end(), rows.begin(), rows.end());
  const auto by_line = [](const Row& a, const Row& b) {
    return std::tie(a.at("person_id"), a.at("line_id")) < std::tie(b.at("person_id"), b.at("line_id"));
  };
  std::stable_sort(days.begin(), days.end(), by_line);
  host.input("#exports", exports);
  host.input("#paid_days", days);
  host.input("#debt_events", debts);
  host.input("#changes", changes_);
  host.input("#history", history_);
  host.input("#overpayments", overpayments_);
  const Rows open = changes_;
  EXPECT_EQ(host.run(), CF_OK) << host.failure;
  for (const std::string& misuse : host.misuse) ADD_FAILURE() << misuse;
  for (const fake::Finding& finding : host.findings)
    if (finding.id == "periods-swapped" || finding.id == "same-period-twice") ADD_FAILURE() << finding.id;
  check_questions(open, host);
  keep(host, period, export_rows);
  return host;
}

void Team::check_questions(const Rows& open, const Host& host) const {
  std::map<std::string, int> answers;
  for (const ReportRow& row : host.tables.at("changes")) ++answers[key_of(row)];
  for (const auto& [key, count] : answers) EXPECT_EQ(count, 1) << key << " stands twice on Changes";
  const auto stated = host.tables.find("#changes");
  if (stated != host.tables.end())
    for (const ReportRow& row : stated->second)
      if (row.at("state") != "accepted") {
        EXPECT_FALSE(row.at("words").empty());
        ++answers[key_of(row)];
      }
  for (const Row& row : open)
    if (is_open(row)) {
      EXPECT_EQ(answers[key_of(row)], 1) << key_of(row) << " was open";
    }
}

// Long because it is all that the engine does between two runs, table by table.
void Team::keep(Host& host, int period, const Rows& export_rows) {
  const auto put = [](std::vector<std::pair<int, Rows>>& kept, int number, Rows rows) {
    std::erase_if(kept, [number](const auto& each) { return each.first == number; });
    kept.emplace_back(number, std::move(rows));
    std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  };
  const auto kept_rows = [&](const std::string& table, const std::string& input, int number) {
    Rows rows;
    const Span span = period_of(cycle_, number);
    const auto found = host.tables.find(table);
    if (found == host.tables.end()) return rows;
    for (const ReportRow& row : found->second) {
      if ((row.contains("#input") ? row.at("#input") : "current") != input) continue;
      Row kept = without_engine_columns(row);
      kept["#first"] = span.first;
      kept["#last"] = span.last;
      rows.push_back(std::move(kept));
    }
    return rows;
  };
  int before = -1;
  for (const auto& [number, rows] : exports_)
    if (number < period) before = std::max(before, number);
  if (Rows rows = kept_rows("paid_days", "previous", before); !rows.empty()) put(paid_days_, before, std::move(rows));
  put(paid_days_, period, kept_rows("paid_days", "current", period));
  put(debt_events_, period, kept_rows("debt_events", "current", period));
  put(exports_, period, export_rows);
  newest_ = std::max(newest_, period);

  // Reviewers' cells stay beside a question that comes again with the same rules and figure; else they are history.
  Rows now;
  const std::string words = host.facts.at("current_period");
  for (const ReportRow& row : host.tables.at("changes")) {
    Row next = without_engine_columns(row);
    next["period"] = words;
    for (const Row& old : changes_)
      if (key_of(old) == key_of(next) && old.at("rules") == next.at("rules") && old.at("figure") == next.at("figure"))
        for (const char* typed : {"decision", "initials", "accept_until", "right_amount", "comment"})
          if (old.contains(typed)) next[typed] = old.at(typed);
    next["#about"] = next.at("figure");
    now.push_back(std::move(next));
  }
  settled_.clear();
  if (const auto stated = host.tables.find("#changes"); stated != host.tables.end())
    for (const ReportRow& row : stated->second)
      settled_ += row.at("line_id") + " " + row.at("about") + " " + row.at("state") + ": " + row.at("words") + "\n";
  for (const Row& old : changes_) {
    const bool stays = std::any_of(now.begin(), now.end(), [&](const Row& row) { return key_of(row) == key_of(old); });
    if (stays) continue;
    Row past;
    for (const char* column : {"period", "person_id", "line_id", "about", "rules", "current", "risk", "decision", "initials",
                               "accept_until", "right_amount"})
      if (old.contains(column)) past[column] = old.at(column);
    history_.push_back(std::move(past));
  }
  changes_ = std::move(now);
  Rows over;
  for (const ReportRow& row : host.tables.at("overpayments")) {
    Row next = without_engine_columns(row);
    for (const Row& old : overpayments_)
      if (old.at("person_id") == next.at("person_id") && old.at("line_id") == next.at("line_id") &&
          old.at("overpaid_from") == next.at("overpaid_from") && old.at("cause") == next.at("cause") && old.contains("recover"))
        next["recover"] = old.at("recover");
    over.push_back(std::move(next));
  }
  overpayments_ = std::move(over);
}

void Team::decide(const std::string& person, const std::string& line, const Row& typed) {
  bool found = false;
  for (Row& row : changes_) {
    if (row.at("person_id") != person || row.at("line_id") != line) continue;
    if (typed.contains("about") && row.at("about") != typed.at("about")) continue;
    found = true;
    for (const auto& [column, text] : typed)
      if (column != "about") row[column] = text;
  }
  EXPECT_TRUE(found) << line << " is not on Changes";
}

void Team::merge(const std::string& person, const std::string& line, const Row& mine, const Row& theirs) {
  if (mine == theirs) return decide(person, line, mine);
  const auto words = [](const Row& typed) {
    std::string all;
    for (const auto& [column, text] : typed)
      if (column != "about") all += (all.empty() ? "" : "; ") + column + " " + text;
    return all;
  };
  decide(person, line,
         {{"about", mine.at("about")},
          {"carried", "Two copies of the workbook differ here: Mine has " + words(mine) + ", and Theirs has " + words(theirs)}});
}

void Team::decide_all(const std::string& decision) {
  for (Row& row : changes_) row["decision"] = decision;
}

void Team::recover(const std::string& person, const std::string& line, const std::string& yes_or_no) {
  for (Row& row : overpayments_)
    if (row.at("person_id") == person && row.at("line_id") == line) row["recover"] = yes_or_no;
}

std::vector<ReportRow> Team::rows_with(const std::string& risk) const {
  std::vector<ReportRow> found;
  for (const ReportRow& row : host_->tables.at("changes"))
    if (row.at("risk") == risk) found.push_back(row);
  return found;
}

std::vector<ReportRow> Team::queries() const { return rows_with("Query"); }

const ReportRow* Team::row(const std::string& person, const std::string& line, const std::string& about) const {
  const std::string wanted = about.empty() ? host_->facts.at("current_period") : about;
  for (const ReportRow& row : host_->tables.at("changes"))
    if (row.at("person_id") == person && row.at("line_id") == line && row.at("about") == wanted) return &row;
  return nullptr;
}

std::vector<std::string> Team::told() const {
  std::vector<std::string> rows;
  for (const ReportRow& row : host_->tables.at("changes"))
    rows.push_back(row.at("line_id") + " " + row.at("risk") + " " + row.at("about") + ": " + row.at("rules"));
  return rows;
}

std::vector<std::string> Team::overpaid() const {
  std::vector<std::string> rows;
  for (const ReportRow& row : host_->tables.at("overpayments"))
    rows.push_back(row.at("line_id") + " " + row.at("overpaid_from") + "-" + row.at("overpaid_to") + " " + row.at("overpaid") +
                   ", left " + row.at("left") + ": " + row.at("cause"));
  return rows;
}

std::string Team::settled_words() const { return settled_; }

}  // namespace cwd_test
