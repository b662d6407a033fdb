"""Addresses that mail goes to: how headers write them, and those that an operator configured."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from prenotify.domain.deadlines import months_after
from prenotify.domain.entries import Day, Email
from prenotify.domain.problems import Problem, nearest, printable, problems_of


class Address(BaseModel):
    """Where a desk's mail goes, and when somebody last verified that."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    email: Email
    verified: Day | None = None

    def is_verified(self, today: date) -> bool:
        """An address verified over a year ago counts no more."""
        return self.verified is not None and self.verified <= today <= months_after(self.verified, 12)


def ascii_address(address: str) -> str:
    """*address* as headers and mail servers take it: a domain in other letters in its ASCII form.

    What stands before the @ stays as it is: it has no such form.
    """
    name, at, domain = address.rpartition("@")
    return f"{name}{at}{ascii_domain(domain)}"


def ascii_domain(domain: str) -> str:
    """Label by label, RFC 5891, section 4.4; what was entered as an address is normalised already."""
    return ".".join(
        label if label.isascii() else f"xn--{label.lower().encode('punycode').decode('ascii')}"
        for label in domain.split(".")
    )


def read_addresses(
    entered: Mapping[str, Any], known: Collection[str]
) -> tuple[dict[str, Address], list[Problem]]:
    """The recipients file: the addresses by their keys, or all that is wrong, each with its place.

    *known* are the ids of the forms.
    """
    addresses: dict[str, Address] = {}
    problems: list[Problem] = []
    for key, table in entered.items():
        try:
            addresses[key] = Address.model_validate(table)
        except ValidationError as error:
            wrong = problems_of(error, Address)
            problems += (Problem(f'["{printable(key)}"]', str(problem)) for problem in wrong)
    # Alone they are found where the rules are read.
    return addresses, [*problems, *_strange(entered, known)] if problems else []


def _strange(keys: Collection[str], known: Collection[str]) -> Iterator[Problem]:
    for key in keys:
        if "/".join(key.split("/")[:2]) not in known:
            yield no_form(key, known)


def no_form(key: str, known: Collection[str]) -> Problem:
    """What is wrong with the *key* of an address that no form looks up; *known* are the forms' ids."""
    close = nearest(key, known)
    cure = f"did you mean {close}?" if close else f"known are {', '.join(sorted(known))}"
    return Problem(f'["{printable(key)}"]', f"is no form's id; {cure}")
