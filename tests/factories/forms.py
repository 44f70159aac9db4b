"""Forms as a browser reads them off a page, filled so that they could be sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

Pairs = list[tuple[str, str]]
_PRESSED = frozenset({"submit", "button", "image", "reset", "file"})


@dataclass
class Field:
    """One control: its name and kind, what it holds, and what it offers to choose from."""

    name: str
    kind: str
    value: str = ""
    offered: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form that posts: where it was found, where it goes, what it asks."""

    page: str
    action: str
    fields: list[Field] = field(default_factory=list)

    def filled(self) -> Pairs:
        """What somebody could send: what it holds, else something that fits the control."""
        return [(each.name, each.value or _something(each)) for each in self.fields]

    def with_value(self, name: str, value: str) -> Pairs:
        """The same with another value in one control."""
        return [(n, value if n == name else v) for n, v in self.filled()]

    def going_to(self, action: str) -> Form:
        """The same form, sent somewhere else."""
        return replace(self, action=action)


_PARTS = {"day": "20", "month": "11", "year": "2026", "hour": "8", "minute": "15", "age": "9"}


def _something(asked: Field) -> str:
    if asked.offered:
        return next((value for value in asked.offered if value), "")
    if asked.kind == "hidden":
        return ""
    return _PARTS.get(asked.name.rpartition("-")[2], "Thử nghiệm")


class _Reader(HTMLParser):
    """Gathers the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms = page, list[Form]()
        self._open: Form | None = None
        self._inside: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self._open = Form(self.page, given.get("action") or self.page)
            self.forms.append(self._open)
        elif self._open is not None:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        assert self._open is not None
        if tag == "option" and self._inside is not None:
            self._inside.offered.append(given.get("value", ""))
            if "selected" in given:
                self._inside.value = given.get("value", "")
        elif tag in {"select", "textarea"} and given.get("name"):
            self._inside = Field(given["name"], tag)
            self._open.fields.append(self._inside)
        elif tag == "input" and given.get("name") and given.get("type") not in _PRESSED:
            self._input(given)

    def _input(self, given: dict[str, str]) -> None:
        assert self._open is not None
        kind, name, value = given.get("type", "text"), given["name"], given.get("value", "")
        if kind in {"radio", "checkbox"}:
            same = next((f for f in self._open.fields if (f.name, f.kind) == (name, kind)), None)
            if same is None:
                same = Field(name, kind)
                self._open.fields.append(same)
            same.offered.append(value)
            if "checked" in given:
                same.value = value
        else:
            self._open.fields.append(Field(name, kind, value))

    def handle_data(self, data: str) -> None:
        if self._inside is not None and self._inside.kind == "textarea":
            self._inside.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag in {"select", "textarea"}:
            self._inside = None


def forms_on(page: str, html: str) -> Iterator[Form]:
    """Yield the forms of a page that post, with their controls; `page` is its address."""
    reader = _Reader(page)
    reader.feed(html)
    yield from reader.forms
