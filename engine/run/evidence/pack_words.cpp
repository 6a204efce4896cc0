#include "run/evidence/pack_words.hpp"

namespace counterfoil::run {

namespace {

constexpr const char* words = R"text(

What is here
  index.xlsx       opens in Excel. Index: every workbook and earlier version with its digest. Checks: what was checked, and with
                   what result. Runs, Acts, Decisions, Periods, Reconciliation, Settings, Releases, Ledgers: the year. Not read:
                   what is not part of this, and why
  acts             the signed acts, as they were signed
  audit-rows.txt   every row of every Audit sheet, each once, with all fields that its hash is made over
  decision-logs    the logs of decisions, as signed acts bind them; "-seen": what reviewers' cells held when they were last seen
  ledger-1.txt     each ledger that was given, entry by entry
  SHA256SUMS       the digest of each of these files
The workbooks themselves and the released files are not here: their digests are. Whoever holds one compares its SHA-256.

How the .txt files are written
  In UTF-8. A line ends with the byte 0A; its fields are apart by one tab (09). In a field \t is a tab, \n a line break, \r a
  carriage return, \\ a backslash, and \x with two hexadecimal digits any other byte. audit-rows.txt and the ledgers have the
  names of their fields in the first line.

How to check it without Counterfoil
All digests are SHA-256, in lower-case hexadecimal. "Pieces" are hashed one after the other, each as its length in bytes, a colon,
its bytes and a comma. The words "counterfoil audit record 1" are the piece
    26:counterfoil audit record 1,

1. The files. The digest of each file is the one that SHA256SUMS names:
       sha256sum -c SHA256SUMS

2. The rows of the Audit sheets. The field "record" is the digest of these pieces: the words "counterfoil audit record 1"; then for
   each other field of audit-rows.txt from run_id on, in their order, its name and its value. A carriage return before a line
   break is left out. The field "previous_record" is the "record" of the row above on its sheet, or "none (first run)". Where two
   copies were merged, rows of the one stand below those of the other. So each previous_record is the record of some row here.

3. The figures. The field "report_digest" is the digest of the workbook's own copy of its figures: the part under customXml whose
   root element is "record" with the namespace urn:counterfoil:record: and a number. The fields of a line, each with a tab behind it,
   and a line break after them:
       the namespace, and the attribute task
   then for each element "table" in their order, but for those whose id begins "decisions:"
       the word table, its attributes id, period and previous (which may be missing: then nothing), the number of its elements
       "column", and the number in the first line of its element "rows"
       the id of each column, each as a line of its own
       the text of its element "rows" from the second line on, as it is
   For this the number of the namespace is 3 where the id of a table begins "periods:", else 2 where one begins "memory:" or
   "released:", else 1. The last row of an Audit sheet has the digest of the workbook as it is.

4. The logs of decisions. A signed act says "decisions-logged: 12 DIGEST": it is the digest of the first 12 lines of a log, line
   breaks included. "decision log = SHA-256 DIGEST" at the end of an Audit row's settings is the digest of the pieces: the words
   "counterfoil decisions 1", the word "log", the digest of all lines, the word "seen", and all bytes of the file "-seen". The
   fields of a line: time, run, login, what, table, key, about, period, column, old, new, initials, note.

5. The signed acts. An act is a text in UTF-8 whose lines end with the byte 0A. Its last line is "signature: " and 128 hexadecimal
   digits: an Ed25519 signature (RFC 8032) over all bytes before that line. Where these are more than 65,000, what is signed is the
   text "counterfoil long message, SHA-256 " and their digest. The line "key: " has the public key, 32 bytes in hexadecimal. With
   OpenSSL: put 302a300506032b6570032100 before the key, which gives a key in DER, and
       openssl pkeyutl -verify -pubin -inkey KEY -keyform DER -rawin -in TEXT -sigfile SIGNATURE
   Facts named "seen" are the digests of whole acts that its writer had seen: one that is not here is of a batch of another year,
   or is gone. Digests of lines and payees are made under a secret of the record folder, which the fact "digests-under" names and
   which is never handed on.

6. The released files. A fact "file" of an act names each with its size and digest.

7. The ledgers. The field "hash" is the digest of the pieces: the words "counterfoil ledger entry 1"; then for each other field in
   their order its name and its value. "previous" is the hash of the entry before;
  of the first it is the ledger's own name. The field "ledger_head" of an Audit row is the hash of the ledger's last entry before that row was made.

      What it does not prove A
          row's hash has no key: whoever writes all rows anew makes hashes that fit. The signed acts, and the ledgers of those who ran Counterfoil,
      stand against that.Whose a key is says the council's people file, or a colleague who confirmed its code by telephone; nothing here does. What was deleted from the folders before this was gathered shows where a ledger, an act or a
  later row names it.

The sheets Decisions and Reconciliation and the logs of decisions hold personal data. Keep this as long as the audit needs it, and
no longer.
)text";

}  // namespace

std::string pack_words(const std::string& year) {
  const std::string title = "Evidence of " + year + " from Counterfoil";
  return title + "\n" + std::string(title.size(), '=') + words;
}

}  // namespace counterfoil::run
