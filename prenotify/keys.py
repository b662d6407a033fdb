"""Keys: made new, or made once and kept in a file of their own."""

import os
from base64 import urlsafe_b64encode
from pathlib import Path
from secrets import token_bytes
from time import sleep

_BYTES = 32


def new_key() -> str:
    """A key as PRENOTIFY_DATA_KEYS takes it: 32 random bytes in URL-safe base64."""
    return urlsafe_b64encode(token_bytes(_BYTES)).decode()


def key_kept_in(file: Path) -> str:
    """The key in *file*, made if there is none; readable by the owner only. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(new_key())
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
