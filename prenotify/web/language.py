"""The words of the pages in the reader's language. English only, until catalogues are there.

Templates say `_("...")` and `{% trans %}`; both end here.
"""

from gettext import NullTranslations

_ENGLISH = NullTranslations()


def _translations() -> NullTranslations:
    return _ENGLISH


def gettext(message: str) -> str:
    return _translations().gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    return _translations().ngettext(one, many, number)
