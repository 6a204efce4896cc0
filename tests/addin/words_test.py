"""The window's texts: in one table, in staff's language, no command and no option among them."""

import pathlib
import re
import unittest

LAUNCHER = pathlib.Path(__file__).resolve().parents[2] / "addin/launcher"
WORDS = LAUNCHER / "words.hpp"
LITERAL = re.compile(r'"((?:\\.|[^"\\])*)"')


def texts(path):
    code = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
    return [text for line in code.splitlines() if not line.lstrip().startswith("#") for text in LITERAL.findall(line)]


class Words(unittest.TestCase):
    def test_no_options_commands_or_words_of_the_program(self):
        table = texts(WORDS)
        self.assertGreater(len(table), 60)
        for text in table:
            plain = text.replace("&", "").lower()
            self.assertNotIn("--", plain)
            self.assertNotIn("counterfoil ", plain)
            for word in ("ledger", "digest", "sha-256", "json", "plugin", "rehears", "parameter", "bridge", "receipt"):
                self.assertNotIn(word, plain, f"not staff's word: {text}")

    def test_the_window_says_nothing_that_is_not_in_the_table(self):
        for path in LAUNCHER.glob("*_page.cpp"):
            said = [text for text in texts(path) if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text)]
            self.assertEqual([], said, path.name)

    def test_letters_for_alt_are_given_once_on_a_page(self):
        names = dict(re.findall(r'const char\* (\w+) =\s*"([^"]*)"', WORDS.read_text(encoding="utf-8")))
        for page in ("start_page", "form_page", "run_page", "result_page", "sign_page", "tools_page", "help_page"):
            used = re.findall(r"words::(\w+)", (LAUNCHER / f"{page}.cpp").read_text(encoding="utf-8"))
            self.assert_letters_once(names, used, page)
        # Of the things to do besides a run the buttons of one at a time stand on the page.
        page = re.findall(r"words::(\w+)", (LAUNCHER / "tools_page.cpp").read_text(encoding="utf-8"))
        tools = re.split(r"words::tool_\w+_purpose", (LAUNCHER / "tools.cpp").read_text(encoding="utf-8"))[1:]
        self.assertGreater(len(tools), 7)
        for tool in tools:
            self.assert_letters_once(names, page + re.findall(r"words::(do_\w+)", tool), tool[:80])

    def assert_letters_once(self, names, used, where):
        letters = {}
        for name in sorted(set(used)):
            for letter in re.findall(r"&(\w)", names.get(name, "")):
                letters.setdefault(letter.lower(), []).append(name)
        self.assertEqual({}, {letter: all_ for letter, all_ in letters.items() if len(all_) > 1}, where)


if __name__ == "__main__":
    unittest.main()
