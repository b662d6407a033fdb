"""A recipient's address, as an operator configured it."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from prenotify.domain.deadlines import months_after
from prenotify.domain.entries import Email


class Address(BaseModel):
    """Where a desk's mail goes, and when somebody last verified that."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    email: Email
    verified: date | None = None

    def is_verified(self, today: date) -> bool:
        """An address verified over a year ago counts no more."""
        return self.verified is not None and self.verified <= today <= months_after(self.verified, 12)
