"""LibreOffice, without a window and with a profile of its own, made to recalculate every formula when it loads a workbook."""

import pathlib
import shutil
import subprocess

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def available():
    return shutil.which("soffice", path="/usr/bin:/usr/local/bin") is not None


def convert(source, kind, folder):
    """Converts to xlsx or pdf in `folder` and gives the new file."""
    folder = pathlib.Path(folder)
    profile = folder / "office-profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    out = folder / kind
    out.mkdir(exist_ok=True)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--convert-to", kind, "--outdir", str(out),
                    str(source)], check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"})
    made = out / (pathlib.Path(source).stem + "." + kind)
    if not made.exists():
        raise AssertionError(f"LibreOffice made no {kind} of {source}")
    return made
