"""typst, tagged, its compiler and fonts kept; the content comes as JSON."""

from functools import cache
from pathlib import Path
from typing import Any

from typst import Compiler

from bench.rivals.content import as_json, fonts_dir


def draw(said: dict[str, Any]) -> bytes:
    written: bytes = _compiler().compile(format="pdf", sys_inputs={"content": as_json(said)})
    return written


@cache
def _compiler() -> Any:
    source = Path(__file__).with_name("filing.typ")
    return Compiler(source, font_paths=[str(fonts_dir())], ignore_system_fonts=True)
