"""When something holds: groups of named conditions, as data files write them.

A condition is a function of a stay's facts and of the value the data gives it: the
name in the data is the function's name, the kind of value its annotation. A `when`
holds if all its conditions hold; a list of such groups holds if any one does.
conditions.py has the closed set.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints

from pydantic import (
    BeforeValidator,
    PlainSerializer,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
)

from prenotify.domain.problems import nearest, shown
from prenotify.domain.values import Facts

Test = Callable[[Facts, Any], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """A named test that data files may use."""

    name: str
    test: Test
    wanted: TypeAdapter[Any]


CONDITIONS: dict[str, Condition] = {}


def condition(test: Test) -> Test:
    """Add *test* to the closed set."""
    hints = get_type_hints(test, include_extras=True)
    CONDITIONS[test.__name__] = Condition(test.__name__, test, TypeAdapter(hints["wanted"]))
    return test


@dataclass(frozen=True, slots=True)
class When:
    """Alternatives, each a group of conditions that must all hold. Empty: always holds."""

    alternatives: tuple[tuple[tuple[str, Test, Any], ...], ...] = ()

    def holds(self, facts: Facts) -> bool:
        if not self.alternatives:
            return True
        for group in self.alternatives:
            for _name, test, wanted in group:
                if not test(facts, wanted):
                    break
            else:
                return True
        return False

    def as_data(self) -> list[dict[str, Any]]:
        """The conditions as a data file writes them, always as a list of alternatives."""
        return [{name: wanted for name, _test, wanted in group} for group in self.alternatives]

    @property
    def names(self) -> set[str]:
        """The conditions used."""
        return {name for group in self.alternatives for name, _test, _wanted in group}


def read_when(found: Any, named: Mapping[str, Any] | None = None) -> When:
    """The `when` of a data file: a table of conditions, a list of such tables, or a name of *named*."""
    if isinstance(found, When):
        return found
    if isinstance(found, str):
        found = _named(found, named or {})
    groups = found if isinstance(found, list | tuple) else [found]
    if not groups or not all(isinstance(group, dict) and group for group in groups):
        raise ValueError(f"{shown(found)} is not a table of conditions, nor a list of such tables")
    return When(tuple(tuple(_check(name, wanted) for name, wanted in group.items()) for group in groups))


def _named(name: str, named: Mapping[str, Any]) -> Any:
    if name in named:
        return named[name]
    close = nearest(name, named)
    raise ValueError(
        f"{name} is not named under [conditions]" + (f"; did you mean {close}?" if close else "")
    )


def _check(name: str, wanted: Any) -> tuple[str, Test, Any]:
    known = CONDITIONS.get(name)
    if known is None:
        close = nearest(name, CONDITIONS)
        cure = f"did you mean {close}?" if close else f"known are {', '.join(sorted(CONDITIONS))}"
        raise ValueError(f"{name} is not a known condition; {cure}")
    try:
        return name, known.test, known.wanted.validate_python(wanted)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ValueError(f"{name} = {shown(wanted)} does not fit: {first['msg']}") from None


def _in_context(found: Any, info: ValidationInfo) -> When:
    return read_when(found, (info.context or {}).get("conditions", {}))


def when_schema() -> dict[str, Any]:
    """JSON Schema of a `when`: the closed set, a list of it, or a name under [conditions]."""
    properties = {name: known.wanted.json_schema() for name, known in sorted(CONDITIONS.items())}
    group = {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}
    return {"anyOf": [group, {"type": "array", "items": group, "minItems": 1}, {"type": "string"}]}


WHEN_SCHEMA: dict[str, Any] = {"title": "When"}
"""Stands for `when_schema()` in a model's schema: the full one is long, and many tables have a `when`."""


Conditional = Annotated[
    When,
    BeforeValidator(_in_context),
    PlainSerializer(lambda when: when.as_data(), return_type=list[dict[str, Any]]),
    WithJsonSchema(WHEN_SCHEMA),
]
