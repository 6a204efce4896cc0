"""A rough reader of C++ for the rules of the house: functions with their first and last lines, and what unnamed namespaces declare. It knows
braces and heads, not the language; the code is laid out by clang-format, which it relies on."""

import re

BLANKED = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n]){1,4}\'', re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)


def blanked(text):
    """Comments, literals and directives as spaces, so that every line keeps its number."""
    def spaces(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return DIRECTIVE.sub(spaces, BLANKED.sub(spaces, text))


class Scope:
    def __init__(self, kind, name="", line=0, head=""):
        self.kind, self.name, self.line, self.head = kind, name, line, head


class Function:
    def __init__(self, name, first, last):
        self.name, self.first, self.last = name, first, last

    def lines(self):
        return self.last - self.first + 1


def without_template(head):
    """A head without template <...>, requires and attributes in front."""
    head = re.sub(r"\[\[.*?\]\]", " ", head).strip()
    while head.startswith("template"):
        depth, at = 0, head.index("<")
        for at in range(at, len(head)):
            depth += {"<": 1, ">": -1}.get(head[at], 0)
            if depth == 0:
                break
        head = head[at + 1:].strip()
    return head


def parameters(head):
    """The types between a head's first parentheses, without names, defaults and spaces."""
    depth, begin, parts, start = 0, head.index("("), [], None
    for at in range(begin, len(head)):
        each = head[at]
        if each in "(<[{":
            depth += 1
            start = at + 1 if depth == 1 else start
        elif each in ")>]}":
            depth -= 1
        if (each == "," and depth == 1) or depth == 0:
            parts.append(head[start:at])
            start = at + 1
        if depth == 0:
            break
    types = []
    for part in parts:
        part = part.split("=")[0].strip()
        named = re.match(r"(.*[\s&*>])\w+$", part, re.DOTALL)
        types.append(re.sub(r"\s+", "", named.group(1) if named else part))
    return ", ".join(each for each in types if each)


def kind_of(head, outer):
    """What the brace after `head` opens, in a scope of kind `outer`, and what it is called."""
    if re.match(r"(?:inline\s+)?namespace\b", head):
        name = re.sub(r"^(?:inline\s+)?namespace\b", "", head).strip()
        return ("namespace", name) if name else ("unnamed", "")
    if outer not in ("namespace", "unnamed", "type"):
        return "block", ""
    bare = without_template(head)
    if re.match(r"extern\s*$", bare):
        return "namespace", "extern"
    typed = re.match(r"(?:typedef\s+)?(?:class|struct|union|enum(?:\s+class)?)\s+(\w[\w:]*)?[^()=]*$", bare, re.DOTALL)
    if typed:
        return "type", typed.group(1) or ""
    called = re.search(r"(operator\s*(?:\(\)|[^\s(]+)|~?\w+)\s*\(", bare)
    if called and not re.search(r"(?<![=!<>])=(?!=)", bare[:called.start()]):
        return "function", called.group(1)
    return "value", ""


def declared_value(head):
    """The name of a variable or alias declared by a statement, and the text that must be the same where it stands twice."""
    alias = re.match(r"using\s+(\w+)\s*=\s*(.*)", head, re.DOTALL)
    if alias:
        return alias.group(1), re.sub(r"\s+", " ", alias.group(2))
    if re.match(r"(?:using|namespace|friend|static_assert|extern|return|template|class|struct|enum)\b", head):
        return None
    value = re.match(r"[\w:<>,&*\s\[\]()]*?[\s&*>](\w+)\s*(?:\[[^\]]*\]\s*)?(?:=(?!=)|$)", head)
    return (value.group(1), "") if value and "(" not in value.group(0) else None


class Scan:
    """functions: all of them; unnamed: {(name, parameters or None): line} of what unnamed namespaces define."""

    def __init__(self, text):
        self.functions, self.unnamed, self.aliases = [], {}, {}
        code = blanked(text)
        scopes, begin, parentheses = [Scope("namespace")], 0, 0
        for at, each in enumerate(code):
            if each in "()":
                parentheses += 1 if each == "(" else -1
            if each == "{":
                outer = scopes[-1]
                # In a list of initialisers a brace follows its member at once; a body follows a space.
                if parentheses > 0 or (outer.kind in ("namespace", "unnamed", "type") and "(" in code[begin:at] and not code[at - 1].isspace()):
                    scopes.append(Scope("inside"))
                    continue
                head = code[begin:at]
                kind, name = kind_of(head.strip(), outer.kind)
                line = code.count("\n", 0, begin + len(head) - len(head.lstrip())) + 1
                if outer.kind == "unnamed":
                    self.note(kind, name, head.strip(), line)
                scopes.append(Scope(kind, name, line, head))
                begin = at + 1
            elif each == "}":
                scope = scopes.pop() if len(scopes) > 1 else scopes[0]
                if scope.kind == "inside":
                    continue
                if scope.kind == "function":
                    self.functions.append(Function(scope.name, scope.line, code.count("\n", 0, at) + 1))
                begin = at + 1
            elif each == ";" and parentheses == 0 and scopes[-1].kind != "inside":
                if scopes[-1].kind == "unnamed":
                    self.note("statement", "", code[begin:at].strip(), code.count("\n", 0, at) + 1)
                begin = at + 1

    def note(self, kind, name, head, line):
        if kind == "type" and name:
            self.unnamed[(name, None)] = line
        elif kind == "function" and not name.isupper() and not re.fullmatch(r"[A-Z_]+(?:_TEST|_P|_F)?", name):
            bare = without_template(head)
            self.unnamed[(name, parameters(bare[bare.index(name):]))] = line
        elif kind in ("statement", "value"):
            declared = declared_value(without_template(head) + (" =" if kind == "value" else ""))
            if declared and declared[1]:
                self.aliases[declared[0]] = (declared[1], line)
            elif declared:
                self.unnamed[(declared[0], None)] = line
