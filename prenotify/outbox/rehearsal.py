"""A rehearsal's way of sending: each letter becomes a file, and nothing leaves."""

import os
import re
from pathlib import Path

from prenotify.outbox.claims import Loaded
from prenotify.outbox.settling import Outcome
from prenotify.outbox.transport import Unreachable
from prenotify.settings import Settings


class Rehearsal:
    """Writes each letter to a file named after its Message-ID; a second time gives the same file."""

    def __init__(self, folder: Path):
        self._folder = folder

    def open(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Unreachable(f"the folder for rehearsal mail cannot be made: {error.strerror}") from None

    def deliver(self, letter: Loaded) -> Outcome:
        name = file_name(letter.message_id)
        part = self._folder / f".{name}.{os.getpid()}.part"
        try:
            part.write_bytes(letter.content)
            part.replace(self._folder / name)
        except OSError as error:
            return Outcome("put off", f"the file cannot be written: {error.strerror}", broken=True)
        return Outcome("sent", f"rehearsed: written to {name}")

    def close(self) -> None:
        pass


def mail_folder(settings: Settings) -> Path:
    """Where a rehearsal writes its mail."""
    return settings.data_dir / "mail"


def rehearsed_file(settings: Settings, message_id: str) -> Path:
    """The file of one letter, whether it is there or not."""
    return mail_folder(settings) / file_name(message_id)


def file_name(message_id: str) -> str:
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", message_id.strip("<>").rpartition("@")[0]).strip(".-")
    return f"{stem[:100] or 'letter'}.eml"
