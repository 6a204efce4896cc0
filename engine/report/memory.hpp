// What a workbook remembers of the exports that were run into it: rows of kept tables, in the record and on no sheet. Each row is
// what one export said.
//
// In the record, table "memory:exports" lists the exports from the oldest, and "memory:ID" has the rows of a kept table. Rows that
// several exports said alike stand once, with the numbers of the exports ("1-5,7") in the first field. A field that is empty holds
// what the field above it holds; "~" is a blank; text that begins with "~" has a backslash before it. Numbers are whole, as in the
// plugin contract. A date within the export's own period is written from its first day ("+0"), its last day as ">", so that a
// payment that is the same in each period is the same row.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/record.hpp"
#include "report/report.hpp"
#include "spec/memory_spec.hpp"

namespace counterfoil::report {

inline constexpr std::string_view memory_prefix = "memory:";

struct HeldExport {
  std::string sha256;
  std::string file;        // name without folders
  std::string period;      // in words
  std::int64_t first = 0;  // days since 1970-01-01
  std::int64_t last = 0;
  std::uint64_t rows = 0;
  std::optional<std::int64_t> control;  // pence
  bool whole = true;                    // false: of its rows only those are left that an open question needs
};

class Memory {
 public:
  /// Empty. The specification is borrowed.
  explicit Memory(const MemorySpec& spec);
  ~Memory();
  Memory(Memory&&) noexcept;
  Memory& operator=(Memory&&) noexcept;

  /// What a record holds of it, which may be none. Columns that the specification has gained since are blank, those that it has
  /// lost are left out. Nothing when what it holds is not sound.
  static std::optional<Memory> read(const MemorySpec& spec, const Record& record);

  /// From the oldest period to the newest.
  const std::vector<HeldExport>& exports() const;
  bool holds(std::string_view sha256) const;

  /// Begins an export: its own rows from an earlier run leave, and those of another export of the very same first and last day.
  /// Gives the exports whose place it takes, but for itself.
  std::vector<HeldExport> begin(HeldExport of);
  /// A row of the export that was begun. `table` is an index into the specification's kept tables; `cells` by its columns.
  void add_row(std::size_t table, const std::vector<Value>& cells);

  /// Is a row still needed, by its texts in the table's `while_open` columns?
  using Needed = std::function<bool(const KeptTable& table, const std::vector<std::string_view>& texts)>;
  /// Drops exports whose last day is more than `months` before the newest one's, but for rows that are needed. Gives those of which
  /// rows were dropped.
  std::vector<HeldExport> prune(std::uint32_t months, const Needed& needed);

  /// Takes over exports of periods that are not held here. Gives them.
  std::vector<HeldExport> take(const Memory& other);

  /// As tables of the record. What is kept for the newest exports only leaves the older ones.
  std::vector<RecordTable> tables();

  /// A row as an export said it; `of` is an index into exports().
  struct Row {
    std::uint32_t row;
    std::uint32_t of;
  };
  /// By key, then by export, the oldest first.
  std::vector<Row> rows(std::size_t table) const;
  std::string_view text(std::size_t table, const Row& row, std::size_t column) const;  // alive as long as the memory
  std::optional<std::int64_t> number(std::size_t table, const Row& row, std::size_t column) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The memory of one copy with what the other copy's has besides; the record's tables of it are replaced. For exports of the same
/// period `lead` stands. Gives the exports that were taken over; nothing where one of the two is not sound.
std::optional<std::vector<HeldExport>> merge_memories(const MemorySpec& spec, Record& lead, const Record& other);

}  // namespace counterfoil::report
