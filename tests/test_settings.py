"""Settings are read once, strictly, from the environment; each problem bears the setting's name."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from prenotify.settings import BadSettings, Settings
from tests.environments import DATABASE, KEY, OTHER_KEY, named, problems, read
from tests.environments import here as here


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
