"""The tests' own PostgreSQL ends with them and leaves nothing, also when they are killed."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from _pytest.outcomes import Failed, Skipped

from tests.factories import cluster as factory
from tests.factories.cluster import Cluster, cluster_or_reason
from tests.house.tree import ROOT

STARTED = """
import sys
from tests.factories.cluster import programs, running
with running(programs()) as cluster:
    print(cluster._folder, flush=True)
    sys.stdin.read()
"""


def test_a_killed_run_takes_its_cluster_along(cluster: Cluster) -> None:
    del cluster  # asked for only to be skipped where there is no server
    run = subprocess.Popen(
        [sys.executable, "-c", STARTED], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert run.stdin is not None
    assert run.stdout is not None
    folder = Path(run.stdout.readline().decode().strip())
    server = int((folder / "d" / "postmaster.pid").read_text().split()[0])
    watch = int(Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()[1])
    handles = [os.pidfd_open(pid) for pid in (server, watch)]
    run.send_signal(signal.SIGKILL)
    run.wait()
    for handle in handles:
        assert select.select([handle], [], [], 60)[0], "it still runs"
        os.close(handle)
    assert not folder.exists()
    run.stdin.close()
    run.stdout.close()


def test_the_cluster_listens_nowhere_but_on_its_socket(cluster: Cluster) -> None:
    url = cluster.make()
    assert cluster.ask(url, "SHOW listen_addresses") == ("",)
    assert cluster.ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = 'caseapp'") == (False,)
    cluster.drop(url)


def test_without_a_server_tests_are_skipped_but_fail_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factory, "programs", lambda: None)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(Skipped, match="not installed"):
        next(cluster_or_reason())
    monkeypatch.setenv("CI", "true")
    with pytest.raises(Failed, match="not installed"):
        next(cluster_or_reason())
