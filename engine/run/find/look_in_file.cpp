// A file of any kind: told by its bytes and by where it lies.
#include <algorithm>

#include "acts/record_folder.hpp"
#include "audit/audit_record.hpp"
#include "audit/sign_off_record.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "report/opened_workbook.hpp"
#include "run/find/look.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace fs = std::filesystem;

std::size_t Look::match(std::string_view text) {
  words.read(text);
  for (std::size_t at = 0; at < wanted.size(); ++at)
    if (wanted[at].in(words)) return at;
  return npos;
}

std::size_t Look::match_raw(std::string_view bytes) const {
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    const std::string& text = wanted[at].text();
    if (bytes.find(text) != std::string_view::npos) return at;
    std::string wide;
    for (const char c : text) wide.append(1, c).append(1, '\0');  // as far as it is plain letters and digits
    if (bytes.find(wide) != std::string_view::npos) return at;
  }
  return npos;
}

void Look::add(FoundPlace place, std::size_t matched) {
  place.matched = wanted[matched].text();
  place.by_name = matched > 0;
  outcome.found.push_back(std::move(place));
}

namespace {

constexpr std::string_view versions_folder_name = ".counterfoil-versions";

class FileLook {
 public:
  FileLook(Look& look, const FolderFile& file) : look_(look), file_(file) {}

  void run() {
    FoundPlace place;
    place.file = file_.shown;
    place.kind = "File of others";
    if (const std::size_t matched = look_.match(utf8_from_path(file_.path.filename())); matched != Look::npos) {
      FoundPlace name = place;
      name.kind = "Any file";
      name.sheet = "The file's name";
      look_.add(std::move(name), matched);
    }
    std::error_code error;
    if (fs::file_size(file_.path, error) == 0 && !error) return;
    released_with(place);
    const Buffer bytes = read_file(file_.path, xlsx::Limits{}.file_bytes);
    switch (const xlsx::FileKind kind = xlsx::recognise(bytes.view())) {
      case xlsx::FileKind::zip_workbook: return workbook(bytes.view(), std::move(place));
      case xlsx::FileKind::text: {
        const bool calendar = bytes.view().starts_with("BEGIN:VCALENDAR");
        if (calendar) place.kind = "Calendar file";
        if (bytes.view().starts_with("counterfoil-act ")) place.kind = "Signed act";
        return look_in_text(look_, bytes.view(), place, calendar);
      }
      default: return any_bytes(bytes.view(), kind, std::move(place));
    }
  }

 private:
  /// A file that lies beside the signed acts of a release.
  void released_with(FoundPlace& place) {
    const fs::path folder = file_.path.parent_path();
    const auto known = look_.releases.find(folder);
    if (known == look_.releases.end()) {
      std::vector<fs::path> torn;
      std::pair<std::string, std::string> release;
      for (const acts::FoundAct& found : acts::acts_beside(folder, torn))
        if (found.act.kind == acts::released) release = {found.act.batch, found.act.account};
      // The record folder holds acts of many batches and no files.
      if (fs::path name = folder.filename(); name == "Counterfoil record") release = {};
      look_.releases.emplace(folder, release);
    }
    const auto& [batch, by] = look_.releases[folder];
    if (batch.empty()) return;
    place.kind = "Released file";
    place.run = batch;
    place.by = by;
  }

  std::string version_words() const {
    const fs::path folder = file_.path.parent_path();
    if (utf8_from_path(folder.filename()) != versions_folder_name) return {};
    // "CWD comparison.0007.20251208-093000-7f3a.xlsx"
    const std::string name = utf8_from_path(file_.path.filename());
    for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1)) {
      const std::size_t end = name.find_first_not_of("0123456789", dot + 1);
      if (end == std::string::npos || end < dot + 5 || name[end] != '.') continue;
      std::error_code error;
      const fs::path workbook = folder.parent_path() / path_from_utf8(name.substr(0, dot) + utf8_from_path(file_.path.extension()));
      return "Earlier version " + std::to_string(std::stoul(name.substr(dot + 1, 9))) +
             (fs::exists(workbook, error) ? "" : ", its workbook is gone or has another name");
    }
    return {};
  }

  void workbook(std::string_view bytes, FoundPlace place) {
    const report::OpenedWorkbook book{bytes};
    const report::Record* record = nullptr;
    std::string trouble;
    try {
      record = book.record();
    } catch (const Failure& failure) {
      trouble = failure.what();
    }
    const report::WorkbookSpec* spec = record ? look_.specs.of(record->task) : nullptr;
    const std::string version = version_words();
    if (record) {
      if (place.kind != "Released file") place.kind = "Workbook";  // a form that went out stays what it is
      if (spec) of_last_run(*spec, book, place);
    } else if (place.kind != "Released file") {
      const std::vector<xlsx::SheetInfo> sheets = xlsx::WorkbookReader{bytes}.sheets();
      const auto has = [&](std::string_view name) {
        return std::any_of(sheets.begin(), sheets.end(), [&](const xlsx::SheetInfo& sheet) { return sheet.name == name; });
      };
      if (has("Audit") && has("Summary"))
        place.kind = "Copy without our record";
      else if (!sheets.empty() && sheets.front().name == result_sheet && has("Not read"))
        place.kind = "Result of an earlier search";
    }
    if (!version.empty()) place.kind = version;
    look_in_workbook(look_, file_, bytes, spec, place);
    if (record) look_in_record(look_, spec, *record, place);
    if (!trouble.empty())
      look_.outcome.not_read.push_back({file_.shown, "What it keeps out of sight could not be read. " + trouble});
  }

  static void of_last_run(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book, FoundPlace& place) {
    std::vector<audit::AuditRow> rows;
    try {
      rows = book.audit(spec);
    } catch (const Failure&) {
      return;
    }
    if (rows.empty()) return;
    const audit::AuditRecord last = audit::from_row(rows.back());
    place.run = last.run_id;
    place.period = last.period;
    if (std::any_of(rows.begin(), rows.end(),
                    [](const audit::AuditRow& row) { return audit::kind_of_row(audit::from_row(row)) == audit::merge_action; }))
      place.kind = "Merged workbook";
  }

  void any_bytes(std::string_view bytes, xlsx::FileKind kind, FoundPlace place) {
    const bool ledger = bytes.starts_with("SQLite format 3");
    if (ledger) place.kind = "Ledger or database";
    if (const std::size_t matched = look_.match_raw(bytes); matched != Look::npos) {
      place.sheet = "Somewhere in the file";
      return look_.add(std::move(place), matched);
    }
    if (ledger) return;
    const std::string name = kind == xlsx::FileKind::pdf                    ? "a PDF"
                             : kind == xlsx::FileKind::legacy_xls           ? "an old workbook (.xls)"
                             : kind == xlsx::FileKind::binary_workbook_xlsb ? "a binary workbook (.xlsb)"
                             : kind == xlsx::FileKind::encrypted_workbook   ? "a workbook with a password"
                             : kind == xlsx::FileKind::open_document        ? "an OpenDocument file"
                             : kind == xlsx::FileKind::other_zip            ? "a packed file or a document"
                                                                            : "of no kind that is read here";
    look_.outcome.not_read.push_back(
        {file_.shown, "This is " + name + ": its text was not looked through. Open it, and search in it yourself."});
  }

  Look& look_;
  const FolderFile& file_;
};

}  // namespace

void look_in_file(Look& look, const FolderFile& file) { FileLook{look, file}.run(); }

}  // namespace counterfoil::run
