"""Days, names, places in a text, answers and relations in words."""

from collections.abc import Iterable, Mapping

from parley.case import Case
from parley.case.dates import span
from parley.case.quantity import Between, Exact, Quantity, Triangle
from parley.case.schema import Response
from parley.case.words import count, day, days, label, listed, when
from parley.models.term_sheet import Mention, Pairing, Place, Relation, Standing

__all__ = [
    "answer_words",
    "brief_state",
    "count",
    "day",
    "days",
    "label",
    "listed",
    "marked",
    "marks",
    "mention_words",
    "name",
    "own_words",
    "placed",
    "quoted",
    "relation_words",
    "standing_words",
    "state_words",
    "value_words",
    "when",
]

# names


def name(case: Case, who: str) -> str:
    """A party's name as it is written in sentences, or a person's."""
    return case.parties[who].name if who in case.parties else case.people[who].name


def quoted(words: str) -> str:
    """A title inside a sentence."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"


def own_words(case: Case, terms: Mapping[str, str]) -> str:
    """Each side's own term for a thing, in the order of the case."""
    order = [who for who in (*case.parties, *case.people) if who in terms]
    return "; ".join(f"{label(case, who)}: {terms[who]}" for who in order)


def marked(words: str, qualifiers: Iterable[str]) -> str:
    """The words with the qualifiers that are never dropped."""
    given = tuple(qualifiers)
    return f"{words} ({'; '.join(given)})" if given else words


def marks(entry: object) -> tuple[str, ...]:
    """Qualifiers of an entry of the case, or of a term's place."""
    return tuple(mark for mark in ("unverified", "hindsight") if getattr(entry, mark, False))


def value_words(quantity: Quantity | None, unit: str = "") -> str:
    """An amount; "in dispute" where accounts differ."""
    match quantity:
        case None:
            return ""
        case Exact(number):
            words = f"{number:,.0f}" if number == round(number) else f"{number:g}"
        case Between(low, high, word):
            words = word or f"{low:,g} to {high:,g}"
        case Triangle(low, _, high):
            words = f"{low:,g} to {high:,g}"
        case _:
            words = "in dispute"
    return f"{words} {unit}".strip()


# terms


def item_words(case: Case, place: Place, text: str) -> str:
    """The item number as it is cited: [I.1], or [P1 of UNC package, by P1]."""
    source = "" if place.source == text else f" of {case.proposals[place.source].short}"
    via = f", by {', '.join(place.via)}" if any(place.via) else ""
    cited = f"{place.item}{source}{via}".strip(" ,")
    return f"[{cited}]" if cited else ""


def mention_words(case: Case, mention: Mention, text: str) -> str:
    """A term in short, its item, and everything it hangs on."""
    place = mention.place
    said = mention.says or _settled(case, mention) or "(no words of its own)"
    also = f"also through {listed(mention.also)}" if any(mention.also) else ""
    return placed(case, said, place, text, also)


def placed(case: Case, says: str, place: Place, text: str, more: str = "") -> str:
    """Words of a text with their item, what they hang on, and their qualifiers."""
    words = f"{says} {item_words(case, place, text)}".strip()
    return marked(words, filter(None, (tie_words(place), more, *marks(place))))


def tie_words(place: Place) -> str:
    """What a term hangs on: choices, packages, conditions, steps of a sequence."""
    ties = []
    for choice in place.choices:
        whole = ", all of it together" if choice in place.packages else ""
        own = choice == place.item and not whole
        ties.append("one of a choice" if own else f"only under {choice}{whole}")
    for package in place.packages:
        if package not in place.choices:
            ties.append(f"only together with the rest of {package or 'the text'}")
    ties += [f"condition: {condition}" for condition in place.conditions]
    return "; ".join([*ties, *place.steps])


def _settled(case: Case, mention: Mention) -> str:
    issue = case.issues.get(mention.subject)
    if issue is None or mention.value is None:
        return ""
    if isinstance(mention.value, str):
        return issue.labels.get(mention.value, mention.value)
    return f"{mention.value:g} {issue.unit}".strip()


# relations


def relation_words(relation: Relation, texts: tuple[str, str]) -> str:
    """The kind and, where it hangs on something, on what. texts : what the two are called."""
    spoken = [pairing for pairing in relation.pairings if pairing.kind != "silent"]
    quiet = [pairing for pairing in relation.pairings if pairing.kind == "silent"]
    if not spoken:
        return "silent"
    several = len(relation.pairings) > 1
    told: list[str] = [relation.kind]
    if several and (quiet or relation.kind == "conditional"):
        under = dict.fromkeys(f"{each.kind}{_under(each)}" for each in (*spoken, *quiet[:1]))
        told = [", ".join(under)]
    elif several:
        told = [f"{relation.kind}, whichever choice is taken"]
    elif relation.kind == "conditional":
        told = [spoken[0].kind]
    if relation.kind == "conditional":
        told[0] = f"conditional: {told[0]}"
    return "; ".join([*told, *_hedges(spoken, texts)])


def _under(pairing: Pairing) -> str:
    chosen = (*pairing.first.chosen, *pairing.second.chosen)
    return f" under {' and '.join(chosen)}" if chosen else " otherwise"


def _hedges(pairings: list[Pairing], texts: tuple[str, str]) -> list[str]:
    found: dict[str, None] = {}
    for pairing in pairings:
        for reading, text in zip((pairing.first, pairing.second), texts, strict=True):
            if reading.decides is None:
                continue
            place = reading.decides.place
            for condition in place.conditions:
                found[f"condition in {text}: {condition}"] = None
            for package in place.packages:
                found[f"{text} only with all of {package or 'the text'}"] = None
            for mark in marks(place):
                found[f"{text} {mark}"] = None
    return list(found)


# answers

_SAID = {
    "accepted with conditions": "accepted",
    "none": "no answer",
}
_SUBJECT = ("accepted with conditions", "accepted", "in principle")


def answer_words(case: Case, answer: Response) -> str:
    """State, items and conditions in one breath; then when, who said it, and in short what."""
    voice = f", {case.people[answer.voice].name}" if answer.voice else ""
    said = f". {answer.says}" if answer.says else ""
    words = f"{state_words(case, answer)} ({when(case, answer.on)}{voice}){said}"
    return marked(words, marks(answer))


def state_words(case: Case, answer: Response) -> str:
    """State, items and conditions, never one without the others."""
    state = _SAID.get(answer.state, answer.state)
    if answer.until:
        until = days(span(case, answer.until))
        state += f" {until}" if until.startswith(("by ", "from ")) else f" until {until}"
    if answer.conditions:
        tie = "subject to" if answer.state in _SUBJECT else "with the condition"
        state += f", {tie}: {'; '.join(answer.conditions)}"
    if answer.items:
        items = "item" if len(answer.items) == 1 else "items"
        return f"{items} {listed(answer.items)} {state}"
    return state


def brief_state(answer: Response) -> str:
    """State and items only, for a figure; that there are conditions is still said."""
    state = _SAID.get(answer.state, answer.state)
    items = f"{listed(answer.items)} " if answer.items else ""
    return f"{items}{state}, subject to conditions" if answer.conditions else f"{items}{state}"


def standing_words(case: Case, standing: Standing) -> str:
    """Where a party stands: on the whole text, then on single items; empty if it need not say."""
    if not standing.current:
        return "no answer on record" if standing.needed else ""
    return "\n".join(answer_words(case, answer) for answer in standing.current)
