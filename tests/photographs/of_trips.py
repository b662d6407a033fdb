"""Pages for everybody, and those of a trip: empty, half filled, filled, late, changed, refused."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image

from prenotify.outbox.links import LIFETIME
from tests.photographs.studio import SUBMIT, TRIPS, Studio

LATE = datetime(2027, 4, 10, 12, tzinfo=UTC)
_FOR_ALL = {
    "start": "/",
    "new-trip": "/trips/new",
    "upload": "/trips/upload",
    "find": "/find",
    "find-asked": "/find?asked=1",
    "countries": "/countries",
    "country-unknown": "/countries/QQ",
    "carnet-guide": "/carnet",
    "club": "/carnet/adac",
    "link-forged": "/links/0",
    "operator-sign-in": "/operator",
    "not-found": "/nowhere",
    "broken": "/broken",
}
_COUNTRIES = ("TH", "ID", "IN", "JP", "NI", "US", "IR", "ZA", "DE")
_WRONG_FILE = b"""
[traveller]
name = 3
nationalities = ["Germany"]
[carnet]
valid_from = 2026-13-40
numbr = "x"
"""
_TO_FILL = ("traveller", "vehicle", "carnet", "stays/new", "drivers/new")
_OWN = ("", "traveller", "vehicle", "carnet", "agent", "stays", "stays/new", "drivers", "check", "plan",
        "papers", "letters", "link", "erase")  # fmt: skip


def nobody_s(studio: Studio) -> None:
    for name, path in _FOR_ALL.items():
        studio.see(path, name)
    for code in _COUNTRIES:
        studio.see(f"/countries/{code}", f"country-{code}")


def refused(studio: Studio) -> None:
    studio.see("/trips", "refused")
    studio.send("/find", "find-wrong", {"email": "nobody"})
    while studio.page.locator("#email").count():
        studio.go("/find")
        studio.type({"email": "testa@example.org"})
        studio.press()
    studio.take("find-too-often")
    studio.send("/trips/upload", "upload-without-file", button="main form button")
    for name, content in (("upload-wrong", _WRONG_FILE), ("upload-too-large", b"x" * 400_000)):
        studio.go("/trips/upload")
        _choose(studio, "input[type=file]", "trip.toml", content)
        studio.press("main form button")
        studio.take(name)


def _choose(studio: Studio, box: str, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    studio.page.set_input_files(box, file)  # type: ignore[arg-type]  # a TypedDict of Playwright's own


def empty(studio: Studio) -> None:
    trip = studio.begin()
    studio.see_each("empty", trip, *_OWN, "drivers/new")
    for page in _TO_FILL:
        studio.send(f"{trip}/{page}", f"errors-{page.replace('/', '-')}")


def half(studio: Studio) -> None:
    trip = studio.begin()
    day = {"passport.expires-day": "31", "passport.expires-month": "2", "passport.expires-year": "2027"}
    studio.send(f"{trip}/traveller", "errors-typed", {"email": "nobody", "phone": "12", **day})
    studio.go(f"{trip}/stays/new")
    studio.type({"country": "TH"})
    studio.press("[name=later]")
    studio.see_each("half", trip, "", "stays", "plan", "papers", "check")
    studio.see("/", "start-one-trip")


def filled(studio: Studio) -> None:
    trip = studio.upload(TRIPS / "t1.toml")
    studio.see_each("filled", trip, *_OWN, "documents", "traveller?back=check", "stays/2")
    studio.see_each("filled", trip, "stays/3/questions", "link?sent=1", "what-if", "what-if?stay=3")
    for page, ending, name in (("documents", "/letter", "letter"), ("plan", "/send/", "send")):
        studio.go(f"{trip}/{page}")
        for number, link in enumerate(studio.links(ending), 1):
            studio.see(link, f"filled-{name}-{number}")


def other_samples(studio: Studio) -> None:
    for number in range(2, 7):
        trip = studio.upload(TRIPS / f"t{number}.toml")
        studio.see_each(f"t{number}", trip, "", "stays", "documents", "plan", "check", "papers")
    studio.see("/", "start-several-trips")
    studio.see("/trips/new", "new-trip-from-another")


def late(studio: Studio) -> None:
    studio.now = LATE
    trip = studio.upload(TRIPS / "t1.toml")
    studio.see_each("late", trip, "", "plan", "documents", "what-if")


def changed(studio: Studio) -> None:
    trip = studio.upload(TRIPS / "t1.toml")
    days = {"entry.date-day": "17", "entry.date-month": "5", "exit.date-day": "30", "exit.date-month": "5"}
    studio.send(f"{trip}/what-if?stay=3", "what-if-moved", days)
    studio.send(f"{trip}/what-if?stay=3", "what-if-too-soon", {"entry.date-year": "2026"})
    studio.send(f"{trip}/what-if?stay=3", "what-if-wrong", {"exit.date-month": "1"})
    studio.see(f"{trip}/stays?older=1", "stays-older")
    studio.see(f"{trip}/stays?again=1", "stays-again")
    studio.send(f"{trip}/stays", "stays-removed", button="button[name=remove]")
    studio.send(f"{trip}/drivers/new", "driver-added", {"name": "Bluey Example"})
    studio.send(f"{trip}/drivers", "drivers-removed", button="button[name=remove]")
    _two_tabs(studio, trip)
    _old_tokens(studio, trip)
    studio.send(f"{trip}/erase", "receipt")


def _two_tabs(studio: Studio, trip: str) -> None:
    studio.go(f"{trip}/vehicle")
    other = studio.page.context.new_page()
    other.goto(f"{studio.site}{trip}/vehicle")
    other.fill("[name=colour]", "green")
    other.locator(SUBMIT).first.click()
    other.close()
    studio.page.bring_to_front()  # else it may be left behind, where a browser stops its clock
    studio.type({"colour": "blue"})
    studio.press()
    studio.take("changed-in-another-tab")


def _old_tokens(studio: Studio, trip: str) -> None:
    for page, name in (("traveller", "stale-page"), ("erase", "stale-elsewhere")):
        studio.go(f"{trip}/{page}")
        studio.spoil("csrf_token")
        studio.press()
        studio.take(name)


def with_copies(studio: Studio) -> None:
    trip = studio.upload(TRIPS / "t1.toml")
    picture = BytesIO()
    Image.new("RGB", (600, 400), "white").save(picture, "PNG")
    sent = {"added": picture.getvalue(), "refused": b"<html>", "too-large": b"x" * 11_000_000}
    for name, content in sent.items():
        studio.go(f"{trip}/papers")
        _choose(studio, "#passport input[type=file]", "passport.png", content)
        studio.press("#passport button")
        studio.take(f"papers-{name}")
    studio.send(f"{trip}/papers", "papers-remove", button="a[href$='/remove']")
    studio.press()
    studio.take("papers-removed")


def links(studio: Studio) -> None:
    trip = studio.upload(TRIPS / "t1.toml")
    voided, spent = _link(studio, trip), _link(studio, trip)
    studio.see(voided, "link-voided")
    studio.see(spent, "link-good")
    studio.press()
    studio.see(spent, "link-spent")
    expired = _link(studio, trip)
    studio.now += LIFETIME + timedelta(minutes=1)
    studio.see(expired, "link-expired")
    studio.send(f"{trip}/link", "link-sent")
    while studio.page.locator(".note.ok").count():
        studio.now += timedelta(minutes=1)
        studio.go(f"{trip}/link")
        studio.press()
    studio.take("link-too-often")


def _link(studio: Studio, trip: str) -> str:
    """The address in a mail that was written a minute after the last."""
    studio.now += timedelta(minutes=1)
    desk, reference = studio.office.desk, trip.rpartition("/")[2]
    mailbox = desk.trips.digest.mailbox("testa.beispielreiter@example.org")
    return f"/links/{desk.coming_back.links.make(reference, mailbox, studio.now)}"
