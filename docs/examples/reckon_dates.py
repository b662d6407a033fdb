"""Reckons a trip's sending dates from the exported rules alone, without prenotify.

    prenotify forms export > rules.json
    python reckon_dates.py rules.json trip.toml

A reading aid for whoever wants to use the rules elsewhere; docs/open-data.md explains it.
"""

import json
import sys
import tomllib
from datetime import date, timedelta

# The conditions that decide whether a form is filed at all, as far as the sample trips need them.
HOLDS = {
    "kind": lambda trip, wanted: trip["vehicle"]["kind"] in wanted,
    "sleeping_place": lambda trip, wanted: trip["vehicle"].get("sleeping_place", False) is wanted,
    "registered_in": lambda trip, wanted: trip["vehicle"]["registered_in"] in wanted,
    "gross_weight_over_kg": lambda trip, wanted: trip["vehicle"].get("gross_weight_kg", 0) > wanted,
    "seats_over": lambda trip, wanted: trip["vehicle"].get("seats", 0) > wanted,
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def holds(when, trip):
    return not when or any(all(HOLDS[name](trip, wanted) for name, wanted in g.items()) for g in when)


def in_force(rule, day):
    first, last = rule["from"], rule["until"]
    return (first is None or date.fromisoformat(first) <= day) and (
        last is None or day <= date.fromisoformat(last)
    )


def back(entry, deadline, country, holidays):
    if deadline["days"]:
        return entry - timedelta(deadline["days"])
    weekend = [WEEKDAYS.index(day) for day in country["calendar"]["weekend"]]
    day, left = entry, deadline["working_days"]
    while left:
        day -= timedelta(1)
        if day.weekday() not in weekend and day.isoformat() not in holidays:
            left -= 1
    return day


def send_by(dates):
    for force in ("rule", "advice", "floor"):
        found = sorted(day for day, how in dates if how == force)
        if found:
            return found[0]
    raise ValueError("a version has at least one deadline")


def reckon(rules, trip):
    """(stay, form, send by, all dates) for every filing, by date."""
    found = []
    for number, stay in enumerate(trip["stays"], start=1):
        country = rules["countries"].get(stay["country"])
        entry = stay["entry"]["date"]
        for form in country["forms"] if country else ():
            version = next((v for v in form["version"] if in_force(v, entry)), None)
            refused = any(in_force(r, entry) and holds(r["when"], trip) for r in form["not_filed"])
            if version is None or refused:
                continue
            holidays = rules["holidays"].get(stay["country"], {})
            dates = [(back(entry, d, country, holidays), d["force"]) for d in version["deadline"]]
            found.append((send_by(dates), number, form["id"], sorted(day for day, _ in dates)))
    return sorted(found)


if __name__ == "__main__":
    with open(sys.argv[1]) as rules_file, open(sys.argv[2], "rb") as trip_file:
        for due, number, form, dates in reckon(json.load(rules_file), tomllib.load(trip_file)):
            print(due, f"stay {number}", form, *dates)
