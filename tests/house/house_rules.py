"""The rules of the house that a compiler does not hold: who includes whom, where libraries may appear, how long a file may be, that the
catalogues of findings and the code agree, and that nothing names the machine it was written on. Run: house_rules.py SOURCE_FOLDER."""

import pathlib
import re
import subprocess
import sys
import unittest

from findings_catalogue import catalogue, definitions, without_comments

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARTS = ["engine", "plugins", "workbooks", "tests", "addin", "packaging", "documentation", ".ci"]
CODE = {".cpp", ".hpp", ".h", ".c", ".def"}
LONGEST = 500

# Who may include whom: a module may include only what stands on a lower step, and itself.
STEPS = {"base": 1, "findings": 2, "spec": 2, "xlsx": 3, "table": 4, "report": 4, "host": 5, "audit": 5, "acts": 6, "run": 7, "app": 8}

# Folders of plugins that are libraries for several of them.
SHARED_BY_PLUGINS = ["payments"]

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def files(suffixes, parts=PARTS):
    for part in parts:
        base = ROOT / part
        if not base.is_dir():
            continue
        for path in sorted(base.rglob("*")):
            if path.is_file() and path.suffix in suffixes and "__pycache__" not in path.parts:
                yield path


def name(path):
    return path.relative_to(ROOT).as_posix()


def includes(path):
    return INCLUDE.findall(path.read_text(encoding="utf-8"))


class Includes(unittest.TestCase):
    def test_engine_includes_go_upward_only(self):
        wrong = []
        for path in files(CODE, ["engine"]):
            module = path.relative_to(ROOT / "engine").parts[0]
            for target in includes(path):
                first = target.split("/")[0]
                if module == "include":
                    if first in STEPS:
                        wrong.append(f"{name(path)} includes {target}: a plugin's header sees nothing of the engine")
                elif first in STEPS and first != module and STEPS[first] >= STEPS[module]:
                    wrong.append(f"{name(path)} includes {target}: {module} stands no higher than {first}")
        self.assertEqual([], wrong)

    def test_headers_in_rooms_are_private_to_their_module(self):
        wrong = []
        for path in files(CODE, ["engine", "plugins", "workbooks", "addin"]):
            module = path.relative_to(ROOT / "engine").parts[0] if name(path).startswith("engine/") else None
            for target in includes(path):
                parts = target.split("/")
                if parts[0] in STEPS and parts[0] != module and len(parts) > 2:
                    wrong.append(f"{name(path)} includes {target}: only {parts[0]} may look into its rooms")
        self.assertEqual([], wrong)

    def test_modules_link_what_they_include_and_nothing_else(self):
        """A link that no include needs ties two modules together for nothing; an include without one builds by luck."""
        targets = {"workbook_spec": "spec"}
        links, used = {}, {}
        for module in STEPS:
            build = ROOT / "engine" / module / "CMakeLists.txt"
            if build.is_file():
                calls = re.findall(r"target_link_libraries\(counterfoil_\w+([^)]*)\)", build.read_text(encoding="utf-8"))
                links[module] = {targets.get(each, each) for call in calls for each in re.findall(r"counterfoil_(\w+)", call)} & set(STEPS) - {module}
                used[module] = {first for path in files(CODE, [f"engine/{module}"]) for first in [include.split("/")[0] for include in includes(path)]} & set(STEPS) - {module}

        def reached(module):
            return links[module].union(*(reached(each) for each in links[module]))

        wrong = [f"engine/{module} links {other} and includes nothing of it" for module in links for other in sorted(links[module] - used[module])]
        wrong += [f"engine/{module} includes {other} and is not linked with it" for module in links for other in sorted(used[module] - reached(module))]
        self.assertEqual([], wrong)

    def test_every_engine_module_has_its_step(self):
        modules = {path.relative_to(ROOT / "engine").parts[0] for path in files({".cpp", ".hpp"}, ["engine"])}
        self.assertEqual(set(), modules - set(STEPS) - {"include"})

    def test_plugins_see_the_contract_and_what_they_share(self):
        """A plugin's file includes the kit, the shared folders of plugins, files beside it, and the standard library. Never another plugin's files."""
        wrong = []
        for path in files(CODE, ["plugins"]):
            if path.stem.endswith("_test"):  # an author's own, copied with the template
                continue
            for target in includes(path):
                kit = target.startswith("counterfoil/") and (ROOT / "engine/include" / target).exists()
                shared = target.split("/")[0] in SHARED_BY_PLUGINS and (ROOT / "plugins" / target).exists()
                standard = "/" not in target and "." not in target
                if not (kit or shared or standard or "/" not in target and (path.parent / target).exists()):
                    wrong.append(f"{name(path)} includes {target}")
        self.assertEqual([], wrong)

    def test_shared_folders_know_no_plugin(self):
        for folder in SHARED_BY_PLUGINS:
            self.assertFalse((ROOT / "plugins" / folder / "plugin.cpp").exists(), f"plugins/{folder} is shared: no plugin lives there")

    def test_no_header_name_stands_twice_in_plugins(self):
        paths = {}
        for path in files({".hpp", ".h"}, ["plugins"]):
            paths.setdefault(path.name, []).append(name(path))
        self.assertEqual([], [where for where in paths.values() if len(where) > 1], "say in the name what is in it")

    def test_front_ends_see_nothing_of_the_engine(self):
        wrong = [f"{name(path)} includes {target}" for path in files(CODE, ["addin"]) for target in includes(path) if target.split("/")[0] in STEPS]
        self.assertEqual([], wrong)


class Fences(unittest.TestCase):
    def offenders(self, library, allowed):
        return [f"{name(path)} includes {target}" for path in files(CODE) for target in includes(path)
                if re.match(library, target) and not allowed(path)]

    def test_json_only_in_sources(self):
        self.assertEqual([], self.offenders(r"nlohmann/", lambda path: path.suffix == ".cpp"))

    def test_log_library_only_in_run_host_app_client(self):
        inside = ("engine/run/", "engine/host/", "engine/app/", "addin/client/", "tests/")
        self.assertEqual([], self.offenders(r"spdlog/|fmt/", lambda path: name(path).startswith(inside)))

    def test_plugin_loading_in_one_file_of_host(self):
        users = sorted({name(path) for path in files(CODE) for target in includes(path) if target.startswith("boost/dll")})
        self.assertLessEqual(len(users), 1, users)
        self.assertTrue(all(user.startswith("engine/host/") for user in users), users)

    def test_window_toolkit_only_in_the_window(self):
        self.assertEqual([], self.offenders(r"wx/", lambda path: name(path).startswith("addin/launcher/")))

    def test_platform_headers_only_in_platform_files(self):
        windows = r"(?i:windows\.h|winsock|shlobj|io\.h|wincrypt|bcrypt\.h|direct\.h)"
        self.assertEqual([], self.offenders(windows, lambda path: path.stem.endswith("_windows") or name(path).startswith("addin/excel/")))
        posix = r"unistd\.h|sys/(?!types)|pwd\.h|dirent\.h|termios\.h|poll\.h"
        self.assertEqual([], self.offenders(posix, lambda path: path.stem.endswith(("_posix", "_linux")) or name(path).startswith("tests/")))

    def test_light_headers(self):
        heavy = r"nlohmann/|spdlog/|pugixml|sqlite3|xlsxwriter|gcrypt|libdeflate|boost/"
        self.assertEqual([], [f"{name(path)} includes {target}" for path in files({".hpp", ".h"}, ["engine", "plugins"])
                              for target in includes(path) if re.match(heavy, target)])


class Files(unittest.TestCase):
    def test_no_source_file_is_too_long(self):
        long = []
        for path in files(CODE | {".py", ".cmake", ".txt", ".sh"}):
            if path.suffix == ".txt" and path.name != "CMakeLists.txt":
                continue
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > LONGEST:
                long.append(f"{name(path)} has {lines} lines; {LONGEST} is the most: split it by job")
        self.assertEqual([], long)

    def test_headers_are_guarded(self):
        bare = [name(path) for path in files({".hpp", ".h"}, ["engine", "plugins", "workbooks", "addin"])
                if not re.search(r"#\s*pragma once|#\s*ifndef \w+_H", path.read_text(encoding="utf-8"))]
        self.assertEqual([], bare)

    def test_no_machine_paths(self):
        # Taken apart, or this file would find itself.
        machine = re.compile("|".join(["/" + "work/", "/" + "root/", "/" + r"tmp/(?:b-|brief|lo-)", "local" + "host:"]))
        wrong = []
        paths = list(files(CODE | {".py", ".cmake", ".txt", ".sh", ".json", ".md", ".yml"}))
        paths += [path for path in ROOT.iterdir() if path.is_file() and path.suffix in {".md", ".txt", ".json"}]
        for path in paths:
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if machine.search(line):
                    wrong.append(f"{name(path)}:{number}: {line.strip()[:100]}")
        self.assertEqual([], wrong)

    def test_no_locale_or_binary_fractions_at_the_border_of_data(self):
        banned = re.compile(r"\b(?:std::)?(?:stod|stof|strtod|atof|setlocale|std::locale)\s*\(")
        wrong = []
        for path in files({".cpp", ".hpp", ".h"}, ["engine", "plugins"]):
            for number, line in enumerate(without_comments(path.read_text(encoding="utf-8")).splitlines(), 1):
                if banned.search(line):
                    wrong.append(f"{name(path)}:{number}: {line.strip()}")
        self.assertEqual([], wrong)


class Domain(unittest.TestCase):
    """plugins/domain.md: what the code cites stands there, and nothing else is cited but law and councils."""

    def citations(self):
        for path in files(CODE | {".py", ".md"}):
            if path.name != pathlib.Path(__file__).name:
                # Comments break a heading over two lines.
                text = re.sub(r"\n\s*(?:///?|#)?\s*", " ", path.read_text(encoding="utf-8"))
                yield path, text

    def test_headings_that_are_cited_are_there(self):
        headings = set(re.findall(r"^## (.+)$", (ROOT / "plugins/domain.md").read_text(encoding="utf-8"), re.MULTILINE))
        wrong = [f'{name(path)} cites "{cited}"' for path, text in self.citations()
                 for group in re.findall(r'domain\.md((?:,| and| or) "[^"]+"(?:(?:,| and| or) "[^"]+")*)', text) for cited in re.findall(r'"([^"]+)"', group)
                 if cited not in headings]
        self.assertEqual([], wrong)

    def test_nothing_cites_what_is_not_in_the_repository(self):
        wrong = [f"{name(path)}: {found}" for path, text in self.citations() for found in re.findall(r"(?i)\bdomain facts|\bvectors? \d+", text)]
        self.assertEqual([], wrong)


class Pages(unittest.TestCase):
    """README files and the other pages: short, there, and true to the tree."""

    LONGEST_README = 15
    LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
    PATH = re.compile(r"`((?:engine|plugins|workbooks|tests|packaging|addin|documentation|\.ci)(?:/[\w.*-]+)+)/?`")
    IN_ENGINE = re.compile(r"`((?:" + "|".join(STEPS) + r")/[\w./*-]+)`")

    def pages(self):
        yield from sorted(ROOT.glob("*.md"))
        yield from files({".md"})

    def test_each_folder_of_the_engine_says_what_it_is(self):
        wrong = []
        folders = [folder for part in ("engine", "addin") if (ROOT / part).is_dir()
                   for folder in [ROOT / part, *sorted(path for path in (ROOT / part).rglob("*") if path.is_dir() and path.name != "__pycache__")]]
        for folder in folders:
            page = folder / "README.md"
            if not page.is_file():
                wrong.append(f"{name(folder)} has no README.md: what comes in, what goes out, what it may not know")
            elif part_is_engine(folder) and page.read_text(encoding="utf-8").count("\n") > self.LONGEST_README:
                wrong.append(f"{name(page)} is longer than {self.LONGEST_README} lines")
        self.assertEqual([], wrong)

    def test_links_lead_somewhere(self):
        wrong = []
        for page in self.pages():
            for target in self.LINK.findall(page.read_text(encoding="utf-8")):
                if not re.match(r"[a-z]+:|#", target) and not (page.parent / target.split("#")[0]).exists():
                    wrong.append(f"{name(page)}: {target}")
        self.assertEqual([], wrong)

    def test_paths_that_pages_name_are_there(self):
        """A path may leave out the ending of a source and its header, and hold a *."""
        wrong = [f"{name(page)}: {path}" for page in self.pages() if page.parent == ROOT and page.name != "CHANGELOG.md" or part_is_engine(page)
                 for text in [page.read_text(encoding="utf-8")] for path in self.PATH.findall(text) + [f"engine/{path}" for path in self.IN_ENGINE.findall(text)]
                 if not any(ROOT.glob(path)) and not any(ROOT.glob(path + ".*"))]
        self.assertEqual([], wrong)


def part_is_engine(folder):
    return folder.relative_to(ROOT).parts[0] == "engine"


class Sentences(unittest.TestCase):
    CLAIM = re.compile(r"[Nn]othing (?:else )?(?:was|is|has been) (?:written(?! over)|saved|changed)|[Ff]iles? (?:was|were) not changed|[Tt]he file is as it was")

    def test_what_was_written_is_said_in_one_place(self):
        """Deep down nobody knows what else a command has saved already."""
        wrong = []
        for path in files({".cpp", ".hpp", ".def"}, ["engine", "plugins"]):
            if path.name == "written_files.cpp":
                continue
            for literal in re.findall(r'"(?:\\.|[^"\\\n])*"', without_comments(path.read_text(encoding="utf-8"))):
                if self.CLAIM.search(literal):
                    wrong.append(f"{name(path)}: {literal}")
        self.assertEqual([], wrong)


class Catalogues(unittest.TestCase):
    """Engine and plugins: each findings.def against the code beside it."""

    REPORTS = re.compile(r'\b(\w*(?:add|find|report|note|warn|block)\w*)\s*\(\s*"([a-z0-9]+(?:-[a-z0-9]+)+)"')
    TELLS = re.compile(
        r"\b(?:add|ask|change|check|choose|clear|close|compare|confirm|copy|correct|decide|delete|enter|export|find|finish|fix|format|give|install|"
        r"keep|look|make|move|name|no action|nothing (?:needs|to do)|open|pick|press|put|read|remove|rename|repeat|replace|run|save|say|see|"
        r"set|show|split|state|take|tell|try|turn|type|unhide|unmerge|fill|use|widen|write)\b", re.IGNORECASE)

    def catalogues(self):
        for owner, definition in definitions(ROOT).items():
            yield definition, ROOT / "engine" if owner == "engine" else definition.parent

    def code(self, folder):
        """All code of a folder, and of the shared folders that it includes: what they find is in the plugin's catalogue."""
        paths = [path for path in sorted(folder.rglob("*")) if path.suffix in {".cpp", ".hpp"}]
        shared = {target.split("/")[0] for path in paths for target in includes(path)} & set(SHARED_BY_PLUGINS)
        paths += [path for other in sorted(shared) for path in sorted((ROOT / "plugins" / other).glob("*.[ch]pp"))]
        return "\n".join(without_comments(path.read_text(encoding="utf-8")) for path in paths)

    def test_every_line_is_read(self):
        for definition, _ in self.catalogues():
            entries, mentioned = catalogue(definition)
            self.assertEqual(mentioned, len(entries), f"{name(definition)}: a FINDING line has another shape than the others")

    def test_ids_are_kebab_case_and_unique(self):
        for definition, _ in self.catalogues():
            ids = [entry[0] for entry in catalogue(definition)[0]]
            self.assertEqual([], [one for one in ids if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", one)], name(definition))
            self.assertEqual(len(ids), len(set(ids)), f"{name(definition)} names an id twice")

    def test_every_finding_is_reported_somewhere(self):
        for definition, folder in self.catalogues():
            code = self.code(folder)
            unused = [entry[0] for entry in catalogue(definition)[0] if f'"{entry[0]}"' not in code]
            self.assertEqual([], unused, f"{name(definition)} has findings that no code reports")

    def test_every_reported_finding_is_in_the_catalogue(self):
        known = {entry[0] for definition, _ in self.catalogues() for entry in catalogue(definition)[0]}
        unknown = []
        for _, folder in self.catalogues():
            for call, reported in self.REPORTS.findall(self.code(folder)):
                if "finding" in call.lower() or call == "add":
                    if reported not in known:
                        unknown.append(f"{call}(\"{reported}\")")
        self.assertEqual([], unknown)

    def test_the_page_of_findings_is_up_to_date(self):
        made = subprocess.run([sys.executable, "-B", ROOT / "plugins/findings_page.py", "--check"], capture_output=True, text=True, check=False)
        self.assertEqual(0, made.returncode, made.stderr)

    def test_sentences_say_what_to_do(self):
        dumb = []
        for definition, _ in self.catalogues():
            for one, severity, title, sentence in catalogue(definition)[0]:
                if not sentence.rstrip().endswith((".", "?", "!")):
                    dumb.append(f"{one}: the sentence does not end: {sentence}")
                if severity != "note" and not self.TELLS.search(sentence):
                    dumb.append(f"{one}: says no remedy: {sentence}")
                if not title or title[0].islower():
                    dumb.append(f"{one}: the title is not a heading: {title!r}")
        self.assertEqual([], dumb)


if __name__ == "__main__":
    if len(sys.argv) > 1 and pathlib.Path(sys.argv[1]).is_dir():
        ROOT = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
