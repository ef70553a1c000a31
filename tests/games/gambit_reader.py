"""A reader of Gambit files, written from the documentation of the formats alone."""

import re
from fractions import Fraction as F

TOKEN = re.compile(r'\s*(?:"((?:\\"|[^"\\])*)"|([{},])|([^\s{},"]+))')


def tokens(text):
    """Strings as ("text", ...), braces and words as they are; white space and commas fall away."""
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        match = TOKEN.match(text, at)
        assert match, f"no token at {text[at : at + 20]!r}"
        quoted, brace, word = match.groups()
        if quoted is not None:
            found.append(("text", quoted.replace('\\"', '"')))
        elif (brace or word) != ",":
            found.append(brace or word)
        at = match.end()
    return found[::-1]  # so that pop() takes the next


def a_text(stack):
    kind, value = stack.pop()
    assert kind == "text"
    return value


def a_list(stack, item):
    assert stack.pop() == "{"
    found = []
    while stack[-1] != "}":
        found.append(item(stack))
    stack.pop()
    return found


def a_number(stack):
    return F(stack.pop())


def whole(stack):
    number = stack.pop()
    assert re.fullmatch(r"[0-9]+", number)
    return int(number)


def read_efg(text):
    """Title, players, comment, tree. Descriptions that come twice must be the same."""
    stack = tokens(text)
    assert [stack.pop() for _ in range(3)] == ["EFG", "2", "R"]
    title, players = a_text(stack), a_list(stack, a_text)
    comment = a_text(stack) if isinstance(stack[-1], tuple) else ""
    tree = read_node(stack, players, {})
    assert not stack
    return title, players, comment, tree


def told_once(known, key, told):
    assert known.setdefault(key, told) == told
    return told


def read_outcome(stack, players, known):
    number = whole(stack)
    if number == 0:
        return None
    name, payoffs = a_text(stack), a_list(stack, a_number)
    assert len(payoffs) == len(players)
    return told_once(known, ("outcome", number), (name, tuple(payoffs)))


def read_node(stack, players, known):
    kind, _ = stack.pop(), a_text(stack)
    if kind == "t":
        return "t", *read_outcome(stack, players, known)
    player = whole(stack) if kind == "p" else 0
    number, name = whole(stack), a_text(stack)
    if kind == "p":
        assert 1 <= player <= len(players)
        branches = [(label, None) for label in a_list(stack, a_text)]
    else:
        assert kind == "c"
        branches = a_list(stack, lambda rest: (a_text(rest), a_number(rest)))
        assert sum(chance for _, chance in branches) == 1
    told_once(known, (player, number), (name, branches))
    assert read_outcome(stack, players, known) is None  # ours pay at the end only
    after = [(label, chance, read_node(stack, players, known)) for label, chance in branches]
    return kind, player, number, name, after


def sets_of(node):
    """{(player, number): (name, moves)}, in the order of the file."""
    if node[0] == "t":
        return {}
    kind, player, number, name, after = node
    found = {(player, number): (name, [label for label, _, _ in after])} if kind == "p" else {}
    for _, _, child in after:
        found |= sets_of(child)
    return found


def worth(node, plan):
    if node[0] == "t":
        return node[2]
    kind, player, number, _, after = node
    parts = [
        [(chance if kind == "c" else F(plan[player, number] == label)) * x for x in worth(n, plan)]
        for label, chance, n in after
    ]
    return tuple(map(sum, zip(*parts, strict=True)))


def read_nfg(text):
    """Title, players, names or numbers of plans, comment, {plans: payoffs}."""
    stack = tokens(text)
    assert [stack.pop() for _ in range(3)] == ["NFG", "1", "R"]
    title, players = a_text(stack), a_list(stack, a_text)
    named = stack[-2] == "{"
    plans = a_list(stack, (lambda rest: a_list(rest, a_text)) if named else whole)
    comment = a_text(stack) if isinstance(stack[-1], tuple) else ""
    sizes = [len(mine) for mine in plans] if named else plans
    at, payoffs = [0] * len(players), {}
    while stack:
        payoffs[tuple(at)] = tuple(a_number(stack) for _ in players)
        for i, size in enumerate(sizes):  # count up, the first player's digit first
            at[i] = (at[i] + 1) % size
            if at[i]:
                break
    return title, players, plans, comment, payoffs
