"""What templates draw once with blanks, and Python fills in for each traveller.

Most of a page's time goes into words that are the same for everybody. So a part is drawn by its
template with a blank wherever a word of the traveller's goes, and kept as a format string. No
such word is ever in what is kept; each is escaped as it is filled in.
"""

import re
import secrets

from markupsafe import Markup, escape

# Nobody can type a blank: it is another one in each process.
_MARK = secrets.token_hex(8)
_UNSAFE = re.compile("[&<>\"']")
_BLANK = re.compile(rf"{_MARK}-(\w+)-")


def blank(name: str) -> str:
    """What a template draws in the place of a word; it may stand in text, attributes and addresses."""
    return f"{_MARK}-{name}-"


def outline(drawn: str) -> str:
    """What was drawn with blanks, as a format string with their names; for words made `safe`."""
    return _BLANK.sub(r"{\1}", drawn.replace("{", "{{").replace("}", "}}"))


def safe(word: str) -> str:
    """*word* as HTML. Most need nothing done, which is quicker found out than done."""
    return escape(word) if isinstance(word, Markup) or _UNSAFE.search(word) else word
