"""Another language, chosen while a page shows what was typed and not saved: none of it is lost."""

from werkzeug.test import TestResponse

from tests.web.test_language import spoken
from tests.web.visit import Seen, Visitor, day


def press_language(visitor: Visitor, seen: Seen, name: str, **typed: str) -> TestResponse:
    """Press the button of another language, which the page has while it shows what was typed."""
    (button,) = [tag for tag in seen.all("button") if tag.text == name]
    form = seen.by_id(button.get("form"))
    assert form
    assert form.get("method") == "post"
    values = seen.values()
    for field, value in typed.items():
        values[field] = value
    if button.get("name"):
        values[button.get("name")] = button.get("value")
    return visitor.client.post(seen.path.partition("?")[0] + button.get("formaction"), data=values)


def test_switching_on_a_page_with_mistakes_keeps_what_was_typed(visitor: Visitor, trip: str) -> None:
    typed = {"email": "no at sign", "phone": "+49 30 2", "passport.number": "X00TEST02"}
    wrong = visitor.refused(f"{trip}/traveller?back=plan", typed)
    seen = visitor.look(wrong.path, press_language(visitor, wrong, "Deutsch"), status=422)
    assert (spoken(seen), seen.heading) == ("de", "Wer reist")
    assert seen.errors == [
        "E-Mail-Adresse: „no at sign“ ist keine E-Mail-Adresse; schreiben Sie sie wie name@example.org"
    ]
    assert {name: seen.values()[name] for name in typed} == typed
    assert visitor.trip_file(trip)["traveller"].get("phone") != "+49 30 2"
    assert spoken(visitor.visit(f"{trip}/")) == "de"


def test_switching_once_all_is_right_keeps_it_and_goes_on(visitor: Visitor, trip: str) -> None:
    wrong = visitor.refused(f"{trip}/traveller?back=plan", {"email": "no at sign", "phone": "+49 30 2"})
    response = press_language(visitor, wrong, "Deutsch", email="testa@example.org")
    assert (response.status_code, response.location) == (303, f"{trip}/plan")
    assert visitor.trip_file(trip)["traveller"]["phone"] == "+49 30 2"
    assert spoken(visitor.visit(f"{trip}/plan")) == "de"


def test_switching_on_a_page_whose_token_ran_out_keeps_what_was_typed(visitor: Visitor, trip: str) -> None:
    stale = visitor.refused(f"{trip}/traveller", {"phone": "+49 30 2", "csrf_token": "old"}, status=400)
    assert press_language(visitor, stale, "Deutsch").status_code == 303
    assert visitor.trip_file(trip)["traveller"]["phone"] == "+49 30 2"


def test_switching_where_two_tabs_disagree_settles_nothing(visitor: Visitor, trip: str) -> None:
    older = visitor.visit(f"{trip}/traveller").values()
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2"})
    older["phone"] = "+49 30 3"
    told = visitor.look(f"{trip}/traveller", visitor.client.post(f"{trip}/traveller", data=older), status=409)
    seen = visitor.look(told.path, press_language(visitor, told, "Deutsch"), status=409)
    assert spoken(seen) == "de"
    assert "+49 30 2 +49 30 3" in seen.text
    assert seen.values()["phone"] == "+49 30 3"
    assert visitor.trip_file(trip)["traveller"]["phone"] == "+49 30 2"


def test_switching_while_other_days_are_tried_keeps_them(visitor: Visitor, trip: str) -> None:
    typed = day("entry.date", 17, 5, 2027) | day("exit.date", 30, 5, 2027)
    values = visitor.visit(f"{trip}/what-if?stay=3").values()
    for field, value in typed.items():
        values[field] = value
    path = f"{trip}/what-if?stay=3"
    tried = visitor.look(path, visitor.client.post(path, data=values))
    seen = visitor.look(path, press_language(visitor, tried, "Deutsch"))
    assert spoken(seen) == "de"
    assert {name: seen.values()[name] for name in typed} == typed
