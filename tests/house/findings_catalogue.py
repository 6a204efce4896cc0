"""The catalogues of findings, read from the sources: for the rules of the house, the page plugins/findings.md and the proof that each is reported."""

import re
from typing import NamedTuple


class Finding(NamedTuple):
    id: str
    severity: str  # note, warning, blocking
    title: str
    sentence: str


def without_comments(text):
    """Code with // and /* */ comments blanked, strings kept."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)
    return pattern.sub(lambda match: match.group(0) if match.group(0).startswith('"') else " ", text)


def catalogue(path):
    """[Finding] of a findings.def, and how often it says FINDING."""
    text = without_comments(path.read_text(encoding="utf-8"))
    text = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    literal = r'"(?:\\.|[^"\\])*"'
    joined = rf"((?:{literal}\s*)+)"
    entries = re.findall(rf"\bFINDING\s*\(\s*{joined},\s*(\w+)\s*,\s*{joined},\s*{joined}\)", text)

    def plain(literals):
        return "".join(re.findall(r'"((?:\\.|[^"\\])*)"', literals)).replace('\\"', '"')

    return [Finding(plain(one), severity, plain(title), plain(sentence)) for one, severity, title, sentence in entries], text.count("FINDING")


def definitions(root):
    """{owner: path of its findings.def}: "engine", then each plugin by the name of its folder."""
    paths = {"engine": root / "engine/findings/findings.def"}
    paths.update({path.parent.name: path for path in sorted((root / "plugins").glob("*/findings.def"))})
    return {owner: path for owner, path in paths.items() if path.exists()}
