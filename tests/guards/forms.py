"""The forms of a page, as somebody reads them who has its text and no browser."""

from html.parser import HTMLParser


class Forms(HTMLParser):
    """Where each goes, and the names of what can be typed into."""

    def __init__(self, text):
        super().__init__()
        self.found, self.here = [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.here = {"action": a.get("action"), "method": a.get("method"), "typed": [], "set": {}}
            self.found.append(self.here)
        elif self.here is not None and a.get("name"):
            if tag == "textarea" or (
                tag == "input" and a.get("type", "text") == "text" and not a.get("inputmode")
            ):
                self.here["typed"].append(a["name"])
            elif tag == "input" and (a.get("type") == "hidden" or "checked" in a):
                self.here["set"][a["name"]] = a.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.here = None
