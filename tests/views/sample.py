"""A made-up report in the shape of a real one, to develop and test the views against."""

from dataclasses import replace

from parley.blocks import (
    Basis,
    Block,
    Bullets,
    Cell,
    Column,
    Figure,
    Heading,
    Note,
    Report,
    Section,
    Table,
)
from parley.charts import (
    Bar,
    HeatCell,
    PlanePoint,
    TimelineEvent,
    bars,
    heat,
    plane,
    timeline,
)

EVIL = (
    "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}} & "
    "\u202e\x00\x1b\uffffx"
)

PARTIES = ("Ukraine", "Russia")

SPEAKERS = (
    ("Ukraine's head of delegation", "said directly"),
    ("Russia's head of delegation", "said directly"),
    ("a ministry spokesman", "as reported by an agency"),
    ("an unnamed official", "anonymous, through an agency"),
    ("the host's foreign minister", "said directly"),
)

SAYINGS = (
    "A ceasefire of thirty days, extendable by mutual agreement, is acceptable, subject to the "
    "other side accepting and carrying it out at the same time.",
    "A list of several hundred children was handed over; the answer is not yet clear.",
    "The text needs a week of study before any answer can be given.",
    "The strike of 1 June destroyed about a third of the aircraft that carry cruise missiles.",
    "Each side will hand over the seriously wounded, the ill and those aged 18 to 25.",
    "Bodies of six thousand fallen soldiers will be handed over.",
)


def claim(number: int) -> Basis:
    """One claim; every fifth is unverified, every seventh hindsight, some not in English."""
    who, how = SPEAKERS[number % len(SPEAKERS)]
    marks = ("unverified",) if number % 5 == 0 else ("quote checked",) if number % 3 == 0 else ()
    marks += ("on condition: it leads to a lasting peace for all sides",) if number == 11 else ()
    return Basis(
        id=f"k{number:03d}",
        kind="claim",
        says=SAYINGS[number % len(SAYINGS)],
        who=who,
        when=f"2025-06-0{1 + number % 4}",
        how=how,
        source="A news agency, report of the round" if number % 4 else "Official record",
        url=f"https://example.org/reports/2025/06/{number}?lang=en&part=2" if number % 4 else "",
        grade="ABCDF"[number % 5] + "123456"[number % 6],
        quote=("«Семь дней на изучение»" if number % 2 else "يحتاج النص إلى أسبوع")
        if number % 3 == 0
        else "",
        marks=marks + (("hindsight",) if number % 7 == 0 else ()),
    )


def judgement(path: str) -> Basis:
    """An analyst's judgement on a quantity of the case."""
    return Basis(
        id=path,
        kind="judgement",
        says="No deal is worth between 0.2 and 0.5 on this party's own scale.",
        who="analyst A",
        when="2025-06-04",
        how="inferred from statements in May",
    )


def basis(n_claims: int = 40) -> dict[str, Basis]:
    """Claims and four judgements by id."""
    entries = [claim(i) for i in range(1, n_claims + 1)]
    paths = ("positions.ukraine.no_deal", "positions.russia.no_deal")
    return {e.id: e for e in (*entries, *(judgement(path) for path in paths))}


def comparison() -> Table:
    """Seventeen issues by nine columns."""
    names = (
        "issue",
        "US proposal of March",
        "Ukrainian text",
        "Russian text, option A",
        "Russian text, option B",
        "relation",
        "last answer",
        "silent",
        "share of draws",
    )
    kinds = ["text"] * 7 + ["number", "percent"]
    issues = (
        "ceasefire scope",
        "ceasefire start",
        "ceasefire duration",
        "monitoring",
        "line of contact",
        "force limits",
        "foreign troops",
        "arms supply",
        "neutrality",
        "security guarantees",
        "prisoners",
        "bodies",
        "children",
        "reparations",
        "sanctions",
        "leaders' meeting",
        "signature and ratification",
    )
    terms = (
        "full and unconditional, by land, sea and air",
        "30 days, extendable",
        "withdrawal first, then 30 days",
        "accepted, subject to reciprocity",
        None,
    )
    rows = tuple(
        (Cell(issue, (f"k{i + 1:03d}",)),
         *(Cell(terms[(i + j) % 5], (f"k{(i * 5 + j) % 40 + 1:03d}",) * ((i + j) % 5 < 4))
           for j in range(4)),
         Cell(("same", "conflicting", "conditional", "silent")[i % 4]),
         Cell("accepted, subject to reciprocity" if i % 3 else "will study", ("k003", "k010")),
         Cell(i % 3),
         Cell(i / 16, ("positions.russia.no_deal",)))
        for i, issue in enumerate(issues)
    )  # fmt: skip
    columns = tuple(Column(n, k) for n, k in zip(names, kinds, strict=True))  # type: ignore[arg-type]
    return Table("Issues and texts", columns, rows,
                 "Each cell gives the term in short. A dash: the text is silent.")  # fmt: skip


def chronology() -> Figure:
    """Rounds, texts and strikes."""
    rows = (
        ("Delegations meet for the first round", "2025-05-16", "", "round", ""),
        ("A thousand prisoners for a thousand", "2025-05-23", "2025-05-25", "exchange", ""),
        ("One text is sent ahead of the round", "2025-05-27", "2025-05-29", "text", "reported"),
        ("Bridges collapse in two border regions", "2025-05-31", "", "incident", "disputed"),
        ("Drone strike on four air bases", "2025-06-01", "", "incident", ""),
        ("Second round, about one hour", "2025-06-02", "", "round", ""),
        ("The other text is handed over", "2025-06-02", "", "text", ""),
        ("A week to study the text ends", "2025-06-09", "2025-06-10", "deadline", "stated"),
    )
    events = [
        TimelineEvent(label=a, earliest=b, latest=c, lane=d, certainty=e, refs=(f"k{i:03d}",))
        for i, (a, b, c, d, e) in enumerate(rows, start=1)
    ]
    alt = ("Eight events between 16 May and 10 June 2025. The strike on the air bases stands one "
           "day before the second round.")  # fmt: skip
    return timeline("What happened when", alt, events, as_of="2025-06-04")


def beats_no_deal() -> Figure:
    """Shares of draws by proposal and party."""
    shares = {
        "US proposal of March": (0.81, 0.22),
        "Ukrainian text": (0.93, 0.08),
        "Russian text, option A": (0.02, 0.88),
        "Russian text, option B": (0.11, 0.74),
    }
    rows = [
        Bar(label=name, value=v, low=max(0, v - 0.07), high=min(1, v + 0.07), party=p,
            refs=("k012", f"positions.{p.lower()}.no_deal"))
        for name, pair in shares.items() for p, v in zip(PARTIES, pair, strict=True)
    ]  # fmt: skip
    alt = "Each text beats no deal in most draws for one party and in few for the other."
    return bars("How often each text beats no deal", alt, rows, parties=PARTIES,
                axis="share of draws", interval="95% interval")  # fmt: skip


def relations() -> Figure:
    """A matrix of words."""
    words = ("same", "conflicting", "conditional", "silent")
    cells = [
        HeatCell(row=row, column=column, text=words[(i + j) % 4], level=words[(i + j) % 4])
        for i, row in enumerate(("ceasefire", "neutrality", "prisoners", "sanctions"))
        for j, column in enumerate(("March proposal", "Ukrainian text", "Russian text, A"))
    ]
    return heat("Where the texts stand to each other", "Twelve cells, three of each relation.",
                cells, levels=words)  # fmt: skip


def utilities() -> Figure:
    """The plane of two utilities."""
    points = [
        PlanePoint(label="US proposal of March", x=0.62, y=0.35, x_low=0.5, x_high=0.7, y_low=0.25,
                   y_high=0.5, refs=("k002",)),
        PlanePoint(label="Ukrainian text", x=0.88, y=0.12),
        PlanePoint(label="Russian text, option A", x=0.08, y=0.9),
        PlanePoint(label="Nash package", x=0.58, y=0.6, kind="solution"),
    ]  # fmt: skip
    return plane("Two utilities", "One package is better than no deal for both parties.", points,
                 parties=PARTIES,
                 no_deal=PlanePoint(label="no deal", x=0.4, y=0.42, kind="no deal"),
                 frontier=[(0.05, 0.95), (0.4, 0.8), (0.6, 0.62), (0.9, 0.2)])  # fmt: skip


def sections() -> tuple[Section, ...]:
    """Three questions that ran and one that did not."""
    record: tuple[Block, ...] = (
        Note("Forty statements are on file from eleven sources. Accounts clash on four points, "
             "most of all on how many aircraft were lost.", "answer", ("k001", "k004", "k005"),
             page="known"),
        Note("New since 28 May: both texts are on the table.", refs=("k006",), page="changed"),
        Note("Whether the list of children has been answered is open.", refs=("k002", "k008"),
             page="open"),
        Note("One in five statements has not been verified.", "limit", page="rests"),
        Heading("Order of events"),
        chronology(),
        Bullets("Nobody has said anything on", (Cell("monitoring of the line", ("k011",)),
                                                Cell("routes for aid"), Cell(None))),
    )  # fmt: skip
    table: tuple[Block, ...] = (
        Note("Four texts are on the table; no issue is settled in all of them.", "answer",
             ("k003", "k010"), page="known"),
        Note("The March answer of one party reads: accepted, subject to reciprocity.",
             refs=("k003",), page="changed"),
        Heading("Issue by issue"),
        comparison(),
        relations(),
    )  # fmt: skip
    offers: tuple[Block, ...] = (
        Note("No text beats no deal for both parties in most draws.", "answer",
             ("positions.ukraine.no_deal", "positions.russia.no_deal", "k012"), page="open"),
        beats_no_deal(),
        utilities(),
        Note("What each party says it wants most, it does want most.", "assumption",
             ("k013", "k014"), page="rests"),
        Note("Utilities of different parties are never compared.", "limit"),
        Note("The scale for one party rests on two statements only.", "warning", ("k015", "k016")),
    )  # fmt: skip
    missing = (Note("The case names no side options: add them under `stability.options`."),)
    return (
        Section("record", "What do we know, from whom, and where do accounts clash?", record),
        Section("table", "What is on the table, and who answered what?", table),
        Section("offers", "Is there a deal, and what would bring the refusing side in?", offers),
        Section("stability", "Would it hold together at the table?", missing, ran=False),
    )


def report(n_claims: int = 40) -> Report:
    """The whole made-up report."""
    return Report(
        title="Second Istanbul round, June 2025",
        case="istanbul-2025-06",
        as_of="2025-06-04",
        sections=sections(),
        basis=basis(n_claims),
        recipe={"seed": 0, "draws": 1000, "parley": "0.1.0", "case digest": "5f2c" * 16},
        scenario="Monitoring by a third party",
    )


def small(*blocks, basis=None, **changes) -> Report:
    section = Section("record", "What do we know?", blocks)
    return replace(Report("Title", "case", "2025-06-04", (section,), basis or {}), **changes)


def hostile() -> Report:
    entry = Basis(
        EVIL, "claim", EVIL, EVIL, EVIL, EVIL, EVIL, "javascript:alert(1)", EVIL, EVIL, (EVIL,)
    )
    table = Table(
        EVIL, (Column(EVIL), Column(EVIL, "number")), ((Cell(EVIL, (EVIL,)), Cell(1)),), EVIL
    )
    blocks = (
        Note(EVIL, "answer", (EVIL,), page="known"),
        Heading(EVIL),
        Bullets(EVIL, (Cell(EVIL, (EVIL,)),)),
        table,
        timeline(EVIL, EVIL, [TimelineEvent(label=EVIL, earliest="2025-06-01", lane=EVIL)]),
        bars(EVIL, EVIL, [Bar(label=EVIL, value=0.5, party=EVIL)], axis=EVIL),
        heat(EVIL, EVIL, [HeatCell(row=EVIL, column=EVIL, text=EVIL, level=EVIL)]),
    )
    sections = (Section("record", EVIL, blocks),)
    return Report(EVIL, EVIL, EVIL, sections, {EVIL: entry}, {EVIL: EVIL}, EVIL)


# Each chart with one row and nothing else.
SMALLEST = {
    "timeline": timeline("t", "a", [TimelineEvent(label="x", earliest="2025-06-01")]),
    "bars": bars("t", "a", [Bar(label="x", value=0.5)]),
    "heat": heat("t", "a", [HeatCell(row="r", column="c", text="4", value=4.0)]),
    "plane": plane("t", "a", [PlanePoint(label="x", x=1, y=1)], parties=("A", "B")),
}
