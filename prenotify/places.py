"""Where the data folders are: inside an installed package, or beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def forms_dir() -> Path:
    """What borders ask: a folder per country."""
    return _data_dir("forms")


def templates_dir() -> Path:
    """What people read: pages and mails."""
    return _data_dir("templates")


def locales_dir() -> Path:
    """The languages: a folder per catalogue."""
    return _data_dir("locales")


def _data_dir(name: str) -> Path:
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise FileNotFoundError(
        f"{name}/ is neither inside nor beside {_PACKAGE}: this installation is incomplete"
    )
