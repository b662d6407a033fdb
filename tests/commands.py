"""Commands, run in this process or as one of their own, in a folder without settings."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from prenotify.cli import main
from tests.builders import Data
from tests.checkout import ROOT

TODAY = "2026-11-21"

READY, HELD_BACK, CAMPER, LATE = (ROOT / f"tests/trips/{name}.toml" for name in ("t5", "t1", "t3", "t6"))


class Ran(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and no settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("PRENOTIFY_")]:
        monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def run(here: Path, capsys: pytest.CaptureFixture[str]) -> "Run":
    return Run(capsys)


class Run:
    """Runs a command in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]):
        self.capsys = capsys

    def __call__(self, *words: str | Path) -> Ran:
        try:
            status = main([str(word) for word in words])
        except SystemExit as ended:  # argparse's way out
            status = int(ended.code or 0)
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        return Ran(status, said.out, said.err)


def process(
    *words: str | Path, stdout: int = subprocess.PIPE, **environ: str
) -> "subprocess.CompletedProcess[bytes]":
    """Runs a command as a process of its own, in the working directory."""
    return subprocess.run(
        [sys.executable, "-m", "prenotify.cli", *map(str, words)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environ},
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )


def a_file(content: bytes | Data, name: str = "trip.json") -> Path:
    path = Path(name)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path
