"""Hypothesis strategies that several test modules share."""

from datetime import date

from hypothesis import strategies as st

ids = st.from_regex(r"[A-Za-z][A-Za-z0-9_.-]{0,12}", fullmatch=True)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
shares = st.floats(0, 1)

_leaf = (
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
)
plain_data = st.recursive(  # what a case file can hold, of any shape
    _leaf,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(ids, part, max_size=4),
    max_leaves=20,
)

_OPTIONS = {"ceasefire": ("none", "pause", "lasting"), "forces": ("stay", "go")}
_atoms = st.sampled_from(
    [
        f"{issue}{sign}{option}"
        for issue, options in _OPTIONS.items()
        for option in options
        for sign in ("=", "!=")
    ]
)
rule_texts = st.recursive(
    _atoms,
    lambda part: (
        part.map(lambda text: f"not ({text})")
        | st.builds(
            lambda left, sign, right: f"({left}) {sign} ({right})",
            part,
            st.sampled_from(["and", "or", "implies"]),
            part,
        )
    ),
    max_leaves=6,
)
packages = st.fixed_dictionaries(
    {issue: st.sampled_from(options) for issue, options in _OPTIONS.items()}
)
