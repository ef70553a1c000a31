"""XML as plain nodes that know their line.

Document types are refused: with them a small file can define entities that grow without bound, or
that fetch other files. No negotiation file needs one.
"""

from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from parley.case.text import read_text
from parley.errors import CaseError, Problem

__all__ = ["Node", "parse_xml"]


@dataclass(frozen=True)
class Node:
    """An element: its tag, attributes, the elements in it and the line it begins on."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Node"] = field(default_factory=list)

    def all(self, tag: str) -> list["Node"]:
        """The elements directly inside with this tag."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> "Node | None":
        """The first of them, if any."""
        return next(iter(self.all(tag)), None)


def parse_xml(file: Path) -> Node:
    """The root element of an XML file; `CaseError` if it is not sound or has a document type."""
    text = read_text(file)
    top = Node("", {}, 0)
    open_nodes = [top]
    parser = expat.ParserCreate("utf-8")  # the text is decoded already, whatever it declares

    def start(tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes, parser.CurrentLineNumber)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def end(_: str) -> None:
        open_nodes.pop()

    def refuse(*_: object) -> None:
        what, fix = "a document type (DOCTYPE) is not allowed here", "delete this declaration"
        raise CaseError([Problem(str(file), parser.CurrentLineNumber, 1, what, fix)])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        what = f"this is not sound XML: {expat.ErrorString(error.code)}"
        fix = "write the file again with the tool it comes from"
        raise CaseError([Problem(str(file), error.lineno, error.offset + 1, what, fix)]) from None
    return top.children[0]
