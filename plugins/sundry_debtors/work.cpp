#include "work.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "debtor_texts.hpp"
#include "raising.hpp"
#include "routing.hpp"

namespace counterfoil::debtors {

namespace {

constexpr std::uint64_t stages = 5;

auto order_of(const Matter& matter) {
  // By payee within a route, the most money first within a payee, so that one person's matters stand together.
  return std::tuple{static_cast<int>(matter.route), matter.of->payee_id, matter.of->payee, -matter.amount.count,
                    std::string_view{matter.key}};
}

Registered registered_of(const Matter& matter, const Settings& settings, const Registered* before) {
  const Overpayment& of = *matter.of;
  Registered row;
  if (before) row = *before;  // what people and releases wrote stays
  row.key = matter.key;
  row.invoice = matter.invoice;
  row.route = route_word(matter.route);
  row.person_id = of.person_id;
  row.line_id = of.line_id;
  row.line = of.line;
  row.service = of.service;
  row.payee_id = of.payee_id;
  row.payee = of.payee;
  row.account = matter.debtor ? matter.debtor->account : std::string_view{};
  row.cause = of.cause;
  row.span = matter.span;
  row.amount = matter.amount;
  row.discovered = of.discovered;
  row.recoverable_by = matter.recoverable_by;
  row.batch = settings.batch;
  row.prepared_on = settings.as_of;
  row.credit_of = matter.credit_of;
  row.asked = matter.asked;
  row.withdrawn.clear();
  return row;
}

class Working {
 public:
  Working(Batch& batch, const Register& past, const Settings& settings, Notes& notes)
      : batch_(batch), past_(past), settings_(settings), notes_(notes) {}

  void registering() {
    std::unordered_map<std::string_view, const Matter*> raised;
    std::unordered_set<std::string_view> listed;
    raised.reserve(batch_.matters.size());
    batch_.registered.reserve(past_.rows.size() + batch_.matters.size());
    for (const Matter& matter : batch_.matters) {
      listed.insert(matter.key);
      if (is_raised(matter.route)) raised.emplace(matter.key, &matter);
    }
    std::map<std::string, RouteTotal> waiting;  // by batch
    RouteTotal withdrawn;
    for (const Registered& row : past_.rows) {
      if (const auto again = raised.find(row.key); again != raised.end()) {
        if (row.batch != settings_.batch && row.withdrawn.empty()) prepared_again(row, *again->second);
        batch_.registered.push_back(registered_of(*again->second, settings_, &row));
        raised.erase(again);
        continue;
      }
      Registered kept = row;
      if (!raised_for_good(row, settings_.batch) && row.withdrawn.empty()) {
        if (row.batch == settings_.batch || listed.contains(row.key)) {
          kept.withdrawn = settings_.batch;
          ++withdrawn.matters;
          withdrawn.amount += row.amount;
        } else {
          ++waiting[row.batch].matters;
          waiting[row.batch].amount += row.amount;
        }
      }
      batch_.registered.push_back(std::move(kept));
    }
    for (const auto& [key, matter] : raised) batch_.registered.push_back(registered_of(*matter, settings_, nullptr));
    std::sort(batch_.registered.begin(), batch_.registered.end(),
              [](const Registered& left, const Registered& right) { return left.key < right.key; });
    if (withdrawn.matters > 0)
      notes_.push_back({"withdrawn",
                        {},
                        UINT64_MAX,
                        {},
                        {{"matters", counted(withdrawn.matters, "matter", "matters")},
                         {"amount", format_pounds(withdrawn.amount)},
                         {"batch", settings_.batch}}});
    for (const auto& [name, total] : waiting)
      notes_.push_back(
          {"prepared-not-released",
           {},
           UINT64_MAX,
           {},
           {{"batch", name}, {"matters", counted(total.matters, "matter", "matters")}, {"amount", format_pounds(total.amount)}}});
    for (const Registered& row : batch_.registered) {
      BandTotal& band = batch_.bands[static_cast<std::size_t>(band_of(row, batch_.as_of))];
      ++band.matters;
      band.raised += row.amount;
      band.recovered += row.recovered();
      band.outstanding += row.outstanding();
    }
  }

  /// Plans of what was raised for good, or in earlier batches, stay as they are with what people ticked; those of a matter that is
  /// planned anew go.
  void planning() {
    std::set<std::string_view> binding;
    for (const Registered& row : past_.rows)
      if (raised_for_good(row, settings_.batch)) binding.insert({row.key, row.invoice});
    const auto keep = [&](const std::vector<Planned>& before, std::vector<Planned>& now) {
      std::set<std::string_view> planned;
      for (const Planned& one : now) planned.insert(one.key);
      std::vector<Planned> kept;
      for (const Planned& one : before)
        if ((one.batch != settings_.batch || binding.contains(one.key)) && !planned.contains(one.key)) kept.push_back(one);
      std::sort(kept.begin(), kept.end(), [](const Planned& left, const Planned& right) {
        return std::tie(left.batch, left.payee_id, left.due, left.key, left.number) <
               std::tie(right.batch, right.payee_id, right.due, right.key, right.number);
      });
      now.insert(now.end(), kept.begin(), kept.end());
    };
    batch_.deductions = plan_deductions(batch_.matters, settings_, notes_);
    keep(past_.deductions, batch_.deductions);
    handing_out(binding);
    batch_.instalments = plan_instalments(batch_.matters, settings_, notes_);
    keep(past_.instalments, batch_.instalments);
    deductions_running();
  }

  void totals() {
    std::vector<std::pair<const Matter*, Pence>> by_row(batch_.rows.size());  // the earliest matter of each row, and the sum of all
    for (const Matter& matter : batch_.matters) {
      RouteTotal& route = batch_.routes[static_cast<std::size_t>(matter.route)];
      if (!matter.of->remark) ++route.matters;
      route.amount += matter.amount;
      if (is_raised(matter.route)) batch_.raised += matter.amount;
      auto& [first, sum] = by_row[static_cast<std::size_t>(matter.of - batch_.rows.data())];
      if (!first || matter.span.first < first->span.first) first = &matter;
      sum += matter.amount;
    }
    for (std::size_t at = 0; at < by_row.size(); ++at) {
      const Overpayment& row = batch_.rows[at];
      const auto& [first, sum] = by_row[at];
      const Pence amount = row.amount.value_or(Pence{});
      batch_.listed += row.control;
      batch_.worked_otherwise += amount - row.control;
      batch_.days_before += amount - sum;
      Accounted& account = batch_.accounted[row.input == "overpayments" ? 0 : 1][static_cast<std::size_t>(first->route)];
      ++account.rows;
      account.pence += row.control;
    }
  }

 private:
  /// Which deductions go to the payments team with this batch: of matters that are planned now or were raised for good, and of
  /// which something is still to come.
  void handing_out(const std::set<std::string_view>& binding) {
    std::set<std::string_view> going;
    for (const Matter& matter : batch_.matters)
      if (matter.route == Route::deduct) going.insert(matter.key);
    for (const Registered& row : past_.rows)
      if (binding.contains(row.key) && row.outstanding().count > 0 && !is_yes(row.disputed)) going.insert(row.key);
    move_what_was_missed(batch_.deductions, going, settings_, notes_);
    const Date last = last_day_in_batch(settings_);
    for (Planned& one : batch_.deductions)
      one.goes_out = !one.released_in.empty()                  ? "Released"
                     : past_.not_proven.contains(one.line_key) ? "Not proven"
                     : one.line_key.empty()                    ? "By hand"
                     : !going.contains(one.key)                ? "Stopped"
                     : one.due && *one.due <= last             ? "In this batch"
                                                               : "Later";
  }

  void prepared_again(const Registered& row, const Matter& matter) {
    notes_.push_back({"prepared-again",
                      matter.of->input,
                      matter.of->row,
                      "overpaid_from",
                      {{"batch", row.batch},
                       {"when", row.prepared_on ? format_date(*row.prepared_on) : "an unknown day"},
                       {"amount", format_pounds(row.amount)}}});
  }

  /// A payee from whom something is being deducted already must not lose more than the maximum in all.
  void deductions_running() {
    std::map<std::string, Pence> running;
    for (const Registered& row : past_.rows)
      if (row.is_deduction() && raised_for_good(row, settings_.batch) && row.outstanding().count > 0)
        running[key_id(row.payee_id)] += row.outstanding();
    std::set<std::string> told;
    for (const Matter& matter : batch_.matters) {
      const std::string payee = key_id(matter.of->payee_id);
      const auto found = running.find(payee);
      if (matter.route != Route::deduct || payee.empty() || found == running.end() || !told.insert(payee).second) continue;
      notes_.push_back({"deductions-running",
                        matter.of->input,
                        matter.of->row,
                        "payee_id",
                        {{"payee", std::string{matter.of->payee_id}}, {"amount", format_pounds(found->second)}}});
    }
  }

  Batch& batch_;
  const Register& past_;
  const Settings& settings_;
  Notes& notes_;
};

}  // namespace

std::optional<Date> day_of(const std::vector<Overpayment>& rows, const Settings& settings) {
  if (settings.as_of) return settings.as_of;
  std::optional<Date> latest;
  for (const Overpayment& row : rows)
    if (row.discovered && (!latest || *latest < *row.discovered)) latest = row.discovered;
  return latest;
}

Batch work_out_batch(std::vector<Overpayment> rows, const DebtorList& debtors, const FinanceCodes& codes, const Register& past,
                     const Settings& settings, Notes& notes,
                     const std::function<void(std::uint64_t done, std::uint64_t total)>& progress) {
  Batch batch;
  batch.as_of = *settings.as_of;
  batch.name = settings.batch;
  batch.rows = std::move(rows);
  progress(0, stages);
  batch.matters = matters_of(batch.rows, past, settings, notes);
  progress(1, stages);
  route_all(batch.matters, debtors, codes, past, settings, notes);
  std::sort(batch.matters.begin(), batch.matters.end(),
            [](const Matter& left, const Matter& right) { return order_of(left) < order_of(right); });
  progress(2, stages);
  batch.lines = invoice_lines_of(batch.matters, settings, notes);
  Working working{batch, past, settings, notes};
  working.planning();
  progress(3, stages);
  working.registering();
  working.totals();
  progress(4, stages);
  return batch;
}

}  // namespace counterfoil::debtors
