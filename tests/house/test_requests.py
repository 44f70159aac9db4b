"""What the program never does with what it is sent, in Python and in its own scripts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import ROOT, python, syntax

SCRIPTS = sorted((ROOT / "caseapp" / "static").glob("*.js"))
# Texts written as HTML or run as code, stores of the browser, messages of other windows, and
# properties whose names come from data (ASVS 3.2.2, 3.5.5, 14.3.3, 15.3.6).
NEVER = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\bFunction\s*\(|"
    r"\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b|document\.cookie|postMessage|"
    r"__proto__|Object\.assign|\w\[[^\]]+\]\s*=(?![=>])"
)
REGEX = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}

# Patterns that are put together, and were read: of constants; of words that served.py escapes.
LOOKED_THROUGH = {
    "caseapp/casework/child_search.py": 1,
    "caseapp/records/marks.py": 1,
    "caseapp/records/touching.py": 1,
    "caseapp/rules/served.py": 1,
    "caseapp/statistics/releases/wording.py": 1,
}


# Programs that are started with words put together before, and were read: our own, and those that
# PostgreSQL brings, by settings and files of ours.
STARTED = {"caseapp/cli/benchmarks/loads.py", "caseapp/upkeep/dumps.py"}


def strange_programs(tree: ast.AST) -> Iterator[str]:
    """Yield what starts a program that is not, for all to see, our own interpreter's list."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        called = ast.unparse(node.func)
        started = re.fullmatch(
            r"(subprocess|asyncio|os|pty)\.(Popen|run|call|check_\w+|getoutput|getstatusoutput"
            r"|create_subprocess_\w+|system|popen|spawn|exec\w+|spawn\w+|posix_spawn\w*)",
            called,
        )
        first = ast.unparse(node.args[0]) if node.args else ""
        shell = any(word.arg == "shell" for word in node.keywords)
        if started and (shell or not first.startswith(("[sys.executable, ", "sys.executable"))):
            yield f"{called}({first})"


def test_no_program_is_started_but_our_own() -> None:
    """ASVS 1.2.5: a list of words whose first is the interpreter, and no shell."""
    found = {name for name in python("caseapp") if list(strange_programs(syntax(name)))}
    assert found == STARTED


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("subprocess.run(['tar', name])", True),
        ("subprocess.run([sys.executable, '-c', x], shell=True)", True),
        ("os.system(typed)", True),
        ("os.execv(typed, [typed])", True),
        ("subprocess.Popen([sys.executable, '-m', 'caseapp'])", False),
        ("process.run(typed)", False),
    ],
)
def test_a_strange_program_is_seen(line: str, *, seen: bool) -> None:
    assert bool(list(strange_programs(ast.parse(line)))) is seen


def test_own_scripts_write_text_and_keep_nothing() -> None:
    assert len(SCRIPTS) > 3
    found = [(path.name, hit[0]) for path in SCRIPTS for hit in NEVER.finditer(path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "line",
    ["box.innerHTML = words", "eval(text)", "localStorage.x = 1", "kept[name] = value",
     "Object.assign(a, b)", "new Function('x')", "window.postMessage(1)"],
)  # fmt: skip
def test_a_line_of_such_a_script_is_seen(line: str) -> None:
    assert NEVER.search(line)


def faults(tree: ast.AST) -> Iterator[str]:
    """Yield what takes form and address for one, or builds a pattern or a template from data."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "request.values":
            yield "request.values"  # a field of the form could be given in the address
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        called = ast.unparse(node.func)
        first = node.args[0] if node.args else None
        if called in {f"re.{name}" for name in REGEX} and not _ours(first):
            yield ast.unparse(node)
        if called.endswith(("render_template_string", ".from_string")):
            yield called


def _ours(pattern: ast.expr | None) -> bool:
    """Tell whether a pattern is written down, with nothing in it but what was escaped.

    Names are let be: what they hold is looked at where it is put together.
    """
    if isinstance(pattern, ast.BinOp):
        return all(_ours(each) for each in (pattern.left, pattern.right))
    if isinstance(pattern, ast.JoinedStr):
        put = [n.value for n in pattern.values if isinstance(n, ast.FormattedValue)]
        return all(ast.unparse(value).startswith("re.escape(") for value in put)
    return isinstance(pattern, (ast.Constant, ast.Name))


def test_no_pattern_template_or_field_comes_from_where_it_should_not() -> None:
    """ASVS 1.2.9, 1.3.7, 15.3.7."""
    found = {name: told for name in python("caseapp") if (told := list(faults(syntax(name))))}
    assert {name: len(told) for name, told in found.items()} == LOOKED_THROUGH


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("request.values['a']", True),
        ("request.form['a']", False),
        ("re.search(f'{typed}', text)", True),
        ("re.search(f'{re.escape(typed)}', text)", False),
        ("re.compile('a' + f'{typed}')", True),
        ("flask.render_template_string(typed)", True),
    ],
)
def test_what_is_forbidden_is_seen(line: str, seen: bool) -> None:
    assert bool(list(faults(ast.parse(line)))) is seen
