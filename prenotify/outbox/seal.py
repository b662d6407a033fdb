"""How trips are locked: encrypted and authenticated, the keys kept outside the database."""

import os
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic_core import from_json, to_json

from prenotify.domain.problems import BadInput, Problem

_NONCE = 12


class BrokenSeal(BadInput):
    """What is stored was not sealed with any of the keys given, or has been tampered with."""

    def __init__(self) -> None:
        said = "holds no key that opens what is stored; put the key back that it was sealed with"
        super().__init__([Problem("PRENOTIFY_DATA_KEYS", said)])


class Seal:
    """Locks with the newest key, opens with any."""

    def __init__(self, keys: Sequence[str]):
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._ciphers = [_cipher(key) for key in keys]

    def lock(self, entered: Mapping[str, Any]) -> bytes:
        return self._fernet.encrypt(to_json(entered))

    def unlock(self, sealed: bytes) -> dict[str, Any]:
        try:
            opened = self._fernet.decrypt(sealed)
        except InvalidToken:
            raise BrokenSeal from None
        entered: dict[str, Any] = from_json(opened)
        return entered

    def renew(self, sealed: bytes) -> bytes:
        """The same content under the newest key."""
        try:
            return self._fernet.rotate(sealed)
        except InvalidToken:
            raise BrokenSeal from None

    def lock_bytes(self, content: bytes) -> bytes:
        """For letters and files: forty times as fast as `lock`, and no third larger (AES-GCM)."""
        nonce = os.urandom(_NONCE)
        return nonce + self._ciphers[0].encrypt(nonce, content, None)

    def unlock_bytes(self, sealed: bytes) -> bytes:
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
            except (InvalidTag, ValueError):
                continue
        raise BrokenSeal

    def renew_bytes(self, sealed: bytes) -> bytes:
        """The same content under the newest key."""
        return self.lock_bytes(self.unlock_bytes(sealed))


def _cipher(key: str) -> AESGCM:
    """A key of its own, so that no two ciphers share one."""
    derived = HKDF(SHA256(), 32, salt=None, info=b"prenotify letters and files")
    return AESGCM(derived.derive(urlsafe_b64decode(key)))
