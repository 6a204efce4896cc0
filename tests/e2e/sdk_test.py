"""A fifth plugin: the template, copied out of the tree, is built against an installed Counterfoil with nothing but find_package, tested, tried in its
build folder, installed, and run as staff would. Expected values are worked out here from the export itself."""

import csv
import decimal
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from counterfoil import EXPORTS, load, main, table

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ["COUNTERFOIL_BUILD"])
CMAKE = os.environ.get("COUNTERFOIL_CMAKE", "cmake")
LIMIT = decimal.Decimal("750.00")


def large_payments(export):
    """(person, line, pounds) of every row of LIMIT or more, by an independent reader, and the pounds of all the others."""
    listed, below = [], decimal.Decimal(0)
    with open(export, newline="", encoding="cp1252") as file:
        for row in csv.DictReader(file):
            amount = decimal.Decimal(row["NetPayment"])
            if abs(amount) >= LIMIT:
                listed.append((row["ASCID"], row["CarePackageLineItemID"], amount))
            else:
                below += amount
    return listed, below


class FifthPlugin(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil sdk "))  # with a space, as folders have
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.prefix = cls.folder / "Counterfoil"
        cls.project = cls.folder / "large payments"
        cls.build = cls.folder / "build"
        cls.call(CMAKE, "--install", BUILD, "--prefix", cls.prefix)
        shutil.copytree(cls.prefix / "sdk" / "template", cls.project)
        cls.before = json.loads((cls.prefix / "plugins" / "plugins.json").read_text(encoding="utf-8"))["plugins"]
        cls.call(CMAKE, "-S", cls.project, "-B", cls.build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={cls.prefix}", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
        cls.call(CMAKE, "--build", cls.build)

    @staticmethod
    def call(*command, expect=0, **options):
        process = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900,
                                 text=True, check=False, **options)
        assert process.returncode == expect or (expect is None and process.returncode != 0), f"{command}: exit {process.returncode}\n{process.stdout}"
        return process.stdout

    def counterfoil(self, root, *arguments, expect=0):
        (self.folder / "home").mkdir(exist_ok=True)
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder / "home"), "TZ": "Europe/London", "LC_ALL": "C.UTF-8",
                       "COUNTERFOIL_LEDGER": str(self.folder / "ledger.sqlite")}
        environment.update({name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS") if name in os.environ})
        return self.call(root / "bin" / "counterfoil", *arguments, expect=expect, env=environment, cwd=self.folder)

    def check_workbook(self, workbook):
        listed, below = large_payments(EXPORTS[0])
        self.assertGreater(len(listed), 5)
        self.assertGreater(below, 0)
        rows = table(load(workbook)["Large payments"], "Person ID", "Line ID", "Amount", "Decision")
        self.assertEqual(sorted(listed), [(row["Person ID"], row["Line ID"], decimal.Decimal(str(row["Amount"])).quantize(decimal.Decimal("0.01"))) for row in rows])

    def test_1_its_own_test_runs(self):
        self.assertIn("100% tests passed", self.call(shutil.which("ctest", path=f"{pathlib.Path(CMAKE).parent}:/usr/bin"), "--test-dir", self.build))

    def test_2_nothing_of_the_source_tree_is_used(self):
        commands = (self.build / "compile_commands.json").read_text(encoding="utf-8")
        self.assertIn(str(self.prefix / "include"), commands)
        for name in ("compile_commands.json", "build.ninja", "CMakeCache.txt"):
            self.assertNotIn(str(SOURCE / "engine"), (self.build / name).read_text(encoding="utf-8"), name)

    def test_3_it_is_tried_before_it_is_installed(self):
        workbook = self.folder / "tried.xlsx"
        said = self.counterfoil(self.build / "stage", "run", "template", "--payments", EXPORTS[0], "--workbook", workbook, "--set", f"limit={LIMIT}", "--reason", "a trial")
        listed, _ = large_payments(EXPORTS[0])
        self.assertIn(f"{len(listed)} payments of £{LIMIT} or more, £{sum(amount for _, _, amount in listed):,} in all.", said)
        self.check_workbook(workbook)
        self.assertEqual(self.before, json.loads((self.prefix / "plugins" / "plugins.json").read_text(encoding="utf-8"))["plugins"], "untouched so far")

    def test_4_installed_it_is_a_task_like_any_other(self):
        said = self.call(CMAKE, "--install", self.build)
        after = json.loads((self.prefix / "plugins" / "plugins.json").read_text(encoding="utf-8"))["plugins"]
        self.assertEqual(self.before, [entry for entry in after if entry["id"] != "template"], "the others keep their digests")
        entry = next(entry for entry in after if entry["id"] == "template")
        self.assertIn(entry["sha256"], said, "IT sees the digest that was listed")
        self.assertIn("template", self.counterfoil(self.prefix, "tasks"))
        workbook = self.folder / "installed.xlsx"
        self.counterfoil(self.prefix, "run", "template", "--payments", EXPORTS[0], "--workbook", workbook, "--set", f"limit={LIMIT}", "--reason", "a trial")
        self.check_workbook(workbook)
        self.counterfoil(self.prefix, "verify", workbook)
        self.call(CMAKE, "--install", self.build)
        self.assertEqual(after, json.loads((self.prefix / "plugins" / "plugins.json").read_text(encoding="utf-8"))["plugins"], "listed once")

    def test_5_a_library_that_was_changed_after_listing_is_refused(self):
        library = next((self.prefix / "plugins").glob("template_plugin*"))
        with open(library, "ab") as file:
            file.write(b"\0")
        said = self.counterfoil(self.prefix, "run", "template", "--payments", EXPORTS[0], "--workbook", self.folder / "refused.xlsx", expect=None)
        self.assertIn("is not the one that was installed", said)
        self.assertFalse((self.folder / "refused.xlsx").exists())

    def test_6_an_id_is_not_taken_over(self):
        other = self.prefix / "plugins" / ("copy_of_it" + next((self.build / "stage" / "plugins").glob("template_plugin*")).suffix)
        shutil.copy(next((self.build / "stage" / "plugins").glob("template_plugin*")), other)
        said = self.call(self.prefix / "sdk" / "tools" / "make_manifest", "--add", self.prefix / "plugins", other.name, expect=2)
        self.assertIn("id of its own", said)

    def test_7_a_task_whose_files_are_missing_is_not_listed(self):
        """Only the id is changed in a copy of the template: its specification still has the template's."""
        project, build = self.folder / "changed id", self.folder / "changed id build"
        shutil.copytree(self.prefix / "sdk" / "template", project)
        plugin = project / "plugin.cpp"
        text = plugin.read_text(encoding="utf-8")
        self.assertEqual(1, text.count('"template"'))
        plugin.write_text(text.replace('"template"', '"late-returns"'), encoding="utf-8")
        self.call(CMAKE, "-S", project, "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}")
        said = self.call(CMAKE, "--build", build, "--target", "template_plugin_listed", expect=None)
        for words in ("The task late-returns", "specs/late-returns.json and templates/late-returns.xlsx are missing", "the id late-returns"):
            self.assertIn(words, said)
        self.assertNotIn("late-returns", (build / "stage" / "plugins" / "plugins.json").read_text(encoding="utf-8"))

    def test_8_nor_one_without_its_layout(self):
        library = next((self.build / "stage" / "plugins").glob("template_plugin*"))
        other = self.folder / "without layout"
        shutil.copytree(self.build / "stage" / "share", other / "share")
        (other / "plugins").mkdir()
        shutil.copy(library, other / "plugins")
        (other / "share" / "layouts" / "payments.json").unlink()
        said = self.call(self.prefix / "sdk" / "tools" / "make_manifest", "--add", other / "plugins", library.name, expect=2)
        self.assertIn("layouts/payments.json is missing", said)
        self.assertFalse((other / "plugins" / "plugins.json").exists())


if __name__ == "__main__":
    main()
