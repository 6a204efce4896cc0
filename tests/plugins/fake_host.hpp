// A host in memory: hands a plugin columns made from texts, and keeps what the plugin hands back. It holds the plugin to the
// contract as the engine does: inputs with the fields of their layouts, tables and columns of the specification only, findings of
// the description only with every {name} given. What breaks the contract is collected in `misuse`, which a test expects to be
// empty.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "counterfoil/plugin.hpp"
#include "field_kinds.hpp"

namespace fake {

using counterfoil::Date;
using counterfoil::Pence;

/// One row of an export, field by field, as a person would type it: "371.52", "13/10/2025", "6.5".
using Row = std::map<std::string, std::string>;
using Rows = std::vector<Row>;

/// Reads texts by kind; throws std::runtime_error for a text that a test has wrong.
std::int64_t read_value(std::uint32_t kind, const std::string& text);

struct Finding {
  std::string id;
  std::string input;
  std::uint64_t row = UINT64_MAX;  // 0-based; UINT64_MAX: the input as a whole
  std::string field;
  std::map<std::string, std::string> values;
};

struct Account {
  std::uint64_t rows = 0;
  std::int64_t pence = 0;
};

/// A row of a report table: column id -> text. Pence as "371.52", dates as "13/10/2025", quantities as "0.25", blank as "".
using ReportRow = std::map<std::string, std::string>;

class Host {
 public:
  explicit Host(const cf_plugin* plugin);

  /// An input of the description, or "#TABLE": what the workbook holds in a table with reviewers' columns, or remembers in a kept
  /// table ("#exports": of which exports). Kept tables are there, and empty, before they are given. The kinds are those of
  /// the input's layout or the table's columns; a field that is not there throws std::runtime_error, as a test must have misspelt
  /// it.
  void input(const std::string& id, const Rows& rows);
  void set(const std::string& parameter, const std::string& text);
  /// Runs the plugin; the status is kept.
  cf_status run();
  /// For calling rules without the plugin's run().
  const cf_host* host() { return &host_; }

  std::map<std::string, std::vector<ReportRow>> tables;
  std::vector<Finding> findings;
  std::map<std::string, std::map<std::string, Account>> accounts;  // input -> class
  std::map<std::string, std::string> facts;
  std::vector<std::pair<std::string, std::int64_t>> steps;
  std::int64_t opening = 0;
  std::int64_t closing = 0;
  std::vector<std::string> misuse;          // what broke the contract
  std::string failure;                      // what the plugin logged as an error
  std::uint64_t cancel_after = UINT64_MAX;  // progress calls

  bool found(std::string_view id) const;
  std::size_t count(std::string_view id) const;
  /// "input/row/field" of every finding of this id, in their order, with ", " between; no row for an input as a whole.
  std::string places(std::string_view id) const;
  /// The sum of the control column and the rows of an input.
  Account control(const std::string& input) const;
  bool has_control(const std::string& input) const;

 private:
  struct Column {
    std::uint32_t kind = CF_TEXT;
    std::vector<cf_text> texts;
    std::vector<std::int64_t> numbers;
  };
  struct Parameter {
    std::uint32_t kind = CF_TEXT;
    std::int64_t number = 0;
    std::string text;
  };

  const cf_plugin* plugin_;
  std::map<std::string, TableKinds, std::less<>> specified_;
  cf_host host_{};
  std::map<std::string, std::map<std::string, Column>> inputs_;
  std::deque<std::string> texts_;
  std::map<std::string, Parameter> parameters_;
  std::map<std::string, std::vector<std::string>> open_;
  std::uint64_t progress_calls_ = 0;

  bool describes_parameter(std::string_view name) const;
  LayoutKinds kinds_of(const std::string& input) const;
  void open(std::string_view table, const cf_text* columns, std::uint64_t count);
  void fill_calls();
  void check_kept_tables();
  void keep_finding(cf_text id, const cf_place* place, const cf_named_text* values, std::uint64_t count);
};

}  // namespace fake
