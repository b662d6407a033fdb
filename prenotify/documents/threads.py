"""Letters that follow another one: a reminder, an amendment, a withdrawal.

They stand in the thread of the first (In-Reply-To, References), in its languages, under references of their
own. What they say is the filing's content with other paragraphs, so that PDF and mail agree here too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from prenotify.documents.changes import Difference, differences
from prenotify.documents.content import Content, Labelled, LabelledSection, content_of
from prenotify.documents.enclosures import Enclosure
from prenotify.documents.letter import message
from prenotify.documents.pdf import content_pdf
from prenotify.documents.said import Said
from prenotify.documents.tongue import in_language
from prenotify.domain.plan import Filing

_ARROW = "→"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The letter that another one follows."""

    reference: str
    subject: str
    sent: date
    """The day it left, on its recipient's calendar."""
    thread: tuple[str, ...]
    """Message-IDs, the first letter's first, its own last."""


@dataclass(frozen=True, slots=True)
class Posted:
    """How a letter leaves."""

    sender: str | None
    domain: str
    dated: datetime | None = None


def reminder(filing: Filing, reference: str, earlier: Earlier, pdf: bytes | None, posted: Posted) -> bytes:
    """A polite question after a letter that has not been answered; *pdf* is what that letter carried."""
    content = _following(filing, reference)
    ask = [*_opening(content), _dated(content, "msg.reminder", earlier.sent)]
    ask += [content.words["msg.attached_again"]] if pdf else []
    short = replace(
        content,
        subject=Said(_answering(earlier.subject)),
        blocks={},
        banner=Said(""),
        ask=(*ask, content.words["msg.confirm_receipt"]),
    )
    return message(
        filing, short, pdf, posted.sender, posted.domain, posted.dated, earlier.thread, template="short"
    )


def withdrawal(filing: Filing, reference: str, earlier: Earlier, posted: Posted) -> bytes:
    """That a letter no longer holds; *filing* is the one it was made of."""
    content = _following(filing, reference)
    key = "msg.cancel_notice" if filing.purpose.purpose == "notice" else "msg.cancel"
    short = replace(
        content,
        subject=_prefixed(content, "subject.prefix.cancel", Said(earlier.subject)),
        blocks={},
        banner=Said(""),
        ask=(*_opening(content), _dated(content, key, earlier.sent), content.words["msg.confirm_receipt"]),
    )
    return message(
        filing, short, None, posted.sender, posted.domain, posted.dated, earlier.thread, template="short"
    )


def amendment(
    filing: Filing,
    then: Filing,
    reference: str,
    earlier: Earlier,
    posted: Posted,
    enclosed: Sequence[Enclosure] = (),
) -> bytes:
    """The filing as it is now, in the place of a letter made of *then*, with what has changed in front."""
    content = amended(filing, then, reference, earlier)
    pdf = content_pdf(content)
    return message(
        filing,
        content,
        pdf,
        posted.sender,
        posted.domain,
        posted.dated,
        earlier.thread,
        enclosed=enclosed,
    )


def amended(filing: Filing, then: Filing, reference: str, earlier: Earlier) -> Content:
    """What an amendment says."""
    content = _following(filing, reference)
    opening = _opening(content)
    found = differences(_following(then, reference), content)
    replaces = _dated(content, "msg.replaces", earlier.sent, reference=earlier.reference)
    return replace(
        content,
        title=Said(f"{content.title} – {replaces}", _joined(content.title.beside, replaces.beside)),
        subject=_prefixed(content, "subject.prefix.amendment", content.subject),
        ask=(*opening, _announced(content, found, earlier.sent), *content.ask[len(opening) :]),
        sections=(*_changed(content, found), *content.sections),
    )


def _following(filing: Filing, reference: str) -> Content:
    """What the filing says to a desk that has heard of the traveller before."""
    ask = tuple(part for part in filing.purpose.ask if not part.introduces)
    purpose = filing.purpose.model_copy(update={"ask": ask})
    return content_of(replace(filing, purpose=purpose), reference)


def _opening(content: Content) -> tuple[Said, ...]:
    """ "Dear Sir or Madam," where a form has that below the salutation."""
    return tuple(part for part in content.ask[:1] if part.endswith(","))


def _announced(content: Content, found: Sequence[Difference], sent: date) -> Said:
    fields = Said.joined([one.label for one in found], ", ") if found else Said("")
    return _dated(content, "msg.amend", sent, fields=fields)


def _changed(content: Content, found: Sequence[Difference]) -> tuple[LabelledSection, ...]:
    none = content.words["msg.none"]
    fields = tuple(Labelled(one.label, _from_to(one.then or none, one.now or none)) for one in found)
    return (LabelledSection(content.words["msg.changed"], fields),) if fields else ()


def _from_to(then: Said, now: Said) -> Said:
    whole = f"{_one_line(then)} {_ARROW} {_one_line(now)}"
    if not then.beside and not now.beside:
        return Said(whole)
    return Said(whole, f"{_one_line(then.beside or then)} {_ARROW} {_one_line(now.beside or now)}")


def _one_line(text: str) -> str:
    return "; ".join(text.splitlines())


def _dated(content: Content, key: str, day: date, **more: Said | str) -> Said:
    """A phrase with {date} and others, each language with its own."""
    words, tongue = content.words[key], content.languages
    besides = {name: getattr(value, "beside", "") or value for name, value in more.items()}
    beside = words.beside and words.beside.format(date=in_language(tongue.other, day), **besides)
    return Said(words.format(date=in_language(tongue.own, day), **more), beside)


def _joined(*parts: str) -> str:
    return " – ".join(parts) if all(parts) else ""


def _answering(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def _prefixed(content: Content, key: str, subject: Said) -> Said:
    return Said(f"{content.words[key]} {subject}", subject.beside)
