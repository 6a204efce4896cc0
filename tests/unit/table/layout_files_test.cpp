// The layouts that are delivered: sound, and no heading means two fields.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "build_paths.hpp"
#include "table/headings.hpp"
#include "table/layout.hpp"

namespace counterfoil::table {
namespace {

std::vector<std::filesystem::path> layout_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{counterfoil::test::source_folder() / "workbooks/layouts"})
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  return files;
}

Layout load(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return parse_layout(text.str(), path.filename().string());
}

TEST(LayoutFiles, AreSoundAndUnambiguous) {
  const auto files = layout_files();
  ASSERT_FALSE(files.empty());
  for (const auto& path : files) {
    const Layout layout = load(path);
    EXPECT_EQ(layout.id, path.stem().string());
    std::map<std::string, std::string> owner;
    for (const Field& field : layout.fields) {
      std::vector<std::string> names = field.headings;
      names.push_back(field.title);
      names.push_back(field.id);
      for (const std::string& name : names) {
        const auto [known, added] = owner.emplace(heading_key(name), field.id);
        EXPECT_EQ(known->second, field.id) << path << ": \"" << name << "\" means two fields";
      }
    }
  }
}

/// The columns of a real care-package extract, and of a real load sheet.
// Long because it is a table: each heading with its field.
TEST(LayoutFiles, PaymentsKnowsRealExtracts) {
  const Layout layout = load(counterfoil::test::source_folder() / "workbooks/layouts/payments.json");
  const HeadingMatcher matcher{layout};
  const std::vector<std::pair<const char*, const char*>> expected = {{"ASCID", "person_id"},
                                                                     {"FirstName", "forename"},
                                                                     {"Surname", "surname"},
                                                                     {"DOB", "date_of_birth"},
                                                                     {"NHSNo", "nhs_number"},
                                                                     {"Service", "service"},
                                                                     {"ServiceType", "service_type"},
                                                                     {"CarePackageLineItemID", "line_id"},
                                                                     {"Start", "start"},
                                                                     {"End", "end"},
                                                                     {"PriceStart", "price_start"},
                                                                     {"PriceEnd", "price_end"},
                                                                     {"Cost", "cost"},
                                                                     {"Frequency", "frequency"},
                                                                     {"HackneyID", "person_id"},
                                                                     {"ServiceTypeGroup", "service_type"},
                                                                     {"ElementType", "service"},
                                                                     {"CostPer", "unit"},
                                                                     {"Quantity", "quantity"},
                                                                     {"UnitOfMeasure", "unit"},
                                                                     {"StartDate", "start"},
                                                                     {"EndDate", "end"},
                                                                     {"BudgetCode", "cost_centre"},
                                                                     {"SupplierID", "provider_id"},
                                                                     {"LCS ID", "person_id"},
                                                                     {"ICS ID", "person_id"},
                                                                     {"Mosaic ID", "person_id"},
                                                                     {"ContrOCC Client ID", "person_id"},
                                                                     {"Client Ref", "person_id"},
                                                                     {"SSRef", "person_id"},
                                                                     {"SocialCareId", "person_id"},
                                                                     {"Swift ID", "person_id"},
                                                                     {"CPLI", "line_id"},
                                                                     {"CPLI ID", "line_id"},
                                                                     {"Service Agreement ID", "line_id"},
                                                                     {"Element ID", "line_id"},
                                                                     {"PO line", "line_id"},
                                                                     {"ServiceLevel", "service"},
                                                                     {"VendorNo", "payee_id"},
                                                                     {"Payee", "payee"},
                                                                     {"EndReason", "end_reason"},
                                                                     {"UnitCost", "unit_cost"},
                                                                     {"Rate", "unit_cost"},
                                                                     {"WeeklyCost", "weekly_cost"},
                                                                     {"Gross", "gross"},
                                                                     {"Contribution", "contribution"},
                                                                     {"Net", "net"},
                                                                     {"PaymentAmount", "amount"},
                                                                     {"AdjustmentAmount", "adjustment"},
                                                                     {"PeriodFrom", "period_from"},
                                                                     {"PeriodTo", "period_to"},
                                                                     {"RunDate", "payment_date"},
                                                                     {"PaymentDate", "payment_date"},
                                                                     {"PaymentRef", "payment_reference"},
                                                                     {"CostCentre", "cost_centre"},
                                                                     {"Subjective", "subjective"},
                                                                     {"Team", "team"},
                                                                     {"SocialWorker", "social_worker"},
                                                                     {"Notes", "notes"}};
  for (const auto& [heading, field] : expected) {
    const auto match = matcher.match(heading);
    ASSERT_TRUE(match) << heading;
    EXPECT_EQ(layout.fields[match->field].id, field) << heading;
  }
}

}  // namespace
}  // namespace counterfoil::table
