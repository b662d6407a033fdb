"""Names of places and clubs as people type them, compared without accents, case and punctuation."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)  # the same few ports are compared again and again
def plain(name: str) -> str:
    """A place name as it is compared: no accents, no case, no punctuation."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = (char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char))
    return " ".join("".join(letters).split())


def names_place(entered: str, known: str) -> bool:
    """Whether what the traveller *entered* names the *known* place: "Sunauli (land)" names Sunauli."""
    return f" {plain(known)} " in f" {plain(entered)} "
