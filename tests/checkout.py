"""The files of this repository, for tests about the repository itself."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

only_in_a_checkout = pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="not a git checkout: nothing says what belongs to the repository"
)


def files(*folders: str) -> list[Path]:
    """Every file that is in the repository, or would be with the next commit."""
    # A build server's checkout often belongs to another user, which git refuses unless told.
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run([*git, *folders], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [Path(name) for name in sorted({*listed.split("\0")} - {""}) if (ROOT / name).is_file()]
