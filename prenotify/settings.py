"""All settings, read once from the environment (contract, section 5; docs/settings.md)."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from prenotify.domain.address import Address, read_addresses
from prenotify.domain.problems import BadInput, Problem, shown, unreadable
from prenotify.domain.toml_text import read_toml
from prenotify.keys import key_kept_in
from prenotify.mail_server import read_mail_server
from prenotify.places import form_ids

_DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")
_QUEUES = ("redis", "rediss", "postgresql")
_ON_A_HOST = ("http", "https", "smtp", "smtps", "imap", "imaps")
_PLAIN_ADDRESS = re.compile(r"[^\s<>,;:@\"]+@[^\s<>,;:@\"]+")
_DATA_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")
_NO_PART_OF_A_SITE = re.compile(r"[\s?#@<>\"\\]")
_SHORTEST_TOKEN = 20
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
    retry_seconds: int = 300
    """The first pause after a passing fault; it doubles each time, to a day at most."""
    lease_seconds: int = 300
    """How long a claimed letter belongs to its worker."""
    smtp_seconds: int = 60
    """How long the mail server may take over one step."""
    daily_cap: int = 500
    """How many letters one recipient gets on one of its days."""
    operator_token: str = field(default="", repr=False)
    """Opens the operator's page and the metrics; without one there are none."""
    bounces_url: str = field(default="", repr=False)
    """The mailbox that letters bounce to: a Maildir, or a folder on an IMAP server."""
    proxies: int = 0
    """How many servers of the operator's own stand in front and name the client they answer."""
    mail_max_mb: int = 10
    """How large one mail may be, with all that is attached."""
    fonts_dir: Path | None = None
    """Fonts beyond those that come with prenotify; by default the folder fonts in data_dir."""

    @property
    def fonts(self) -> Path:
        return self.fonts_dir or self.data_dir / "fonts"

    @property
    def mail_max_bytes(self) -> int:
        return self.mail_max_mb * 1_000_000

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
            smtp_url=self._mail_server(),
            mail_from=self._sender(),
            recipients=self._recipients(),
            base_url=self._base_url() or DEFAULT_BASE_URL,
            retention_days=self._number("PRENOTIFY_RETENTION_DAYS", 30),
            retry_seconds=self._number("PRENOTIFY_RETRY_SECONDS", 300),
            lease_seconds=self._number("PRENOTIFY_LEASE_SECONDS", 300),
            smtp_seconds=self._number("PRENOTIFY_SMTP_SECONDS", 60),
            daily_cap=self._number("PRENOTIFY_DAILY_CAP", 500),
            operator_token=self._operator_token(),
            bounces_url=self._mailbox(),
            proxies=self._number("PRENOTIFY_PROXIES", 0),
            mail_max_mb=self._number("PRENOTIFY_MAIL_MAX_MB", 10),
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

    def _base_url(self) -> str:
        """Links are this with a path behind it."""
        name = "PRENOTIFY_BASE_URL"
        found = self._url(name, self._text(name), ("http", "https"))
        if odd := _NO_PART_OF_A_SITE.search(found):
            self._complain(
                name, f"has {shown(odd[0])} in it; write only https://, the host and a path if any"
            )
        return found

    def _operator_token(self) -> str:
        found = self._secret("PRENOTIFY_OPERATOR_TOKEN")
        if found and len(found) < _SHORTEST_TOKEN:
            self._complain(
                "PRENOTIFY_OPERATOR_TOKEN",
                f"is too short to be secret; use at least {_SHORTEST_TOKEN} characters, "
                "such as prenotify keys new prints",
            )
        return found

    def _mailbox(self) -> str:
        """A Maildir is named by its folder, which must be there; all others by their host."""
        name = "PRENOTIFY_BOUNCES_URL"
        found = self._secret(name)
        folder = found.removeprefix("maildir://")
        if found == folder:
            return self._url(name, found, ("maildir", "imaps", "imap"))
        if not folder.startswith("/") or not Path(unquote(folder), "new").is_dir():
            self._complain(name, f"{shown(folder)} is no Maildir: there is no folder new in it")
        return found

    def _mail_server(self) -> str:
        name = "PRENOTIFY_SMTP_URL"
        before = len(self.problems)
        found = self._url(name, self._secret(name), ("smtp", "smtps"))
        if found and len(self.problems) == before:
            try:
                read_mail_server(found)
            except ValueError as error:
                self._complain(name, str(error))
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
            return key_kept_in(data_dir / f"{name.removeprefix('PRENOTIFY_').lower().replace('_', '-')}.txt")
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
            entered = read_toml(Path(file).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            self._complain("PRENOTIFY_RECIPIENTS", f"{shown(file)} {unreadable(error)}")
            return {}
        except BadInput as error:
            for problem in error.problems:
                self._complain("PRENOTIFY_RECIPIENTS", f"in {shown(file)}: {problem}")
            return {}
        addresses, problems = read_addresses(entered, form_ids())
        for problem in problems:
            self._complain("PRENOTIFY_RECIPIENTS", f"{problem.path} {problem.message}")
        return addresses

    def _complain(self, name: str, message: str) -> None:
        self.problems.append(Problem(name, message))


def _names_a_host(url: str) -> bool:
    """A database or a queue may be on a local socket; pages and mail are somewhere."""
    try:
        parts = urlsplit(url)
        return parts.port != 0 and (parts.scheme not in _ON_A_HOST or bool(parts.hostname))
    except ValueError:
        return False
