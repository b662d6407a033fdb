"""A text with the same in a second language beside it."""


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

    @property
    def in_both(self) -> str:
        """On one line: "Name / Nama"."""
        return f"{self} / {self.beside}" if self.beside else str(self)


def beside(text: str) -> str:
    """What stands beside *text* in the second language, if anything does."""
    return text.beside if isinstance(text, Said) else ""
