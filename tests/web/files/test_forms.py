"""What the forms of a file ask, and what they make of what browsers send."""

from __future__ import annotations

from io import BytesIO

from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict

from caseapp.web.files.forms import FileForm, HandOutForm, WithdrawForm


def asked(form: type, **fields: object) -> object:
    app = Flask("forms")
    app.config.update(WTF_CSRF_ENABLED=False, SECRET_KEY="x")
    Babel(app)
    with app.test_request_context():
        files = MultiDict({k: v for k, v in fields.items() if isinstance(v, FileStorage)})
        texts = MultiDict({k: v for k, v in fields.items() if not isinstance(v, FileStorage)})
        made = form(formdata=CombinedMultiDict([files, texts]))
        made.validate()
        faults = {name: [str(fault) for fault in found] for name, found in made.errors.items()}
        return faults, made.content() if isinstance(made, FileForm) else None


def test_a_file_and_what_it_shows_are_asked_for() -> None:
    assert asked(FileForm, file=FileStorage(BytesIO(b"abc"), "a"), description="x") == ({}, b"abc")
    for none in (FileStorage(BytesIO(), ""), "a text in its place"):
        faults, content = asked(FileForm, file=none)  # type: ignore[misc]
        assert set(faults) == {"file", "description"}
        assert content == b""


def test_words_are_not_longer_than_fits() -> None:
    faults, _ = asked(HandOutForm, recipient="x" * 301, paper=" ")  # type: ignore[misc]
    assert set(faults) == {"recipient", "paper"}
    assert set(asked(WithdrawForm)[0]) == {"reason"}  # type: ignore[index]
    assert asked(HandOutForm, recipient="Công an", paper="12")[0] == {}  # type: ignore[index]
