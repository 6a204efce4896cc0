// A task that remembers and asks, for the tests of kept tables and of questions: each line is due the same each period; what was
// paid besides is asked about until it is put right.
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "counterfoil/plugin.hpp"

namespace {

using namespace counterfoil;
using plugin::literal;

constexpr cf_input inputs[] = {
    {literal("previous"), literal("Last period's payments"), literal("payments"), 1, 0, literal("The payments before.")},
    {literal("current"), literal("This period's payments"), literal("payments"), 1, 0, literal("The payments.")},
};

constexpr cf_parameter parameters[] = {
    {literal("due"), literal("Due"), CF_PENCE, 0, literal("428.00"), literal(""), literal(""), literal(""),
     literal("What each line is due.")},
    {literal("fault"), literal("Fault"), CF_TEXT, 0, literal(""), literal(""), literal(""), literal(""),
     literal("What this task is to do wrong: forget, short, unnamed.")},
    {literal("renamed"), literal("Renamed"), CF_TEXT, 0, literal(""), literal(""), literal(""), literal(""),
     literal("OLD>NEW: a line that goes on under another id.")},
};

cf_plugin description() {
  cf_plugin plugin{};
  plugin.id = literal("memory-sample");
  plugin.version = literal("1.0.0");
  plugin.title = literal("Payments that are remembered");
  plugin.summary = literal("For tests: remembers what was paid, and asks.");
  plugin.workbook = literal("memory-sample");
  plugin.inputs = inputs;
  plugin.input_count = std::size(inputs);
  plugin.parameters = parameters;
  plugin.parameter_count = std::size(parameters);
  return plugin;
}

struct Paid {
  std::string person;
  Pence amount;
};

struct Period {
  Date first{}, last{};
  std::string words() const { return format_date(first) + " to " + format_date(last); }
};

Period period_of(const plugin::Run& run, const char* input) {
  return {run.column(input, "period_from").date(0).value_or(Date{}), run.column(input, "period_to").date(0).value_or(Date{})};
}

class Asking {
 public:
  explicit Asking(plugin::Run& run)
      : run_(run),
        due_(run.pence_parameter("due").value_or(Pence{})),
        fault_(run.text_parameter("fault")),
        before_(period_of(run, "previous")),
        now_(period_of(run, "current")) {}

  void go() {
    run_.fact("previous_period", before_.words());
    run_.fact("current_period", now_.words());
    run_.fact("previous_from", before_.first);
    run_.fact("previous_to", before_.last);
    if (fault_ != "unnamed") run_.fact("current_from", now_.first);
    run_.fact("current_to", now_.last);
    const auto kept = run_.open_table("paid_days", {"#input", "person_id", "line_id", "first", "last", "paid", "place"});
    keep(kept, "previous", before_);
    keep(kept, "current", now_);
    ask();
    run_.fact("outcome", std::to_string(run_.rows("#paid_days")) + " rows of " + std::to_string(run_.rows("#exports")) +
                             " exports were remembered.");
  }

 private:
  void keep(const plugin::Table& kept, const char* input, const Period& period) {
    const auto person = run_.column(input, "person_id"), line = run_.column(input, "line_id"), net = run_.column(input, "#control");
    const auto place = run_.column(input, "#row");
    Pence total;
    for (std::size_t row = 0; row < run_.rows(input); ++row) {
      const Pence amount = net.pence(row).value_or(Pence{});
      const bool in_hand = std::string_view{input} == "current";
      kept.add({input, person.text(row), line.text(row), period.first, period.last,
                fault_ == "short" && row == 0 ? amount - Pence{1} : amount, plugin::Value::integer(*place.integer(row))});
      if (in_hand) paid_[std::string{line.text(row)}] = {std::string{person.text(row)}, amount};
      total += amount;
    }
    run_.account(input, "Kept", run_.rows(input), total);
  }

  void add(const plugin::Table& table, const Paid& paid, const std::string& line, const std::string& question,
           const std::string& reasons) {
    const Pence difference = paid.amount - due_;
    const bool large = difference.count >= 1000 || difference.count <= -1000;
    table.add({paid.person, line, question, paid.amount, difference, large ? "Query" : "Check", reasons});
    asked_.insert(line + question);
  }

  void ask() {
    const auto table = run_.open_table("changes", {"person_id", "line_id", "question", "current", "difference", "risk", "reasons"});
    const auto answers = run_.open_table(
        "#changes", {"person_id", "line_id", "question", "state", "words", "to_person_id", "to_line_id", "to_question"});
    const std::string renamed = run_.text_parameter("renamed");
    const std::string from = renamed.substr(0, renamed.find('>')),
                      to = renamed.substr(std::min(renamed.find('>') + 1, renamed.size()));
    std::set<std::string> still;
    const auto person = run_.column("#changes", "person_id"), line = run_.column("#changes", "line_id"),
               question = run_.column("#changes", "question"), risk = run_.column("#changes", "risk"),
               decision = run_.column("#changes", "decision"), until = run_.column("#changes", "accept_until"),
               was = run_.column("#changes", "current");
    for (std::size_t row = 0; row < run_.rows("#changes"); ++row) {
      const std::string id{line.text(row)}, asked{question.text(row)};
      const bool here = !from.empty() && from == id;
      const auto paid = paid_.find(here ? to : id);
      const bool of_now = asked.starts_with(format_date(now_.first));
      if (decision.text(row) == "OK") {
        const auto day = until.date(row);
        if (day && *day >= now_.last && paid != paid_.end() && paid->second.amount == was.pence(row) && !of_now) {
          answers.add(
              {person.text(row), id, asked, "accepted", "Accepted", paid->second.person, paid->first, own_question(paid->second)});
        }
        continue;
      }
      if (risk.text(row) != "Query" && decision.text(row) != "Error") continue;
      if (fault_ == "forget") continue;
      if (is_later(asked)) {  // an older export is run again, which says nothing of this one
        add(table, {std::string{person.text(row)}, was.pence(row).value_or(Pence{})}, id, asked, "Still open");
        still.insert(id);
        continue;
      }
      if (paid != paid_.end() && paid->second.amount != due_ && !(of_now && asked != own_question(paid->second))) {
        still.insert(paid->first);
        add(table, paid->second, paid->first, asked, "Still open");
        if (here) answers.add({person.text(row), id, asked, "moved", "Goes on as line " + to, paid->second.person, to, asked});
      } else {
        answers.add({person.text(row), id, asked, "settled", "Put right: " + format_pounds(due_) + " paid for " + now_.words(), "",
                     "", ""});
      }
    }
    for (const auto& [id, paid] : paid_)
      if (paid.amount != due_ && !still.contains(id) && !asked_.contains(id + own_question(paid)))
        add(table, paid, id, own_question(paid), "Not what is due");
  }

  /// Was it asked about a later period? Questions begin with their period's first day, as dd/mm/yyyy.
  bool is_later(const std::string& asked) const {
    const auto sortable = [](const std::string& day) { return day.substr(6, 4) + day.substr(3, 2) + day.substr(0, 2); };
    return sortable(asked) > sortable(format_date(now_.first));
  }

  std::string own_question(const Paid& paid) const { return format_date(now_.first) + " " + format_pounds(paid.amount); }

  plugin::Run& run_;
  Pence due_;
  std::string fault_;
  Period before_, now_;
  std::map<std::string, Paid> paid_;  // by line
  std::set<std::string> asked_;
};

void remember(plugin::Run& run) { Asking{run}.go(); }

}  // namespace

COUNTERFOIL_PLUGIN(description(), remember)
