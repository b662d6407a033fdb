"""People's names where the reader may not know the letters."""

import unicodedata
from typing import Protocol


class Named(Protocol):
    """Whoever has a name: the traveller, a driver."""

    @property
    def name(self) -> str: ...

    @property
    def name_latin(self) -> str: ...


def is_latin(name: str) -> bool:
    """Whether every letter of *name* is a Latin one, whatever its accents."""
    if name.isascii():  # as most are, and quickly seen
        return True
    letters = (char for char in name if char.isalpha())
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)


def readable_name(person: Named) -> str:
    """The name; behind one in other letters also the passport's machine-readable form, if given."""
    if is_latin(person.name) or not person.name_latin:
        return person.name
    return f"{person.name} ({person.name_latin})"
