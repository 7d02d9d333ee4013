"""Going about a page with the keyboard alone."""

from playwright.sync_api import Locator, Page

MOST = 80


class Keyboard:
    """Two hands and no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, to: Locator) -> None:
        """Press Tab until it has the focus; where Tab never comes there, it cannot be used from the keyboard."""
        for _ in range(MOST):
            if to.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {to}")

    def press(self, *keys: str) -> None:
        """Keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Words, as they are typed."""
        self.page.keyboard.type(words)

    def follow(self, to: Locator) -> None:
        """Go to a link or button and press Enter."""
        self.go_to(to)
        self.press("Enter")
