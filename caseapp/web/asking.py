"""Asks before a step that is easily tapped by mistake: a page with the question and one button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, render_template
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from caseapp.web.posting import perform, post_key
from caseapp.web.widgets import GovSubmit


@dataclass(frozen=True)
class Question:
    """What is asked: above which file or unit, what follows from it, and the way back."""

    caption: str
    title: str
    text: str
    back_words: str
    back_url: str


class YesForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """One button that says what it does."""

    submit = GovSubmit()

    def __init__(self, words: str, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.submit.label.text = words


def ask(
    form: FlaskForm, question: Question, act: Callable[[], Any], said: str
) -> Response | tuple[str, int] | str:
    """Show the question; once it is answered do the act, say so and lead back."""
    if form.validate_on_submit():
        done = perform(form, act, to=lambda _: question.back_url)
        if done is not None:
            flash(said, "success")
            return done
    page = render_template("_layout/question.html", form=form, question=question, key=post_key())
    return (page, 422) if form.is_submitted() else page
