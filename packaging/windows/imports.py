"""Lists the system DLLs that each file of a folder imports: imports.py FOLDER. Fails when one is not Windows' own, when an executable lacks a
part of what every one must have, or when a task exports more than a task's two names."""

import pathlib
import re
import subprocess
import sys

OBJDUMP = "x86_64-w64-mingw32-objdump"
# In every Windows 10 and 11, desktop and server.
WINDOWS_OWN = {"ADVAPI32.dll", "COMCTL32.dll", "comdlg32.dll", "CRYPT32.dll", "GDI32.dll", "ole32.dll", "KERNEL32.dll", "msvcrt.dll", "OLEACC.dll", "OLEAUT32.dll",
               "SHELL32.dll", "SHLWAPI.dll", "USER32.dll", "UxTheme.dll", "VERSION.dll", "WINSPOOL.DRV", "WS2_32.dll"}
TASK_EXPORTS = {"counterfoil_contract", "counterfoil_plugin"}


def header(file):
    return subprocess.run([OBJDUMP, "-p", file], check=True, capture_output=True, text=True).stdout


def main(folder):
    wrong = []
    for file in sorted([*folder.rglob("*.exe"), *folder.rglob("*.dll")]):
        name = file.relative_to(folder).as_posix()
        text = header(file)
        imports = sorted(set(re.findall(r"DLL Name: (\S+)", text)), key=str.lower)
        print(f"{name}: {', '.join(imports)}")
        wrong += [f"{name} needs {one}, which is not Windows' own" for one in imports if one not in WINDOWS_OWN]
        for mark in ("HIGH_ENTROPY_VA", "DYNAMIC_BASE", "NX_COMPAT"):
            if mark not in text:
                wrong.append(f"{name} is not marked {mark}")
        if ".rsrc" not in text and "Resource" not in text:
            wrong.append(f"{name} has no version resource")
        if file.suffix == ".dll":
            exports = set(re.findall(r"^\s*\[\s*\d+\](?: \+base\[\s*\d+\])?\s+(?:[0-9a-f]+\s+)?(\w+)$", text, re.MULTILINE))
            if exports != TASK_EXPORTS:
                wrong.append(f"{name} exports {', '.join(sorted(exports)) or 'nothing'}, not {', '.join(sorted(TASK_EXPORTS))}")
        else:
            content = file.read_bytes()
            for part in (b"<activeCodePage", b"UTF-8</activeCodePage>", b"longPathAware", b'level="asInvoker"', b"PerMonitorV2"):
                if part not in content:
                    wrong.append(f"{name}: its manifest lacks {part.decode()}")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
