"""What a page carries that a strict policy would block, and every address that a browser would go to for it."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit


class Inline(HTMLParser):
    """Collects whatever a strict policy would block, and every address a browser would go to by itself or by a tap."""

    LINKS = {"href", "src", "srcset", "action", "formaction", "poster", "data", "xlink:href"}

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        given = dict(attributes)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.found.append(f"<{tag}>")
        self.found += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        links = [value for name, value in attributes if name in self.LINKS and value]
        self.found += [value for value in links if value.lower().startswith(("javascript:", "data:text"))]
        self.links += links

    @property
    def elsewhere(self) -> list[str]:
        """The addresses at other hosts."""
        return [link for link in self.links if urlsplit(link).netloc or link.startswith("//")]
