// Header-only C++ kit over plugin_abi.h, so that a plugin reads like plain C++. A plugin describes itself in one Description,
// writes one function `void run(Run&)`, and ends with COUNTERFOIL_PLUGIN(description, run). The kit catches everything at the
// border.
#pragma once

#include <cstring>
#include <exception>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "counterfoil/plugin_abi.h"
#include "counterfoil/quantity.hpp"

namespace counterfoil::plugin {

inline cf_text to_abi(std::string_view text) { return {text.data() ? text.data() : "", text.size()}; }
inline std::string_view from_abi(cf_text text) { return text.data ? std::string_view{text.data, text.length} : std::string_view{}; }

/// Thrown by the kit when the user cancelled; a plugin lets it pass.
struct Cancelled {};

/// A report cell. Text is copied by the host during add(), so a view may point at a temporary of the same expression.
class Value {
 public:
  Value() : value_{CF_BLANK, 0, 0, {nullptr, 0}} {}
  Value(std::string_view text) : value_{CF_TEXT, 0, 0, to_abi(text)} {}
  Value(const std::string& text) : Value(std::string_view{text}) {}
  Value(const char* text) : Value(std::string_view{text}) {}
  Value(Date date) : value_{CF_DATE, 0, date.time_since_epoch().count(), {nullptr, 0}} {}
  Value(Pence pence) : value_{CF_PENCE, 0, pence.count, {nullptr, 0}} {}
  Value(Quantity quantity) : value_{CF_QUANTITY, 0, quantity.millionths, {nullptr, 0}} {}
  static Value integer(std::int64_t number) {
    Value value;
    value.value_ = {CF_INTEGER, 0, number, {nullptr, 0}};
    return value;
  }
  template <class T>
  Value(const std::optional<T>& optional) : Value(optional ? Value(*optional) : Value()) {}

  const cf_value& abi() const { return value_; }

 private:
  cf_value value_;
};

/// One column of an input. A column that the input does not have reads as missing everywhere.
class Column {
 public:
  Column() = default;
  explicit Column(cf_column column) : column_(column) {}
  bool exists() const { return column_.values != nullptr; }
  std::size_t rows() const { return column_.rows; }
  /// CF_TEXT, CF_PENCE ...: money may stand in a layout as pence or, to a fraction of a penny, as a quantity of pounds.
  std::uint32_t kind() const { return column_.kind; }

  /// "" where missing.
  std::string_view text(std::size_t row) const {
    return exists() ? from_abi(static_cast<const cf_text*>(column_.values)[row]) : std::string_view{};
  }
  std::optional<Date> date(std::size_t row) const {
    const auto number = integer(row);
    return number ? std::optional<Date>{Date{std::chrono::days{*number}}} : std::nullopt;
  }
  std::optional<Pence> pence(std::size_t row) const {
    const auto number = integer(row);
    return number ? std::optional<Pence>{Pence{*number}} : std::nullopt;
  }
  std::optional<Quantity> quantity(std::size_t row) const {
    const auto number = integer(row);
    return number ? std::optional<Quantity>{Quantity{*number}} : std::nullopt;
  }
  std::optional<std::int64_t> integer(std::size_t row) const {
    if (!exists()) return std::nullopt;
    const std::int64_t number = static_cast<const std::int64_t*>(column_.values)[row];
    return number == CF_NO_NUMBER ? std::nullopt : std::optional<std::int64_t>{number};
  }

 private:
  cf_column column_{};
};

class Run;

/// A report table, opened with the columns that its rows hold.
class Table {
 public:
  void add(std::span<const Value> cells) const;
  void add(std::initializer_list<Value> cells) const { add(std::span<const Value>{cells.begin(), cells.size()}); }

 private:
  friend class Run;
  Table(const cf_host* host, std::string name) : host_(host), name_(std::move(name)) {}
  const cf_host* host_;
  std::string name_;
};

/// Where a finding is.
struct At {
  std::string_view input;
  std::uint64_t row = CF_NO_ROW;
  std::string_view field = {};
};

namespace detail {
inline void require(cf_status status, std::string_view call) {
  if (status == CF_OK) return;
  if (status == CF_STOP) throw Cancelled{};
  throw std::logic_error(std::string{"host refused "} + std::string{call});
}
}  // namespace detail

class Run {
 public:
  explicit Run(const cf_host* host) : host_(host) {}

  /// A column of an input; one that does not exist reads as missing everywhere.
  Column column(std::string_view input, std::string_view field) const {
    cf_column column{};
    const cf_status status = host_->column(host_->self, to_abi(input), to_abi(field), &column);
    if (status == CF_ABSENT) return Column{};
    detail::require(status, "column");
    return Column{column};
  }
  /// Rows of an input; 0 when it was not given.
  std::size_t rows(std::string_view input) const { return column(input, "#row").rows(); }
  bool given(std::string_view input) const { return column(input, "#row").exists(); }

  std::string text_parameter(std::string_view name) const {
    const auto value = parameter(name);
    return value ? std::string{from_abi(value->text)} : std::string{};
  }
  std::optional<Date> date_parameter(std::string_view name) const {
    const auto value = parameter(name);
    return value ? std::optional<Date>{Date{std::chrono::days{value->number}}} : std::nullopt;
  }
  std::optional<Pence> pence_parameter(std::string_view name) const {
    const auto value = parameter(name);
    return value ? std::optional<Pence>{Pence{value->number}} : std::nullopt;
  }
  std::optional<Quantity> quantity_parameter(std::string_view name) const {
    const auto value = parameter(name);
    return value ? std::optional<Quantity>{Quantity{value->number}} : std::nullopt;
  }
  std::optional<std::int64_t> integer_parameter(std::string_view name) const {
    const auto value = parameter(name);
    return value ? std::optional<std::int64_t>{value->number} : std::nullopt;
  }

  Table open_table(std::string_view table, std::initializer_list<std::string_view> columns) {
    std::vector<cf_text> names;
    for (const std::string_view column : columns) names.push_back(to_abi(column));
    detail::require(host_->open_table(host_->self, to_abi(table), names.data(), names.size()), "open_table");
    return Table{host_, std::string{table}};
  }
  void fact(std::string_view name, const Value& value) {
    detail::require(host_->set_fact(host_->self, to_abi(name), &value.abi()), "set_fact");
  }
  void finding(std::string_view id, At at, std::initializer_list<std::pair<std::string_view, std::string_view>> values = {}) {
    finding(id, at, std::span{values.begin(), values.size()});
  }
  /// The same for values collected before: any range of pairs of texts.
  template <class Pairs>
  void finding(std::string_view id, At at, const Pairs& values) {
    std::vector<cf_named_text> named;
    for (const auto& [name, value] : values) named.push_back({to_abi(name), to_abi(value)});
    const cf_place place{to_abi(at.input), at.row, to_abi(at.field)};
    detail::require(host_->report_finding(host_->self, to_abi(id), &place, named.data(), named.size()), "report_finding");
  }
  void account(std::string_view input, std::string_view class_name, std::uint64_t rows, Pence pence) {
    detail::require(host_->account(host_->self, to_abi(input), to_abi(class_name), rows, pence.count), "account");
  }
  void bridge_opening(Pence pence) { detail::require(host_->bridge_opening(host_->self, pence.count), "bridge_opening"); }
  void bridge_step(std::string_view label, Pence pence) {
    detail::require(host_->bridge_step(host_->self, to_abi(label), pence.count), "bridge_step");
  }
  void bridge_closing(Pence pence) { detail::require(host_->bridge_closing(host_->self, pence.count), "bridge_closing"); }

  /// Throws Cancelled when the user cancelled.
  void progress(std::uint64_t done, std::uint64_t total) { detail::require(host_->progress(host_->self, done, total), "progress"); }
  /// No person's details: positions and counts only.
  void log(std::string_view message) { host_->log(host_->self, 1, to_abi(message)); }

  /// The contract's own structure; the draft's calls stand behind it (plugin_draft.hpp).
  const cf_host& host() const { return *host_; }

 private:
  std::optional<cf_value> parameter(std::string_view name) const {
    cf_value value{};
    const cf_status status = host_->parameter(host_->self, to_abi(name), &value);
    if (status == CF_ABSENT) return std::nullopt;
    detail::require(status, "parameter");
    return value;
  }
  const cf_host* host_;
};

inline void Table::add(std::span<const Value> cells) const {
  std::vector<cf_value> values;
  values.reserve(cells.size());
  for (const Value& cell : cells) values.push_back(cell.abi());
  detail::require(host_->add_row(host_->self, to_abi(name_), values.data(), values.size()), "add_row");
}

/// Makes an ABI text of a string literal in a static table.
constexpr cf_text literal(const char* text) {
  std::uint64_t length = 0;
  while (text[length] != '\0') ++length;
  return {text, length};
}

/// Runs `body` and turns whatever it throws into a status with the reason in the host's log.
inline cf_status guarded_run(const cf_host* host, void (*body)(Run&)) noexcept {
  const auto fail = [host](const char* reason) {
    host->log(host->self, 3, {reason, std::strlen(reason)});
    return CF_FAILED;
  };
  try {
    Run run{host};
    body(run);
    return CF_OK;
  } catch (const Cancelled&) {
    return CF_STOP;
  } catch (const std::exception& failure) {
    return fail(failure.what());
  } catch (...) {
    return fail("failed without a reason");
  }
}

}  // namespace counterfoil::plugin

/// Exports the plugin: `description` is a cf_plugin whose `run` is left empty, `body` a void(counterfoil::plugin::Run&).
#define COUNTERFOIL_PLUGIN(description, body) COUNTERFOIL_PLUGIN_OF(CF_CONTRACT_MINOR, description, body)

/// The same for a given minor version of the contract.
#define COUNTERFOIL_PLUGIN_OF(minor, description, body)                                                \
  extern "C" CF_EXPORT const std::uint32_t counterfoil_contract = (CF_CONTRACT_MAJOR << 16) | (minor); \
  extern "C" CF_EXPORT const cf_plugin* counterfoil_plugin(void) {                                     \
    static const cf_plugin plugin = [] {                                                               \
      cf_plugin filled = description;                                                                  \
      filled.size = sizeof(cf_plugin);                                                                 \
      filled.major_version = CF_CONTRACT_MAJOR;                                                        \
      filled.minor_version = (minor);                                                                  \
      filled.run = [](const cf_host* host) { return counterfoil::plugin::guarded_run(host, body); };   \
      return filled;                                                                                   \
    }();                                                                                               \
    return &plugin;                                                                                    \
  }
