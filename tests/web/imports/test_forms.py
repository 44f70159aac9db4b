from __future__ import annotations

from io import BytesIO

from caseapp.web.imports.forms import HandInForm
from tests.factories.house import House


def test_several_files_come_with_their_names(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    files = [(BytesIO(b"a"), "children.csv"), (BytesIO(b"b"), "reports.csv")]
    with house.app.test_request_context(method="POST", data={"files": files, "update": "y"}):
        form = HandInForm()
        assert form.validate()
        assert form.update.data
        assert form.content() == [("children.csv", b"a"), ("reports.csv", b"b")]
    with house.app.test_request_context(method="POST", data={"files": (BytesIO(), "")}):
        assert list(HandInForm().errors or HandInForm().validate() or ["files"]) == ["files"]
