"""What the commands share: exit statuses, the trip they are given, files they write."""

import argparse
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from errno import EISDIR
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from prenotify.domain.entries import read_day
from prenotify.domain.problems import BadInput, Problem, shown
from prenotify.settings import Settings

# The desk is loaded by the commands that need it: `serve` hands over to processes that load it themselves.
if TYPE_CHECKING:
    from prenotify.desk import Desk

DONE, NEEDS_ATTENTION, BAD_INPUT = 0, 1, 2
_OF_A_FILING = re.compile(r"\d\d-.+\.(pdf|eml)")
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def takes_a_trip(command: argparse.ArgumentParser) -> None:
    command.add_argument("trip", metavar="TRIP", type=Path, help="a trip file, .json or .toml")
    command.add_argument("--today", metavar="DATE", help="the day to plan from, such as 2026-11-22")


def open_desk(settings: Settings) -> "Desk":
    from prenotify.desk import Desk

    return Desk.open(settings)


def today_or(found: str | None) -> date:
    """The day of --today, else this one. Raises BadInput."""
    return datetime.now().astimezone().date() if found is None else read_option_day("--today", found)


def read_option_day(option: str, found: str) -> date:
    try:
        return read_day(found)
    except ValueError as error:
        raise BadInput([Problem(option, str(error))]) from None


def read_instant(option: str, found: str) -> datetime:
    """A moment in ISO 8601; without an offset it is UTC. Raises BadInput."""
    try:
        moment = datetime.fromisoformat(found.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        cure = "write it as 2027-03-02T08:00:00Z"
        raise BadInput([Problem(option, f"{shown(found)} is not a moment; {cure}")]) from None


def content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput([Problem(str(path), f"cannot be read: {error.strerror}")]) from None


def make(folder: Path) -> None:
    """The folder that --out names. Raises BadInput where there can be none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise BadInput([Problem("--out", f"{folder} is a file; name a folder")]) from None
    except OSError as error:
        raise BadInput([Problem("--out", f"{folder} cannot be made: {error.strerror}")]) from None


def of_before(folder: Path, files: Collection[str]) -> list[str]:
    """Papers in *folder* that are not among *files*: of another trip, or of this one as it was."""
    return sorted(p.name for p in folder.iterdir() if _OF_A_FILING.fullmatch(p.name) and p.name not in files)


def write(folder: Path, files: dict[str, bytes]) -> None:
    """All the files, or none and a clear word why not."""
    make(folder)
    parts = {name: folder / f".{name}.part" for name in files}
    try:
        in_the_way = next((name for name in files if (folder / name).is_dir()), None)
        if in_the_way:
            raise IsADirectoryError(EISDIR, f"{in_the_way} is a folder there")
        for name, content in files.items():
            parts[name].write_bytes(content)
        for name, part in parts.items():
            part.replace(folder / name)
    except OSError as error:
        raise BadInput([Problem("--out", f"{folder} cannot be written to: {error.strerror}")]) from None
    finally:
        _remove(parts.values())


def _remove(parts: Iterable[Path]) -> None:
    with suppress(OSError):
        for part in parts:
            part.unlink(missing_ok=True)
