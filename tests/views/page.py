"""What tests ask of a page: its elements in order, with their attributes and text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "img", "br", "hr", "link", "input", "source"}


@dataclass
class Element:
    """One element; `words` is all text inside it, children included."""

    tag: str
    attrs: dict[str, str]
    within: tuple[str, ...]
    words: str = ""


@dataclass
class Page:
    """The elements of a page in the order of their start tags."""

    elements: list[Element] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        return [e for e in self.elements if e.tag in tags]

    def with_class(self, name: str) -> list[Element]:
        return [e for e in self.elements if name in e.attrs.get("class", "").split()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[Element] = []

    def handle_starttag(self, tag, attrs):
        within = tuple(e.tag for e in self.open)
        element = Element(tag, {k: v or "" for k, v in attrs}, within)
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1].tag != tag:
            self.page.unclosed.append(f"</{tag}> closes {self.open[-1].tag if self.open else None}")
        else:
            self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element.words += data


def read_page(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.unclosed += [e.tag for e in reader.open]
    return reader.page
