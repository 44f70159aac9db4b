"""A small app around the form parts: the templates of the house, no database."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import tinyhtml5
from flask import Flask, render_template_string
from flask_babel import Babel
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from caseapp.web.draft_box import register_draft_box

ROOT = Path(__file__).parents[2]
PAGE = """{% from "_parts/form.html" import error_summary, form_fields with context %}
<main>{{ error_summary(form) }}<form method="post" novalidate>{{ form_fields(form) }}</form></main>"""


def form_app(language: str = "vi", *, csrf: bool = False) -> Flask:
    app = Flask("forms")
    app.config.update(
        SECRET_KEY="only for tests",
        WTF_CSRF_ENABLED=csrf,
        TESTING=True,
        BABEL_DEFAULT_LOCALE=language,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "caseapp" / "translations"),
    )
    Babel(app)
    register_draft_box(app)
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), macros])
    return app


def page_of(form) -> Element:
    return parsed(render_template_string(PAGE, form=form))


def parsed(html: str) -> Element:
    return tinyhtml5.parse(html, namespace_html_elements=False)


def by_id(page: Element, wanted: str) -> Element:
    (found,) = [element for element in page.iter() if element.get("id") == wanted]
    return found


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def faults(page: Element) -> list[tuple[str, str | None]]:
    """Each line of the error summary with the address it leads to."""
    summary = [
        e for e in page.iter("div") if "govuk-error-summary" in (e.get("class") or "").split()
    ]
    return [
        (words(line), link.get("href") if (link := line.find("a")) is not None else None)
        for box in summary
        for line in box.iter("li")
    ]


def has_no_inline_code(page: Element) -> bool:
    """A strict Content-Security-Policy refuses style and event attributes, and inline elements."""
    return not any(
        element.tag in {"style", "script"} or name == "style" or name.startswith("on")
        for element in page.iter()
        if isinstance(element.tag, str)
        for name in element.keys() or [""]
    )
