"""The plan as data: the contract's keys, kinds and words."""

import json

import pytest

from prenotify.domain.plan import plan_as_data
from tests.builders import (
    Data,
    a_stay,
    a_trip,
    planned,
)

TEXT, NUMBER, YES, LIST = str, int, bool, list

SHAPE: dict[str, dict[str, tuple[type, ...]]] = {
    "plan": {
        "today": (TEXT,),
        **dict.fromkeys(("filings", "not_filed", "advisories", "steps", "carnet"), (LIST,)),
    },
    "filings": {
        **dict.fromkeys(("form", "country", "purpose", "status", "send_by"), (TEXT,)),
        "stay": (NUMBER,),
        "deadlines": (LIST,),
        "recipient": (dict,),
        "missing": (LIST,),
        "attachments": (LIST,),
    },
    "deadlines": dict.fromkeys(("date", "lead", "force", "source", "url", "checked"), (TEXT,)),
    "recipient": {"organisation": (TEXT,), "email": (TEXT, type(None)), "verified": (YES,)},
    "not_filed": {"form": (TEXT,), "stay": (NUMBER,), "reason": (TEXT,)},
    "advisories": {
        **dict.fromkeys(("code", "severity", "message"), (TEXT,)),
        "stay": (NUMBER, type(None)),
        "sources": (LIST,),
    },
    "steps": {
        **dict.fromkeys(("step", "country", "title", "channel", "force", "url"), (TEXT,)),
        **dict.fromkeys(("opens", "due"), (TEXT, type(None))),
        "stay": (NUMBER,),
        "sources": (LIST,),
    },
    "carnet": {
        **dict.fromkeys(("task", "message"), (TEXT,)),
        **dict.fromkeys(("opens", "closes"), (TEXT, type(None))),
        "sources": (LIST,),
    },
    "sources": dict.fromkeys(("name", "url", "checked"), (TEXT,)),
}


def has_shape(found: Data, name: str) -> None:
    for key, kinds in SHAPE[name].items():
        assert key in found, f"{name} has no {key}"
        assert isinstance(found[key], kinds), f"{name}.{key} = {found[key]!r}"


@pytest.fixture
def data() -> Data:
    """The plan of a trip that has some of everything, through JSON and back."""
    trip = a_trip(
        a_stay("TH", "2027-04-19", "2027-05-15"),
        a_stay("ID", "2027-06-10", "2027-08-15"),
        a_stay("JP", "2027-10-04", "2027-12-10"),
    )
    camper = a_trip(a_stay("TH", "2027-04-19", "2027-05-15"), vehicle={"kind": "motorhome"})
    south_africa = a_trip(a_stay("ZA", "2026-12-31", "2027-01-20"))
    found, no_permit, with_steps = (
        json.loads(json.dumps(plan_as_data(planned(one)))) for one in (trip, camper, south_africa)
    )
    more = {"not_filed": no_permit["not_filed"], "steps": with_steps["steps"]}
    return dict(found) | more


def test_the_plan_as_data_has_the_contracts_keys_and_kinds(data: Data) -> None:
    has_shape(data, "plan")
    for part in ("filings", "not_filed", "advisories", "steps", "carnet"):
        assert data[part], part
        for one in data[part]:
            has_shape(one, part)
            for source in one.get("sources", ()):
                has_shape(source, "sources")
    for filing in data["filings"]:
        has_shape(filing["recipient"], "recipient")
        assert filing["deadlines"]
        for deadline in filing["deadlines"]:
            has_shape(deadline, "deadlines")
        assert all(isinstance(text, str) for text in filing["missing"] + filing["attachments"])


def test_the_plan_as_data_uses_the_contracts_words(data: Data) -> None:
    assert {f["status"] for f in data["filings"]} <= {"ready", "incomplete", "draft", "late"}
    assert {f["purpose"] for f in data["filings"]} <= {"notice", "request", "enquiry"}
    assert {d["force"] for f in data["filings"] for d in f["deadlines"]} <= {"rule", "floor", "advice"}
    assert {a["severity"] for a in data["advisories"]} <= {"block", "warn", "info"}
    assert {t["task"] for t in data["carnet"]} <= {
        "apply", "follow-up", "extend", "return", "certificate-of-location",
    }  # fmt: skip


def test_the_contracts_example_comes_out(data: Data) -> None:
    assert data["today"] == "2026-11-22"
    permit = data["filings"][0]
    assert {key: permit[key] for key in ("form", "country", "stay", "purpose", "status", "send_by")} == {
        "form": "thailand/dlt-permit",
        "country": "TH",
        "stay": 1,
        "purpose": "request",
        "status": "ready",
        "send_by": "2027-03-02",
    }
    first, *_between, last = permit["deadlines"]
    assert (first["date"], first["lead"], first["force"], first["source"]) == (
        "2027-03-02", "30 working days", "rule", "ADAC",
    )  # fmt: skip
    assert (last["date"], last["lead"], last["force"]) == ("2027-04-07", "5 working days", "floor")
    assert last["source"].startswith("DLT")
    assert permit["missing"][0] == "stays.1.answers.agency_name"
    extend = data["carnet"][0]
    assert (extend["task"], extend["opens"], extend["closes"]) == ("extend", "2027-10-19", "2027-11-02")
