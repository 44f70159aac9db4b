"""Memory is that of a server that answers, beside a bare one."""

from __future__ import annotations

from caseapp.cli.benchmarks import memories


def test_both_servers_are_weighed(monkeypatch) -> None:
    monkeypatch.setattr(memories, "_LOOKS", 2)
    ratio = memories.measure(1)
    assert ratio.taken > ratio.against > 10
    assert ratio.unit == "MB"
    (floor,) = ratio.notes.values()
    assert ratio.taken > floor > ratio.against
