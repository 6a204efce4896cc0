// bench_make_acts FOLDER PREFIX ACTS: so many signed acts of batches of the sample task, whose ids begin with PREFIX; of each batch
// that it was prepared, approved, released with twenty lines, and completed.
#include <cstdlib>
#include <string>

#include "acts/record_folder.hpp"

int main(int count, char** arguments) {
  using namespace counterfoil::acts;
  if (count != 4) return 3;
  const RecordFolder folder{arguments[1]};
  constexpr std::string_view kinds[] = {prepared, approved, released, completed};
  const Signer preparer{"a.preparer", "PC-17", new_key_pair()}, checker{"c.other", "PC-18", new_key_pair()};
  for (long left = std::strtol(arguments[3], nullptr, 10), batch = 0; left > 0; ++batch)
    for (std::size_t kind = 0; kind < std::size(kinds) && left > 0; ++kind, --left) {
      Act act;
      act.kind = kinds[kind];
      act.task = "release-sample";
      act.batch = std::string{arguments[2]} + "-" + std::to_string(batch);
      act.time_utc = "2024-12-0" + std::to_string(1 + kind) + "T09:30:00Z";
      if (act.kind == released)
        for (int line = 0; line < 20; ++line) act.facts.emplace_back("line-key", act.batch + "-" + std::to_string(line));
      folder.add(signed_act(std::move(act), act.kind == prepared ? preparer : checker));
    }
}
