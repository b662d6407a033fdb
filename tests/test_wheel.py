"""The wheel alone, in an empty environment and another folder, is a working prenotify."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.checkout import ROOT, files, only_in_a_checkout

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PRENOTIFY_"))
    }
    return subprocess.run(command, cwd=cwd, env=environ, capture_output=True, text=True, check=False)


def succeed(*command: str | Path, cwd: Path) -> str:
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    succeed(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel and what it asks for, nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=True)
    # The wheel asks for its dependencies itself; only their versions are the tested ones.
    versions = [
        line.rstrip(" \\") for line in (ROOT / "requirements.txt").read_text().splitlines() if "==" in line
    ]
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(versions))
    programs = folder / "venv/bin"
    python = programs / "python"
    succeed(python, "-m", "pip", "install", "--quiet", "--constraint", constraints, wheel, cwd=folder)
    succeed(python, "-m", "pip", "check", cwd=folder)
    return programs


@only_in_a_checkout
def test_code_forms_templates_and_languages_are_in_the_wheel_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert {name.split("/")[1] for name in names} >= {"forms", "templates", "locales"}
    code = {str(path) for path in files("prenotify")}
    data = {f"prenotify/{path}" for path in files("forms", "templates", "locales")}
    assert names == code | data


def test_the_installed_forms_pass_their_check(installed: Path, tmp_path: Path) -> None:
    succeed(installed / "prenotify", "forms", "check", cwd=tmp_path)


def test_an_installed_prenotify_plans_a_trip(installed: Path, tmp_path: Path) -> None:
    trip = tmp_path / "t1.toml"
    trip.write_bytes((ROOT / "tests/trips/t1.toml").read_bytes())
    done = run(installed / "prenotify", "plan", trip, "--json", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    assert json.loads(done.stdout)["filings"]
