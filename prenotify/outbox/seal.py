"""How trips are locked: encrypted and authenticated, the keys kept outside the database."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class BrokenSeal(Exception):  # noqa: N818 - it names what was found
    """What is stored was not sealed with any of the keys given, or has been tampered with."""


class Seal:
    """Locks with the newest key, opens with any."""

    def __init__(self, keys: Sequence[str]):
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def lock(self, entered: Mapping[str, Any]) -> bytes:
        return self._fernet.encrypt(json.dumps(entered, ensure_ascii=False).encode())

    def unlock(self, sealed: bytes) -> dict[str, Any]:
        try:
            opened = self._fernet.decrypt(sealed)
        except InvalidToken:
            raise BrokenSeal("no data key given opens what is stored") from None
        entered: dict[str, Any] = json.loads(opened)
        return entered

    def renew(self, sealed: bytes) -> bytes:
        """The same content under the newest key."""
        try:
            return self._fernet.rotate(sealed)
        except InvalidToken:
            raise BrokenSeal("no data key given opens what is stored") from None
