"""The field for a ward or commune, as it is sent with scripts and without, and shown again."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.web.code_choices import elsewhere, units_of_today
from caseapp.web.unit_box import GovUnit
from tests.factories.house import House

NINH_KIEU, TAN_AN, CAI_KHE = "31135", "31147", "31120"


class Asking(FlaskForm):  # type: ignore[misc]
    place = GovUnit("Nơi ở", validators=[InputRequired("Chọn nơi ở")])


@pytest.fixture
def app(house: House) -> Flask:
    house.app.config["WTF_CSRF_ENABLED"] = False
    return house.app


def sent(app: Flask, *values: str, beside: bool = True) -> tuple[object, list[str], str]:
    """Send the values of the field; return its data, its faults, and the field as drawn then."""
    with app.test_request_context(method="POST", data={"place": list(values)}):
        form = Asking()
        form.place.choices = [*units_of_today(None), *(elsewhere() if beside else [])]
        form.validate()
        return form.place.data, list(form.place.errors), str(form.place())


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (("ninh kieu",), NINH_KIEU),
        (("31135",), NINH_KIEU),
        (("Phường Tân An", f"kept:{TAN_AN}"), TAN_AN),  # chosen before, or from the list
        (("tan an", "", NINH_KIEU), NINH_KIEU),  # one of those that were asked about
        (("bui huu nghia", "", CAI_KHE), CAI_KHE),
        (("", "outside"), "outside"),
        (("", "unknown"), "unknown"),
        (("Ninh Kiều", f"kept:{TAN_AN}"), NINH_KIEU),  # another name was typed since
    ],
)
def test_what_is_understood(app: Flask, values: tuple[str, ...], code: str) -> None:
    data, faults, drawn = sent(app, *values)
    assert (data, faults) == (code, [])
    assert "govuk-radios" not in drawn


@pytest.mark.parametrize(
    ("values", "asks"),
    [
        (("Phường Tân An",), True),
        (("tan an", f"kept:{CAI_KHE}"), True),
        (("tan an", "", CAI_KHE), True),  # a choice that was none of these
        (("bui huu nghia",), True),
        (("ninh k",), True),
        (("an",), False),  # too many to choose from
        (("Hà Nội",), False),
        (("ninh kieu", "outside"), False),
        (("",), False),
    ],
)
def test_what_is_not_understood_comes_back_as_it_was_typed(
    app: Flask, values: tuple[str, ...], asks: bool
) -> None:
    data, faults, drawn = sent(app, *values)
    assert len(faults) == 1
    assert f'value="{values[0]}"' in drawn or not values[0]
    assert ('type="radio"' in drawn) is asks
    assert data == values[0] or "outside" in values


def test_a_split_unit_is_asked_about_once(app: Flask) -> None:
    _, _, asked = sent(app, "bui huu nghia")
    codes = re.findall(r'type="radio" value="(\d+)"', asked)
    assert len(codes) == 2
    _, _, again = sent(app, "bui huu nghia", "", codes[0])
    kept = re.search(r'value="(kept:\d+)"', again)
    shown = re.search(r'value="(Phường [^"]+)"', again)
    assert kept
    assert shown
    data, faults, drawn = sent(app, shown[1], kept[1])
    assert (data, faults) == (codes[0], [])
    assert 'type="radio"' not in drawn


def test_a_box_that_nobody_offers_is_not_taken(app: Flask) -> None:
    _, faults, _ = sent(app, "", "outside", beside=False)
    assert faults


def test_few_units_are_listed_whole(app: Flask) -> None:
    with app.test_request_context():
        form = Asking()
        form.place.choices = units_of_today(frozenset({31135}))
        assert str(form.place()).count("<option") == 1
