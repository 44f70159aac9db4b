"""What a form carries of its draft, and the addresses at which drafts are given back.

How a form is bound: its page draws it with `form_fields(form, …, draft=_("What the page is
called"))`. That is all. The form then has a button that saves a draft, its fields are saved while
one types (static/drafts.js), and the page, asked for again, comes back as it was typed: its own
route draws it, with the rights of that moment (showing_again.py). Two things are asked of the page:
its address takes GET and POST, and bears the mark of the file that it is about (or of no file), for
a file that is kept from somebody hides their drafts by that mark. A form that edits a stored row
is bound by `meeting.meet` as well. A draft ends when what was sent is stored: `posting.perform`
says so, and a route that stores without it calls `posting.note_done`.

Never drafted: passwords, codes, consents, files. A field of such a kind bears one of the names in
`NEVER`; a house test holds that.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from flask import Flask, g, request
from flask_babel import gettext

from caseapp.casework.kept_forms import Draft, Typed, new_token
from caseapp.rules.forms.registry import consent_keys
from caseapp.rules.values import LOCAL

DRAFT: Final = "draft"
"""The part of an address, and the field of a form, that names a draft."""
NONE: Final = "none"
"""Said in its place where an empty form is wanted."""
NEVER: Final = frozenset(
    {
        "csrf_token",
        "password",
        "current",
        "again",
        "code",
        "factor",
        "consent_word",
        *consent_keys(),
    }
)
"""Names of fields that no draft holds."""
_BUTTON: Final = "draft_saving"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{16,32}")
_TITLE: Final = 200
_LARGEST: Final = 4000
_MANY: Final = 2**31 - 1


@dataclass(frozen=True)
class Box:
    """What a bound form says of its draft, in one hidden field.

    The draft's token, what the page is called and where it is, the page as it was drawn, and the
    state of the draft that it goes on from.
    """

    token: str
    title: str
    page: str
    writer: str
    saves: int

    @property
    def text(self) -> str:
        """The box as the hidden field holds it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def here() -> str:
    """Return the address asked for, as a path of this site."""
    return request.full_path if request.query_string else request.path


def page_of(address: str) -> str:
    """Return an address without the part that names a draft."""
    path, _, query = address.partition("?")
    parts = [part for part in query.split("&") if part and not part.startswith(f"{DRAFT}=")]
    return f"{path}?{'&'.join(parts)}" if parts else path


def address_of(token: str, address: str) -> str:
    """Return the address at which a page shows a draft, or with NONE an empty form."""
    page = page_of(address)
    return f"{page}{'&' if '?' in page else '?'}{urlencode({DRAFT: token})}"


def said(at: datetime) -> str:
    """Say when the draft was saved, in words that promise no more than that."""
    return str(gettext("Draft saved at %(clock)s", clock=f"{at.astimezone(LOCAL):%H:%M}"))


def draft_shown() -> Draft | None:
    """Return the draft that the page of this request shows, None when it shows none."""
    found = g.get("draft")
    return found if isinstance(found, Draft) else None


def quiet() -> bool:
    """Tell whether a form is shown as it was typed, its faults not yet told."""
    return bool(g.get("quiet"))


def box(name: object = "", page: str = "") -> Box:
    """Return what a form carries: of the draft shown, of the one sent, or of one not begun yet.

    `name` is what the page is called, also as words that are translated when they are shown. `page`
    is where its form belongs, when another page draws it.
    """
    shown, sent, title = draft_shown(), posted_box(), str(name)
    if shown is not None:
        words = title or shown.title
        return Box(shown.token, words, page_of(here()), _fresh(), shown.saves)
    if sent is not None:
        again = replace(sent, title=title or sent.title)
        # What is sent a second time with other answers is a form of its own: its draft begins anew.
        fresh = g.setdefault("draft_anew", new_token()) if g.get("key_spent") else ""
        return replace(again, token=fresh, saves=0) if fresh else again
    return Box(new_token(), title, page or page_of(here()), _fresh(), 0)


def _fresh() -> str:
    return secrets.token_urlsafe(12)


def posted_box() -> Box | None:
    """Return the box of the form that was sent, None without one that could be ours."""
    text = request.form.get(DRAFT, "")
    try:
        found: Any = json.loads(text) if len(text) <= _LARGEST else None
        token, writer, saves = found["token"], found["writer"], found["saves"]
        title, page = found["title"], found["page"]
    except (KeyError, TypeError, ValueError):
        return None
    named = all(isinstance(each, str) for each in (token, writer, title, page))
    if not named or not _TOKEN.fullmatch(token) or not _TOKEN.fullmatch(writer):
        return None
    counted = isinstance(saves, int) and 0 <= saves < _MANY
    return Box(token, title[:_TITLE], page, writer, saves) if counted else None


def typed() -> Typed:
    """Return what the form that was sent holds; its page is this one, unless it was sent aside."""
    sent = posted_box()
    aside = sent is not None and request.blueprint == "drafts"
    fields = request.form.items(multi=True)
    return Typed(
        token=sent.token if sent else new_token(),
        path=page_of(sent.page if sent and aside else here()),
        title=sent.title if sent else "",
        fields=[pair for pair in fields if not _left_out(pair[0])],
        writer=sent.writer if sent else "",
        saves=sent.saves if sent else 0,
    )


def _left_out(name: str) -> bool:
    return name in {*NEVER, DRAFT, _BUTTON} or name.endswith("csrf_token")  # a form may be prefixed


def sent_token() -> str:
    """Return the draft that a form names which was sent, '' when it names none."""
    sent = posted_box()
    given = sent.token if sent else request.args.get(DRAFT, "")
    return given if _TOKEN.fullmatch(given) else ""


def asks_by_script() -> bool:
    """Tell whether the page's script asks, which wants words and no page."""
    return request.accept_mimetypes.best == "application/json"


def register_draft_box(app: Flask) -> None:
    """Give the templates what a bound form and the banner above it need."""
    app.jinja_env.globals.update(
        draft_box=box, draft_shown=draft_shown, draft_address=address_of, drafts_quiet=quiet
    )
