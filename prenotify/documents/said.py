"""A text with the same in a second language beside it."""

from collections.abc import Sequence


class Said(str):
    """What is said in a letter's own language; `beside` says it in the other one, or is empty."""

    beside: str

    def __new__(cls, text: str, beside: str = "") -> "Said":
        said = super().__new__(cls, text)
        said.beside = "" if beside.casefold() == text.casefold() else beside
        return said

    def with_values(self, **values: object) -> "Said":
        """Both languages with their {placeholders} filled."""
        return Said(self.format(**values), self.beside.format(**values))

    @classmethod
    def joined(cls, parts: "Sequence[Said]", between: str = ", ") -> "Said":
        """*parts* as one, in both languages where all of them are."""
        besides = [part.beside for part in parts]
        said = [other or str(part) for other, part in zip(besides, parts, strict=True)]
        return cls(between.join(parts), between.join(said) if any(besides) else "")

    @property
    def in_both(self) -> str:
        """On one line: "Name / Nama"."""
        return f"{self} / {self.beside}" if self.beside else str(self)


def beside(text: str) -> str:
    """What stands beside *text* in the second language, if anything does."""
    return text.beside if isinstance(text, Said) else ""
