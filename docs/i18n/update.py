# ruff: noqa: INP001 - a script of its own, no part of a package
"""Brings the Vietnamese catalogue in step with the texts in code and pages, and compiles it."""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "caseapp/translations/vi/LC_MESSAGES/messages.po"
# Fixed: Babel's own header names placeholder persons and today's date.
HEADER = """# Vietnamese texts of caseapp. Kept in step by docs/i18n/update.sh.
msgid ""
msgstr ""
"Project-Id-Version: caseapp\\n"
"POT-Creation-Date: 2026-01-01 00:00+0700\\n"
"PO-Revision-Date: 2026-01-01 00:00+0700\\n"
"Last-Translator: caseapp\\n"
"Language: vi\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
KEYWORDS = {
    "_": None,
    "RuleBroken": None,
    "msgid": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extracted() -> Catalog:
    """Every text in code and pages, without line numbers, which would change with each edit."""
    with (ROOT / "docs/i18n/babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog(project="caseapp", charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(
        ROOT, methods, options, KEYWORDS, ("i18n:",), directory_filter=_ours
    ):
        found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def _ours(folder: str) -> bool:
    """Babel's own rule would pass over _layout and _parts for their first letter."""
    top = Path(folder).relative_to(ROOT).parts[0]
    return top in {"caseapp", "templates"} and Path(folder).name != "__pycache__"


def kept() -> Catalog:
    """The catalogue as it is committed."""
    with PO.open("rb") as file:
        return read_po(file, locale="vi", domain="messages")


def missing(catalogue: Catalog) -> list[str]:
    """The texts that have no Vietnamese, or only a guess marked fuzzy."""
    texts = []
    for message in catalogue:
        given = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(given)):
            texts.append(str(message.id))
    return texts


def compiled(catalogue: Catalog) -> bytes:
    """The binary form that the application reads."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main() -> int:
    """Write both files; 1 when a text lacks its Vietnamese."""
    catalogue = kept()
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    if "--prune" in sys.argv:  # otherwise texts that are gone stay at the end, as comments
        catalogue.obsolete.clear()
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, omit_header=True, include_lineno=False)
    PO.write_text(HEADER + buffer.getvalue().decode(), encoding="utf-8")
    PO.with_suffix(".mo").write_bytes(compiled(kept()))
    lacking = missing(kept())
    for text in lacking:
        sys.stderr.write(f"no Vietnamese for: {text}\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
