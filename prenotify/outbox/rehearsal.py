"""A rehearsal's way of sending: each letter becomes a file, and nothing leaves."""

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
        whole, part = _files(self._folder, letter.message_id)
        try:
            part.write_bytes(letter.content)
            part.replace(whole)
        except OSError as error:
            return Outcome("put off", f"the file cannot be written: {error.strerror}", broken=True)
        return Outcome("sent", f"rehearsed: written to {whole.name}")

    def close(self) -> None:
        pass


def mail_folder(settings: Settings) -> Path:
    """Where a rehearsal writes its mail."""
    return settings.data_dir / "mail"


def erase_rehearsed(settings: Settings, message_id: str) -> None:
    """Remove what a rehearsal wrote of one letter, and what it had begun to write when it was killed."""
    for file in _files(mail_folder(settings), message_id):
        file.unlink(missing_ok=True)


def _files(folder: Path, message_id: str) -> tuple[Path, Path]:
    """The file of one letter, and the one it is while it is being written."""
    name = file_name(message_id)
    return folder / name, folder / f".{name}.part"


def file_name(message_id: str) -> str:
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", message_id.strip("<>").rpartition("@")[0]).strip(".-")
    return f"{stem[:100] or 'letter'}.eml"
