"""A country's page as data."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from prenotify.domain.country import StayLimit
from prenotify.domain.directory import Row
from prenotify.domain.forms import Deadline, Version
from prenotify.domain.sources import Source
from prenotify.web import country_shapes as shapes
from prenotify.web.atlas import Place
from prenotify.web.country_view import CountryView, FormView, Note, left_open
from prenotify.web.openapi import HolidayShape

AnyRow = TypeVar("AnyRow", bound=shapes.RowShape)


def listed(place: Place, url: str, today: date) -> shapes.ListedShape:
    return shapes.ListedShape(
        country=place.code,
        name=place.name,
        cpd=place.cpd.cpd_status if place.cpd else None,
        ata=place.ata.accepts if place.ata else None,
        road_traffic_1949=place.treaty.status if place.treaty else None,
        forms=[form.id for form in place.forms],
        ahead=place.ahead(today),
        url=url,
    )


def country(view: CountryView) -> shapes.CountryShape:
    place, folder = view.place, view.folder
    calendar = folder.calendar if folder else None
    return shapes.CountryShape(
        country=place.code,
        name=place.name,
        today=view.today.isoformat(),
        headline=view.headline,
        nothing_to_file=place.says_nothing_to_file,
        forms=[_form(form) for form in view.forms],
        advisories=[_note(note) for note in view.notes],
        reports=[_report(note) for note in view.reports],
        cpd=_row(place.cpd, shapes.CpdShape),
        ata=_row(place.ata, shapes.AtaShape),
        road_traffic_1949=_row(place.treaty, shapes.TreatyShape),
        registered_here=[
            shapes.RegisteredShape(country=name, notes=[_note(note) for note in notes])
            for name, notes in view.registered_here
        ],
        steps=[step for row in place.borders if (step := _row(row, shapes.BorderShape))],
        stay_limit=_limit(view.stay_limit),
        ports=[
            shapes.PortShape(name=port.name, by=port.by, other_names=list(port.other_names))
            for port in (folder.ports if folder else ())
        ],
        holidays=[HolidayShape(date=day.isoformat(), name=name) for day, name in view.holidays.items()],
        holidays_announced_until=_iso(calendar.announced_until if calendar else None),
        stale=_note(view.stale) if view.stale else None,
    )


def _form(view: FormView) -> shapes.FormShape:
    form, recipient = view.form, view.form.recipient
    return shapes.FormShape(
        form=form.id,
        name=form.name.en,
        purposes=list(dict.fromkeys(purpose for purpose, _title in view.purposes)),
        lead=str(view.following.lead),
        versions=[_version(version) for version in form.versions],
        recipient=shapes.AddressShape(
            organisation=recipient.organisation,
            email=recipient.email,
            phone=recipient.phone,
            sources=_cited(recipient.sources),
        ),
        fields=[label for _heading, labels in view.fields for label in labels],
        attachments=[
            shapes.AttachmentShape(text=left_open(found.text), by=found.by) for found in form.attachments
        ],
        not_filed=[_note(note) for note in view.exempt],
    )


def _version(version: Version) -> shapes.VersionShape:
    return shapes.VersionShape(
        first=_iso(version.from_),
        last=_iso(version.until),
        deadlines=[_lead(deadline) for deadline in version.deadlines],
    )


def _lead(deadline: Deadline) -> shapes.LeadShape:
    because = left_open(deadline.because) if deadline.because else ""
    (source,) = _cited([deadline.source])
    return shapes.LeadShape(lead=str(deadline.lead), force=deadline.force, because=because, source=source)


def _note(note: Note) -> shapes.NoteShape:
    return shapes.NoteShape(
        code=note.code, severity=note.severity, message=note.message, sources=_cited(note.sources)
    )


def _report(note: Note) -> shapes.ReportShape:
    dates = {"reported": _iso(note.reported), "checked": _iso(note.checked)}
    return shapes.ReportShape.model_validate(_note(note).model_dump() | dates)


def _row(row: Row | None, shape: type[AnyRow]) -> AnyRow | None:
    """The columns of a directory row that the shape has."""
    return shape.model_validate(row.model_dump(mode="json", include=set(shape.model_fields))) if row else None


def _limit(limit: StayLimit | None) -> shapes.LimitShape | None:
    if limit is None:
        return None
    return shapes.LimitShape(days=limit.days, months=limit.months, sources=_cited(limit.sources))


def _cited(sources: Sequence[Source]) -> list[shapes.CitedShape]:
    return [shapes.CitedShape.model_validate(source.model_dump(mode="json")) for source in sources]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
