"""The directory of countries: an index that can be searched, and a page for each place."""

from itertools import groupby

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from prenotify.web.atlas import Place, all_places, is_over_a_year_old, place_called
from prenotify.web.country_view import READ, TREATY, CountryView, limit_in_words, oldest_and_newest, window
from prenotify.web.here import desk, today

blueprint = Blueprint("countries", __name__, url_prefix="/countries")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    asked = request.args.get("q", "").strip()
    places = all_places(desk().rulebook)
    found = _matching(places, asked) if asked else places
    return render_template(
        "countries.html",
        asked=asked,
        groups=[("", found)] if asked else _by_letter(places),
        found=found,
        number=len(places),
        checked=oldest_and_newest(places),
        old=sum(any(is_over_a_year_old(s.checked, today()) for s in place.sources()) for place in places),
    )


def _matching(places: list[Place], asked: str) -> list[Place]:
    """The places that answer to *asked*, the one with that very code first."""
    found = [place for place in places if place.answers_to(asked)]
    return sorted(found, key=lambda place: not place.has_code(asked))


def _by_letter(places: list[Place]) -> list[tuple[str, list[Place]]]:
    return [(letter, list(found)) for letter, found in groupby(places, key=lambda place: place.initial)]


@blueprint.get("/<code>")
def one(code: str) -> ResponseReturnValue:
    place = place_called(desk().rulebook, code)
    if place is None:
        return render_template("no_country.html", code=code), 404
    if code != code.lower():
        return redirect(url_for("countries.one", code=code.lower()), 301)
    view = CountryView(place, today(), desk().calendars.get(place.code))
    words = {"window": window, "limit_in_words": limit_in_words, "treaty_words": TREATY, "read_words": READ}
    return render_template("country.html", view=view, place=place, **words)
