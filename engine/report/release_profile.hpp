// How the rows of an approved batch become files for another system: a release profile, read from workbooks/profiles/*.json or from
// a council's own file. The format is documented in workbooks/profiles/README.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// A constant of the council's: "business_unit". Set in the settings file under "profile-values".
struct ProfileValue {
  std::string title;
  std::string preset;
  bool required = false;
};

/// One field of each line of a text file.
struct ProfileField {
  enum class From { column, constant, value, batch, release_date };
  enum class As { by_kind, text, date_iso, date_slashes, date_british, hundredths, ten_thousandths, whole };
  std::uint32_t at = 0;  // its position from 1; 0: the next one
  std::string heading;
  From from = From::column;
  std::string source;  // a column's id, a value's name, or the constant itself
  As as = As::by_kind;
  std::uint32_t most = 0;         // characters; 0: no limit
  std::optional<RowFilter> when;  // only in rows that match; in others the field is left as it is
};

struct ProfileRows {
  std::string table;
  std::optional<RowFilter> where;
};

/// Rows as lines of fields with commas between (RFC 4180).
struct ProfileText {
  ProfileRows rows;
  std::string target;  // what takes the file: "oracle-fusion/lines", a description of a target system and a file in it
  bool headings = true;
  bool crlf = true;
  bool bom = false;
  std::uint32_t columns = 0;  // fields of each line, filled in or not; 0: as many as `fields`
  std::vector<ProfileField> fields;
};

/// Each row of the batch as a form: one line for each field, its label and what is entered.
struct ProfileForm {
  std::string each;                 // the batch's column that tells the forms apart
  std::string form;                 // the blank workbook's columns: which form it is,
  std::string label;                // what the line is,
  std::string entry;                // and what is entered, in words
  std::vector<ProfileField> lines;  // `heading` is the label
};

/// One table of a blank workbook, filled from a table of the batch: row by row, or form by form.
struct ProfileFill {
  std::string target;  // table of the blank workbook's specification
  ProfileRows rows;
  std::map<std::string, std::string> columns;  // the blank workbook's column -> the batch's
  std::optional<ProfileForm> form;             // in place of `columns`
};

struct ProfileFile {
  enum class Format { csv, zip, workbook };
  std::string name;  // may hold {batch}
  Format format = Format::csv;
  ProfileText text;                  // csv
  std::vector<ProfileFile> members;  // zip: csv only
  std::string spec;                  // workbook: which specification
  std::vector<ProfileFill> fills;    // workbook
};

struct ReleaseProfile {
  std::string id;
  std::string title;
  std::string task;
  std::map<std::string, ProfileValue> values;
  std::vector<ProfileFile> files;
};

/// Throws Failure (refused) naming the file and the member that is wrong. Whether tables and columns exist is asked by
/// check_profile.
ReleaseProfile parse_release_profile(std::string_view json, std::string_view file_name);

/// Throws Failure (refused) where the profile names a table or column that the batch's workbook, or a blank one, does not have.
/// `blank_spec` gives the specification of a blank workbook by its id.
void check_profile(const ReleaseProfile& profile, const WorkbookSpec& spec, std::string_view file_name,
                   const std::map<std::string, WorkbookSpec>& blank_specs);

}  // namespace counterfoil::report
