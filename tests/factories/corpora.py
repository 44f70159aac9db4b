"""Texts that do harm where they are taken for something else, and how one sees that they did."""

from __future__ import annotations

import re

MARK = "zq7"
SCRIPTS = (
    f"<script>{MARK}</script>", f'"><img src=x onerror={MARK}>', f"<svg onload={MARK}>",
    f"javascript:{MARK}", f"'-{MARK}-'", f"</textarea><script>{MARK}</script>",
    f"</title><b {MARK}>", f'<a href="javascript:{MARK}">x</a>', f"<!--{MARK}--><i {MARK}>",
)  # fmt: skip
FORMULAS = (
    f'=HYPERLINK("http://{MARK}")', f"+{MARK}", f"-{MARK}+1", f"@{MARK}", f"\t={MARK}",
    f"=cmd|' /C {MARK}'!A0", f"\r={MARK}", f" ={MARK}",
)  # fmt: skip
PATHS = (
    "../../../etc/passwd",
    "..\\..\\keys",
    "/etc/passwd\0.png",
    "file:///etc/passwd",
    "%2e%2e/",
)
HEADERS = (f"x\r\nX-Harm: {MARK}", f"x\nSet-Cookie: {MARK}=1", f"x%0d%0aX-Harm:%20{MARK}")
TEMPLATES = ("{{7*191}}", "{% print 7*191 %}", "${7*191}", "#{7*191}", "%(harm)s", "{0.__class__}")
WORKED_OUT = "1337"
ALL = (*SCRIPTS, *FORMULAS, *PATHS, *HEADERS, *TEMPLATES)

_OPEN = re.compile(
    rf"<(?:script|img|svg|a|b|i)\b[^>]*{MARK}|<script>{MARK}|(?:href|src)=[\"']?javascript:",
    re.IGNORECASE,
)
_FORMULA = re.compile(rf"^[=+\-@\t\r].*{MARK}")


def harm_in_page(html: str) -> list[str]:
    """Return what a browser would run, or a template has worked out, in a page."""
    return [*_OPEN.findall(html), *worked_out(html)]


def worked_out(text: str) -> list[str]:
    """Return where a template has worked out what was only to be repeated."""
    return re.findall(rf"(?<![0-9A-Z]){WORKED_OUT}(?![0-9A-Z])", text)


def harm_in_headers(headers: list[tuple[str, str]]) -> list[str]:
    """Return the headers that a text of ours became."""
    return [
        f"{n}: {v}" for n, v in headers if n == "X-Harm" or (f"{MARK}=1" in v and n == "Set-Cookie")
    ]


def harm_in_cells(cells: list[object]) -> list[str]:
    """Return the cells that a spreadsheet would take for a formula."""
    return [cell for cell in cells if isinstance(cell, str) and _FORMULA.match(cell)]
