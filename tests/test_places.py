"""The data folders are found inside an installed package and beside one in a checkout."""

from pathlib import Path

import pytest

from prenotify import places


@pytest.mark.parametrize("data", ["package/forms", "forms"])
def test_forms_are_found_inside_the_package_or_beside_it(
    data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / data).mkdir(parents=True)
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "package")
    assert places.forms_dir() == tmp_path / data


def test_an_installation_without_its_data_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "package")
    with pytest.raises(FileNotFoundError, match=r"templates/ is neither inside nor beside .*incomplete"):
        places.templates_dir()
