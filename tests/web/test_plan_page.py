"""The plan page: the answer first, every date with its reason, every gap with its place."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from prenotify.desk import Desk
from prenotify.web.here import settle
from tests.web.test_start import SAMPLES, changed, stay
from tests.web.visit import Seen, Visitor, day

TRIPS = Path(__file__).parents[1] / "trips"


def uploaded(visitor: Visitor, content: bytes, name: str = "trip.json") -> str:
    response = visitor.upload(name, content)
    assert response.status_code == 303, response.text
    return str(response.location).removesuffix("/plan")


def plan_of(visitor: Visitor, **groups: Any) -> Seen:
    return visitor.visit(uploaded(visitor, changed(**groups)) + "/plan")


def test_the_headline_is_the_answer(visitor: Visitor, trip: str) -> None:
    seen = visitor.visit(f"{trip}/plan")
    assert seen.heading == "Four filings, the first by 14 December 2026"
    assert "As of Saturday 21 November 2026." in seen.text


@pytest.mark.parametrize(
    ("entry", "exit_", "headline"),
    [
        ("2026-12-28", "2027-01-28", "One filing by 14 December 2026"),
        ("2026-11-25", "2027-01-28", "One filing, due since 11 November 2026"),
    ],
)
def test_the_headline_counts_and_dates(visitor: Visitor, entry: str, exit_: str, headline: str) -> None:
    india = stay(entry={"port": "Chennai", "date": entry}, exit={"port": "Chennai", "date": exit_})
    assert plan_of(visitor, stays=[india]).heading == headline


def test_a_trip_that_needs_nothing_says_so(visitor: Visitor) -> None:
    assert plan_of(visitor, stays=[stay(country="FR")]).heading == "Nothing to send for this trip"


def test_on_the_way_what_lies_behind_is_past_and_asks_for_nothing(visitor: Visitor) -> None:
    behind = stay(
        entry={"port": "Chennai", "date": "2026-11-10"}, exit={"port": "Chennai", "date": "2026-12-20"}
    )
    ahead = stay(
        country="ID",
        entry={"port": "Belawan", "date": "2027-03-01"},
        exit={"port": "Belawan", "date": "2027-03-20"},
    )
    seen = plan_of(visitor, stays=[behind, ahead])
    assert seen.heading == "One filing by 22 February 2027"
    assert "Past: the day of entry was Tuesday 10 November 2026" in seen.text
    assert "nothing can be announced beforehand any more" in seen.text
    assert "Send at once" not in seen.text
    assert "One is incomplete. One filing is past: its border lies behind." in seen.text
    assert not [address for address in seen.links.values() if "india" in address and "/send/" in address]
    to_send = visitor.visit(seen.path.removesuffix("plan")).text.partition("To send")[2]
    assert "India" not in to_send.partition("Told once")[0]
    (first,) = [tag for tag in seen.tags if tag.name == "section" and "next" in tag.get("class")]
    assert "Indonesia" in first.text


def test_a_trip_whose_borders_all_lie_behind_has_nothing_left_to_send(visitor: Visitor) -> None:
    behind = stay(
        entry={"port": "Chennai", "date": "2026-11-10"}, exit={"port": "Chennai", "date": "2026-12-20"}
    )
    assert plan_of(visitor, stays=[behind]).heading == "Nothing left to send"


def test_what_to_do_first_comes_first(visitor: Visitor, trip: str) -> None:
    seen = visitor.visit(f"{trip}/plan")
    (first,) = [tag for tag in seen.tags if tag.name == "section" and "next" in tag.get("class")]
    assert "India: heads-up to the issuing club" in first.text
    assert "Monday, in 23 days" in first.text


def test_a_date_says_why_it_is_that_date(visitor: Visitor, trip: str) -> None:
    text = visitor.visit(f"{trip}/plan").text
    assert "30 working days in Thailand before you enter at Sadao on Monday 19 April 2027" in text
    assert "Chakri Memorial Day (Tue\xa06\xa0Apr\xa02027)".replace("\xa0", " ") in text


def test_sources_that_disagree_stand_side_by_side(visitor: Visitor, trip: str) -> None:
    seen = visitor.visit(f"{trip}/plan")
    (thailand,) = [tag for tag in seen.all("article") if "thailand" in tag.get("id")]
    rows = [tag for tag in seen.all("tr") if thailand in tag.inside and tag.stands_in("tbody")]
    said = [" ".join(row.text.split()) for row in rows]
    days = ["Tue 2 Mar 2027", "Tue 23 Mar 2027", "Tue 30 Mar 2027", "Wed 7 Apr 2027"]
    assert all(row.startswith(day) for row, day in zip(said, days, strict=True)), said
    assert [row.get("class") for row in rows] == ["picked", "", "", ""]
    assert "5 working days, last possible" in said[3]
    assert all("checked 21 Nov 2026" in row for row in said)


def test_what_is_in_the_way_is_told_with_its_source(visitor: Visitor, trip: str) -> None:
    seen = visitor.visit(f"{trip}/plan")
    (expired,) = [tag for tag in seen.tags if tag.get("id") == "block-6-CARNET_EXPIRES_BEFORE_EXIT"]
    assert "Stay 6, Japan The carnet ends on 30 November 2027" in " ".join(expired.text.split())
    assert "Source: ADAC" in expired.text
    assert seen.links["the carnet ends before the exit"] == "#block-6-CARNET_EXPIRES_BEFORE_EXIT"
    assert "Draft: one thing holds it back" in seen.text


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_holds_a_filing_back_is_said_whole(visitor: Visitor, trip: str, language: str) -> None:
    """An ordinal's dot, as in the German "am 30. November", does not end it."""
    words = {"en": "the carnet ends before the exit.", "de": "das Carnet endet vor der Ausreise."}[language]
    assert words in visitor.visit(f"{trip}/plan?lang={language}").text


def test_what_stands_against_a_stay_and_not_against_its_letter_is_told_apart(visitor: Visitor) -> None:
    trip = uploaded(visitor, (TRIPS / "t4.toml").read_bytes(), "t4.toml")
    seen = visitor.visit(f"{trip}/plan")
    (japan,) = [tag for tag in seen.all("article") if "japan" in tag.get("id")]
    assert "Ready, but one thing stands in the way of the stay" in japan.text
    assert "not of this letter, which asks about it" in japan.text
    assert any("JP_REGISTRATION_NOT_1949" in address for address in seen.links.values())


def test_what_is_missing_leads_to_the_field_that_takes_it(visitor: Visitor) -> None:
    trip = uploaded(visitor, changed())
    seen = visitor.visit(f"{trip}/plan")
    assert "Incomplete: " in seen.text
    links = [address for address in seen.links.values() if "back=plan" in address]
    assert f"{trip}/vehicle?back=plan#vin" in links
    for address in links:
        path, _, anchor = address.partition("#")
        assert visitor.visit(path).by_id(anchor), address


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_gap_of_every_sample_leads_somewhere(visitor: Visitor, path: Path) -> None:
    trip = uploaded(visitor, path.read_bytes(), path.name)
    for address in visitor.visit(f"{trip}/plan").links.values():
        if "back=plan" in address:
            page, _, anchor = address.partition("#")
            assert not anchor or visitor.visit(page).by_id(anchor), address


def test_what_is_not_sent_is_named_with_the_reason(visitor: Visitor) -> None:
    trip = uploaded(visitor, (TRIPS / "t3.toml").read_bytes(), "t3.toml")
    text = visitor.visit(f"{trip}/plan").text
    assert "Not sent, and why" in text
    assert "Thailand gives no permit to a camper" in text


def test_the_carnet_s_own_dates_are_there(visitor: Visitor, trip: str) -> None:
    text = visitor.visit(f"{trip}/plan").text
    assert "Ask for an extension of the carnet" in text
    assert "until Tue 2 Nov 2027" in text


def test_no_address_is_called_verified_that_is_not(visitor: Visitor, trip: str) -> None:
    text = visitor.visit(f"{trip}/plan").text
    assert "imi@imi.co.id. Not verified." in text
    assert "has verified this address" not in text
    for claim in ("delivered", "received", "approved"):
        assert claim not in text


def test_an_incomplete_trip_is_told_what_it_lacks(visitor: Visitor, blank: str) -> None:
    seen = visitor.visit(f"{blank}/plan")
    assert seen.heading == "No plan yet: four things to enter first"
    assert seen.links["Who is travelling"] == f"{blank}/traveller?back=plan"
    assert seen.links["Your route"] == f"{blank}/stays/new?back=plan"


def test_a_form_s_own_questions_are_asked_only_where_it_is_filed(visitor: Visitor) -> None:
    trip = uploaded(visitor, (TRIPS / "t3.toml").read_bytes(), "t3.toml")
    stays = tomllib.loads((TRIPS / "t3.toml").read_text())["stays"]
    thailand = 1 + next(i for i, stay in enumerate(stays) if stay["country"] == "TH")
    nothing_to_ask = visitor.client.get(f"{trip}/stays/{thailand}/questions")
    assert nothing_to_ask.location == f"{trip}/stays"


def test_a_question_without_which_nothing_can_be_sent_says_so(visitor: Visitor) -> None:
    trip = uploaded(visitor, (TRIPS / "t5.toml").read_bytes(), "t5.toml")
    seen = visitor.visit(f"{trip}/stays/1/questions")
    assert "First choice of visit (needed before it can be sent)" in seen.text
    assert (seen.values()["answers.visit_1-day"], seen.values()["answers.visit_1-from"]) == ("6", "10:00")


def test_what_is_said_of_one_stay_is_said_once(visitor: Visitor, trip: str) -> None:
    text = visitor.visit(f"{trip}/plan").text
    assert text.count("JAF charges 5,000 yen per carnet") == 1


def test_a_filing_whose_day_is_past_is_not_calmly_ready(visitor: Visitor) -> None:
    trip = uploaded(visitor, (TRIPS / "t1.toml").read_bytes(), "t1.toml")
    stays = visitor.trip_file(trip)["stays"]
    thailand = next(number for number, one in enumerate(stays, start=1) if one["country"] == "TH")
    soon = {**day("entry.date", 10, 12, 2026), **day("exit.date", 20, 12, 2026)}
    visitor.fill(f"{trip}/stays/{thailand}", soon)
    seen = visitor.visit(f"{trip}/plan")
    assert "Ready, but its day is past" in seen.text
    assert "Send it at once: the last possible day is Wednesday 2 December 2026." in seen.text
    assert "Ready, but its day is past" in visitor.visit(f"{trip}/").text


def test_what_stands_in_the_way_comes_before_sending(visitor: Visitor, trip: str) -> None:
    for _gone in range(5):
        values = visitor.visit(f"{trip}/stays").values()
        visitor.client.post(
            f"{trip}/stays", data={"csrf_token": values["csrf_token"], "seen": values["seen"], "remove": "1"}
        )
    seen = visitor.visit(f"{trip}/plan")
    (first,) = [tag for tag in seen.tags if tag.name == "section" and "next" in tag.get("class")]
    assert "It is written, but something stands in the way of it." in first.text
    assert seen.links["See what is in the way"] == f"{trip}/plan#blocks"
    assert seen.links["Try other days Stay 1, Japan"] == f"{trip}/what-if?stay=1"


def test_the_overview_says_what_stands_in_the_way_even_where_nothing_is_sent(visitor: Visitor) -> None:
    trip = uploaded(visitor, (TRIPS / "t3.toml").read_bytes(), "t3.toml")
    seen = visitor.visit(f"{trip}/")
    assert seen.links["Two things stand in the way"] == f"{trip}/plan#blocks"


def test_forms_that_are_filed_twice_are_told_apart_by_their_stay(visitor: Visitor) -> None:
    trip = uploaded(visitor, (TRIPS / "t2.toml").read_bytes(), "t2.toml")
    for page in ("plan", "documents"):
        seen = visitor.visit(f"{trip}/{page}")
        titles = [tag.text for tag in (*seen.all("h2"), *seen.all("h3")) if "permit dossier" in tag.text]
        assert {title.rpartition(", ")[2] for title in titles} == {"stay 2", "stay 4", "stay 6"}, page


@pytest.mark.parametrize(
    ("today", "said", "unsaid"),
    [
        ("2026-11-21", "To be safe, send it by Thursday 26 November 2026", "would have been safer"),
        ("2026-12-01", "Send it at once: Thursday 26 November 2026 would have", "To be safe"),
        ("2026-12-02", "its day is past", "26 November 2026"),
    ],
)
def test_advice_whose_day_is_past_is_not_told_as_if_it_were_ahead(
    app: Flask, desk: Desk, visitor: Visitor, today: str, said: str, unsaid: str
) -> None:
    trip = uploaded(visitor, (TRIPS / "t2.toml").read_bytes(), "t2.toml")
    settle(app, desk, lambda: datetime.fromisoformat(f"{today}T12:00+00:00"))
    seen = visitor.visit(f"{trip}/plan")
    (first, *_others) = [tag for tag in seen.all("article") if "thailand" in tag.get("id")]
    words = " ".join(first.text.split()).partition("Every deadline")[0]
    assert said in words
    assert unsaid not in words
