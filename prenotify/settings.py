"""All settings, read once from the environment (contract, section 5; docs/settings.md)."""

import os
import re
import secrets
import tomllib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from prenotify.domain.address import Address
from prenotify.domain.problems import BadInput, Problem, problems_of, shown

_DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")
_QUEUES = ("redis", "rediss", "postgresql")
_ON_A_HOST = ("http", "https", "smtp", "smtps")
_KEY_BYTES = 32
_PLAIN_ADDRESS = re.compile(r"[^\s<>,;:@\"]+@[^\s<>,;:@\"]+")
_DATA_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")
# So many days from today are still a date that a calendar and a database can hold.
_LARGEST_NUMBER = 1_000_000
DEFAULT_BASE_URL = "http://localhost:8000"


class BadSettings(BadInput):
    """A setting that is missing or malformed; each problem's path is the setting's name."""


@dataclass(frozen=True, slots=True)
class Settings:
    data_dir: Path = Path("var")
    database_url: str = ""
    queue_url: str = ""
    secret_key: str = field(default="", repr=False)
    data_keys: tuple[str, ...] = field(default=(), repr=False)
    """Keys that encrypt trips, newest first, each 32 bytes in URL-safe base64."""
    live: bool = False
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    recipients: Mapping[str, Address] = field(default_factory=dict)
    base_url: str = DEFAULT_BASE_URL
    retention_days: int = 30
    fonts_dir: Path | None = None
    """Fonts beyond those that come with prenotify; by default the folder fonts in data_dir."""

    @property
    def fonts(self) -> Path:
        return self.fonts_dir or self.data_dir / "fonts"

    @property
    def host(self) -> str:
        """The host of the base URL, which Message-IDs end in."""
        return urlsplit(self.base_url).hostname or "localhost"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, with_keys: bool = True) -> "Settings":
        """The settings in *environ*. Raises BadSettings with every problem, by name.

        Whoever stores nothing does without the keys: then none is made or asked for.
        """
        return _Reader(environ, with_keys).read()


class _Reader:
    def __init__(self, environ: Mapping[str, str], with_keys: bool):
        self.environ = environ
        self.with_keys = with_keys
        self.problems: list[Problem] = []

    def read(self) -> Settings:
        data_dir = Path(self._text("PRENOTIFY_DATA_DIR") or "var")
        database_url = self._secret("PRENOTIFY_DATABASE_URL")
        settings = Settings(
            data_dir=data_dir,
            database_url=self._url("PRENOTIFY_DATABASE_URL", database_url, _DATABASES),
            queue_url=self._url("PRENOTIFY_QUEUE_URL", self._secret("PRENOTIFY_QUEUE_URL"), _QUEUES),
            secret_key=self._kept_key("PRENOTIFY_SECRET_KEY", data_dir, database_url),
            data_keys=self._data_keys(data_dir, database_url),
            live=self._switch("PRENOTIFY_LIVE"),
            smtp_url=self._url("PRENOTIFY_SMTP_URL", self._secret("PRENOTIFY_SMTP_URL"), ("smtp", "smtps")),
            mail_from=self._sender(),
            recipients=self._recipients(),
            base_url=self._url("PRENOTIFY_BASE_URL", self._text("PRENOTIFY_BASE_URL"), ("http", "https"))
            or DEFAULT_BASE_URL,
            retention_days=self._number("PRENOTIFY_RETENTION_DAYS", 30),
            fonts_dir=self._folder("PRENOTIFY_FONTS"),
        )
        if settings.live and not settings.smtp_url:
            self._complain("PRENOTIFY_SMTP_URL", "is missing; mail can only leave through a mail server")
        if settings.live and not settings.mail_from:
            self._complain("PRENOTIFY_MAIL_FROM", "is missing; mail can only leave with a sender's address")
        if self.problems:
            raise BadSettings(self.problems)
        return settings

    def _text(self, name: str) -> str:
        return self.environ.get(name, "").strip()

    def _secret(self, name: str) -> str:
        """A setting's value, or the content of the file that NAME_FILE points at."""
        file = self._text(f"{name}_FILE")
        if not file:
            return self._text(name)
        try:
            found = Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            self._complain(f"{name}_FILE", f"{shown(file)} cannot be read: {error.strerror}")
            return ""
        except UnicodeDecodeError:
            self._complain(f"{name}_FILE", f"{shown(file)} is not UTF-8 text")
            return ""
        if not found:
            self._complain(f"{name}_FILE", f"{shown(file)} is empty")
        return found

    def _url(self, name: str, found: str, schemes: tuple[str, ...]) -> str:
        if found and found.partition("://")[0] not in schemes:
            choice = " or ".join(f"{scheme}://" for scheme in schemes)
            self._complain(name, f"does not begin with {choice}")
        elif found and not _names_a_host(found):
            self._complain(name, "names no host behind ://, or a port that is none")
        return found

    def _folder(self, name: str) -> Path | None:
        found = self._text(name)
        if found and not Path(found).is_dir():
            self._complain(name, f"{shown(found)} is no folder")
        return Path(found) if found else None

    def _switch(self, name: str) -> bool:
        found = self._text(name)
        if found not in ("", "0", "1"):
            self._complain(name, f"{shown(found)} is neither 1 nor unset")
        return found == "1"

    def _number(self, name: str, default: int) -> int:
        found = self._text(name)
        if not found:
            return default
        number = int(found) if found.isdecimal() and len(found) <= len(str(_LARGEST_NUMBER)) else 0
        if not 1 <= number <= _LARGEST_NUMBER:
            self._complain(name, f"{shown(found)} is not a number from 1 to {_LARGEST_NUMBER:,}")
            return default
        return number

    def _kept_key(self, name: str, data_dir: Path, database_url: str) -> str:
        """A key from the environment, or one made once and kept in the data directory."""
        found = self._secret(name)
        if found or self._text(f"{name}_FILE") or not self.with_keys:
            return found
        if database_url:
            self._complain(
                name, "is missing; with PRENOTIFY_DATABASE_URL set, every machine needs the same key"
            )
            return ""
        try:
            return _key_kept_in(data_dir / f"{name.removeprefix('PRENOTIFY_').lower().replace('_', '-')}.txt")
        except OSError as error:
            self._complain(
                "PRENOTIFY_DATA_DIR", f"{shown(str(data_dir))} cannot hold {name}: {error.strerror}"
            )
            return ""

    def _data_keys(self, data_dir: Path, database_url: str) -> tuple[str, ...]:
        found = self._kept_key("PRENOTIFY_DATA_KEYS", data_dir, database_url)
        keys = tuple(key.strip() for key in found.split(",") if key.strip())
        if found and not (keys and all(_DATA_KEY.fullmatch(key) for key in keys)):
            self._complain(
                "PRENOTIFY_DATA_KEYS", "holds a key that is not 32 bytes in URL-safe base64 (44 characters)"
            )
        return keys

    def _sender(self) -> str:
        found = self._text("PRENOTIFY_MAIL_FROM")
        if found and not _PLAIN_ADDRESS.fullmatch(found):
            self._complain(
                "PRENOTIFY_MAIL_FROM",
                f"{shown(found)} is not a plain e-mail address; write it as name@example.org",
            )
        return found

    def _recipients(self) -> Mapping[str, Address]:
        file = self._text("PRENOTIFY_RECIPIENTS")
        if not file:
            return {}
        try:
            entered = tomllib.loads(Path(file).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            self._complain("PRENOTIFY_RECIPIENTS", f"{shown(file)} cannot be read as TOML: {error}")
            return {}
        addresses = {form: self._address(form, table) for form, table in entered.items()}
        return {form: address for form, address in addresses.items() if address}

    def _address(self, form: str, table: Any) -> Address | None:
        try:
            return Address.model_validate(table)
        except ValidationError as error:
            for problem in problems_of(error, Address):
                self._complain("PRENOTIFY_RECIPIENTS", f'["{form}"] {problem}')
            return None

    def _complain(self, name: str, message: str) -> None:
        self.problems.append(Problem(name, message))


def _names_a_host(url: str) -> bool:
    """A database or a queue may be on a local socket; pages and mail are somewhere."""
    try:
        parts = urlsplit(url)
        return parts.port != 0 and (parts.scheme not in _ON_A_HOST or bool(parts.hostname))
    except ValueError:
        return False


def _key_kept_in(file: Path) -> str:
    """The key in *file*, made if there is none; readable by the owner only."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode())
    except FileExistsError:
        pass  # another process, or an earlier start, has made it
    return _written_key(file)


def _written_key(file: Path) -> str:
    """A process that starts at the same moment may have made the file and not written to it yet."""
    for _ in range(50):
        found = file.read_text(encoding="utf-8").strip()
        if found:
            return found
        sleep(0.01)
    raise OSError(None, f"{file.name} in it is empty; delete it, and a new key is made")
