"""`prenotify serve`: pages and worker come up together and go down together."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

PATIENCE = 30


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def served(tmp_path: Path, port: int, **more: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "prenotify.cli", "serve", "--port", str(port)],
        env=os.environ | {"PRENOTIFY_DATA_DIR": str(tmp_path), **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def answer(port: int) -> str:
    """What /healthz says once it answers at all."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz") as page:
                return str(page.read().decode())
        except URLError:
            time.sleep(0.05)
    pytest.fail("nothing answered")


def processes_of(session: int) -> list[int]:
    """Everything still running that the served process started."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


@pytest.mark.slow
def test_it_says_what_to_open_answers_and_leaves_nothing_running(tmp_path: Path) -> None:
    port = free_port()
    process = served(tmp_path, port)
    assert answer(port) == '{"status":"ok"}\n'
    assert len(processes_of(process.pid)) > 2, "pages and worker run beside each other"
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert f"Open http://localhost:{port} in a browser" in said
    assert "Traceback" not in said
    assert processes_of(process.pid) == []


@pytest.mark.slow
def test_where_one_process_cannot_be_started_the_other_is_ended(tmp_path: Path) -> None:
    process = served(tmp_path, free_port(), PATH=str(tmp_path))
    process.wait(timeout=PATIENCE)
    left = processes_of(process.pid)
    for one in left:
        os.kill(one, signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    assert (process.returncode, left) == (1, [])


def refused(tmp_path: Path, port: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "prenotify.cli", "serve", "--port", str(port)],
        env=os.environ | {"PRENOTIFY_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def test_a_taken_port_is_named_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        done = refused(tmp_path, port)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        f"--port: 127.0.0.1 port {port} cannot be used: Address already in use; choose another with --port\n"
    )


def test_a_number_that_is_no_port_is_named(tmp_path: Path) -> None:
    done = refused(tmp_path, 99999)
    assert (done.returncode, done.stderr) == (
        2,
        "--port: 99999 is no port; write a number from 1 to 65535\n",
    )


def test_a_bad_setting_stops_the_start_by_name(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prenotify.cli", "serve"],
        env=os.environ | {"PRENOTIFY_DATA_DIR": str(tmp_path), "PRENOTIFY_BASE_URL": "nowhere"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 2
    assert "PRENOTIFY_BASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
