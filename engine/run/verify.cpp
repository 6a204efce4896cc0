#include "run/verify.hpp"

#include "audit/ledger.hpp"
#include "audit/verify.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "host/manifest.hpp"
#include "host/plugin_library.hpp"
#include "report/workbook_merge.hpp"
#include "run/identity.hpp"
#include "run/words.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

report::WorkbookSpec spec_of(const std::string& task, const Installation& installation) {
  const host::Manifest manifest = host::read_manifest(installation.plugins);
  return load_spec(installation, host::PluginLibrary::open(manifest, manifest.find(task)).description().workbook);
}

audit::WorkbookEvidence evidence_of(const std::string& name, const Buffer& bytes, const report::CellCheck& check) {
  audit::WorkbookEvidence evidence;
  const Fingerprint fingerprint = fingerprint_of(bytes.view());
  evidence.file_name = name;
  evidence.bytes = fingerprint.size;
  evidence.sha256 = fingerprint.sha256;
  evidence.figures_digest = check.digest_now_of_record;
  for (const report::CellDifference& difference : check.differences) {
    using Kind = report::CellDifference::Kind;
    switch (difference.kind) {
      case Kind::changed:
      case Kind::formula_replaced:
        evidence.differences.push_back(
            {difference.sheet, difference.cell, difference.heading, difference.held, difference.recorded, difference.kind == Kind::formula_replaced});
        break;
      case Kind::row_missing: evidence.missing.push_back({difference.sheet, "row " + difference.recorded}); break;
      case Kind::column_missing: evidence.missing.push_back({difference.sheet, "column " + difference.recorded}); break;
      case Kind::row_added_twice: evidence.repeated.push_back({difference.sheet, "row " + difference.held}); break;
    }
  }
  return evidence;
}

/// That it was checked, and with what result. A ledger that cannot take it does not spoil the answer.
void record_verification(const std::filesystem::path& path, const audit::WorkbookEvidence& evidence, const std::string& task, std::size_t problems) {
  try {
    const RunIdentity identity = new_identity();
    audit::NewEntry entry;
    entry.kind = audit::EntryKind::verified;
    entry.time_utc = identity.moment.utc;
    entry.run_id = identity.run_id;
    entry.user = identity.user;
    entry.task = task;
    entry.facts.engine_version = engine_version();
    entry.facts.workbook = evidence.file_name;
    entry.facts.workbook_bytes = evidence.bytes;
    entry.facts.workbook_sha256 = evidence.sha256;
    entry.facts.findings = {{"problems", problems}};
    audit::Ledger::open(path, identity.moment.utc).append(entry);
  } catch (const Failure&) {
    return;
  }
}

}  // namespace

audit::VerifyReport verify_workbook(const std::filesystem::path& workbook, const std::filesystem::path& ledger, const Installation& installation) {
  const std::string name = file_name_of(workbook);
  const Buffer bytes = read_file(workbook, xlsx::Limits{}.file_bytes);
  if (xlsx::recognise(bytes.view()) != xlsx::FileKind::zip_workbook)
    throw Failure{FailureKind::unreadable, name + " is not an Excel workbook (.xlsx), so there is nothing to verify."};
  const auto task = report::task_of_workbook(bytes.view());
  if (!task)
    throw Failure{FailureKind::unreadable, name + " holds no record of Counterfoil: either it was never made by Counterfoil, or its record was removed."};
  const report::WorkbookSpec spec = spec_of(*task, installation);
  const report::CellCheck check = report::check_cells(spec, bytes.view());
  const audit::WorkbookEvidence evidence = evidence_of(name, bytes, check);
  const audit::LedgerEvidence recorded = audit::read_evidence(ledger);
  audit::VerifyReport report = audit::verify(evidence, report::read_audit(spec, bytes.view()), recorded.there ? &recorded.check : nullptr, recorded.entries);
  if (recorded.there) record_verification(ledger, evidence, *task, report.problems());
  return report;
}

}  // namespace counterfoil::run
