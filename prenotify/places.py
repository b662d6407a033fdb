"""Where the data folders are: inside an installed package, or beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def forms_dir() -> Path:
    """What borders ask: a folder per country."""
    return _data_dir("forms")


def form_ids() -> set[str]:
    """The forms that are there, by the names of their files: <country>/<form>."""
    countries = (country.parent for country in forms_dir().glob("*/country.toml"))
    files = (path for country in countries for path in country.glob("*.toml"))
    return {f"{path.parent.name}/{path.stem}" for path in files if path.stem not in ("country", "cases")}


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
