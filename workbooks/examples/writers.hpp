// The files of the examples. Each export shows the same kind of data in another of the shapes that finance systems and people give
// it.
#pragma once

#include <string>
#include <vector>

#include "planted.hpp"

namespace examples {

inline constexpr const char* first_export = "CWD payments 13 Oct to 9 Nov 2025.csv";
inline constexpr const char* second_export = "CWD payments 10 Nov to 7 Dec 2025.xlsx";
inline constexpr const char* third_export = "CWD payments 8 Dec 2025 to 4 Jan 2026.xlsx";
inline constexpr const char* rates_file = "Approved rates.xlsx";

/// All rows of a period, in the order of the stories.
std::vector<Row> rows_of_period(const World& world, std::size_t period);

/// Windows-1252, comma-separated, as a finance system writes it.
void write_csv(const World& world, std::size_t period, const std::string& path);
/// Title rows above with the period in words, no period columns, and a row of totals below.
void write_titled_xlsx(const World& world, std::size_t period, const std::string& path);
/// As it looks after some weeks in an office: text dates and amounts, stray spaces, blank rows, a hidden column, notes.
void write_messy_xlsx(const World& world, std::size_t period, const std::string& path);
void write_rates_xlsx(const std::string& path);
void write_planted_json(const Planter& planter, const World& world, const std::string& path);

}  // namespace examples
