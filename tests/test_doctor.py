"""`prenotify doctor`: each part of a deployment is looked at, and what is wrong is said with its cure."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import make_url

from prenotify.desk import Desk
from prenotify.doctor import Finding, examine
from prenotify.domain.address import Address
from prenotify.settings import Settings
from tests.builders import TODAY
from tests.needs import needs, postgres_url
from tests.outbox.mail_server import MailServer
from tests.outbox.test_secure_mail import a_certificate, a_secure_server

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEY = Fernet.generate_key().decode()
Examine = Callable[..., dict[str, list[Finding]]]


@pytest.fixture
def found(tmp_path: Path) -> Examine:
    """What the doctor says of a deployment with these settings, by part."""

    def look(now: datetime = NOW, queue: Callable[[], object] = lambda: 0, **more: Any) -> Any:
        given: dict[str, Any] = {"data_dir": tmp_path / "var", "data_keys": (KEY,), "secret_key": "s"}
        settings = Settings(**given | more)
        by_part: dict[str, list[Finding]] = {}
        for finding in examine(Desk.open(settings), now, queue):
            by_part.setdefault(finding.part, []).append(finding)
        return by_part

    return look


@contextmanager
def a_schema(name: str) -> Iterator[str]:
    """A database URL whose tables are nobody else's."""
    url = make_url(postgres_url()).update_query_dict({"options": f"-c search_path={name}"})
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")
        yield url.render_as_string(hide_password=False)
        connection.execute(f"DROP SCHEMA {name} CASCADE")


def verdicts(findings: list[Finding]) -> set[str]:
    return {finding.verdict for finding in findings}


def test_a_fresh_rehearsal_has_nothing_bad(found: Examine) -> None:
    by_part = found()
    assert "bad" not in {f.verdict for part in by_part.values() for f in part}
    assert "rehearsal" in by_part["mail"][0].says
    assert "PRENOTIFY_LIVE, PRENOTIFY_SMTP_URL, PRENOTIFY_MAIL_FROM" in by_part["mail"][0].cure


def test_a_folder_that_others_may_read_is_named_with_its_cure(found: Examine, tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o755)
    first = found(data_dir=folder)["data folder"][0]
    assert (first.verdict, first.cure) == ("look", f"chmod 700 {folder}")


def test_more_than_one_data_key_can_be_reduced(found: Examine) -> None:
    (finding,) = found(data_keys=(KEY, Fernet.generate_key().decode()))["keys"]
    assert finding.verdict == "look"
    assert "prenotify keys renew" in finding.cure


def test_a_database_that_does_not_answer_is_bad_and_its_password_unsaid(found: Examine) -> None:
    (finding,) = found(database_url="postgresql://u:geheim@127.0.0.1:1/none")["database"]
    assert finding.verdict == "bad"
    assert "geheim" not in str(finding)


@needs("postgres")
def test_a_database_that_answers_is_good_and_its_clock_is_ours(found: Examine) -> None:
    with a_schema("prenotify_doctor") as url:
        by_part = found(database_url=url)
    assert "PostgreSQL answers" in by_part["database"][0].says
    assert verdicts(by_part["database"]) == verdicts(by_part["clock"]) == {"good"}


def test_a_clock_from_before_the_rules_were_checked_is_wrong(found: Examine) -> None:
    (finding,) = found(now=datetime(2020, 1, 1, tzinfo=UTC))["clock"]
    assert finding.verdict == "bad"
    assert "1 January 2020" in finding.says


def test_a_queue_that_does_not_answer_only_makes_letters_later(found: Examine) -> None:
    def broken() -> None:
        raise ConnectionError("redis://:geheim@queue")

    (finding,) = found(queue=broken, queue_url="redis://queue")["queue"]
    assert finding.verdict == "look"
    assert "a minute late" in finding.says
    assert "geheim" not in str(finding)


def test_a_live_site_whose_links_lead_nowhere_is_bad(found: Examine) -> None:
    with MailServer() as server:
        by_part = found(live=True, smtp_url=server.url, mail_from="notices@example.org")
    assert verdicts(by_part["mail"]) == {"good"}
    assert verdicts(by_part["links"]) == {"bad"}


def test_the_mail_server_is_greeted_and_sent_nothing(found: Examine) -> None:
    with MailServer() as server:
        (finding,) = found(smtp_url=server.url)["mail server"]
        assert finding.verdict == "look"
        assert "without TLS" in finding.says
        assert server.connections == 1
        assert server.messages == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("421 at greeting", "the mail server said: 421"),
        ("silent at greeting", "took too long"),
        ("drop at greeting", "ended the connection"),
    ],
)
def test_a_mail_server_that_does_not_let_us_in_is_bad_in_its_own_words(
    found: Examine, fault: str, words: str
) -> None:
    with MailServer(fault) as server:
        (finding,) = found(smtp_url=server.url, smtp_seconds=1)["mail server"]
    assert finding.verdict == "bad"
    assert words in finding.says


def test_a_login_that_is_refused_is_bad_and_its_password_unsaid(
    found: Examine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with a_secure_server(certificate) as server:
        server.passwords = {"desk": "right"}
        address = f"127.0.0.1:{server.port}?starttls=1"
        (good,) = found(smtp_url=f"smtp://desk:right@{address}")["mail server"]
        (bad,) = found(smtp_url=f"smtp://desk:geheim@{address}")["mail server"]
    assert (good.verdict, bad.verdict) == ("good", "bad")
    assert "with TLS (STARTTLS), and the login is accepted" in good.says
    assert "refuses the login: 535" in bad.says
    assert "geheim" not in str(bad)


def test_a_mailbox_that_cannot_be_read_is_bad(found: Examine, tmp_path: Path) -> None:
    (finding,) = found(bounces_url=f"maildir://{tmp_path}/nowhere")["returned mail"]
    assert finding.verdict == "bad"


def test_a_mailbox_that_can_be_read_is_left_as_it_is(found: Examine, tmp_path: Path) -> None:
    for name in ("new", "cur", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    message = tmp_path / "box" / "new" / "1.a"
    message.write_bytes(b"Subject: x\r\n\r\n")
    (finding,) = found(bounces_url=f"maildir://{tmp_path}/box")["returned mail"]
    assert finding.verdict == "good"
    assert message.exists()


@pytest.mark.parametrize(
    ("verified", "verdict", "words"),
    [
        (date(2026, 11, 20), "good", "20 November 2026"),
        (date(2025, 12, 20), "look", "counts until 20 December 2026"),
        (date(2025, 11, 20), "bad", "counts no more"),
        (date(2026, 11, 23), "bad", "which is still to come"),
        (None, "look", "never verified"),
    ],
)
def test_each_recipient_is_judged_by_the_age_of_its_address(
    found: Examine, verified: date | None, verdict: str, words: str
) -> None:
    address = Address(email="imi@example.org", verified=verified)
    judged = [f for f in found(recipients={"indonesia/imi-notice": address})["recipients"] if "imi" in f.says]
    assert [f.verdict for f in judged] == [verdict]
    assert words in judged[0].says


def test_forms_without_an_address_are_named(found: Examine) -> None:
    said = " ".join(f.says for f in found()["recipients"])
    assert "japan/jaf-verification has no address" in said
    assert "thailand/dlt-permit" not in said  # its agency is named by each traveller


def test_rules_that_nobody_looked_at_for_a_year_are_named(found: Examine) -> None:
    later = NOW.replace(year=TODAY.year + 2)
    assert "indonesia/imi-notice was checked over a year ago" in [f.says for f in found(now=later)["rules"]]
