"""The plan page under load, as `prenotify serve` serves it, against a bare Flask hello served the same way.

    python -m bench load

Fifty browsers at once, each asking again as soon as it is answered; needs wrk. On SQLite,
and on the PostgreSQL that the tests use, in a database made for it and removed again.
"""

import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlsplit

import psycopg
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from bench.plan import entered_of
from prenotify.serving import shape
from tests.needs import find, postgres_url

BROWSERS, SECONDS, ROUNDS = 50, 8, 3
AT_LEAST = 2000
"""Requests to the plan page in all."""
GOAL = 0.25


class Found(NamedTuple):
    requests: int
    per_second: float
    slowest: str
    """The time within which 99 of 100 requests were answered."""
    errors: list[str]


def main() -> int:
    """Print a line for each database; returns 1 when a goal is missed."""
    if shutil.which("wrk") is None:
        print("needs wrk: apt install wrk")
        return 1
    print("plan page, 12 stays, 2 workers, 50 browsers   requests/s  of hello   p99       requests  errors")
    missed = _report("SQLite", {})
    if find("postgres") is None:
        print("PostgreSQL                                    none answers")
        return missed
    with _database() as url:
        return max(missed, _report("PostgreSQL", {"PRENOTIFY_DATABASE_URL": url}))


def _report(name: str, more: dict[str, str]) -> int:
    with TemporaryDirectory() as folder, _hello() as hello, _site(Path(folder), more) as site:
        plan, cookie = _begin(site)
        _wrk(plan, cookie, seconds=2)  # a server that has just started has everything yet to load
        rounds = [(_wrk(f"{hello}/"), _wrk(plan, cookie)) for _round in range(ROUNDS)]
    ratio = median(theirs.per_second / ours.per_second for ours, theirs in rounds)
    plans = [theirs for _ours, theirs in rounds]
    errors = [error for found in plans for error in found.errors]
    asked = sum(found.requests for found in plans)
    speed = median(found.per_second for found in plans)
    print(f"{name:45} {speed:9.0f}  {ratio:8.2f}   {plans[-1].slowest:8}  {asked:8}  {errors or 'none'}")
    return 0 if ratio >= GOAL and not errors and asked >= AT_LEAST else 1


@contextmanager
def _site(folder: Path, more: dict[str, str]) -> Iterator[str]:
    own = {"PRENOTIFY_DATA_DIR": str(folder), "PRENOTIFY_SECRET_KEY": "bench"}
    keys = {"PRENOTIFY_DATA_KEYS": "A" * 43 + "="}
    with _served("prenotify.site:app()", own | keys | more) as address:
        yield address


@contextmanager
def _hello() -> Iterator[str]:
    with _served("bench._hello:app", {}) as address:
        yield address


@contextmanager
def _served(target: str, more: dict[str, str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    command = [sys.executable, "-m", "gunicorn", target, "--bind", f"{host}:{port}", *shape()]
    server = subprocess.Popen(command, env=os.environ | more)
    try:
        _await(host, port)
        yield f"http://{host}:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _await(host: str, port: int) -> None:
    for _attempt in range(300):
        with suppress(OSError), socket.create_connection((host, port)):
            return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers at {host}:{port}")


def _begin(site: str) -> tuple[str, str]:
    """Upload a trip of twelve stays: the address of its plan, and the cookie that opens it."""
    connection = HTTPConnection(urlsplit(site).netloc)
    connection.request("GET", "/trips/upload")
    answer = connection.getresponse()
    token = re.findall(r'name="csrf_token" value="([^"]+)"', answer.read().decode())[0]
    cookie = str(answer.headers["Set-Cookie"]).partition(";")[0]
    content = json.dumps(entered_of(12), default=str).encode()
    file = FileStorage(BytesIO(content), filename="trip.json")
    boundary, body = encode_multipart({"csrf_token": token, "trip_file": file})
    kind = f"multipart/form-data; boundary={boundary}"
    connection.request("POST", "/trips/upload", body, {"Cookie": cookie, "Content-Type": kind})
    answer = connection.getresponse()
    assert answer.status == 303, answer.read()
    return site + answer.headers["Location"], str(answer.headers["Set-Cookie"]).partition(";")[0]


def _wrk(url: str, cookie: str = "", seconds: int = SECONDS) -> Found:
    command = ["wrk", "--threads", "2", "--connections", str(BROWSERS), "--duration", str(seconds)]
    headers = ["--header", f"Cookie: {cookie}", "--header", "Accept-Encoding: gzip"]
    said = subprocess.run(
        [*command, "--latency", *headers, url], capture_output=True, text=True, check=True
    ).stdout
    return Found(
        int(re.findall(r"(\d+) requests in", said)[0]),
        float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0]),
        re.findall(r"99%\s+(\S+)", said)[0],
        re.findall(r"(?:Socket errors|Non-2xx).*", said),
    )


@contextmanager
def _database() -> Iterator[str]:
    """A database of its own on the server that tests use."""
    name = f"prenotify_bench_{secrets.token_hex(4)}"
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield postgres_url().rpartition("/")[0] + f"/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
