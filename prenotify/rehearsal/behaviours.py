"""How the desks of a rehearsal behave."""

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from prenotify.domain.problems import BadInput, Problem, nearest, shown

Behaviour = Literal[
    "prompt", "late", "never", "elsewhere", "out-of-office", "bounce", "refuses", "more-papers"
]
BEHAVIOURS: tuple[Behaviour, ...] = get_args(Behaviour)
WORDS: dict[Behaviour, str] = {
    "prompt": "answers the next day",
    "late": "answers after twelve days, when it has been asked again",
    "never": "never answers",
    "elsewhere": "answers from another address, without saying which letter it answers",
    "out-of-office": "lets a machine answer first, and answers some days later",
    "bounce": "its mail server takes the letter and returns it",
    "refuses": "its mail server does not know the address",
    "more-papers": "asks for papers first, and is content with them",
}
_BY_TURNS: tuple[Behaviour, ...] = (
    "late", "elsewhere", "out-of-office", "never", "more-papers", "bounce", "prompt", "refuses"
)  # fmt: skip


def behaviours(forms: Iterable[str], asked: Iterable[str]) -> Mapping[str, Behaviour]:
    """A behaviour for each of *forms*: as *asked* (`FORM=BEHAVIOUR`), else by turns. Raises BadInput."""
    by_turns = {form: _BY_TURNS[n % len(_BY_TURNS)] for n, form in enumerate(sorted(forms))}
    return by_turns | dict(_read(one, by_turns) for one in asked)


def _read(asked: str, forms: Mapping[str, Behaviour]) -> tuple[str, Behaviour]:
    form, _, name = asked.partition("=")
    if form not in forms:
        raise _strange(form, "form", forms)
    for behaviour in BEHAVIOURS:
        if behaviour == name:
            return form, behaviour
    raise _strange(name, "behaviour", BEHAVIOURS)


def _strange(found: str, kind: str, known: Iterable[str]) -> BadInput:
    close = nearest(found, list(known))
    cure = f"did you mean {close}?" if close else f"known are {', '.join(known)}"
    return BadInput([Problem("--desk", f"{shown(found)} is no {kind}; write FORM=BEHAVIOUR; {cure}")])
