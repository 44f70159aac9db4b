"""Each setting is asked for as it is printed: a line, or several."""

from __future__ import annotations

import pytest

from caseapp.web.paper_settings.forms import ORDER, LineForm, LinesForm, SuperiorForm, form_for
from tests.factories.house import House


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("paper_superior", SuperiorForm),
        ("paper_department", LineForm),
        ("paper_agency", LineForm),
        ("paper_grounds_07", LinesForm),
        ("paper_recipients_QĐ-KC", LinesForm),
    ],
)
def test_the_form_fits_the_setting_and_asks_the_value_first(
    house: House, name: str, kind: type
) -> None:
    with house.app.test_request_context():
        form = form_for(name, "Như cũ")
        assert type(form) is kind
        assert form.value.data == "Như cũ"
        assert tuple(form._fields)[:3] == ORDER[:3]
