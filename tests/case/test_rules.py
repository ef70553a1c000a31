import pytest
from hypothesis import given
from strategies import packages, rule_texts

from parley.case.rules import And, Atom, Implies, Not, Or, atoms, holds, parse_rule

A, B, C = (Atom(name, "=", "x") for name in "abc")

TEXTS = {
    "a=x": A,
    " a  =  x ": A,
    "a!=x": Atom("a", "!=", "x"),
    "km>=0.5": Atom("km", ">=", "0.5"),
    "not a=x": Not(A),
    "a=x and b=x or c=x": Or(And(A, B), C),
    "a=x or b=x and c=x": Or(A, And(B, C)),
    "(a=x or b=x) and c=x": And(Or(A, B), C),
    "not a=x and b=x": And(Not(A), B),
    "a=x implies b=x or c=x": Implies(A, Or(B, C)),
    "a=x implies b=x implies c=x": Implies(A, Implies(B, C)),
    "not (a=x implies b=x)": Not(Implies(A, B)),
}


@pytest.mark.parametrize(("text", "rule"), TEXTS.items())
def test_operators_bind_as_documented(text, rule):
    assert parse_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "an empty condition"),
        ("a", "'a' is not a condition"),
        ("a=x b=y", "'b=y' is left over"),
        ("a=x and", "ends too early"),
        ("(a=x", "parenthesis is not closed"),
        ("a=x)", "')' is left over"),
        ("a=x & b=y", "cannot read '& b=y'"),
        ("and a=x", "'and' is not a condition"),
        ("not " * 200 + "a=x", "too long to follow"),
        ("(" * 200, "too long to follow"),
        (" implies ".join(["a=x"] * 90), "too long to follow"),
        (" and ".join(["a=x"] * 200), "too long to follow"),
    ],
)
def test_a_rule_that_cannot_be_read_says_why(text, words):
    with pytest.raises(ValueError, match=r".") as caught:
        parse_rule(text)
    assert words in str(caught.value)


@pytest.mark.parametrize("sign", ["=", "!=", "<", "<=", ">", ">="])
def test_numbers_are_compared_as_numbers(sign):
    compare = {"=": "=="}.get(sign, sign)
    for value in (9.0, 10.0, 11.0):
        assert holds(parse_rule(f"km{sign}10"), {"km": value}) == eval(f"{value} {compare} 10")


def test_a_long_flat_rule_is_followed():
    rule = parse_rule(" and ".join(["a=x"] * 100))
    assert len(atoms(rule)) == 100
    assert holds(rule, {"a": "x"})


def _python(text: str, package) -> bool:
    """The same rule, as Python reads it once `implies` is written out."""
    words = text.replace("(", " ( ").replace(")", " ) ").split()
    values = {"implies": "<=", "and": "&", "or": "|", "not": "1 ^"}
    for i, word in enumerate(words):
        if "=" in word:
            name, _, option = word.replace("!", "").partition("=")
            words[i] = str(int((package[name] == option) != ("!" in word)))
        else:
            words[i] = values.get(word, word)
    return bool(eval(" ".join(words)))  # all parts stand in parentheses, so order does not matter


@given(rule_texts, packages)
def test_a_rule_holds_as_logic_says(text, package):
    assert holds(parse_rule(text), package) == _python(text, package)


@given(rule_texts)
def test_atoms_come_in_the_order_of_the_text(text):
    told = [f"{atom.issue}{atom.sign}{atom.option}" for atom in atoms(parse_rule(text))]
    assert told == [word.strip("()") for word in text.split() if "=" in word]
