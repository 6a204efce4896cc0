// bench_floor pass|tokens|inflate FILE: CPU seconds of the least work (see floor_inflate.hpp), as one process.
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>

#include "floor_inflate.hpp"
#include "measure.hpp"

int main(int count, char** arguments) {
  using namespace counterfoil::bench;
  const std::string_view mode = count == 3 ? arguments[1] : "";
  if (mode != "pass" && mode != "tokens" && mode != "inflate") {
    std::fputs("bench_floor pass|tokens|inflate FILE\n", stderr);
    return 3;
  }
  std::ifstream stream{arguments[2], std::ios::binary | std::ios::ate};
  std::string file(static_cast<std::size_t>(stream.tellg()), '\0');
  stream.seekg(0);
  stream.read(file.data(), static_cast<std::streamsize>(file.size()));

  const double begin = cpu_seconds();
  const FloorParts parts = inflate_parts(file);
  std::size_t tags = 0;
  FloorCells cells;
  for (const bool strings : {false, true}) {
    for (const counterfoil::Buffer& part : strings ? parts.strings : parts.sheets) {
      if (mode == "pass") tags += count_tags(part);
      if (mode == "tokens" && strings) tokenise_strings(part.view(), cells);
      if (mode == "tokens" && !strings) tokenise_sheet(part.view(), cells);
    }
  }
  print_usage(arguments[1], cpu_seconds() - begin);
  std::printf("tags=%zu cells=%zu numbers=%zu sum=%.2f indexes=%zu text=%zu\n", tags, cells.cells, cells.numbers, cells.sum,
              cells.string_indexes, cells.string_bytes);
}
