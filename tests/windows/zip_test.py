"""The folder that staff copy: made twice with the same bytes, works as its README says from wherever it is copied, and signed by a council."""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

MAKE_ZIP = pathlib.Path(__file__).resolve().parents[2] / "packaging/windows/make-zip.sh"
BUILD = pathlib.Path(os.environ["COUNTERFOIL_BUILD"])
UNDER = os.environ["COUNTERFOIL_UNDER"]


def run(*words, **options):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False, **options)


class Zip(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-zip-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def make(self, **variables):
        made = run(MAKE_ZIP, BUILD, self.folder, env={**os.environ, **variables})
        self.assertEqual(0, made.returncode, made.stderr)
        return next(self.folder.glob("counterfoil-*-windows-x64.zip"))

    def unpacked(self, zip_file, into):
        with zipfile.ZipFile(zip_file) as content:
            content.extractall(self.folder / into)
        return next((self.folder / into).iterdir())

    def test_works_as_its_readme_says(self):
        first = self.make().read_bytes()
        zip_file = self.make()
        self.assertEqual(first, zip_file.read_bytes())
        copied = self.unpacked(zip_file, "Zara's Documents ☃")
        readme = (copied / "README.txt").read_bytes().decode("utf-8")
        self.assertEqual(readme.count("\n"), readme.count("\r\n"))
        lines = [line.strip() for line in readme.splitlines() if re.match(r"\s+bin\\counterfoil ", line)]
        commands = [line.split("   ")[0] for line in lines]
        self.assertEqual(4, len(commands), "one that runs and three that look")
        environment = {**os.environ, "COUNTERFOIL_LEDGER": "Z:" + str(self.folder / "ledger.sqlite").replace("/", "\\")}
        for command in commands:
            batch = copied / "try.cmd"
            batch.write_bytes(("@chcp 65001 >nul\r\n@" + command + "\r\n@exit /b %errorlevel%\r\n").encode())
            done = run(UNDER, "cmd", "/c", "try.cmd", cwd=copied, env=environment)
            self.assertEqual(0, done.returncode, f"{command}: {done.stdout}{done.stderr}")
        self.assertTrue((copied / "Try it.xlsx").is_file())
        for path in copied.rglob("*"):  # no test switch in what staff run
            self.assertNotIn("for_tests", path.name)
            self.assertFalse(path.is_file() and b"COUNTERFOIL_FIXED" in path.read_bytes(), path)
        for line in (copied / "SHA256SUMS.txt").read_text(encoding="utf-8").splitlines():
            digest, name = line.split("  ", 1)
            self.assertEqual(digest, hashlib.sha256((copied / name).read_bytes()).hexdigest(), name)

    def test_a_council_signs_it(self):
        if not shutil.which("osslsigncode"):
            self.fail("osslsigncode is missing: packaging/windows/install-needs.sh installs it")
        key, certificate, sign = self.folder / "key.pem", self.folder / "certificate.pem", self.folder / "sign"
        made = run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
                   "-subj", "/CN=Example Council", "-addext", "extendedKeyUsage=codeSigning")
        self.assertEqual(0, made.returncode, made.stderr)
        sign.write_text(f'#!/bin/sh\nset -e\nosslsigncode sign -certs "{certificate}" -key "{key}" -n Counterfoil -in "$1" -out "$1.signed" >/dev/null\n'
                        'mv "$1.signed" "$1"\n')
        sign.chmod(0o755)
        copied = self.unpacked(self.make(COUNTERFOIL_SIGN=str(sign)), "signed")
        programs = [*copied.glob("bin/*.exe"), *copied.glob("plugins/*.dll")]
        self.assertTrue(programs)
        for program in programs:
            checked = run("osslsigncode", "verify", "-CAfile", certificate, "-in", program)
            self.assertIn("Example Council", checked.stdout, program.name)
            self.assertIn("Signature verification: ok", checked.stdout, program.name)
        # The list of tasks has the digests of the signed files, or none would load.
        tasks = run(UNDER, copied / "bin" / "counterfoil.exe", "tasks")
        self.assertEqual(0, tasks.returncode, tasks.stderr)
        self.assertIn("cwd-comparison", tasks.stdout)
        self.assertNotIn("not the one that was installed", tasks.stdout)


if __name__ == "__main__":
    unittest.main()
