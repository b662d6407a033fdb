"""Fields in which nothing is typed: a box is ticked, or one of a few is picked."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from prenotify.domain.messages import Message
from prenotify.domain.problems import shown
from prenotify.language import N_
from prenotify.web.language import gettext as _
from prenotify.web.pages.fields import Entry, Typed


class _Ticked(Entry):
    """What holds no words, only what was ticked or picked."""

    def words_drawn(self) -> list[str]:
        return []

    def with_words(self, words: list[str]) -> dict[str, Any]:
        return {}

    @property
    def state(self) -> Hashable:
        return tuple(self.typed) if isinstance(self.typed, list) else self.typed


class FlagField(_Ticked):
    """A box to tick."""

    kind = "flag"

    def take(self, formdata: Typed) -> bool:
        return bool(formdata.getlist(self.name))

    def read(self, typed: bool) -> bool:
        return typed

    def show(self, stored: bool | None) -> bool:
        return bool(stored)

    def words(self, stored: bool | None) -> str:
        return _("Yes") if stored else _("Not ticked")


class ChoiceField(_Ticked):
    """One of a few: radio buttons, or a list to pick from when there are more."""

    kind = "choice"
    _most_radios = 5

    def __init__(self, label: str, *, choices: Mapping[str, str], **more: Any):
        super().__init__(label, **more)
        self.choices = {value: _(words) for value, words in choices.items()}

    @property
    def is_list(self) -> bool:
        return len(self.choices) > self._most_radios

    def read(self, typed: str) -> Any:
        if typed and typed not in self.choices:
            raise ValueError(Message("{found} is not one of the choices", found=shown(typed)))
        return typed or None

    def words(self, stored: Any) -> str:
        return self.choices[chosen] if (chosen := self.show(stored)) in self.choices else chosen


class YesNoField(ChoiceField):
    """Yes, no, or no answer yet."""

    def __init__(self, label: str, **more: Any):
        super().__init__(label, choices={"yes": N_("Yes"), "no": N_("No")}, **more)

    def read(self, typed: str) -> bool | None:
        chosen = super().read(typed)
        return None if chosen is None else chosen == "yes"

    def show(self, stored: bool | None) -> str:
        return "" if stored is None else "yes" if stored else "no"


class ChoicesField(_Ticked):
    """Any number of a few: boxes to tick."""

    kind = "choices"

    def __init__(self, label: str, *, choices: Mapping[str, str], **more: Any):
        super().__init__(label, **more)
        self.choices = {value: _(words) for value, words in choices.items()}

    def take(self, formdata: Typed) -> list[str]:
        return [value for value in formdata.getlist(self.name) if value in self.choices]

    def read(self, typed: list[str]) -> list[str] | None:
        return typed or None

    def show(self, stored: Sequence[str] | None) -> list[str]:
        return list(stored or ())

    def words(self, stored: Sequence[str] | None) -> str:
        return ", ".join(self.choices[one] for one in stored or () if one in self.choices)
