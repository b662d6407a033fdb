"""Fonts beyond those that come by pip: a folder of TrueType files for Japanese, Chinese and Korean.

Called at the doorway, before anything is printed. Nothing else here looks at the disk for fonts.
"""

from pathlib import Path

from prenotify.documents.fonts import BUILT_IN, FILES, FONTS, font_for
from prenotify.documents.shaping import runs


def use_pack(folder: Path) -> None:
    """Ask the fonts in *folder*, if there is one, for what the others lack, in the order of their names."""
    regular, bold = (sorted(folder.glob(f"*{weight}.ttf")) for weight in ("Regular", "Bold"))
    FILES.update({file.stem: file.resolve() for file in (*regular, *bold)})
    before = dict(FONTS)
    FONTS["regular"] = (*BUILT_IN["regular"], *(file.stem for file in regular))
    # A pack without bold letters prints its regular ones instead.
    FONTS["bold"] = (*BUILT_IN["bold"], *(file.stem for file in bold or regular))
    if before != FONTS:
        font_for.cache_clear()
        runs.cache_clear()
