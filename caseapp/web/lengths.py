"""How long typed texts may be, refused in words that say what to do."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms.validators import Length


def at_most(letters: int) -> Length:
    """Return a validator that refuses a text of more letters; WTForms has no Vietnamese words."""
    return Length(max=letters, message=lazy_gettext("Shorten this to %(max)d characters or fewer"))
