// bench_floor pass|tokens|inflate FILE: CPU seconds of the least work (see floor_inflate.hpp), as one process.
// bench_floor both READ WRITTEN...: of the least that reads one workbook and writes others: every part of the first inflated and
// passed over; every part of the rest, or the file as it is where it is no container, passed over and deflated.
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "floor_inflate.hpp"
#include "measure.hpp"

namespace {

using namespace counterfoil;
using namespace counterfoil::bench;

std::string whole(const char* path) {
  std::ifstream stream{path, std::ios::binary | std::ios::ate};
  std::string file(static_cast<std::size_t>(stream.tellg()), '\0');
  stream.seekg(0);
  stream.read(file.data(), static_cast<std::streamsize>(file.size()));
  return file;
}

int read_and_written(int count, char** arguments) {
  double spent = 0;
  std::size_t tags = 0, packed = 0;
  for (int at = 2; at < count; ++at) {
    const std::string file = whole(arguments[at]);
    const double begin = cpu_seconds();
    const std::vector<Buffer> parts = inflate_all(file);
    const double inflated = cpu_seconds();
    for (const Buffer& part : parts) tags += count_tags(part);
    if (at > 2)
      for (const Buffer& part : parts) packed += deflated_size(part);
    spent += cpu_seconds() - (at == 2 ? begin : inflated);  // what is written was in memory
  }
  print_usage("both", spent);
  std::printf("tags=%zu packed=%zu\n", tags, packed);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view mode = count >= 3 ? arguments[1] : "";
  if (mode == "both") return read_and_written(count, arguments);
  if (count != 3 || (mode != "pass" && mode != "tokens" && mode != "inflate")) {
    std::fputs("bench_floor pass|tokens|inflate FILE, or bench_floor both READ WRITTEN...\n", stderr);
    return 3;
  }
  const std::string file = whole(arguments[2]);
  const double begin = cpu_seconds();
  const FloorParts parts = inflate_parts(file);
  std::size_t tags = 0;
  FloorCells cells;
  for (const bool strings : {false, true}) {
    for (const Buffer& part : strings ? parts.strings : parts.sheets) {
      if (mode == "pass") tags += count_tags(part);
      if (mode == "tokens" && strings) tokenise_strings(part.view(), cells);
      if (mode == "tokens" && !strings) tokenise_sheet(part.view(), cells);
    }
  }
  print_usage(arguments[1], cpu_seconds() - begin);
  std::printf("tags=%zu cells=%zu numbers=%zu sum=%.2f indexes=%zu text=%zu\n", tags, cells.cells, cells.numbers, cells.sum,
              cells.string_indexes, cells.string_bytes);
}
