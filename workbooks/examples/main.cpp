// make_examples OUTDIR: three consecutive four-weekly exports about invented children, an approved-rates table, and planted.json;
// the lines, rules and payments of an uplift, and uplift-planted.json; in the folder turning-18 people who become 18; in
// sundry-debtors a list of overpayments with its debtors.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

#include "planted.hpp"
#include "sundry_debtors/debtor_cases.hpp"
#include "turning_18/write.hpp"
#include "uplift_world.hpp"
#include "writers.hpp"

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    std::fputs("Usage: make_examples OUTDIR\n", stderr);
    return 3;
  }
  try {
    const std::string folder = std::string{arguments[1]} + "/";
    examples::World world = examples::ordinary_world();
    examples::Planter planter(world);
    examples::plant_approved_uplifts(planter);
    examples::plant_first_pair(planter);
    examples::plant_second_pair(planter);
    planter.check();
    examples::write_csv(world, 0, folder + examples::first_export);
    examples::write_titled_xlsx(world, 1, folder + examples::second_export);
    examples::write_messy_xlsx(world, 2, folder + examples::third_export);
    examples::write_rates_xlsx(folder + examples::rates_file);
    examples::write_planted_json(planter, world, folder + "planted.json");
    std::filesystem::create_directories(folder + "turning-18");
    examples::turning::write_all(folder + "turning-18/");
    std::filesystem::create_directories(folder + "sundry-debtors");
    examples::write_debtor_examples(folder + "sundry-debtors/");
    const examples::UpliftWorld uplift = examples::uplift_world();
    examples::write_uplift_lines_csv(uplift, folder + examples::uplift_lines_file);
    examples::write_uplift_rules_xlsx(folder + examples::uplift_rules_file);
    examples::write_uplift_paid_csv(uplift, folder + examples::uplift_paid_file);
    examples::write_uplift_planted_json(uplift, folder + "uplift-planted.json");
    return 0;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "make_examples: %s\n", failure.what());
    return 2;
  }
}
