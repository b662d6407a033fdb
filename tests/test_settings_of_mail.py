"""Settings of mail: whether it leaves, from whom, to whom, and where returned mail comes in."""

from pathlib import Path

import pytest

from tests.environments import KEY, problems, read
from tests.environments import here as here


@pytest.mark.parametrize("found", ["yes", "true", "on", "2", "-1", "no"])
def test_live_is_1_or_unset(here: Path, found: str) -> None:
    assert problems(LIVE=found) == {"LIVE": f"“{found}” is neither 1 nor unset"}


def test_a_nought_keeps_mail_at_home(here: Path) -> None:
    assert read(LIVE="0").live is False


def test_mail_leaves_only_with_a_senders_address(here: Path) -> None:
    assert "is missing" in problems(LIVE="1")["MAIL_FROM"]


@pytest.mark.parametrize(
    "found", ["desk", "Desk <desk@example.org>", "a@example.org,b@example.org", "a b@example.org"]
)
def test_the_sender_is_one_plain_address(here: Path, found: str) -> None:
    assert "e-mail address" in problems(MAIL_FROM=found)["MAIL_FROM"]


@pytest.mark.parametrize(
    ("name", "found", "right"),
    [
        ("DATABASE_URL", "mysql://example.org/x", "sqlite:// or postgresql:// or postgresql+psycopg://"),
        ("DATABASE_URL", "prenotify.db", "sqlite://"),
        ("QUEUE_URL", "amqp://example.org", "redis:// or rediss:// or postgresql://"),
        ("SMTP_URL", "example.org:25", "smtp:// or smtps://"),
        ("SMTP_URL", "http://example.org", "smtp:// or smtps://"),
        ("BASE_URL", "carnet.example.org", "http:// or https://"),
        ("BASE_URL", "ftp://carnet.example.org", "http:// or https://"),
        ("BASE_URL", "https:carnet.example.org", "http:// or https://"),
    ],
)
def test_an_address_begins_as_its_kind_does(here: Path, name: str, found: str, right: str) -> None:
    message = problems(SECRET_KEY="s", DATA_KEYS=KEY, **{name: found})[name]
    assert message.startswith("does not begin with ")
    assert right in message


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("BASE_URL", "https://"),
        ("BASE_URL", "https://[::1"),
        ("BASE_URL", "https://example.org:port"),
        ("BASE_URL", "https://example.org:99999"),
        ("SMTP_URL", "smtp://user:pass@:587"),
        ("SMTP_URL", "smtp://"),
    ],
)
def test_an_address_leads_somewhere(here: Path, name: str, found: str) -> None:
    assert problems(**{name: found}) == {name: "names no host behind ://, or a port that is none"}


@pytest.mark.parametrize("found", ["0", "-1", "many", "1.5", "1e3", "9" * 30, "9" * 5000])
def test_days_of_retention_are_a_sensible_number(here: Path, found: str) -> None:
    message = problems(RETENTION_DAYS=found)["RETENTION_DAYS"]
    assert "is not a number from 1 to 1,000,000" in message
    assert len(message) < 150


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("not toml at all", "recipients.toml”: not TOML: "),
        (
            '["indonesia/imi-notice"]\nemail = "a@example.org"\nemail = "b@example.org"',
            "email: is given twice",
        ),
        (
            '["indonesia/imi-notice"]\nemail = "a@example.org"\nverified = 2026-11-31',
            '["indonesia/imi-notice"] verified: 2026-11-31 is not a day of the calendar',
        ),
        ('["indonesia/imi-notice"]\nemail = "ä@example.org"', "which many mail servers cannot take"),
        (
            '["indonesia/imi-notice"]\nemail = "nobody"',
            '["indonesia/imi-notice"] email: “nobody” is not an e-mail address',
        ),
        ('["indonesia/imi-notice"]\nverified = 2026-11-20', '["indonesia/imi-notice"] email: is missing'),
        ('["indonesia/imi-notice"]\nemail = "a@example.org"\nverifed = 2026-11-20', "did you mean verified?"),
        (
            '["indonesia/imi-notice"]\nemail = "a@example.org"\nverified = "soon"',
            '["indonesia/imi-notice"] verified: “soon” is not a date; write year-month-day, such as',
        ),
        ('"indonesia/imi-notice" = "a@example.org"', "is not a group of keys and values"),
    ],
)
def test_a_recipients_file_that_is_wrong_stops_the_start(here: Path, content: str, message: str) -> None:
    (here / "recipients.toml").write_text(content)
    assert message in problems(RECIPIENTS="recipients.toml")["RECIPIENTS"]


def test_a_recipients_file_that_is_not_there_stops_the_start(here: Path) -> None:
    said = problems(RECIPIENTS="absent.toml")["RECIPIENTS"]
    assert said == "“absent.toml” is not there; write the path of a file that is"
    assert problems(RECIPIENTS=".")["RECIPIENTS"] == "“.” is a folder; write the path of a file in it"
    (here / "latin.toml").write_bytes(b"\xff")
    assert problems(RECIPIENTS="latin.toml")["RECIPIENTS"] == (
        "“latin.toml” is not UTF-8 text; save it as UTF-8"
    )


@pytest.mark.parametrize(
    "url",
    ["imaps://desk:p%20w@mail.example.org/INBOX", "imap://desk@mail.example.org:1143/Returned?starttls=0"],
)
def test_a_mailbox_for_returned_mail_is_on_a_mail_server(here: Path, url: str) -> None:
    assert read(BOUNCES_URL=url).bounces_url == url


def test_a_mailbox_for_returned_mail_may_be_a_maildir_that_is_there(here: Path) -> None:
    url = f"maildir://{here}/box"
    assert "is no Maildir" in problems(BOUNCES_URL=url)["BOUNCES_URL"]
    (here / "box" / "new").mkdir(parents=True)
    assert read(BOUNCES_URL=url).bounces_url == url


@pytest.mark.parametrize("url", ["pop3://mail.example.org", "imaps://", "maildir://box", "/var/mail/box"])
def test_any_other_mailbox_stops_the_start(here: Path, url: str) -> None:
    assert problems(BOUNCES_URL=url).keys() == {"BOUNCES_URL"}


def test_the_mailboxs_password_is_in_no_error(here: Path) -> None:
    said = problems(BOUNCES_URL="pop3://desk:hunter2@mail.example.org")["BOUNCES_URL"]
    assert "hunter2" not in said
