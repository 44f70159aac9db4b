"""Wards move from cluster to cluster, new clusters get a name, empty ones go."""

from __future__ import annotations

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from caseapp.statistics.releases.policy import Cluster
from caseapp.web.publications.cluster_form import ClustersForm, clusters_form
from tests.factories.house import House

CLUSTERS = (Cluster("C01", "Cụm một", ("31135", "31120")), Cluster("C03", "Cụm ba", ("31147",)))
UNITS = (("31120", "Phường Cái Khế"), ("31135", "Phường Ninh Kiều"), ("31147", "Phường Bình Thủy"))
FILLED = {
    "name_C01": "Cụm một", "name_C03": "Cụm ba", "name_C02": "", "name_C04": "",
    "unit_31120": "C01", "unit_31135": "C01", "unit_31147": "C03",
}  # fmt: skip


def form(house: House, **sent: str) -> ClustersForm:
    with house.app.test_request_context(method="POST", data=MultiDict({**FILLED, **sent})):
        return clusters_form(CLUSTERS, UNITS, date(2026, 11, 23), factor=False)


def test_the_form_shows_each_ward_under_its_cluster_and_two_new_ones(house: House) -> None:
    with house.app.test_request_context():
        found = clusters_form(CLUSTERS, UNITS, date(2026, 11, 23), factor=False)
        parts = found.parts()
        assert [(part.code, len(part.units)) for part in parts] == [
            ("C01", 2), ("C03", 1), ("C02", 0), ("C04", 0),
        ]  # fmt: skip
        assert [part.title for part in parts][2:] == ["Cụm mới C02", "Cụm mới C04"]
        assert [field.name for field in found.rest()] == ["decision", "valid_from", "submit"]


@pytest.mark.parametrize(
    ("sent", "clusters"),
    [
        ({}, (("C01", "Cụm một", ("31120", "31135")), ("C03", "Cụm ba", ("31147",)))),
        (
            {"unit_31120": "C03", "name_C03": "Cụm khác"},
            (("C01", "Cụm một", ("31135",)), ("C03", "Cụm khác", ("31120", "31147"))),
        ),
        (
            {"unit_31147": "C02", "name_C02": "Cụm mới"},
            (("C01", "Cụm một", ("31120", "31135")), ("C02", "Cụm mới", ("31147",))),
        ),
    ],
)
def test_what_was_chosen(
    house: House, sent: dict[str, str], clusters: tuple[tuple[str, str, tuple[str, ...]], ...]
) -> None:
    found = form(house, **sent).clusters()
    assert found is not None
    assert sorted((each.code, each.name, each.units) for each in found) == list(clusters)


def test_a_new_cluster_needs_its_name(house: House) -> None:
    with house.app.test_request_context(
        method="POST", data=MultiDict({**FILLED, "unit_31147": "C02"})
    ):
        found = clusters_form(CLUSTERS, UNITS, date(2026, 11, 23), factor=False)
        assert found.clusters() is None
        assert found["name_C02"].errors == ["Đặt tên cho cụm"]


def test_a_ward_in_no_cluster_is_offered_the_first_new_one(house: House) -> None:
    with house.app.test_request_context():
        found = clusters_form(CLUSTERS[:1], UNITS, date(2026, 11, 23), factor=False)
        assert found["unit_31147"].data == "C02"
