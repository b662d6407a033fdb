"""The border pack: everything of a trip in one PDF, for where there is no network."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prenotify.documents import words
from prenotify.documents.content import Content, Labelled, content_of
from prenotify.documents.cover_sheet import CoverSheet
from prenotify.documents.fields import field_rows
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
from prenotify.domain.countries import country_name
from prenotify.domain.paper import paper_in
from prenotify.domain.person_names import readable_name
from prenotify.domain.plan import Filing, Plan
from prenotify.domain.proof import Proof
from prenotify.domain.sources import Wording
from prenotify.domain.trip import Crossing
from prenotify.domain.values import english_date, in_english

LetterReference = Callable[[Filing], str]


def border_pack(
    plan: Plan,
    reference: str,
    phrases: Mapping[str, Wording],
    letter_reference: LetterReference,
    proofs: Sequence[Proof] = (),
) -> bytes:
    """Everything as one PDF on the traveller's paper; equal input always gives equal bytes.

    *phrases* are the rulebook's; *letter_reference* names each filing; *proofs* are of letters that left.
    """
    pack = _Pack(plan, reference, phrases, letter_reference, {proof.letter: proof for proof in proofs})
    return pack.pdf()


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

    def pdf(self) -> bytes:
        traveller = self.plan.trip.traveller
        subject = f"Trip {self.reference}"
        info = Info(f"{words.PACK} {self.reference}", readable_name(traveller), subject)
        grid = GRIDS[paper_in(traveller.residence)]
        flow, contents, parts = Flow(grid, info), _Contents(), [*self._parts()]
        flow.begin(Piece(self._foot, (words.PACK,)))
        self._add_cover(flow)
        flow.add([heading(words.CONTENTS), *(contents.line(part.title, part.depth) for part in parts)])
        contents.fill([self._add(flow, part) for part in parts])
        return flow.pdf(lambda pen, page, pages: self._head(pen, grid, page, pages))

    def _add(self, flow: Flow, part: _Part) -> int:
        page = flow.begin(part.piece)
        part.add(flow)
        return page

    def _parts(self) -> Iterator[_Part]:
        timeline = Piece(self._foot, (AT_A_GLANCE,))
        yield _Part(AT_A_GLANCE, 0, timeline, lambda flow: flow.add([*self._timeline()]))
        for number in range(1, len(self.plan.trip.stays) + 1):
            yield from self._parts_of(number)
        last = Piece(self._foot, (words.CARNET_AND_PAPERS,))
        yield _Part(words.CARNET_AND_PAPERS, 0, last, self._add_carnet)

    def _parts_of(self, number: int) -> Iterator[_Part]:
        """The officer's sheet, each filing, each proof."""
        stay = self.plan.trip.stays[number - 1]
        filings = [filing for filing in self.plan.filings if filing.stay == number]
        sent = [(one, ref := self.letter_reference(one), self.proofs.get(ref)) for one in filings]
        sheet = CoverSheet.of(self.plan.trip, stay, self.phrases)
        title = f"{number}. {country_name(stay.country)}, {english_date(stay.entry.date)}"
        piece = Piece(sheet.foot, (title, words.OFFICER_SHEET), other=sheet.tongue.other)
        yield _Part(title, 0, piece, lambda flow: flow.add(sheet.blocks(sent)))
        for filing, reference, proof in sent:
            yield self._filing(content_of(filing, reference))
            if proof:
                yield self._proof(proof)

    def _filing(self, content: Content) -> _Part:
        piece = filing_piece(content, ("", content.title))
        return _Part(content.title, 1, piece, lambda flow: add_filing(flow, content))

    def _proof(self, proof: Proof) -> _Part:
        title = words.PROOF_OF.format(letter=proof.letter)
        piece = Piece(self._foot, ("", title))
        blocks = proof_blocks(proof, lambda key: Said(self.phrases[key].en))
        return _Part(title, 1, piece, lambda flow: flow.add([*blocks]))

    def _add_cover(self, flow: Flow) -> None:
        said = words.AS_OF.format(reference=self.reference, date=english_date(self.plan.today))
        title = [
            evenly(words.PACK, TITLE, "H1"),
            *(text(line, BODY, GRID.width) for line in in_short(self.plan)),
        ]
        flow.add([ends("prenotify", said, LABEL), stack(title, 16), *paragraph(words.PACK_IS, SMALL, 6)])
        flow.add([*unprintable_note(self.plan.trip)])
        flow.add([heading(words.WHO_AND_WHAT), *field_rows([*self._who_and_what()], "")])
        shares = (2, 7, 9, 9, 8)
        head = table_head(words.ROUTE_HEAD, shares)
        rows = [block for row in self._route() for block in table_row(row, shares, [CELL] * len(row))]
        flow.add([heading(words.ROUTE), head, *rows], again=head)

    def _who_and_what(self) -> Iterator[Labelled]:
        trip = self.plan.trip
        traveller, vehicle, carnet = trip.traveller, trip.vehicle, trip.carnet
        said = {
            "person.name": readable_name(traveller),
            "person.passport_no": traveller.passport.number,
            "vehicle.kind": self.phrases[f"kind.{vehicle.kind}"].en,
            "vehicle.model": " ".join(filter(None, (vehicle.make, vehicle.model))),
            "vehicle.plate": vehicle.plate,
            "vehicle.vin": vehicle.vin,
            "carnet.number": carnet.number,
            "carnet.valid_until": in_english(carnet.valid_until),
        }
        for key, value in said.items():
            if value:
                yield Labelled(Said(self.phrases[key].en), Said(value))

    def _route(self) -> Iterator[tuple[str, ...]]:
        for number, stay in enumerate(self.plan.trip.stays, start=1):
            forms = [_to_send(one) for one in self.plan.filings if one.stay == number]
            country = country_name(stay.country)
            yield str(number), country, _crossing(stay.entry), _crossing(stay.exit), ", ".join(forms) or "–"

    def _timeline(self) -> Iterator[Block]:
        yield heading(AT_A_GLANCE, tag="H1")
        yield from timeline_blocks(self.plan)
        if self.plan.filings:
            yield heading(words.PLANNED_ON, space_before=18)
            yield from map(overview_row, self.plan.filings)

    def _add_carnet(self, flow: Flow) -> None:
        citations = Citations()
        tasks = [task_row(task, citations) for task in self.plan.carnet]
        if tasks:
            flow.add([heading(words.CARNET), *tasks])
        flow.add([heading(words.TO_CARRY), *ticks([*self._to_carry()])])
        sources = [*citations.blocks()]
        if sources:
            flow.add([heading(words.SOURCES), *sources])

    def _to_carry(self) -> Iterator[str]:
        """What every border asks for, then what the letters of this trip list."""
        carnet = (words.CARRY_CARNET,) if self.plan.trip.carnet.kind != "none" else ()
        listed = (
            one.text.en for filing in self.plan.filings for one in filing.attachments if one.by == "traveller"
        )
        yield from dict.fromkeys((*words.CARRY_ALWAYS, *carnet, *listed, words.CARRY_PACK))

    def _foot(self, pen: Pen, page: int, pages: int) -> None:
        y = GRID.bottom - 12
        pen.dotted_rule(GRID.left, y, GRID.right, SOFT)
        pen.text(GRID.left, y - 13, words.RULES_CHANGE, SMALL)

    def _head(self, pen: Pen, grid: Grid, page: int, pages: int) -> None:
        """Above the text of every page; what stands below it is each document's own."""
        y = grid.size[1] - 26
        pen.text(GRID.left, y, f"{words.PACK} {self.reference}", SMALL)
        pen.right_text(GRID.right, y, words.PACK_PAGE.format(page=page, pages=pages), SMALL)


def _to_send(filing: Filing) -> str:
    return f"{filing.purpose.purpose.capitalize()} ({filing.form.short})"


def _crossing(crossing: Crossing) -> str:
    return f"{english_date(crossing.date)}, {crossing.port}"
