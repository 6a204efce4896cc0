// The files of the uplift example.
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "csv_field.hpp"
#include "uplift_world.hpp"

namespace examples {
namespace {

class Csv {
 public:
  explicit Csv(const std::string& path) : path_(path), out_(path, std::ios::binary) {}
  void record(const std::vector<std::string>& fields) {
    for (std::size_t at = 0; at < fields.size(); ++at) out_ << (at == 0 ? "" : ",") << csv_field(fields[at]);
    out_ << "\r\n";
  }
  void close() {
    out_.flush();
    if (!out_) throw std::runtime_error("cannot write " + path_);
  }

 private:
  std::string path_;
  std::ofstream out_;
};

}  // namespace

void write_uplift_lines_csv(const UpliftWorld& world, const std::string& path) {
  Csv csv{path};
  csv.record({"CPLI ID",      "ASC ID",    "DOB",        "Service Type", "Service Level", "Provider Name", "Provider ID",
              "Contract",     "Framework", "Start Date", "End Date",     "Price Start",   "Price End",     "Suspended From",
              "Suspended To", "Quantity",  "Unit",       "Unit Cost",    "Frequency",     "Weekly Cost"});
  for (const UpliftRow& row : world.rows)
    csv.record({row.line,
                row.person,
                optional_date(row.born),
                row.service_type,
                row.service,
                row.provider,
                row.provider_id,
                row.contract,
                row.framework,
                uk_date(row.start),
                optional_date(row.end),
                optional_date(row.price_start),
                optional_date(row.price_end),
                optional_date(row.suspended_from),
                optional_date(row.suspended_to),
                row.quantity ? hundredths(*row.quantity) : "",
                row.unit,
                row.rate ? pounds(*row.rate) : "",
                row.frequency,
                pounds(row.weekly)});
  csv.close();
}

void write_uplift_paid_csv(const UpliftWorld& world, const std::string& path) {
  Csv csv{path};
  csv.record({"CPLI ID", "Period From", "Period To", "Amount Paid"});
  for (const UpliftPayment& payment : world.payments)
    csv.record({payment.line, uk_date(payment.from), uk_date(payment.to), pounds(payment.paid)});
  csv.close();
}

void write_uplift_planted_json(const UpliftWorld& world, const std::string& path) {
  using Json = nlohmann::ordered_json;
  Json planted{{"effective", iso_date(world.effective)},
               {"lines", uplift_lines_file},
               {"rules", uplift_rules_file},
               {"paid", uplift_paid_file},
               {"rows", world.rows.size()}};
  std::int64_t control = 0;
  for (const UpliftRow& row : world.rows) control += row.weekly;
  planted["weekly_in"] = control;
  std::int64_t before = 0;
  std::int64_t after = 0;
  for (const UpliftExpected& one : world.expected) {
    planted["expected"].push_back({{"line", one.line},
                                   {"result", one.result},
                                   {"finding", one.finding},
                                   {"rule", one.rule},
                                   {"old_rate", one.old_rate},
                                   {"new_rate", one.new_rate},
                                   {"weekly_before", one.weekly_before},
                                   {"weekly_after", one.weekly_after}});
    if (one.result == "Begins later") continue;
    before += one.weekly_before;
    after += one.weekly_after;
  }
  planted["weekly_before"] = before;
  planted["weekly_after"] = after;
  for (const UpliftPayment& one : world.payments)
    planted["payments"].push_back({{"line", one.line},
                                   {"from", iso_date(one.from)},
                                   {"to", iso_date(one.to)},
                                   {"paid", one.paid},
                                   {"standing", one.standing},
                                   {"recalculated", one.recalculated}});
  std::ofstream out(path, std::ios::binary);
  out << planted.dump(1) << '\n';
  out.flush();
  if (!out) throw std::runtime_error("cannot write " + path);
}

}  // namespace examples
