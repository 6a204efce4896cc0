"""Rules about functions and names: no function over 60 lines without a reason written at it, and files of one target can be compiled in one
batch, as what their unnamed namespaces define is told apart. Run: code_rules.py SOURCE_FOLDER."""

import pathlib
import re
import sys
import unittest

import cpp_scan

ROOT = pathlib.Path(__file__).resolve().parents[2]
MOST_LINES = 60
REASON = re.compile(r"//+ Long (?:because|as|since|so that)\b")


def name(path):
    return path.relative_to(ROOT).as_posix()


def sources(*folders):
    for folder in folders:
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in {".cpp", ".hpp", ".h"})


def scanned(path, known={}):
    if path not in known:
        known[path] = cpp_scan.Scan(path.read_text(encoding="utf-8"))
    return known[path]


def reason_at(lines, function):
    """A comment that says why it is long: in the block of comments above, or at its head."""
    at = function.first - 1
    while at > 0 and re.match(r"\s*(?://|template\b|\[\[)", lines[at - 1]):
        at -= 1
    return any(REASON.search(line) for line in lines[at:function.first + 3])


def targets():
    """{what is compiled together: its sources}: a module of the engine, a plugin, a tool, the sources of one test program."""
    found = {}
    for part, depth in (("engine", 2), ("plugins", 2), ("workbooks", 2), ("addin", 2)):
        for path in sources(part):
            if path.suffix == ".cpp" and not path.stem.endswith("_test"):
                found.setdefault("/".join(path.relative_to(ROOT).parts[:depth]), []).append(path)
    for listed in sorted((ROOT / "tests").rglob("CMakeLists.txt")):
        text = re.sub(r"\$<[^>]*:|\$<SEMICOLON>|>", " ", listed.read_text(encoding="utf-8").replace("${CMAKE_SOURCE_DIR}", str(ROOT)))
        for program, block in re.findall(r"counterfoil_test\((\w+)\s+SOURCES(.*?)LIBRARIES", text, re.DOTALL):
            paths = [(listed.parent / one).resolve() for one in re.findall(r"\S+\.cpp", block)]
            found[name(listed.parent) + ": " + program] = [path for path in paths if path.exists()]
    return found


def systems(paths):
    """The sources as each system compiles them."""
    for other in ("_windows", "_posix"):
        yield [path for path in paths if not path.stem.endswith(other)]


class Functions(unittest.TestCase):
    maxDiff = None

    def test_none_is_long_without_a_reason(self):
        long = []
        for path in sources("engine", "plugins", "workbooks", "addin", "tests"):
            lines = path.read_text(encoding="utf-8").split("\n")
            for function in scanned(path).functions:
                if function.lines() > MOST_LINES and not reason_at(lines, function):
                    long.append(f"{name(path)}:{function.first}: {function.name} has {function.lines()} lines; {MOST_LINES} is the most: split it by "
                                'job, or say above it "Long because ..."')
        self.assertEqual([], long)

    def test_a_reason_is_only_given_where_it_is_needed(self):
        needless = []
        for path in sources("engine", "plugins", "workbooks", "addin", "tests"):
            lines = path.read_text(encoding="utf-8").split("\n")
            for function in scanned(path).functions:
                if function.lines() <= MOST_LINES and reason_at(lines, function):
                    needless.append(f"{name(path)}:{function.first}: {function.name} is no longer long; its reason can go")
        self.assertEqual([], needless)


class Batches(unittest.TestCase):
    maxDiff = None

    def test_names_in_unnamed_namespaces_are_told_apart(self):
        clashes = set()
        for target, paths in targets().items():
            for together in systems(paths):
                seen, aliases = {}, {}
                for path in together:
                    scan = scanned(path)
                    for key, line in scan.unnamed.items():
                        if key in seen and seen[key][0] != path:
                            other, there = seen[key]
                            clashes.add(f"{name(path)}:{line}: {key[0]} is also defined in {name(other)}:{there}: make it one in a header of their "
                                        f"own, or name each for what it says ({target} is compiled in batches)")
                        seen.setdefault(key, (path, line))
                    for alias, (means, line) in scan.aliases.items():
                        if alias in aliases and aliases[alias][0] != means:
                            clashes.add(f"{name(path)}:{line}: {alias} means something else in {name(aliases[alias][1])}: name one of them differently")
                        aliases.setdefault(alias, (means, path))
        self.assertEqual([], sorted(clashes))


class Scanner(unittest.TestCase):
    """The reader itself, on what it must not mistake."""

    TEXT = """
namespace a {
namespace {
constexpr std::size_t most = 3;
constexpr std::array<int, 2> both{{1,
                                   2}};
struct Place : Base {
  explicit Place(int row) : row_{row}, rows_(std::vector<int>{1, 2}) {
    if (row) row_ = 1;
  }
  int row_;
};
using Kind = Place::Kind;
template <class T, std::size_t N = 3>
bool is_near(const T& left, std::string_view text = "{") { return true; }
TEST(Place, Near) { EXPECT_TRUE(is_near(1)); }
}  // namespace
void outside(int a) {
  const auto inner = [](int b) { return b; };
}
}  // namespace a
"""

    def test_names(self):
        scan = cpp_scan.Scan(self.TEXT)
        self.assertEqual({("most", None): 4, ("both", None): 5, ("Place", None): 7, ("is_near", "constT&, std::string_view"): 14}, scan.unnamed)
        self.assertEqual({"Kind": ("Place::Kind", 13)}, scan.aliases)

    def test_functions(self):
        scan = cpp_scan.Scan(self.TEXT)
        self.assertEqual([("Place", 8, 10), ("is_near", 14, 15), ("TEST", 16, 16), ("outside", 18, 20)],
                         [(each.name, each.first, each.last) for each in scan.functions])


if __name__ == "__main__":
    if len(sys.argv) > 1 and pathlib.Path(sys.argv[1]).is_dir():
        ROOT = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
