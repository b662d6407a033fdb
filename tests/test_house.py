"""The house keeps its shape: arrows point inward, nothing tells of one machine, settings are documented."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.checkout import ROOT, files, only_in_a_checkout

# Each part and the parts it may import. Documents and outbox do not know each other,
# the desk knows no doorway, and no doorway knows another.
_INSIDE = {
    "domain",
    "places",
    "keys",
    "settings",
    "mail_server",
    "rulebook",
    "calendars",
    "cases",
    "tripfile",
    "language",
    "documents",
    "outbox",
    "uploads",
}
MAY_IMPORT = {
    "prenotify": set[str](),
    "domain": set[str](),
    "places": set[str](),
    "mail_server": set[str](),
    "keys": set[str](),
    "settings": {"domain", "keys", "places", "mail_server"},
    "rulebook": {"domain", "places"},
    "calendars": {"domain"},
    "cases": {"domain", "rulebook"},
    "tripfile": {"domain"},
    "language": {"domain", "places"},
    "uploads": set[str](),
    "documents": {"domain", "places", "language"},
    "outbox": {"domain", "places", "settings", "mail_server"},
    "desk": _INSIDE | {"coverage", "export", "judging", "prenotify", "wordings"},
    "report": {"domain"},
    "serving": {"domain", "settings"},
    "coverage": {"domain"},
    "judging": {"domain", "cases"},
    "wordings": {"domain"},
    "export": {"domain", "cases", "rulebook"},
    "doctor": _INSIDE | {"desk"},
    # It plays the whole house through, so it runs the worker too.
    "rehearsal": _INSIDE | {"desk", "worker"},
    "cli": _INSIDE | {"desk", "doctor", "prenotify", "rehearsal", "report", "export", "serving", "worker"},
    "worker": _INSIDE | {"desk", "prenotify"},
    "web": _INSIDE | {"desk", "prenotify"},
    "__main__": {"cli"},
    "site": {"domain", "settings", "web", "worker"},
    "wsgi": {"site"},
}

# Whole families: flask means flask_wtf too.
ONLY_IN = {"flask": {"web", "site"}, "wtforms": {"web"}, "huey": {"worker"}}

# pydantic_core is where pydantic keeps the errors a validator raises.
DOMAIN_MAY_USE = sys.stdlib_module_names | {"pydantic", "pydantic_core"}
# Domain is what is true: no input, no output, no clock, no chance.
CLOCKS = {"time", "datetime.date.today"} | {
    f"datetime.datetime.{name}" for name in ("now", "today", "utcnow")
}
HIDDEN_CLOCKS = {f"pydantic.{tense}{kind}" for tense in ("Past", "Future") for kind in ("Date", "Datetime")}
SPEECH = {"builtins.input", "builtins.open", "builtins.print", "io", "logging", "os", "pathlib", "sqlite3"}
REACH = {"http", "shutil", "smtplib", "socket", "subprocess", "tempfile", "urllib.request"}
CHANCE = {"random", "secrets", "uuid.uuid1", "uuid.uuid4"}
NOT_IN_DOMAIN = CLOCKS | HIDDEN_CLOCKS | SPEECH | REACH | CHANCE


class Use(NamedTuple):
    """One dotted name that a line of source imports or mentions."""

    path: Path
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.name}"


def part_of(path: Path) -> str:
    """prenotify/domain/trip.py -> domain; prenotify/cli.py -> cli; wsgi.py -> wsgi."""
    parts = path.with_suffix("").parts
    return parts[0] if len(parts) == 1 or parts[1] == "__init__" else parts[1]


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in [*sorted((ROOT / "prenotify").rglob("*.py")), ROOT / "wsgi.py"]:
        yield path.relative_to(ROOT), ast.parse(path.read_text())


def imports(path: Path, tree: ast.Module) -> Iterator[Use]:
    """Every import, wherever it stands: at the top, inside a function, for types only, or by name."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (Use(path, node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                package = [*path.parts[: len(path.parts) - level]] if level else []
                base = ".".join([*package, *filter(None, [module])])
                yield from (Use(path, node.lineno, f"{base}.{alias.name}") for alias in names)
            case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]) if "import" in ast.unparse(
                func
            ):
                yield Use(path, node.lineno, name)


def mentions(path: Path, tree: ast.Module) -> Iterator[Use]:
    """Every dotted name used, as it is called at its origin: `dt.now` is `datetime.datetime.now`."""
    origins = {
        alias.asname or alias.name: f"{prefix}{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for prefix in [f"{node.module}." if isinstance(node, ast.ImportFrom) else ""]
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            first, *rest = ast.unparse(node).split(".")
            yield Use(path, node.lineno, ".".join([origins.get(first, f"builtins.{first}"), *rest]))


def within(name: str, families: set[str]) -> bool:
    """Whether a dotted name is one of these or lies inside one."""
    return any(name == family or name.startswith(f"{family}.") for family in families)


def part_imported(use: Use) -> str | None:
    """The part of the house an import leads to, or None when it leads out of it."""
    top, *rest = use.name.split(".")
    if top != "prenotify":
        return "wsgi" if top == "wsgi" else None
    return rest[0] if rest and rest[0] in MAY_IMPORT else top


def test_every_part_of_the_house_has_its_place() -> None:
    homeless = {part_of(path) for path, _ in sources()} - set(MAY_IMPORT)
    assert not homeless, f"say in MAY_IMPORT what {homeless} may import, and who may import it"


def test_arrows_point_inward() -> None:
    wrong = [
        f"{use} ({part_of(path)} may not import {part})"
        for path, tree in sources()
        for use in imports(path, tree)
        if (part := part_imported(use)) and part != part_of(path) and part not in MAY_IMPORT[part_of(path)]
    ]
    assert not wrong, "\n".join(wrong)


def test_each_framework_stays_in_its_room() -> None:
    wrong = [
        str(use)
        for path, tree in sources()
        for use in imports(path, tree)
        for framework, rooms in ONLY_IN.items()
        if re.match(rf"{framework}\b|{framework}_", use.name) and part_of(path) not in rooms
    ]
    assert not wrong, "\n".join(wrong)


def test_domain_stands_on_the_standard_library_and_pydantic() -> None:
    wrong = [
        str(use)
        for path, tree in sources()
        if part_of(path) == "domain"
        for use in imports(path, tree)
        if use.name.split(".")[0] not in DOMAIN_MAY_USE | {"prenotify"}
    ]
    assert not wrong, "\n".join(wrong)


def test_domain_has_no_input_no_output_and_no_clock() -> None:
    wrong = {
        str(use)
        for path, tree in sources()
        if part_of(path) == "domain"
        for use in [*imports(path, tree), *mentions(path, tree)]
        if within(use.name, NOT_IN_DOMAIN)
    }
    assert not wrong, "\n".join(sorted(wrong))


# A path of one machine, or the address of a package registry or mirror.
OF_ONE_MACHINE = re.compile(
    r"(?<![\w./-])/(?:work|root|home/\w+|Users/\w+)(?![\w-])"
    r"|pypi\.(?:org|python)|pythonhosted\.|npmjs\.|yarnpkg\.|proxy\.golang|crates\.io|deb\.debian"
    r"|--(?:extra-)?index-url[ =]|--find-links[ =]|--trusted-host[ =]"
)


@only_in_a_checkout
def test_no_file_tells_of_one_machine_or_registry() -> None:
    wrong = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in files()
        if b"\0" not in (content := (ROOT / path).read_bytes())
        for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1)
        if OF_ONE_MACHINE.search(f"{path}\n{line}")
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_requirement_has_a_version_and_hashes_and_no_address(lock: str) -> None:
    entries = re.split(r"\n(?! )", (ROOT / lock).read_text().strip())
    wrong = [
        entry for entry in entries if not re.match(r"[\w.-]+==\S+( ; .+)? \\\n    --hash=sha256:", entry)
    ]
    assert not wrong, "\n".join(wrong)
    assert "://" not in "".join(entries)


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    # NAME_FILE is another way to give NAME, no setting of its own.
    setting = re.compile(r"\bPRENOTIFY(?:_(?!FILE\b)[A-Z]+)+")
    read = set(setting.findall((ROOT / "prenotify/settings.py").read_text()))
    documented = set(setting.findall((ROOT / "docs/settings.md").read_text()))
    assert read, "prenotify/settings.py names its settings in full, so that they can be searched for"
    assert documented == read
