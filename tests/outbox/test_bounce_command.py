"""`prenotify bounce`: what a mail server pipes is taken in, with an exit status that it understands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from prenotify.outbox.store import TripStore
from prenotify.settings import Settings
from tests.outbox.posted import NOW, Office
from tests.outbox.test_bounces import sample


@pytest.fixture
def settings(database_url: str, key: str, tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, database_url=database_url, data_keys=(key,), secret_key="s")


def bounce(settings: Settings, content: bytes, database_url: str = "") -> "subprocess.CompletedProcess[str]":
    environ = {
        "PATH": os.environ["PATH"],
        "PRENOTIFY_DATA_DIR": str(settings.data_dir),
        "PRENOTIFY_DATABASE_URL": database_url or settings.database_url,
        "PRENOTIFY_DATA_KEYS": settings.data_keys[0],
        "PRENOTIFY_SECRET_KEY": settings.secret_key,
    }
    command = [sys.executable, "-m", "prenotify.cli", "bounce"]
    done = subprocess.run(command, input=content, env=environ, capture_output=True, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_failure_refuses_its_letter(settings: Settings) -> None:
    store = TripStore.open(settings)
    office = Office(store)
    letter = office.sent()
    done = bounce(settings, sample("postfix-failed"))
    assert (done.returncode, done.stdout) == (0, f"{letter.reference}: refused, returned by a mail server\n")
    assert office.letters.get(letter.id).state == "refused"
    store.close()


def test_while_a_worker_has_its_letter_a_mail_server_tries_again(settings: Settings) -> None:
    store = TripStore.open(settings)
    office = Office(store)
    letter = office.put()
    (_claimed,) = office.claims.claim(NOW, live=True, most=1)
    done = bounce(settings, sample("postfix-failed"))
    assert (done.returncode, done.stdout) == (os.EX_TEMPFAIL, "")
    assert done.stderr == f"{letter.reference}: a worker has it at this moment; try again later\n"
    store.close()


@pytest.mark.parametrize("content", [b"", b"\xff\x00 noise", b"Subject: buy this\r\n\r\nnow\r\n"])
def test_noise_is_ignored_with_a_word_and_no_mail_server_returns_it(
    settings: Settings, content: bytes
) -> None:
    done = bounce(settings, content)
    assert done.returncode == 0
    assert done.stdout.startswith("no letter: ignored, ")


def test_while_the_database_is_away_a_mail_server_tries_again(settings: Settings) -> None:
    done = bounce(settings, b"", "postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == os.EX_TEMPFAIL
    assert "Traceback" not in done.stderr
