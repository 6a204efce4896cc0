// bench_patch FILE.xlsx [ROUNDS]: what one month's run costs in a team's workbook (see make_team_workbook.cpp), beside the least it
// could: reading the sheets that change (inflating and scanning them) and deflating them again. Both in each round, medians of CPU
// time. And what of it the save's own proof takes: the pass over each changed sheet before it is packed ("proof", as a share of the
// month).
//
// The month: a column put into "Payments" before the totals and filled, which sums and other sheets' formulas follow; every row of
// "Changes" written anew; cells of "Summary" changed.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "measure.hpp"
#include "xlsx/proof/part_proof.hpp"
#include "xlsx/sheet_additions.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_editor.hpp"
#include "xlsx/zip_writer.hpp"

namespace {

using namespace counterfoil;
using namespace counterfoil::xlsx;

constexpr std::uint32_t total_column = 16;
constexpr std::uint32_t rows = 2'600;

struct NoCells final : SheetSink {
  bool cell(const CellView& cell) override {
    bytes += cell.value.size();
    return true;
  }
  std::size_t bytes = 0;
};

Buffer one_month(std::string_view file) {
  WorkbookEditor editor{file};
  SheetEditor& payments = *editor.sheet("Payments");
  payments.insert_columns(total_column, 1, total_column - 1);
  std::string column;
  RowBuilder cells{column, payments.prefix()};
  for (std::uint32_t row = 2; row <= rows + 1; ++row) {
    cells.begin_row(row);
    cells.pence(total_column, 1, 12'300 + row);
    cells.end_row();
  }
  payments.put_cells(std::move(column));
  take_in_next_column(payments, total_column - 1, {1, rows + 1, rows + 1});

  SheetEditor& changes = *editor.sheet("Changes");
  std::string text;
  RowBuilder out{text, changes.prefix()};
  for (std::uint32_t number = 2; number <= rows + 1; ++number) {
    const auto row = changes.row(number);
    out.begin_row(number, row->attributes);
    for (const ParsedCell& cell : row->cells) out.carried(cell.column, cell);
    out.end_row();
  }
  changes.replace_rows(2, rows + 1, std::move(text), rows + 1);

  SheetEditor& summary = *editor.sheet("Summary");
  std::string totals;
  RowBuilder line{totals, summary.prefix()};
  for (std::uint32_t row = 2; row <= 40; ++row) {
    line.begin_row(row);
    line.pence(5, 1, 1'00 * row);
    line.end_row();
  }
  summary.put_cells(std::move(totals));
  return editor.save();
}

/// The parts of the new file that are not byte for byte the old one's.
std::vector<std::string> changed_sheets(std::string_view was, std::string_view now) {
  const ZipArchive before{was};
  const ZipArchive after{now};
  std::vector<std::string> names;
  for (const ZipEntry& entry : after.entries()) {
    const ZipEntry* const old = before.find(entry.name);
    if (entry.name.find("worksheets/") != std::string::npos && (old == nullptr || old->local_record != entry.local_record))
      names.push_back(entry.name);
  }
  return names;
}

std::size_t read_and_deflate(std::string_view file, const std::vector<std::string>& names) {
  const ZipArchive archive{file};
  std::vector<Buffer> sheets;
  ZipWriter writer;
  NoCells sink;
  for (const std::string& name : names) {
    sheets.push_back(archive.read(*archive.find(name)));
    scan_sheet(sheets.back().view(), sink);
    writer.add(name, sheets.back().view());
  }
  return writer.finish().size() + sink.bytes;
}

/// CPU seconds of the proof of the sheets that changed.
double proof_of(std::string_view file, const std::vector<std::string>& names) {
  const ZipArchive archive{file};
  std::vector<Buffer> sheets;
  for (const std::string& name : names) sheets.push_back(archive.read(*archive.find(name)));
  PartFacts facts;
  facts.formats = 65'490;
  std::size_t found = 0;
  const double begin = bench::cpu_seconds();
  for (std::size_t at = 0; at < names.size(); ++at)
    found += breaches_of_part(names[at], "worksheet+xml", sheets[at].view(), facts).size();
  if (found > 0) std::printf("the proof found %zu breaches\n", found);
  return bench::cpu_seconds() - begin;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int count, char** arguments) {
  using namespace counterfoil::bench;
  if (count < 2) return 3;
  std::ifstream stream{arguments[1], std::ios::binary};
  const std::string file{std::istreambuf_iterator<char>{stream}, {}};
  const std::vector<std::string> names = changed_sheets(file, one_month(file).view());
  std::vector<double> least, patch, proof;
  const Buffer month = one_month(file);
  std::size_t used = 0;
  for (int round = count > 2 ? std::atoi(arguments[2]) : 9; round > 0; --round) {
    double begin = cpu_seconds();
    used += read_and_deflate(file, names);
    least.push_back(cpu_seconds() - begin);
    begin = cpu_seconds();
    used += one_month(file).size();
    patch.push_back(cpu_seconds() - begin);
    proof.push_back(proof_of(month.view(), names));
  }
  print_usage("patch", median(patch));
  std::printf("file=%zu changed_sheets=%zu least_cpu=%.4f patch_cpu=%.4f ratio=%.2f proof_cpu=%.4f proof_share=%.3f used=%zu\n",
              file.size(), names.size(), median(least), median(patch), median(patch) / median(least), median(proof),
              median(proof) / median(patch), used % 10);
}
