"""The border pack: everything of a trip in one PDF, for where there is no network.

Its frame is the traveller's and in the traveller's language: cover, timeline, what to carry.
What an officer or a desk reads in it speaks as it does by itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prenotify.documents import words
from prenotify.documents.content import Content, Labelled, content_of
from prenotify.documents.cover_sheet import CoverSheet
from prenotify.documents.fields import field_rows
from prenotify.documents.fixed import phrase_of
from prenotify.documents.flow import Block, Flow, Grid, Info, Piece
from prenotify.documents.layout import (
    ASCENT,
    BODY,
    CELL,
    GRID,
    GRIDS,
    LABEL,
    SMALL,
    SOFT,
    TITLE,
    ends,
    evenly,
    heading,
    paragraph,
    stack,
    text,
)
from prenotify.documents.pdf import add_filing, filing_piece
from prenotify.documents.pen import Pen
from prenotify.documents.plan_parts import Citations, in_short, overview_row, task_row, unprintable_note
from prenotify.documents.proofs import proof_blocks
from prenotify.documents.said import Said
from prenotify.documents.tables import table_head, table_row, ticks
from prenotify.documents.timeline_paper import timeline_blocks
from prenotify.documents.timeline_words import AT_A_GLANCE
from prenotify.documents.tongue import Tongue
from prenotify.domain.paper import paper_in
from prenotify.domain.person_names import readable_name
from prenotify.domain.plan import Filing, Plan
from prenotify.domain.proof import Proof
from prenotify.domain.sources import Wording
from prenotify.domain.trip import Crossing
from prenotify.language import ENGLISH, Language

LetterReference = Callable[[Filing], str]


def border_pack(
    plan: Plan,
    reference: str,
    phrases: Mapping[str, Wording],
    letter_reference: LetterReference,
    proofs: Sequence[Proof] = (),
    language: Language = ENGLISH,
) -> bytes:
    """Everything as one PDF on the traveller's paper; equal input always gives equal bytes.

    *phrases* are the rulebook's; *letter_reference* names each filing; *proofs* are of letters
    that left; *language* is the traveller's.
    """
    by_letter = {proof.letter: proof for proof in proofs}
    return _Pack(plan, reference, phrases, letter_reference, by_letter, language).pdf()


@dataclass(slots=True)
class _Contents:
    """The list of what is in the pack; each line learns its page number when the pages are there."""

    writers: list[Callable[[str], None]] = field(default_factory=list)

    def line(self, title: str, depth: int) -> Block:
        said = text(title, CELL, GRID.width - 60 - 14 * depth, 14.0 * depth)

        def draw(pen: Pen, top: float) -> None:
            pen.open("LI")
            pen.open("LBody")
            said.draw(pen, top)
            self.writers.append(pen.right_text_later(GRID.right, top - CELL.size * ASCENT, CELL))
            pen.close()
            pen.close()

        return Block(said.height, draw, space_before=6.0 if depth == 0 else 1.0, within="L")

    def fill(self, pages: Sequence[int]) -> None:
        for write, page in zip(self.writers, pages, strict=True):
            write(str(page))


@dataclass(frozen=True, slots=True)
class _Part:
    """A document of the pack, and how it is put on its pages."""

    title: str
    depth: int
    piece: Piece
    add: Callable[[Flow], None]


@dataclass(frozen=True)
class _Pack:
    plan: Plan
    reference: str
    phrases: Mapping[str, Wording]
    letter_reference: LetterReference
    proofs: Mapping[str, Proof]
    """By the letter's reference."""
    language: Language
    """The traveller's; what others read is in their own."""

    def pdf(self) -> bytes:
        traveller, say = self.plan.trip.traveller, self.language.gettext
        subject = self.language.filled(words.TRIP, reference=self.reference)
        info = Info(self._name, readable_name(traveller), subject, self.language.code)
        grid = GRIDS[paper_in(traveller.residence)]
        flow, contents, parts = Flow(grid, info), _Contents(), [*self._parts()]
        flow.begin(self._own(say(words.PACK)))
        self._add_cover(flow)
        listed = (contents.line(part.title, part.depth) for part in parts)
        flow.add([heading(say(words.CONTENTS)), *listed])
        contents.fill([self._add(flow, part) for part in parts])
        return flow.pdf(lambda pen, page, pages: self._head(pen, grid, page, pages))

    @property
    def _name(self) -> str:
        return f"{self.language.gettext(words.PACK)} {self.reference}"

    def _own(self, *bookmarks: str) -> Piece:
        """A document of the pack that only the traveller reads."""
        return Piece(self._foot, bookmarks, self.language.code, ENGLISH.code)

    def _add(self, flow: Flow, part: _Part) -> int:
        page = flow.begin(part.piece)
        part.add(flow)
        return page

    def _parts(self) -> Iterator[_Part]:
        first, last = map(self.language.gettext, (AT_A_GLANCE, words.CARNET_AND_PAPERS))
        yield _Part(first, 0, self._own(first), lambda flow: flow.add([*self._timeline()]))
        for number in range(1, len(self.plan.trip.stays) + 1):
            yield from self._parts_of(number)
        yield _Part(last, 0, self._own(last), self._add_carnet)

    def _parts_of(self, number: int) -> Iterator[_Part]:
        """The officer's sheet, each filing, each proof."""
        stay = self.plan.trip.stays[number - 1]
        filings = [filing for filing in self.plan.filings if filing.stay == number]
        sent = [(one, ref := self.letter_reference(one), self.proofs.get(ref)) for one in filings]
        sheet = CoverSheet.of(self.plan.trip, stay, self.phrases)
        title = f"{number}. {self.language.country(stay.country)}, {self.language.day(stay.entry.date)}"
        bookmarks = (title, self.language.gettext(words.OFFICER_SHEET))
        piece = Piece(sheet.foot, bookmarks, other=sheet.tongue.other)
        yield _Part(title, 0, piece, lambda flow: flow.add(sheet.blocks(sent)))
        for filing, reference, proof in sent:
            yield self._filing(filing, content_of(filing, reference))
            if proof:
                yield self._proof(proof)

    def _filing(self, filing: Filing, content: Content) -> _Part:
        title = self._title_of(filing, content)
        return _Part(title, 1, filing_piece(content, ("", title)), lambda flow: add_filing(flow, content))

    def _title_of(self, filing: Filing, content: Content) -> Said:
        """What the traveller calls it; an English title that stands on it comes below."""
        own = Tongue(self.language.code).says(filing.purpose.title, filing.facts)
        return Said(own, str(content.title) if content.languages.own == ENGLISH.code else "")

    def _proof(self, proof: Proof) -> _Part:
        title = self.language.filled(words.PROOF_OF, letter=proof.letter)
        piece = Piece(self._foot, ("", title))
        blocks = proof_blocks(proof, lambda key: Said(self.phrases[key].en))
        return _Part(title, 1, piece, lambda flow: flow.add([*blocks]))

    def _add_cover(self, flow: Flow) -> None:
        language, say = self.language, self.language.gettext
        said = language.filled(words.AS_OF, reference=self.reference, date=self.plan.today)
        short = (text(line, BODY, GRID.width) for line in in_short(self.plan, language))
        title = [evenly(say(words.PACK), TITLE, "H1"), *short]
        flow.add([ends("prenotify", said, LABEL), stack(title, 16)])
        flow.add(paragraph(say(words.PACK_IS), SMALL, 6))
        flow.add([*unprintable_note(self.plan.trip, language)])
        flow.add([heading(say(words.WHO_AND_WHAT)), *field_rows([*self._who_and_what()], Said(""))])
        shares = (2, 6, 9, 9, 9)
        head = table_head([*map(say, words.ROUTE_HEAD)], shares)
        rows = [block for row in self._route() for block in table_row(row, shares, [CELL] * len(row))]
        flow.add([heading(say(words.ROUTE)), head, *rows], again=head)

    def _who_and_what(self) -> Iterator[Labelled]:
        trip = self.plan.trip
        traveller, vehicle, carnet = trip.traveller, trip.vehicle, trip.carnet
        said = {
            "person.name": readable_name(traveller),
            "person.passport_no": traveller.passport.number,
            "vehicle.kind": self.phrases[phrase_of("vehicle.kind", vehicle.kind)],
            "vehicle.model": " ".join(filter(None, (vehicle.make, vehicle.model))),
            "vehicle.plate": vehicle.plate,
            "vehicle.vin": vehicle.vin,
            "carnet.number": carnet.number,
            "carnet.valid_until": carnet.valid_until,
        }
        for key, value in said.items():
            if value:
                label = self.language.wording(self.phrases[key])
                yield Labelled(Said(label), Said(self.language.say(value)))

    def _route(self) -> Iterator[tuple[str, ...]]:
        for number, stay in enumerate(self.plan.trip.stays, start=1):
            forms = [self.language.wording(one.form.name) for one in self.plan.filings if one.stay == number]
            crossings = map(self._crossing, (stay.entry, stay.exit))
            yield str(number), self.language.country(stay.country), *crossings, "; ".join(forms) or "–"

    def _crossing(self, crossing: Crossing) -> str:
        return f"{self.language.day(crossing.date)}, {crossing.port}"

    def _timeline(self) -> Iterator[Block]:
        language = self.language
        yield heading(language.gettext(AT_A_GLANCE), tag="H1")
        yield from timeline_blocks(self.plan, language)
        if self.plan.filings:
            yield heading(language.gettext(words.PLANNED_ON), space_before=18)
            yield from (overview_row(filing, language) for filing in self.plan.filings)

    def _add_carnet(self, flow: Flow) -> None:
        say, citations = self.language.gettext, Citations(self.language)
        tasks = [task_row(task, citations) for task in self.plan.carnet]
        if tasks:
            flow.add([heading(say(words.CARNET)), *tasks])
        flow.add([heading(say(words.TO_CARRY)), *ticks([*self._to_carry()])])
        sources = [*citations.blocks()]
        if sources:
            flow.add([heading(say(words.SOURCES)), *sources])

    def _to_carry(self) -> Iterator[str]:
        """What every border asks for, then what the letters of this trip list."""
        say = self.language.gettext
        carnet = (words.CARRY_CARNET,) if self.plan.trip.carnet.kind != "none" else ()
        listed = (
            one.text for filing in self.plan.filings for one in filing.attachments if one.by == "traveller"
        )
        always = map(say, (*words.CARRY_ALWAYS, *carnet))
        yield from dict.fromkeys((*always, *map(self.language.wording, listed), say(words.CARRY_PACK)))

    def _foot(self, pen: Pen, page: int, pages: int) -> None:
        y = GRID.bottom - 12
        pen.dotted_rule(GRID.left, y, GRID.right, SOFT)
        pen.text(GRID.left, y - 13, self.language.gettext(words.RULES_CHANGE), SMALL)

    def _head(self, pen: Pen, grid: Grid, page: int, pages: int) -> None:
        """Above the text of every page; what stands below it is each document's own."""
        y = grid.size[1] - 26
        pen.text(GRID.left, y, self._name, SMALL)
        number = self.language.filled(words.PACK_PAGE, page=page, pages=pages)
        pen.right_text(GRID.right, y, number, SMALL)
