"""Plans of short trips, by the real rules or by others."""

from dataclasses import replace
from datetime import date
from typing import Any

from prenotify.domain.forms import Deadline
from prenotify.domain.plan import Plan
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import Source
from tests.builders import (
    TODAY,
    Data,
    a_stay,
    a_trip,
    advisory,
    planned,
    the_rulebook,
)

VISITS = {
    "visit_1": "2027-04-06 10:00-11:00",
    "visit_2": "2027-04-06 14:00-15:00",
    "visit_3": "2027-04-07 10:00-11:00",
}

IMI = "indonesia/imi-notice"
NO_NUMBER: Data = {"carnet": {"number": ""}}
BLOCKED: Data = {"traveller": {"passport": {"expires": "2027-06-09"}}}
BOTH = NO_NUMBER | BLOCKED
LAST_DAY, TOO_LATE = date(2027, 6, 3), date(2027, 6, 4)


def indonesia(*, today: date = TODAY, entry: str = "2027-06-10", **groups: Any) -> Plan:
    return planned(a_trip(a_stay("ID", entry), **groups), today)


def thailand(entry: str = "2027-04-19", last: str = "2027-05-15", today: date = TODAY, **groups: Any) -> Plan:
    return planned(a_trip(a_stay("TH", entry, last), **groups), today)


def day(text: str) -> date:
    return date.fromisoformat(text)


def checked_on(checked: str) -> Rulebook:
    """The real rules, with everything about Indonesia last checked on a day."""
    rulebook = the_rulebook()
    country = rulebook.countries["ID"]
    form = country.forms[0]

    def aged(source: Any) -> Any:
        # Not a copy: one keeps what the source has reckoned from its old day.
        return Source.model_validate(source.model_dump() | {"checked": day(checked)})

    assert country.stay_limit is not None
    limit = country.stay_limit.model_copy(
        update={"sources": tuple(aged(source) for source in country.stay_limit.sources)}
    )
    version = form.versions[0].model_copy(
        update={
            "sources": tuple(aged(source) for source in form.versions[0].sources),
            "deadlines": tuple(
                deadline.model_copy(update={"source": aged(deadline.source)})
                for deadline in form.versions[0].deadlines
            ),
        }
    )
    recipient = form.recipient.model_copy(
        update={"sources": tuple(aged(source) for source in form.recipient.sources)}
    )
    form = form.model_copy(update={"versions": (version,), "recipient": recipient})
    country = country.model_copy(update={"forms": (form,), "stay_limit": limit})
    return replace(rulebook, countries={**rulebook.countries, "ID": country})


def with_leads(*leads: tuple[int, str]) -> Rulebook:
    """The real rules, with Indonesia asking for other leads: days and force."""
    rulebook = the_rulebook()
    country = rulebook.countries["ID"]
    form = country.forms[0]
    source = form.versions[0].deadlines[0].source
    deadlines = tuple(
        Deadline.model_validate({"days": n, "force": force, "source": source}) for n, force in leads
    )
    version = form.versions[0].model_copy(update={"deadlines": deadlines})
    form = form.model_copy(update={"versions": (version,)})
    return replace(
        rulebook, countries={**rulebook.countries, "ID": country.model_copy(update={"forms": (form,)})}
    )


def stale_of(found: Plan, stay: int = 1) -> str:
    return advisory(found, "RULE_STALE", stay).message
