"""Checks a folder of evidence by its README alone, with nothing of Counterfoil's: check_evidence.py FOLDER [WORKBOOK...]. OpenSSL 3 checks the signatures."""

import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as Xml
import zipfile

ESCAPES = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def of_pieces(*pieces):
    data = [piece if isinstance(piece, bytes) else piece.encode() for piece in pieces]
    return sha256(b"".join(b"%d:%s," % (len(piece), piece) for piece in data))


def field(text):
    return re.sub(r"\\(?:x[0-9A-F]{2}|.)", lambda found: ESCAPES.get(found[0]) or chr(int(found[0][2:], 16)), text)


def table(path):
    names, *lines = [[field(part) for part in line.split("\t")] for line in path.read_bytes().decode().split("\n")[:-1]]
    return [dict(zip(names, line)) for line in lines]


def check_chain(rows, domain, hash_name, previous, first):
    hashes = {row[hash_name] for row in rows}
    for row in rows:
        pieces = [part for name in row if name not in ("file", hash_name) for part in (name, row[name].replace("\r\n", "\n"))]
        assert of_pieces(domain, *pieces) == row[hash_name], f"the row {row} was edited"
        assert row[previous] in hashes or first(row), f"a row above {row} is missing"


def check_act(path):
    signed, signature = path.read_bytes().rsplit(b"signature: ", 1)
    key = re.search(rb"^key: ([0-9a-f]{64})$", signed, re.MULTILINE)[1].decode()
    if len(signed) > 65000:
        signed = f"counterfoil long message, SHA-256 {sha256(signed)}".encode()
    with tempfile.TemporaryDirectory() as place:
        files = [pathlib.Path(place) / name for name in ("key", "text", "signature")]
        for file, content in zip(files, [bytes.fromhex("302a300506032b6570032100" + key), signed, bytes.fromhex(signature.decode().strip())]):
            file.write_bytes(content)
        done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", files[0], "-keyform", "DER", "-rawin", "-in", files[1], "-sigfile", files[2]],
                              capture_output=True, check=False)
    assert done.returncode == 0, f"the signature of {path.name} does not hold"


def figures_of(workbook):
    """The digest of a workbook's own copy of its figures."""
    with zipfile.ZipFile(workbook) as package:
        parts = [package.read(name) for name in package.namelist() if name.startswith("customXml/") and name.endswith(".xml")]
    record = next(root for root in map(Xml.fromstring, parts) if re.match(r"\{urn:counterfoil:record:\d\}record$", root.tag))
    space = record.tag[: -len("record")]
    ids = [one.get("id") for one in record]
    number = 3 if any(one.startswith("periods:") for one in ids) else 2 if any(one.startswith(("memory:", "released:")) for one in ids) else 1
    lines = [[f"urn:counterfoil:record:{number}", record.get("task")]]
    data = b""
    for one in record:
        if one.get("id").startswith("decisions:"):
            continue
        columns = [column.get("id") for column in one.findall(space + "column")]
        count, rows = one.find(space + "rows").text.split("\n", 1)
        lines += [["table", one.get("id"), one.get("period"), one.get("previous", ""), str(len(columns)), count], *([column] for column in columns)]
        data += "".join("".join(part + "\t" for part in line) + "\n" for line in lines).encode() + rows.encode()
        lines = []
    return sha256(data)


def check(folder, workbooks=()):
    """Returns how many rows, acts, logs that acts bind and ledger entries hold."""
    named = dict(reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    for name, digest in named.items():
        assert sha256((folder / name).read_bytes()) == digest, f"{name} is not as it was"
    rows = table(folder / "audit-rows.txt")
    check_chain(rows, "counterfoil audit record 1", "record", "previous_record", lambda row: row["previous_record"] == "none (first run)")
    logs = [(path.read_bytes(), path.with_name(path.stem + "-seen.txt").read_bytes()) for path in sorted((folder / "decision-logs").glob("*[0-9].txt"))]
    settings = "\n".join(row["settings"] for row in rows)
    for lines, seen in logs:
        assert of_pieces("counterfoil decisions 1", "log", sha256(lines), "seen", seen) in settings, "a log of decisions that no row names"
    bound = 0
    acts = sorted((folder / "acts").glob("*.act"))
    for act in acts:
        check_act(act)
        for count, digest in re.findall(r"^decisions-logged: (\d+) (\w+)$", act.read_text(encoding="utf-8"), re.MULTILINE):
            beginnings = [b"".join(lines.splitlines(keepends=True)[: int(count)]) for lines, _ in logs] or [b""]
            assert digest in map(sha256, beginnings), f"{act.name} binds decisions that are not here"
            bound += 1
    entries = [table(path) for path in sorted(folder.glob("ledger-*.txt"))]
    for ledger in entries:
        check_chain(ledger, "counterfoil ledger entry 1", "hash", "previous", lambda row: row["number"] == "1")
    for workbook in workbooks:
        assert figures_of(workbook) in {row["report_digest"] for row in rows}, f"the figures of {workbook} are in no row"
    return len(rows), len(acts), bound, sum(map(len, entries))


if __name__ == "__main__":
    where = pathlib.Path(sys.argv[1])
    print("{} rows, {} signed acts, {} logs of decisions that they bind and {} ledger entries hold.".format(*check(where, sys.argv[2:])))
