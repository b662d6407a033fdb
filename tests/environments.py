"""Settings read from an environment that is made up."""

from base64 import urlsafe_b64encode
from pathlib import Path

import pytest

from prenotify.settings import BadSettings, Settings

KEY, OTHER_KEY = (urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2))

DATABASE = "postgresql+psycopg://example.org/prenotify"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(**environ: str) -> dict[str, str]:
    """What is wrong with PRENOTIFY_... settings, by name."""
    with pytest.raises(BadSettings) as caught:
        Settings.from_env(named(environ))
    return {problem.path.removeprefix("PRENOTIFY_"): problem.message for problem in caught.value.problems}


def read(**environ: str) -> Settings:
    return Settings.from_env(named(environ))


def named(environ: dict[str, str]) -> dict[str, str]:
    return {f"PRENOTIFY_{name}": value for name, value in environ.items()}
