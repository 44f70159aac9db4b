from __future__ import annotations

from caseapp.exchange.faults import Fault, Faults


def test_a_fault_prints_as_the_contract_says() -> None:
    assert str(Fault("children", 7, "sex", "is required")) == "children:7:sex: is required"
    assert str(Fault("notes", 1, "", "unknown sheet")) == "notes:1:: unknown sheet"


def test_faults_come_in_the_order_of_the_file_however_they_were_found() -> None:
    faults = Faults()
    faults.follow("reports")
    faults.follow("children")
    faults.add("children", 3, "sex", "b")
    faults.add("children", 3, "full_name", "c")  # stands left of sex
    faults.add("children", 2, "address", "d")
    faults.add("children", 3, "", "e")  # the whole row: after its cells
    faults.add("reports", 9, "certainty", "a")
    faults.add("loose", 1, "", "z")
    assert [f.reason for f in faults.listed()] == ["a", "d", "c", "b", "e", "z"]


def test_the_same_fault_is_named_once() -> None:
    faults = Faults()
    assert not faults
    faults.add("children", 2, "sex", "is required")
    faults.add("children", 2, "sex", "is required")
    assert len(faults.listed()) == 1
    assert faults
