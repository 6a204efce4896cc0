#!/usr/bin/env python3
"""How long each stage of a run takes for exports of many lines: reading, the task's own rules, preparing and saving the workbook.

    tasks.py BUILD_FOLDER [--rows 50000] [--runs 3]

The exports are made from the examples, each row many times under ids of its own. Stages are told apart by the command's own progress events, so
that start and end of the process belong to the first and the last. Figures are medians of wall seconds on one machine, and each stage also as a
ratio to reading in the same run.
"""
import argparse
import csv
import json
import pathlib
import statistics
import subprocess
import tempfile
import time

STAGES = {"Reading": "reading", "Checking": "rules", "Preparing": "preparing", "Saving": "saving"}


def rows_of(path, encoding="utf-8-sig"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def many(rows, count, **ids):
    """`count` rows, the given columns made unique."""
    made = []
    for number in range(count):
        row = dict(rows[number % len(rows)])
        for column, prefix in ids.items():
            row[column.replace("_", " ")] = f"{prefix}{1_000_000 + number}"
        made.append(row)
    return made


def exports(stage, folder, count):
    examples = stage / "examples"
    paid = rows_of(examples / "CWD payments 13 Oct to 9 Nov 2025.csv", "cp1252")
    payments = write(folder / "payments.csv", many(paid, count, ASCID="X", CarePackageLineItemID="L"))
    following = write(folder / "next.csv", [{**row, "PeriodFrom": "10/11/2025", "PeriodTo": "07/12/2025", "NetPayment": row["NetPayment"] if at % 33 else "1.00"}
                                            for at, row in enumerate(many(paid, count, ASCID="X", CarePackageLineItemID="L"))])
    lines = write(folder / "lines.csv", many([row for row in rows_of(examples / "Care package lines March 2025.csv")[:149] if row["CPLI ID"]], count, CPLI_ID="L", ASC_ID="X"))
    overpaid = [{"Person ID": f"X{number}", "Line ID": f"L{number}", "Service": "Imaginary care", "Payee ID": f"V{number % 17000}", "Overpaid from": "03/11/2025",
                 "Overpaid to": "17/11/2025", "Correct weekly": "0.00", "Paid": "482.14", "Correct": "0.00", "Overpaid": "482.14", "Cause": "Ended before", "Still paid": "No"}
                for number in range(count)]
    debtors = [{"Payee ID": f"V{number}", "Debtor name": f"Imaginary {number}", "Debtor account": f"D{number}", "Site": "1", "Address 1": "1 Pretend Parade", "Postcode": "ZZ99 9ZZ",
                "Still paid": "No", "Cost centre": "C1", "Account code": "5"} for number in range(17000)]
    return {
        "cwd-comparison": ["--previous", payments, "--current", following],
        "turning-18": ["--payments", payments],
        "uplift": ["--lines", lines, "--rules", examples / "Uplift rules 2025-26.xlsx", "--set", "effective=2025-04-07"],
        "sundry-debtors": ["--overpayments", write(folder / "overpaid.csv", overpaid), "--debtors", write(folder / "debtors.csv", debtors), "--set", "as-of=28/11/2025"],
    }


def run(stage, folder, task, arguments):
    workbook = folder / f"{task}.xlsx"
    workbook.unlink(missing_ok=True)
    command = [stage / "bin/counterfoil", "run", task, *arguments, "--workbook", workbook, "--ledger", folder / "ledger.sqlite", "--json"]
    spent, current, since = dict.fromkeys(STAGES.values(), 0.0), "reading", time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    last = {}
    for line in process.stdout:
        event = json.loads(line)
        last = event
        if event["event"] == "progress":
            now = time.monotonic()
            spent[current] += now - since
            current, since = STAGES.get(event["stage"].split()[0], current), now
    process.wait()
    spent[current] += time.monotonic() - since
    if process.returncode != 0:
        raise SystemExit(f"{task}: {last.get('words')}")
    return spent


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--rows", type=int, default=50_000)
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    stage = given.build / "stage"
    with tempfile.TemporaryDirectory(prefix="counterfoil-bench-") as name:
        folder = pathlib.Path(name)
        print(f"{given.rows} rows, median of {given.runs} runs, wall seconds (x reading)")
        for task, arguments in exports(stage, folder, given.rows).items():
            runs = [run(stage, folder, task, arguments) for _ in range(given.runs)]
            median = {each: statistics.median(one[each] for one in runs) for each in STAGES.values()}
            print(f"{task:16}" + "".join(f"  {each} {value:.2f} ({value / median['reading']:.1f}x)" for each, value in median.items()), flush=True)


if __name__ == "__main__":
    main()
