// bench_read FILE LAYOUT.json: CPU seconds from an export's bytes to typed columns, as a run reads its inputs.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "base/failure.hpp"
#include "measure.hpp"
#include "table/input_table.hpp"
#include "table/layout.hpp"

int main(int count, char** arguments) {
  using namespace counterfoil;
  if (count != 3) {
    std::fputs("bench_read FILE LAYOUT.json\n", stderr);
    return 3;
  }
  std::ifstream layout_stream{arguments[2], std::ios::binary};
  const std::string layout_text{std::istreambuf_iterator<char>{layout_stream}, {}};
  std::ifstream stream{arguments[1], std::ios::binary | std::ios::ate};
  std::string file(static_cast<std::size_t>(stream.tellg()), '\0');
  stream.seekg(0);
  stream.read(file.data(), static_cast<std::streamsize>(file.size()));
  try {
    const double begin = bench::cpu_seconds();
    const table::Layout layout = table::parse_layout(layout_text, "payments.json");
    Findings findings;
    const table::InputTable table = table::read_input(file, "export.xlsx", layout, {}, findings);
    bench::print_usage("read", bench::cpu_seconds() - begin);
    std::printf("rows=%zu columns=%zu control=%lld findings=%zu\n", table.rows(), table.columns.size(),
                static_cast<long long>(table.control_total()), findings.all().size());
  } catch (const Failure& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 2;
  }
}
