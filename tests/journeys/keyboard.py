"""Hands on a keyboard: Tab, letters, arrows, Space and Enter; no mouse."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Download, Page

_MOST_TABS = 150
_FOCUSED = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return {};
    const box = here.getBoundingClientRect(), style = getComputedStyle(here);
    return {
        id: here.id, name: here.name || "", kind: here.type || here.localName, value: here.value || "",
        words: (here.getAttribute("aria-label") || here.innerText || "")
            .replace(/\\s+/g, " ").replace(/ :/g, ":").trim(),
        checked: !!here.checked,
        isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        isInView: box.width > 0 && box.left >= 0 && box.right <= innerWidth
            && Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) >= Math.min(box.height, 24) - 1,
    };
}"""
_WORDS_OF_OPTION = "value => [...document.activeElement.options].find(one => one.value === value).text"
_TOO_WIDE = "() => document.scrollingElement.scrollWidth - innerWidth"


class Keyboard:
    def __init__(self, page: Page):
        self.page = page

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def focused(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(_FOCUSED)
        return found

    def tab(self) -> dict[str, Any]:
        """Go to the next stop, which must be seen to have the focus."""
        self.press("Tab")
        here = self.focused()
        if here:
            assert here["isInView"], f"{self.page.url}: the focus is out of view, on {here}"
            assert here["isOutlined"], f"{self.page.url}: nothing shows the focus, on {here}"
        return here

    def reach(self, **wanted: str) -> dict[str, Any]:
        """Tab to the next thing with this id, name or these words."""
        for _ in range(_MOST_TABS):
            here = self.tab()
            if all(here.get(key) == value for key, value in wanted.items()):
                return here
        raise AssertionError(f"{_MOST_TABS} times Tab on {self.page.url} did not reach {wanted}")

    def type(self, field: str, text: str) -> None:
        """Go to the field with this id and type over what is there."""
        self.reach(id=field)
        self.type_over(text)

    def type_over(self, text: str) -> None:
        self.press("Control+a")
        self.page.keyboard.type(text)

    def type_day(self, field: str, day: int, month: int, year: int) -> None:
        """The three boxes of a day, one after the other."""
        self.type(field, str(day))
        self.type(f"{field}-month", str(month))
        self.type(f"{field}-year", str(year))

    def type_slot(self, field: str, day: tuple[int, int, int], times: tuple[str, str]) -> None:
        self.type_day(field, *day)
        self.type(f"{field}-from", times[0])
        self.type(f"{field}-to", times[1])

    def choose(self, name: str, value: str) -> None:
        """Go to the radio buttons of this name and move to the one wanted."""
        self.reach(name=name, kind="radio")
        self.move_to(value)

    def move_to(self, value: str) -> None:
        """With the arrow keys, from the radio button that has the focus to the one wanted."""
        here = self.focused()
        if here["value"] == value and not here["checked"]:
            self.press("Space")
        for _ in range(10):
            if (here := self.focused())["value"] == value:
                assert here["checked"], f"{here['name']}={value} has the focus and is not chosen"
                return
            self.press("ArrowDown")
        raise AssertionError(f"{here['name']} has no {value}")

    def pick(self, value: str) -> None:
        """From the list that has the focus, by typing the words of the one wanted."""
        self.page.keyboard.type(self.page.evaluate(_WORDS_OF_OPTION, value))
        assert self.focused()["value"] == value

    def tick(self, field: str) -> None:
        self.reach(id=field)
        self.press("Space")

    def answer(self, answers: Mapping[str, list[str]], button: str) -> None:
        """Go once through the page, answer each field by its name as the focus comes to it, press *button*.

        A name that several boxes have takes its answers one after the other.
        """
        left = {name: list(values) for name, values in answers.items()}
        for _ in range(_MOST_TABS):
            here = self.tab()
            if here.get("words") == button:
                break
            if (name := here.get("name")) in left:
                _answer_here(self, here, left[name])
        assert not any(left.values()), f"{self.page.url} has no field for {left}"
        self.enter_here()

    def enter(self, words: str) -> None:
        """Go to the link or button with these words and press Enter."""
        self.reach(words=words)
        self.enter_here()

    def enter_here(self) -> None:
        with self.page.expect_navigation():
            self.press("Enter")
        self.look()

    def download(self, words: str) -> Download:
        self.reach(words=words)
        with self.page.expect_download() as found:
            self.press("Enter")
        return found.value

    def fill(self, typed: Mapping[str, str]) -> None:
        for field, text in typed.items():
            self.type(field, text)

    def look(self) -> None:
        """Nothing sticks out of the window, and the page has its one heading."""
        assert self.page.evaluate(_TOO_WIDE) <= 0, f"{self.page.url} is wider than the window"
        assert self.page.locator("h1").count() == 1

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()


def _answer_here(keyboard: Keyboard, here: Mapping[str, Any], left: list[str]) -> None:
    """Answer the field that has the focus: with its own value, if it is a box to tick, else with the next."""
    match here["kind"]:
        case "checkbox":
            if here["value"] in left:
                left.remove(here["value"])
                if not here["checked"]:
                    keyboard.press("Space")
        case "radio" if left:
            keyboard.move_to(left.pop(0))
        case "select-one" if left:
            keyboard.pick(left.pop(0))
        case _ if left:
            keyboard.type_over(left.pop(0))
