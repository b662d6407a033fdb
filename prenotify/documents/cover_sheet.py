"""A sheet for the officer at a border: who, which vehicle, which carnet, where and when, what was sent.

In English and in the country's language, in large type. It is made to look like what it is:
a traveller's own sheet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from prenotify.documents.content import Labelled
from prenotify.documents.fields import field_rows
from prenotify.documents.fixed import phrase_of
from prenotify.documents.flow import Block
from prenotify.documents.layout import (
    CELL,
    GRID,
    LABEL,
    LEAST_HEIGHT,
    SMALL,
    TITLE,
    Text,
    evenly,
    heading,
    stack,
)
from prenotify.documents.pen import Pen
from prenotify.documents.proofs import answer_said, moment
from prenotify.documents.said import Said
from prenotify.documents.tables import table_head, table_row
from prenotify.documents.tongue import ENGLISH, Tongue, in_language, local_date, prints, spoken_in
from prenotify.documents.wrapping import Style
from prenotify.domain.person_names import readable_name
from prenotify.domain.plan import Filing
from prenotify.domain.proof import Proof
from prenotify.domain.sources import Wording
from prenotify.domain.trip import Stay, Trip
from prenotify.domain.values import is_blank

_SIZES = tuple((Style(size, size * 1.2, "bold", CELL.colour), pad) for size, pad in ((14, 2.2), (11.5, 1.2)))
"""How large its values are: as large as lets it stand on one page."""
_TITLE_BESIDE = Style(15, 19, "regular", LABEL.colour)
_NOTICES = ("frame.subject", "frame.to", "frame.reference", "cover.state")
_BLANK = Said("____________")

Sent = Sequence[tuple[Filing, str, Proof | None]]
"""The filings of a stay, each with its letter's reference and the proof that it left, if any."""


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """What stands on it."""

    trip: Trip
    stay: Stay
    phrases: Mapping[str, Wording]
    tongue: Tongue

    @classmethod
    def of(cls, trip: Trip, stay: Stay, phrases: Mapping[str, Wording]) -> "CoverSheet":
        """In the country's language too, where there are words for it and a font that prints them."""
        local = spoken_in(stay.country)
        sample = phrases["customs.temporary_import"].texts.get(local, "")
        other = local if local != ENGLISH and prints(sample) else ""
        return cls(trip, stay, phrases, Tongue(ENGLISH, other))

    def word(self, key: str) -> Said:
        return self.tongue.fixed(key, self.phrases)

    def blocks(self, sent: Sent) -> list[Block]:
        for style, pad in _SIZES:
            blocks = [*self._blocks(sent, style, pad)]
            if sum(one.space_before + one.height for one in blocks) <= LEAST_HEIGHT:
                break
        return blocks

    def _blocks(self, sent: Sent, style: Style, pad: float) -> Iterator[Block]:
        yield self._title()
        for title, fields in self._sections():
            yield heading(self.word(title), space_before=12)
            yield from field_rows([*fields], Said(""), style, pad)
        if sent:
            yield heading(self.word("cover.notices"), space_before=12)
            yield from self._notices(sent)

    def foot(self, pen: Pen, page: int, pages: int) -> None:
        """What the sheet is not, in both languages."""
        y, said = GRID.bottom - 12, self.word("cover.not_official")
        pen.dotted_rule(GRID.left, y, GRID.right, LABEL.colour)
        pen.text(GRID.left, y - 13, said, SMALL)
        if said.beside:
            pen.text(GRID.left, y - 24, said.beside, SMALL)

    def _title(self) -> Block:
        country, what = self.tongue.country(self.stay.country), self.word("customs.temporary_import")
        parts: list[Text] = [evenly(f"{country}: {_lowered(what)}", TITLE, "H1")]
        if what.beside:
            parts.append(
                replace(evenly(f"{country.beside or country}: {what.beside}", _TITLE_BESIDE), is_beside=True)
            )
        return stack(parts, space_before=8)

    def _sections(self) -> Iterator[tuple[str, Iterator[Labelled]]]:
        has_carnet = self.trip.carnet.kind != "none"
        yield ("section.holder" if has_carnet else "section.applicant"), self._person()
        yield "section.vehicle", self._vehicle()
        if has_carnet:
            yield "section.carnet", self._carnet()
        yield "section.journey", self._journey()

    def _person(self) -> Iterator[Labelled]:
        traveller = self.trip.traveller
        yield self._field("person.name", Said(readable_name(traveller)))
        nationalities = [self.tongue.country(code) for code in traveller.nationalities]
        yield self._field("person.nationality", Said.joined(nationalities))
        yield self._field("person.passport_no", traveller.passport.number, needed=True)

    def _vehicle(self) -> Iterator[Labelled]:
        vehicle = self.trip.vehicle
        yield self._field("vehicle.kind", self.word(phrase_of("vehicle.kind", vehicle.kind)))
        yield self._field("vehicle.plate", vehicle.plate, needed=True)
        yield from self._known("vehicle.make", vehicle.make)
        yield from self._known("vehicle.model", vehicle.model)
        yield self._field("vehicle.vin", vehicle.vin, needed=True)
        yield from self._known("vehicle.engine_no", vehicle.engine_number)
        yield from self._known("vehicle.colour", vehicle.colour)
        yield self._field("vehicle.country_of_registration", self.tongue.country(vehicle.registered_in))

    def _carnet(self) -> Iterator[Labelled]:
        carnet = self.trip.carnet
        yield self._field("carnet.number", carnet.number, needed=True)
        yield from self._known("carnet.issuer", carnet.issuer)
        yield from self._known("carnet.valid_from", carnet.valid_from)
        yield from self._known("carnet.valid_until", carnet.valid_until)

    def _journey(self) -> Iterator[Labelled]:
        stay = self.stay
        yield self._field("trip.port_in", stay.entry.port)
        yield self._field("trip.date_in", self._day(stay.entry.date))
        yield self._field("trip.port_out", stay.exit.port)
        yield self._field("trip.date_out", self._day(stay.exit.date))

    def _known(self, key: str, value: Any) -> Iterator[Labelled]:
        """A field that is left out where the trip does not have it."""
        if not is_blank(value):
            yield self._field(key, value)

    def _field(self, key: str, value: Any, needed: bool = False) -> Labelled:
        """*needed*: a line to write on stands in its place."""
        if isinstance(value, date):
            value = self._day(value)
        return Labelled(self.word(key), value if isinstance(value, Said) else Said(value))

    def _day(self, day: date) -> Said:
        other = self.tongue.other
        return Said(in_language(ENGLISH, day), local_date(day, other) if other else "")

    def _notices(self, sent: Sent) -> Iterator[Block]:
        shares = (12, 8, 6, 7)
        yield table_head([self.word(key) for key in _NOTICES], shares)
        for filing, reference, proof in sent:
            title = self.tongue.says(filing.purpose.title, filing.facts)
            cells = (title, filing.recipient.organisation, reference, self._state(filing, proof))
            yield from table_row(cells, shares, [CELL] * len(cells))

    def _state(self, filing: Filing, proof: Proof | None) -> Said:
        if proof is None:
            said = self.word("cover.not_sent" if filing.status == "draft" else "cover.sent_on")
            blank = "" if filing.status == "draft" else f" {_BLANK}"
            return Said(f"{said}{blank}", said.beside)
        accepted = self.word("cover.accepted")
        lines = [Said(f"{accepted}, {moment(proof)}", accepted.beside)]
        if answer := answer_said(proof, self.word):
            lines.append(answer)
        return Said.joined(lines, "; ")


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
