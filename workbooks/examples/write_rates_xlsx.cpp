#include <array>

#include "baseline.hpp"
#include "sheet.hpp"
#include "writers.hpp"

namespace examples {

void write_rates_xlsx(const std::string& path) {
  Book book(path);
  lxw_worksheet* sheet = book.sheet("Approved rates");
  constexpr std::array headings{"Service Type", "Service", "Unit", "Rate", "From", "To", "Source"};
  for (std::size_t column = 0; column < headings.size(); ++column) book.text(sheet, 0, column, headings[column]);
  std::size_t at = 1;
  const auto row = [&](const Service& service, std::int64_t rate, Day from, std::optional<Day> to, const char* source) {
    book.text(sheet, at, 0, service.type);
    book.text(sheet, at, 1, service.name);
    book.text(sheet, at, 2, service.unit);
    book.money(sheet, at, 3, rate);
    book.date(sheet, at, 4, from);
    book.date(sheet, at, 5, to);
    book.text(sheet, at, 6, source);
    ++at;
  };
  const auto day_before = [](Day value) { return value - std::chrono::days{1}; };
  for (const Service& service : services()) {
    row(service, service.old_rate, day(2024, 4, 1), day_before(service.from), "Imaginary Executive, March 2024");
    row(service, service.rate, service.from, service.uplifted ? std::optional{day_before(*service.uplifted)} : std::nullopt,
        "Imaginary Executive, March 2025");
    if (service.uplifted) row(service, service.new_rate, *service.uplifted, {}, "Imaginary Executive, October 2025");
  }
  book.save();
}

}  // namespace examples
