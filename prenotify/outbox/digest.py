"""What is looked up without being stored: digests that only this site's secret key can make."""

import hmac
from hashlib import sha256


class Digest:
    """Keyed digests, 64 hexadecimal digits each."""

    def __init__(self, secret_key: str):
        self._key = secret_key.encode()

    def of(self, purpose: str, text: str) -> str:
        """The digest of *text*; the same text has another one for another purpose."""
        return hmac.new(self._key, f"{purpose}\0{text}".encode(), sha256).hexdigest()

    def mailbox(self, address: str) -> str:
        """The digest of a mail address, however it is capitalised."""
        return self.of("mailbox", address.strip().casefold())
