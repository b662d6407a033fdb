"""Which language a page is in, and its words.

Templates say `_("...")` and `{% trans %}`; both end here. What a visitor chose counts first
(`?lang=de`, which the cookie then keeps), then what the browser asks for, then English.

Pages for everybody go with no cookie, so there only the address and the browser can tell. An
address without `lang` depends on the browser, which `Vary` says; links lead to one with `lang`
wherever the choice is not what the browser would get by itself.
"""

from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, has_request_context, request, session

from prenotify.language import ENGLISH, Language, languages
from prenotify.web.public import is_public

_PARAMETER = "lang"
_OPEN_TO_ALL = frozenset(
    {"start.page", "countries.listed", "countries.one", "carnet_guide.page", "carnet_guide.club"}
)
_FOR_PROGRAMS = frozenset({"api", "open_data", "health"})
_current: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def current() -> Language:
    """The language of the page that is being made."""
    return _current.get()


def gettext(message: str) -> str:
    return _current.get().gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    return _current.get().ngettext(one, many, number)


def set_up(app: Flask) -> None:
    """Give each request its language."""

    @app.before_request
    def choose() -> None:
        g.language_token = _current.set(_chosen())

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        if token := g.pop("language_token", None):
            _current.reset(token)

    @app.after_request
    def tell(response: Response) -> Response:
        if response.mimetype == "text/html" and is_public() and _asked_for() is None:
            response.vary.add("Accept-Language")
        return response

    app.url_defaults(_keep_language)


def _chosen() -> Language:
    if request.endpoint == "static" or request.blueprint in _FOR_PROGRAMS:
        return ENGLISH
    asked_for = _asked_for()
    if is_public():
        return asked_for or _of_browser()
    if asked_for and session.get(_PARAMETER) != asked_for.code:
        session.permanent = True
        session[_PARAMETER] = asked_for.code
    return asked_for or languages().get(session.get(_PARAMETER, "")) or _of_browser()


def _asked_for() -> Language | None:
    """The language that the address names, if it names one of ours."""
    return languages().get(request.args.get(_PARAMETER, ""))


def _of_browser() -> Language:
    best = request.accept_languages.best_match(languages(), default=ENGLISH.code)
    return languages()[best or ENGLISH.code]


def told_in(entered: dict[str, Any]) -> dict[str, Any]:
    """*entered*, a trip, with the language its traveller reads, so that mail can be in it too."""
    traveller, code = entered.get("traveller"), _current.get().code
    if not traveller or traveller.get("language", ENGLISH.code) == code:
        return entered
    return {**entered, "traveller": {**traveller, "language": code}}


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Name the language in links where a visitor would lose it."""
    if endpoint in _OPEN_TO_ALL and _PARAMETER not in values and has_request_context():
        language = _current.get()
        if language.code != g.setdefault("language_of_browser", _of_browser()).code:
            values[_PARAMETER] = language.code


def choices() -> Iterator[tuple[Language, str]]:
    """Each language with the address of this page in it."""
    others = [(name, value) for name, value in request.args.items(multi=True) if name != _PARAMETER]
    for language in languages().values():
        yield language, f"?{urlencode([*others, (_PARAMETER, language.code)])}"
