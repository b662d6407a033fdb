"""Settings are read once, strictly, from the environment; each problem bears the setting's name."""

import stat
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from prenotify.settings import BadSettings, Settings

KEY, OTHER_KEY = (urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2))
DATABASE = "postgresql+psycopg://example.org/prenotify"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(**environ: str) -> dict[str, str]:
    """What is wrong with PRENOTIFY_... settings, by name."""
    with pytest.raises(BadSettings) as caught:
        Settings.from_env(named(environ))
    return {problem.path.removeprefix("PRENOTIFY_"): problem.message for problem in caught.value.problems}


def read(**environ: str) -> Settings:
    return Settings.from_env(named(environ))


def named(environ: dict[str, str]) -> dict[str, str]:
    return {f"PRENOTIFY_{name}": value for name, value in environ.items()}


def test_without_any_setting_everything_is_rehearsed_in_var(here: Path) -> None:
    found = read()
    assert found.data_dir == Path("var")
    assert (found.database_url, found.queue_url, found.smtp_url, found.mail_from) == ("", "", "", "")
    assert found.live is False
    assert found.base_url == "http://localhost:8000"
    assert found.retention_days == 30
    assert found.recipients == {}


def test_every_setting_is_read(here: Path) -> None:
    (here / "recipients.toml").write_text(
        '["indonesia/imi-notice"]\nemail = "imi@example.org"\nverified = 2026-11-20\n'
    )
    found = read(
        DATA_DIR="data",
        DATABASE_URL=DATABASE,
        QUEUE_URL="redis://example.org:6379/1",
        SECRET_KEY="not so secret",
        DATA_KEYS=f"{KEY}, {OTHER_KEY}",
        LIVE="1",
        SMTP_URL="smtp://user:pass@example.org:587?starttls=1",
        MAIL_FROM="desk@example.org",
        RECIPIENTS=str(here / "recipients.toml"),
        BASE_URL="https://carnet.example.org",
        RETENTION_DAYS="7",
    )
    assert found.data_dir == Path("data")
    assert found.database_url == DATABASE
    assert found.queue_url == "redis://example.org:6379/1"
    assert found.secret_key == "not so secret"
    assert found.data_keys == (KEY, OTHER_KEY), "newest first"
    assert found.live is True
    assert found.smtp_url == "smtp://user:pass@example.org:587?starttls=1"
    assert found.mail_from == "desk@example.org"
    assert found.recipients["indonesia/imi-notice"].email == "imi@example.org"
    assert found.recipients["indonesia/imi-notice"].verified == date(2026, 11, 20)
    assert found.base_url == "https://carnet.example.org"
    assert found.host == "carnet.example.org"
    assert found.retention_days == 7


def test_blank_is_unset_and_white_space_is_no_part_of_a_value(here: Path) -> None:
    found = read(DATA_DIR="", LIVE=" ", RETENTION_DAYS="", BASE_URL="  ", MAIL_FROM=" desk@example.org\n")
    assert found.data_dir == Path("var")
    assert found.live is False
    assert found.mail_from == "desk@example.org"


@pytest.mark.parametrize("name", ["DATABASE_URL", "QUEUE_URL", "SECRET_KEY", "DATA_KEYS", "SMTP_URL"])
def test_each_secret_may_come_from_a_file(here: Path, name: str) -> None:
    given = {
        "DATABASE_URL": DATABASE,
        "QUEUE_URL": "redis://example.org",
        "SECRET_KEY": "not so secret",
        "DATA_KEYS": KEY,
        "SMTP_URL": "smtps://user:pass@example.org",
    }
    direct = read(**given)
    (here / "secret").write_text(given.pop(name) + "\n")
    assert read(**given, **{f"{name}_FILE": str(here / "secret")}) == direct


@pytest.mark.parametrize("name", ["DATABASE_URL", "QUEUE_URL", "SECRET_KEY", "DATA_KEYS", "SMTP_URL"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"", "is empty"),
        (b"\xff\x00", "is not UTF-8 text"),
    ],
    ids=["absent", "empty", "not text"],
)
def test_a_secrets_file_that_holds_none_stops_the_start(
    here: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (here / "secret").write_bytes(content)
    found = problems(**{f"{name}_FILE": str(here / "secret")})
    assert set(found) == {f"{name}_FILE"}
    assert message in found[f"{name}_FILE"]


def test_keys_are_made_once_and_only_the_owner_may_read_them(here: Path) -> None:
    first, second = read(DATA_DIR="data"), read(DATA_DIR="data")
    assert first.secret_key == second.secret_key
    assert first.data_keys == second.data_keys
    assert len({first.secret_key, *first.data_keys}) == 2
    assert len(first.secret_key) >= 43
    files = sorted((here / "data").iterdir())
    assert len(files) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_another_data_folder_has_other_keys(here: Path) -> None:
    assert read(DATA_DIR="a").secret_key != read(DATA_DIR="b").secret_key


def test_a_key_that_is_given_leaves_nothing_behind(here: Path) -> None:
    read(SECRET_KEY="given", DATA_KEYS=KEY)
    assert list(here.iterdir()) == []


def test_whoever_stores_nothing_needs_no_keys(here: Path) -> None:
    found = Settings.from_env({}, with_keys=False)
    assert (found.secret_key, found.data_keys) == ("", ())
    Settings.from_env({"PRENOTIFY_DATABASE_URL": DATABASE}, with_keys=False)
    assert list(here.iterdir()) == []


def test_processes_that_start_together_find_the_same_keys(here: Path) -> None:
    with ThreadPoolExecutor(8) as together:
        for attempt in range(20):
            started = [together.submit(read, DATA_DIR=f"data{attempt}") for _ in range(8)]
            found = {(one.result().secret_key, one.result().data_keys) for one in started}
            assert len(found) == 1
            assert all(found.pop())


def test_a_key_file_that_lost_its_key_stops_the_start(here: Path) -> None:
    (here / "data").mkdir()
    (here / "data/secret-key.txt").touch()
    found = problems(DATA_DIR="data")
    assert "secret-key.txt in it is empty; delete it, and a new key is made" in found["DATA_DIR"]


def test_with_a_database_of_its_own_every_machine_is_given_the_same_keys(here: Path) -> None:
    found = problems(DATABASE_URL=DATABASE)
    assert set(found) == {"SECRET_KEY", "DATA_KEYS"}
    assert all(
        message.startswith("is missing; with PRENOTIFY_DATABASE_URL set") for message in found.values()
    )
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("data_dir", ["file", "file/below"])
def test_a_data_folder_that_cannot_be_one_stops_the_start(here: Path, data_dir: str) -> None:
    (here / "file").touch()
    found = problems(DATA_DIR=data_dir)
    assert set(found) == {"DATA_DIR"}
    assert f"“{data_dir}” cannot hold PRENOTIFY_" in found["DATA_DIR"]


@pytest.mark.parametrize(
    "keys",
    ["short", KEY[:-1], f"{KEY}{KEY}", f"{KEY},short", KEY.replace("A", "+"), "é" * 43 + "=", f"x{KEY}"],
)
def test_a_data_key_has_32_bytes_in_url_safe_base64(here: Path, keys: str) -> None:
    found = problems(DATA_KEYS=keys)
    assert set(found) == {"DATA_KEYS"}
    assert "32 bytes in URL-safe base64 (44 characters)" in found["DATA_KEYS"]
    assert keys not in found["DATA_KEYS"], "a key is not repeated in a log"


def test_commas_around_data_keys_do_no_harm(here: Path) -> None:
    assert read(DATA_KEYS=f", {KEY} ,,{OTHER_KEY},").data_keys == (KEY, OTHER_KEY)


def test_commas_alone_are_no_data_key(here: Path) -> None:
    assert set(problems(DATA_KEYS=" , ,")) == {"DATA_KEYS"}


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


@pytest.mark.parametrize(
    ("found", "odd"),
    [
        ("https://example.org/a?b=1", "?"),
        ("https://example.org/#top", "#"),
        ("https://me:secret@example.org", "@"),
        ("https://exam ple.org", " "),
    ],
)
def test_links_are_built_on_an_address_with_nothing_behind_it(here: Path, found: str, odd: str) -> None:
    message = problems(BASE_URL=found)["BASE_URL"]
    assert f"has “{odd}” in it; write only https://, the host and a path if any" in message
    assert read(BASE_URL="https://example.org/club").base_url == "https://example.org/club"


@pytest.mark.parametrize("url", ["sqlite:///var/x.sqlite3", "postgresql:///prenotify", DATABASE])
def test_a_database_may_be_a_file_or_a_local_socket(here: Path, url: str) -> None:
    assert read(DATABASE_URL=url, SECRET_KEY="s", DATA_KEYS=KEY).database_url == url


def test_what_is_secret_in_an_address_is_not_repeated(here: Path) -> None:
    found = problems(
        SMTP_URL="smpt://user:hunter2@example.org", DATABASE_URL="postgres://u:hunter2@example.org/x"
    )
    assert "hunter2" not in str(found)


def test_settings_shown_in_a_trace_tell_no_secret(here: Path) -> None:
    shown = repr(read(SECRET_KEY="hunter2", DATA_KEYS=KEY, SMTP_URL="smtp://u:hunter2@example.org"))
    assert "hunter2" not in shown
    assert KEY not in shown


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


def test_all_that_is_wrong_with_recipients_is_told_at_once(here: Path) -> None:
    (here / "recipients.toml").write_text(
        '["indonesia/imi-notise"]\nemail = "a@example.org"\n["japan/jaf-verification"]\nemail = "nobody"\n'
        '["india/adac-confirmation/oamtc"]\nverifed = 2026-11-20\n'
    )
    with pytest.raises(BadSettings) as caught:
        Settings.from_env(named({"RECIPIENTS": str(here / "recipients.toml")}))
    assert [problem.message for problem in caught.value.problems] == [
        '["japan/jaf-verification"] email: “nobody” is not an e-mail address; write it as name@example.org',
        '["india/adac-confirmation/oamtc"] email: is missing',
        '["india/adac-confirmation/oamtc"] verifed: is not a known key; did you mean verified?',
        '["indonesia/imi-notise"] is no form\'s id; did you mean indonesia/imi-notice?',
    ]


def test_every_problem_is_told_at_once_by_name(here: Path) -> None:
    found = problems(
        DATABASE_URL="mysql://x",
        QUEUE_URL="amqp://x",
        LIVE="maybe",
        SMTP_URL="mail",
        RECIPIENTS="absent.toml",
        BASE_URL="here",
        RETENTION_DAYS="soon",
        DATA_KEYS="short",
    )
    assert set(found) == {
        "DATABASE_URL",
        "QUEUE_URL",
        "SECRET_KEY",
        "LIVE",
        "SMTP_URL",
        "RECIPIENTS",
        "BASE_URL",
        "RETENTION_DAYS",
        "DATA_KEYS",
    }


def test_settings_cannot_be_changed_once_they_are_read(here: Path) -> None:
    with pytest.raises(AttributeError):
        read().live = True  # type: ignore[misc]


def test_no_environment_variable_of_others_matters(here: Path) -> None:
    assert Settings.from_env({"LIVE": "1", "HOME": "/nowhere", "prenotify_live": "1"}).live is False


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
