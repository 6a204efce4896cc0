#!/usr/bin/env python3
"""Workbooks and ledgers as a version of Counterfoil leaves them, for later versions to go on from. Run once with each version that
staff have had, on that version's own build: make.py STAGE tests/versions/0.1.0. What is made is kept as it is and never made again."""

import os
import pathlib
import subprocess
import sys

STAGE, FOLDER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
HEADINGS = "Person ID,Name,DOB,CPLI ID,Service,Provider,Payee,Payee ID,Start Date,End Date,Quantity,Unit,Unit Cost,Net,Period From,Period To"
PERIODS = [("April", "07/04/2025", "04/05/2025"), ("May", "05/05/2025", "01/06/2025"), ("June", "02/06/2025", "29/06/2025")]
# person, name, born, line, weekly rate, then what was paid in the three periods: one slip of £4,280.00 for £428.00 in May
LINES = [
    ("P1", "Ann Sample", "01/02/2012", "7001", "107.00", ("428.00", "4280.00", "4280.00")),
    ("P2", "Bob Sample", "03/04/2013", "7002", "50.00", ("200.00", "200.00", "210.00")),
    ("P3", "Cy Sample", "20/06/2007", "7003", "80.00", ("320.00", "320.00", "320.00")),
]


def exports():
    for at, (name, first, last) in enumerate(PERIODS):
        rows = [HEADINGS]
        for person, called, born, line, rate, paid in LINES:
            rows.append(f"{person},{called},{born},{line},Home care,Sample Care,Sample Care,V1,01/04/2025,,1,week,{rate},{paid[at]},{first},{last}")
        (FOLDER / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def run(number, *arguments):
    environment = {**os.environ, "COUNTERFOIL_LEDGER": str(FOLDER / "ledger.sqlite"), "COUNTERFOIL_FIXED_USER": "sample",
                   "COUNTERFOIL_FIXED_CLOCK": f"2025-06-0{number}T09:30:00Z", "COUNTERFOIL_FIXED_RUN_ID": f"RUN-{number}"}
    done = subprocess.run([str(STAGE / "bin/counterfoil"), "run", *map(str, arguments)], cwd=FOLDER, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(done.returncode)


FOLDER.mkdir(parents=True)
exports()
run(1, "cwd-comparison", "--previous", "April.csv", "--current", "May.csv", "--workbook", "CWD comparison.xlsx")
run(2, "turning-18", "--payments", "May.csv", "--workbook", "Turning 18.xlsx")
for left in FOLDER.iterdir():
    if left.is_dir() or left.suffix in (".lock", ".ics"):
        print("left beside:", left.name)
