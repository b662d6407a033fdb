"""Hands on a keyboard: Tab, letters, arrows, Space and Enter; no mouse."""

from collections.abc import Mapping

from playwright.sync_api import Download, Page

_MOST_TABS = 150
_FOCUSED = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return {};
    return {
        id: here.id, name: here.name || "", kind: here.type || here.localName, value: here.value || "",
        words: (here.getAttribute("aria-label") || here.innerText || "").replace(/\\s+/g, " ").trim(),
        checked: !!here.checked,
    };
}"""
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Keyboard:
    def __init__(self, page: Page):
        self.page = page

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def focused(self) -> dict[str, str]:
        found: dict[str, str] = self.page.evaluate(_FOCUSED)
        return found

    def reach(self, **wanted: str) -> dict[str, str]:
        """Tab to the next thing with this id, name or these words."""
        for _ in range(_MOST_TABS):
            self.press("Tab")
            here = self.focused()
            if all(here.get(key) == value for key, value in wanted.items()):
                return here
        raise AssertionError(f"{_MOST_TABS} times Tab on {self.page.url} did not reach {wanted}")

    def type(self, field: str, text: str) -> None:
        """Go to the field with this id and type over what is there."""
        self.reach(id=field)
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
        here = self.reach(name=name, kind="radio")
        if here["value"] == value and not here["checked"]:
            self.press("Space")
        for _ in range(10):
            if (here := self.focused())["value"] == value:
                assert here["checked"], f"{name}={value} has the focus and is not chosen"
                return
            self.press("ArrowDown")
        raise AssertionError(f"{name} has no {value}")

    def tick(self, field: str) -> None:
        self.reach(id=field)
        self.press("Space")

    def enter(self, words: str) -> None:
        """Go to the link or button with these words and press Enter."""
        self.reach(words=words)
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
