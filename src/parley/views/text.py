"""Plain text for a terminal: everything the page shows, pictures as their numbers."""

from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from parley.blocks import Basis, Block, Bullets, Figure, Heading, Note, Report, Section, Table
from parley.views.refs import in_order, refs_words, tally
from parley.views.words import (
    LISTS,
    NOT_RUN,
    cell_words,
    date_words,
    grade_words,
    plain,
    role_words,
    summary,
    value_words,
)

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_blocks", "print_report", "text"]

TITLE, SMALL, LABEL = "bold", "dim", "bold"


def text(report: Report, *, width: int = 100) -> str:
    """The report as plain text without colours, no line longer than `width` where words allow."""
    from rich.console import Console

    out = StringIO()
    print_report(report, console=Console(file=out, width=width, no_color=True, color_system=None))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def print_report(report: Report, *, console: "Console | None" = None) -> None:
    """The report on a console: styled on a terminal, plain in a pipe."""
    console = console or _console()
    _rule(console, report.title)
    for name, value in _front(report).items():
        _line(console, f"{name}: {value}")
    if report.lead:
        console.print()
        _line(console, report.lead)
    _print_summary(report, console)
    for number, section in enumerate(report.sections, start=1):
        _print_section(number, section, console)
    _print_basis(report.basis, console)
    _rule(console, "How to run this report again")
    for name, scalar in report.recipe.items():
        _line(console, f"{name}: {value_words(scalar)}")


def print_blocks(blocks: Iterable[Block], *, console: "Console | None" = None) -> None:
    """Blocks alone, as they stand inside a section."""
    console = console or _console()
    for block in blocks:
        _print_block(block, console)


def _console() -> "Console":
    from rich.console import Console

    return Console(highlight=False)


def _line(
    console: "Console", words: str, *, style: str = "", after: str = "", mark: str = ""
) -> None:
    """One paragraph, later lines below the first word after `mark`.

    Never as rich's markup: a bracket in a case is a bracket.
    """
    from rich.text import Text

    paragraph = Text(plain(words), style=style) + Text(plain(after), style=SMALL)
    for line in paragraph.wrap(console, console.width - len(mark)):
        console.print(Text(mark) + line)
        mark = " " * len(mark)


def _rule(console: "Console", title: str) -> None:
    console.print()
    _line(console, title, style=TITLE)
    _line(console, "=" * min(len(title), console.width))


def _front(report: Report) -> dict[str, str]:
    return {
        "Case": report.case,
        "Information as of": date_words(report.as_of),
        "Scenario": report.scenario or "base case",
    }


def _print_summary(report: Report, console: "Console") -> None:
    for page, notes in summary(report).items():
        console.print()
        _line(console, LISTS[page], style=TITLE)
        for position, note in notes:
            _line(
                console,
                _labelled(note, first_page=True),
                after=f" (question {position + 1})",
                mark="- ",
            )
        if not notes:
            _line(console, "No section reports anything here.", style=SMALL)


def _print_section(number: int, section: Section, console: "Console") -> None:
    _rule(console, f"{number}. {section.question}")
    if not section.ran:
        _line(console, f"Not run: {NOT_RUN}", style=LABEL)
    print_blocks(section.blocks, console=console)


def _labelled(note: Note, *, first_page: bool = False) -> str:
    words = role_words(note, first_page=first_page)
    return f"{words}: {note.text}" if words else note.text


def _after(refs: Sequence[str]) -> str:
    words = refs_words(tuple(dict.fromkeys(refs)))
    return f" {plain(words)}" if words else ""


def _print_block(block: Block, console: "Console") -> None:
    console.print()
    match block:
        case Heading():
            _line(console, block.text, style=TITLE)
        case Note():
            style = LABEL if block.role in ("answer", "warning") else ""
            _line(console, _labelled(block), style=style, after=_after(block.refs))
        case Bullets():
            if block.title:
                _line(console, block.title, style=TITLE)
            for item in block.items:
                _line(console, value_words(item.value), after=_after(item.refs), mark="- ")
        case Table():
            _print_table(block, console)
        case Figure():
            _line(console, f"Figure: {block.title}", style=TITLE)
            _line(console, block.alt)
            _print_data(block.data, console)


def _print_table(table: Table, console: "Console") -> None:
    _line(console, table.title, style=TITLE)
    _print_data(table, console)


def _print_data(table: Table, console: "Console") -> None:
    if table.caption:
        _line(console, table.caption, style=SMALL)
    if _needs(table) <= console.width:
        _print_grid(table, console)
    else:
        _print_rows(table, console)


def _needs(table: Table) -> int:
    """The width in characters below which a grid would break words."""
    columns = [[column.name] for column in table.columns]
    for row in table.rows:
        for words, cell, column in zip(columns, row, table.columns, strict=True):
            words.append(f"{cell_words(cell, column)}{_after(cell.refs)}")
    longest = (max((len(w) for w in " ".join(words).split()), default=0) for words in columns)
    return sum(longest) + 3 * len(columns)


def _print_grid(table: Table, console: "Console") -> None:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.ASCII2 if console.legacy_windows else box.SIMPLE, show_lines=False)
    for column in table.columns:
        grid.add_column(
            Text(plain(column.name)),
            justify="left" if column.kind == "text" else "right",
            overflow="fold",
        )
    for row in table.rows:
        grid.add_row(
            *(
                Text(plain(cell_words(cell, column))) + Text(_after(cell.refs), style=SMALL)
                for cell, column in zip(row, table.columns, strict=True)
            )
        )
    console.print(grid)


def _print_rows(table: Table, console: "Console") -> None:
    for row in table.rows:
        console.print()
        for i, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            words = f"{column.name}: {cell_words(cell, column)}".removeprefix(": ")
            _line(console, words, after=_after(cell.refs), mark="    " if i else "  - ")


def _print_basis(basis: Mapping[str, Basis], console: "Console") -> None:
    _rule(console, "What everything rests on")
    if not basis:
        _line(console, "Nothing in this report rests on a claim or a judgement.")
        return
    _line(console, f"{tally(list(basis), basis)}.")
    for entry in in_order(basis):
        console.print()
        _print_entry(entry, console)


def _print_entry(entry: Basis, console: "Console") -> None:
    kind = "analyst's judgement" if entry.kind == "judgement" else ""
    who = ", ".join(filter(None, (entry.who, date_words(entry.when), entry.how, kind)))
    marks = f" ({', '.join(entry.marks)})" if entry.marks else ""
    _line(console, entry.id, style=TITLE, after=f"  {who}{marks}")
    _line(console, entry.says, mark="  ")
    if entry.quote:
        _line(console, f"Quote: “{entry.quote}”", mark="  ")
    grade = ": ".join(filter(None, (entry.grade, grade_words(entry.grade))))
    source = "; ".join(filter(None, (grade and f"Grade {grade}", entry.source, entry.url)))
    if source:
        _line(console, source, style=SMALL, mark="  ")
