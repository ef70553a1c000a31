"""Small random cases that hold every way to give a preference, a no-deal value and a text."""

from hypothesis import assume
from hypothesis import strategies as st
from models.oracle_offers import Oracle, packages

from parley.case.check import findings
from parley.case.schema import Case
from parley.draws import draws
from parley.models.offer_space import offer_space

DESK = {"by": "desk", "on": "2020", "because": "x"}
HEAD = {
    "parley": 1,
    "case": "random",
    "title": "Random",
    "as_of": "2020-06-30",
    "sources": {"s": {"outlet": "Paper", "kind": "newspaper", "grade": "B"}},
}
NUMBERS = st.sampled_from([0, 0.1, 0.25, 0.5, 1, "0..1", "0.2..0.4", "likely", "unknown"])
SHIFTS = st.sampled_from([0, 0.2, -0.2, "-0.3..0.3", "0..0.1"])
POINTS = st.sampled_from([0, 3, 10, 25, -5, 7.5, "0..20", "5..10"])
WEIGHTS = st.sampled_from([0, 0.3, 1, 5, "0.2..0.4", "1..3"])


@st.composite
def rankings(draw, items, gaps=True):
    """Complete orders with ties and gaps, chains that leave the rest open, or nothing known."""
    items = draw(st.permutations(items))
    if draw(st.booleans()):
        signs = [">", "~", ">>"] if gaps and len(items) <= 4 else [">", "~"]
        text = items[0]
        for item in items[1:]:
            text += f" {draw(st.sampled_from(signs))} {item}"
        return text
    cut = draw(st.integers(1, len(items)))
    chains = [" > ".join(items[:cut]), " > ".join(items[cut:])]
    return [chain for chain in chains if chain]


@st.composite
def issues(draw):
    found = {}
    for i in range(draw(st.integers(2, 4))):
        kind = draw(st.sampled_from(["options", "ordered", "range"]))
        entry = {"name": f"Issue {i}", "question": "?"}
        if kind == "range":
            entry |= {"range": [0, 2], "steps": draw(st.integers(2, 4)), "if_silent": 0}
            entry["if_silent"] = draw(st.sampled_from([0, 0.7, 2]))
        else:
            options = [f"x{i}{k}" for k in range(draw(st.integers(2, 3)))]
            entry[kind] = {option: option.upper() for option in options}
            entry["if_silent"] = draw(st.sampled_from(options))
        if draw(st.integers(0, 2)) == 0:
            entry["cost"] = draw(st.sampled_from([0.5, 1, 2, 3.4]))
        found[f"i{i}"] = entry
    return found


def _levels(entry):
    if "range" in entry:
        steps = entry["steps"]
        values = [2 * k / (steps - 1) for k in range(steps)]
        return [f"{value:.10f}".rstrip("0").rstrip(".") for value in values]
    return list(entry.get("options") or entry["ordered"])


def _settings(entry):
    """Options, or numbers on and off the grid, that a text may set."""
    return st.sampled_from([0, 0.9, 2] if "range" in entry else _levels(entry))


@st.composite
def positions(draw, found):
    position = draw(_sheets(found)) if draw(st.integers(0, 3)) == 0 else draw(_judgements(found))
    if draw(st.integers(0, 2)) == 0:
        worth = POINTS if "points" in position else SHIFTS
        n = draw(st.integers(1, 2))
        position["together"] = [draw(_together(found)) | {"worth": draw(worth)} for _ in range(n)]
    return position


@st.composite
def _judgements(draw, found):
    """Importance in each of its forms, views and no deal."""
    views = {}
    for name, entry in found.items():
        if draw(st.integers(0, 3)):
            views[name] = draw(_views(entry))
    position = {"issues": views, "no_deal": draw(_no_deals(found))}
    form = draw(st.sampled_from(["ranks", "ranks", "weights", "swing", "smarter", None]))
    if form is not None:
        position["importance"] = {form: draw(_importance(form, list(found)))} | DESK
    return position


@st.composite
def _importance(draw, form, issues):
    if form == "ranks":
        return draw(rankings(issues))
    if form == "smarter":
        signs = [draw(st.sampled_from([" > ", " ~ "])) for _ in issues]
        chain = zip(signs, draw(st.permutations(issues)), strict=True)
        return "".join(sign + name for sign, name in chain)[3:]
    numbers = WEIGHTS if form == "weights" else st.sampled_from([0, 20, 50, 100, "10..60"])
    given = {name: draw(numbers) for name in issues}
    if form == "swing" or not any(given.values()):
        given[draw(st.sampled_from(issues))] = 100
    return given


@st.composite
def _sheets(draw, found):
    """A score sheet, with red lines said but nothing inferred."""
    points, views = {}, {}
    for name, entry in found.items():
        keys = [0, 0.7, 2] if "range" in entry else _levels(entry)
        points[name] = {key: draw(POINTS) for key in keys}
        if "range" not in entry and draw(st.integers(0, 3)) == 0:
            views[name] = {"stated": [{"red": draw(st.sampled_from(keys))}]}
    return {"points": points, "issues": views, "no_deal": {"points": draw(POINTS)} | DESK}


@st.composite
def _together(draw, found):
    names = draw(st.lists(st.sampled_from(sorted(found)), min_size=2, max_size=3, unique=True))
    atoms = []
    for name in names:
        if "range" in found[name]:
            atoms.append(f"{name}{draw(st.sampled_from(['>=1', '<1', '=0', '!=2']))}")
        else:
            option = draw(st.sampled_from(_levels(found[name])))
            atoms.append(f"{name}{draw(st.sampled_from(['=', '!=']))}{option}")
    return {"when": " and ".join(atoms)} | DESK


@st.composite
def _views(draw, entry):
    known = _levels(entry)
    forms = ["ranks", "stated", "red", "values", "prefers"]
    form = draw(st.sampled_from(forms[3:] if "range" in entry else forms))
    if form == "ranks" or (form == "prefers" and "options" in entry):
        return {"inferred": {"ranks": draw(rankings(known))} | DESK}
    if form == "prefers":
        return {"inferred": {"prefers": draw(st.sampled_from(["more", "less"]))} | DESK}
    if form == "values":
        keys = [0, 0.7, 2] if "range" in entry else known
        return {"inferred": {"values": {key: draw(NUMBERS) for key in keys}} | DESK}
    one, other = draw(st.permutations(known))[:2]
    if form == "red":
        inferred = {"ranks": " > ".join(known), "red": draw(st.sampled_from([one, []]))}
        return {"stated": [{"red": other}], "inferred": inferred | DESK}
    return {"stated": [{"wants": other}, {"wants": one, "refuses": other}, {"says": "so"}]}


@st.composite
def _no_deals(draw, found):
    if draw(st.booleans()):
        return {"value": draw(NUMBERS)} | DESK
    package = {n: draw(_settings(entry)) for n, entry in found.items() if draw(st.booleans())}
    deal = {"package": package} | DESK
    if draw(st.booleans()):
        deal["plus"] = draw(SHIFTS)
        plain = [name for name, entry in found.items() if "range" not in entry]
        if plain and draw(st.booleans()):
            name = draw(st.sampled_from(plain))
            deal["plus_with"] = {name: draw(st.permutations(_levels(found[name])))[:1]}
    return deal


@st.composite
def constraints(draw, found):
    def atom():
        name = draw(st.sampled_from(sorted(found)))
        if "range" in found[name]:
            sign = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
            return f"{name}{sign}{draw(st.sampled_from(['0', '1', '2']))}"
        option = draw(st.sampled_from(_levels(found[name])))
        return f"{name}{draw(st.sampled_from(['=', '!=']))}{option}"

    forms = ["{} implies {}", "not ({} and {})", "{} or not {}", "{} and {} implies {}"]
    picked = draw(st.lists(st.sampled_from(forms), max_size=2))
    return [form.format(*(atom() for _ in range(form.count("{}")))) for form in picked]


@st.composite
def proposals(draw, found, parties):
    def leaf(item):
        named = draw(st.lists(st.sampled_from(sorted(found)), max_size=2, unique=True))
        return {"item": item, "says": "x", "sets": {n: draw(_settings(found[n])) for n in named}}

    made = {}
    for p in range(draw(st.integers(0, 3))):
        join = draw(st.sampled_from(["one_of", "all_of", "package", "sequence"]))
        parts = [leaf("A"), leaf("B")]
        if p and draw(st.booleans()):
            parts.append({"refers_to": "p0:A"})
        states = st.sampled_from(["accepted", "rejected", "deferred", "countered"])
        answers = [
            {"by": draw(st.sampled_from(parties)), "is": draw(states), "on": f"2020-0{month}"}
            | ({"items": ["A"]} if draw(st.booleans()) else {})
            for month in draw(st.permutations([1, 2, 3, 4]))
        ]
        made[f"p{p}"] = {
            "title": "T", "short": f"Text {p}", "by": parties[0], "on": "2020-01-01",
            "terms": {join: parts, "sets": leaf("")["sets"]}, "responses": answers,
        }  # fmt: skip
    return made


@st.composite
def consent_rules(draw, consent):
    """None, or how many of those who must consent are enough, and who among them."""
    if draw(st.integers(0, 2)):
        return None
    including = draw(st.lists(st.sampled_from(consent), max_size=1))
    least = max(len(including), 1)
    return {"at_least": draw(st.integers(least, len(consent))), "including": including}


@st.composite
def cases(draw):
    """A case that loads: 2 or 3 parties, 2 to 4 issues of 2 to 4 levels."""
    parties = ["a", "b", "c"][: draw(st.integers(2, 3))]
    found = draw(issues())
    consent = draw(st.sampled_from([["a", "b"], parties[-2:], parties]))
    data = HEAD | {
        "parties": {name: {"name": name.upper()} for name in parties},
        "consent": consent,
        "issues": found,
        "constraints": draw(constraints(found)),
        "positions": {name: draw(positions(found)) for name in parties},
        "proposals": draw(proposals(found, parties)),
    }
    rule = draw(consent_rules(consent))
    case = Case.model_validate(data if rule is None else data | {"consent_rule": rule})
    wrong = list(findings(case))
    assert not wrong, wrong
    return case


@st.composite
def spaces(draw, n=3):
    """A random case that admits some package: the long way round it, and its offer space."""
    case = draw(cases())
    sample = draws(case, n, draw(st.integers(0, 1000)))
    oracle = Oracle(case, sample)
    assume(packages(oracle))
    return oracle, offer_space(case, sample)
