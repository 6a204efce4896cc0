/* The whole contract between Counterfoil and a plugin, in C.
 *
 * A plugin is a function from validated tables and parameters to report rows, findings and control totals. It gets no path and
 * no file handle; the engine alone reads, merges, saves and audits.
 *
 * Library:   a shared library exports one number, counterfoil_contract, read before any of its code runs, and one function,
 *            counterfoil_plugin(), which returns the plugin's description; that lives as long as the library is loaded.
 * Threads:   every call, both ways, is made on the thread that called run(). A plugin starts no threads that call back.
 * Ownership: what the host hands out (text, column arrays) is the host's and lives until run() returns. What the plugin hands in
 *            is copied before the call returns.
 * Text:      UTF-8 with a length in bytes, not terminated. A missing text has data == NULL.
 * Errors:    nothing is thrown across. A host call returns CF_OK or a cf_status; after CF_STOP, run() returns CF_STOP soon.
 * Versions:  the same major version, and a minor version no newer than the host's; all else is refused before any code of the
 *            plugin runs. Structures only grow at the end, and only with a new minor version. Calls that are being tried are not
 *            here but in plugin_abi_draft.h.
 */
#ifndef COUNTERFOIL_PLUGIN_ABI_H
#define COUNTERFOIL_PLUGIN_ABI_H

#include <stdint.h>

#define CF_CONTRACT_MAJOR 1
#define CF_CONTRACT_MINOR 0

#if defined(_WIN32)
#define CF_EXPORT __declspec(dllexport)
#else
#define CF_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cf_text {
  const char* data;
  uint64_t length;
} cf_text;

typedef enum cf_status {
  CF_OK = 0,
  CF_ABSENT = 1, /* the input, column or parameter was not given: not an error */
  CF_STOP = 2,   /* the user cancelled */
  CF_FAILED = 3  /* misuse or an internal failure; the host has noted the reason */
} cf_status;

/* How a value is held. Numbers are whole units in 64 bits, never binary fractions. */
typedef enum cf_kind {
  CF_BLANK = 0,
  CF_TEXT = 1,     /* cf_text */
  CF_DATE = 2,     /* int64: days since 1970-01-01 in the proleptic Gregorian calendar */
  CF_PENCE = 3,    /* int64: whole pence */
  CF_QUANTITY = 4, /* int64: millionths (rates to a tenth of a penny, hours, percentages as fractions: 3.55 % is 35500) */
  CF_INTEGER = 5   /* int64 */
} cf_kind;

/* A missing number or date in a column. */
#define CF_NO_NUMBER INT64_MIN

/* One column of an input: `rows` values in one array, cf_text for CF_TEXT and int64_t for every other kind. */
typedef struct cf_column {
  uint32_t kind;
  uint32_t reserved;
  uint64_t rows;
  const void* values;
} cf_column;

typedef struct cf_value {
  uint32_t kind;
  uint32_t reserved;
  int64_t number;
  cf_text text;
} cf_value;

/* Where a finding is: an input, a row of its columns (0-based), a field. row == CF_NO_ROW: the input as a whole. */
#define CF_NO_ROW UINT64_MAX
typedef struct cf_place {
  cf_text input;
  uint64_t row;
  cf_text field;
} cf_place;

typedef struct cf_named_text {
  cf_text name;
  cf_text value;
} cf_named_text;

/* What the host offers during run(). `self` goes first into every call. */
typedef struct cf_host {
  uint32_t size; /* sizeof(cf_host) of the host */
  uint16_t major_version;
  uint16_t minor_version;
  void* self;

  /* A column of an input by its canonical field name. CF_ABSENT when the input was not given or has no such column.
   * Beside the layout's fields every input has "#row" (CF_INTEGER: the row number in the sheet, as staff see it) and "#control"
   * (CF_PENCE: the amount whose sum the engine holds the plugin to), and "#sheet" (CF_TEXT: the name of the sheet, which differs
   * from row to row where the layout has every sheet read; empty for a text file). What people decided in the workbook so far is
   * there to read as well: for each of its tables with reviewers' columns an input "#TABLE" with the table's columns by their ids
   * (the engine's as it recorded them), "#about" (the figure that the decision was taken about) and "period" (that the rows are
   * about, in the words of the table's period fact). They are absent when there is no workbook yet. A specification with a memory
   * adds "#exports", the exports that the workbook remembers, and "#ID" for each kept table: there from the first run on, empty at
   * first. plugins/README.md ("What the workbook remembers") names their columns. A specification that releases something adds
   * "#released", the lines that earlier releases put out, as far as that is proven ("kind", "batch", "key", "released_on",
   * "released_by", the amount and what else the workbook keeps of them), and "#not_proven" ("key", "batch"): lines of which it is
   * said and not proven. They count as nothing, and are not raised again. "#run" has one row: "day", on which the run was begun (a
   * replay is given the day of the run that it does again). */
  cf_status (*column)(void* self, cf_text input, cf_text field, cf_column* out);

  /* A parameter's value, already checked against its kind and limits; its default where the user gave none. */
  cf_status (*parameter)(void* self, cf_text name, cf_value* out);

  /* Opens a report table named in the plugin's workbook specification, or a kept table of its memory, once, with the columns that
   * the following rows hold. */
  cf_status (*open_table)(void* self, cf_text table, const cf_text* columns, uint64_t column_count);
  /* Adds a row to an open table; `cells` in the order of open_table. Rows appear in the workbook in the order added. */
  cf_status (*add_row)(void* self, cf_text table, const cf_value* cells, uint64_t cell_count);

  /* A named value for the report as a whole (a period's first day, a total). Setting it again replaces it. */
  cf_status (*set_fact)(void* self, cf_text name, const cf_value* value);

  /* Something about the data that a person must know. `id` is one that the description lists; `values` fill its sentence. */
  cf_status (*report_finding)(void* self, cf_text id, const cf_place* place, const cf_named_text* values, uint64_t value_count);

  /* "`rows` rows of this input, with `pence` in #control, went into this class." The engine sums the classes and refuses the
   * run when rows or pence differ from what it read. */
  cf_status (*account)(void* self, cf_text input, cf_text class_name, uint64_t rows, int64_t pence);

  /* A step of the bridge from an opening to a closing total; the engine refuses the run when opening + steps != closing. */
  cf_status (*bridge_opening)(void* self, int64_t pence);
  cf_status (*bridge_step)(void* self, cf_text label, int64_t pence);
  cf_status (*bridge_closing)(void* self, int64_t pence);

  /* CF_STOP when the user cancelled. */
  cf_status (*progress)(void* self, uint64_t done, uint64_t total);

  /* For developers' eyes: no person's details. level: 0 debug, 1 information, 2 warning, 3 error. */
  void (*log)(void* self, uint32_t level, cf_text message);
} cf_host;

typedef struct cf_input {
  cf_text id;     /* also the command-line option: --previous */
  cf_text title;  /* "Last period's payments" */
  cf_text layout; /* name of a file in workbooks/layouts, without .json */
  uint32_t required;
  uint32_t reserved;
  cf_text help;
} cf_input;

typedef struct cf_parameter {
  cf_text id;
  cf_text title;
  uint32_t kind; /* cf_kind */
  uint32_t reserved;
  cf_text default_value; /* as a person would type it; empty: none */
  cf_text minimum;       /* empty: no limit */
  cf_text maximum;
  cf_text choices; /* "weekly|monthly": the allowed words; empty: any */
  cf_text help;
} cf_parameter;

/* severity: 0 note (for the record), 1 warning (staff should look), 2 blocking (the run ends with the report of findings). */
typedef struct cf_finding {
  cf_text id; /* kebab-case, permanent */
  uint32_t severity;
  uint32_t reserved;
  cf_text title; /* the group heading */
  cf_text
      sentence; /* with {names} that the report fills in; {file}, {sheet}, {cell}, {row}, {stored} and {shown} are the engine's */
} cf_finding;

typedef struct cf_plugin {
  uint32_t size; /* sizeof(cf_plugin) of the plugin */
  uint16_t major_version;
  uint16_t minor_version;
  cf_text id; /* "cwd-comparison" */
  cf_text version;
  cf_text title;
  cf_text summary;
  cf_text workbook; /* name of a file in workbooks/specs, without .json */
  const cf_input* inputs;
  uint64_t input_count;
  const cf_parameter* parameters;
  uint64_t parameter_count;
  const cf_finding* findings;
  uint64_t finding_count;
  /* Called once for a run, on one thread. Returns CF_OK, CF_STOP, or CF_FAILED with a reason written by log(3). */
  cf_status (*run)(const cf_host* host);
} cf_plugin;

/* The contract that the library was built for: major version in the high half, minor in the low half. */
CF_EXPORT extern const uint32_t counterfoil_contract;

/* The one function that a plugin exports. */
typedef const cf_plugin* (*cf_plugin_entry)(void);
CF_EXPORT const cf_plugin* counterfoil_plugin(void);

#ifdef __cplusplus
}
#endif

#endif
