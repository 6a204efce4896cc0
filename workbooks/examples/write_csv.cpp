#include <fstream>
#include <stdexcept>

#include "csv_field.hpp"
#include "writers.hpp"

// The rows of a sheet are written as rows.
// clang-format off

namespace examples {
namespace {

// The names hold no character beyond U+00FF, whose code in Windows-1252 is its number.
std::string windows_1252(const std::string& utf8) {
  std::string result;
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte < 0x80) {
      result += utf8[at];
    } else if (byte == 0xC2 || byte == 0xC3) {
      const auto next = static_cast<unsigned char>(utf8.at(++at));
      result += static_cast<char>(((byte & 3) << 6) | (next & 0x3F));
    } else {
      throw std::logic_error("no Windows-1252 character for " + utf8);
    }
  }
  return result;
}

}  // namespace

std::vector<Row> rows_of_period(const World& world, std::size_t period) {
  std::vector<Row> rows;
  for (const Story& story : world.stories) {
    for (Row& row : rows_of(story, period)) rows.push_back(std::move(row));
  }
  return rows;
}

void write_csv(const World& world, std::size_t period, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  const auto record = [&](const std::vector<std::string>& fields) {
    std::string line;
    for (const std::string& field : fields) line += (line.empty() ? "" : ",") + csv_field(windows_1252(field));
    out << line << "\r\n";
  };
  record({"ASCID", "FirstName", "Surname", "DOB", "Address1", "Address2", "Address3", "Town", "County", "Postcode", "Service", "ServiceType",
          "PrimarySupportReasonCategory", "CarePackageLineItemID", "Start", "End", "PriceStart", "PriceEnd", "Cost", "Frequency", "Provider", "Payee",
          "VendorNo", "Quantity", "Unit", "UnitCost", "SuspendedFrom", "SuspendedTo", "PaymentType", "AdjustmentFrom", "AdjustmentTo", "PeriodFrom",
          "PeriodTo", "NetPayment"});
  for (const Row& row : rows_of_period(world, period)) {
    const Person& person = world.people[row.person];
    const Line& line = *row.line;
    record({person.id, person.forename, person.surname, uk_date(person.born), person.house + ", " + person.street, "", "", "Madeupton", "Nowhereshire",
            person.postcode, line.service, line.service_type, person.reason, line.id, uk_date(line.start), optional_date(line.end),
            uk_date(row.price.from), optional_date(row.price.to), pounds(row.cost), line.frequency, line.provider, line.payee, line.payee_id,
            hundredths(row.price.quantity), line.unit, pounds(row.price.rate), optional_date(line.suspended_from), optional_date(line.suspended_to),
            row.payment_type, optional_date(row.adjusted_from), optional_date(row.adjusted_to), uk_date(periods()[period].from),
            uk_date(periods()[period].to), pounds(row.net)});
  }
  out.flush();
  if (!out) throw std::runtime_error("cannot write " + path);
}

}  // namespace examples
// clang-format on
