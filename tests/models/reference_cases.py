"""Files of published games, written anew from their numbers, and plain arithmetic on them."""

import json
import re
from fractions import Fraction
from xml.sax.saxutils import quoteattr

import numpy as np

from parley.models.domain import worth


def written(folder, given):
    """Genius files with the weights, evaluations and reservation values of a data file."""
    sizes = [len(row) for row in given["profiles"][0]["evaluations"]]
    lines = [f"<negotiation_template><utility_space><objective name='{given['domain']}'>"]
    for i, n in enumerate(sizes):
        items = "".join(f"<item index='{k}' value='option {k}'/>" for k in range(n))
        lines.append(f"<issue index='{i}' name='issue {i}' type='discrete'>{items}</issue>")
    lines.append("</objective></utility_space></negotiation_template>")
    (folder / "domain.xml").write_text("\n".join(lines), "utf-8")
    for p, profile in enumerate(given["profiles"]):
        (folder / f"party{p}.xml").write_text(profile_xml(profile), "utf-8")


def profile_xml(profile):
    lines = [f"<utility_space><reservation value={quoteattr(profile['reservation'])}/><objective>"]
    for i, row in enumerate(profile["evaluations"]):
        items = "".join(
            f"<item index='{k}' value='option {k}' evaluation='{each}'/>"
            for k, each in enumerate(row)
        )
        lines.append(f"<issue index='{i}' name='issue {i}' type='discrete'>{items}</issue>")
    lines += [f"<weight index='{i}' value='{w}'/>" for i, w in enumerate(profile["weights"])]
    return "\n".join([*lines, "</objective></utility_space>"])


def listed(domain):
    """Every package with its utilities, `(n, n_parties)`."""
    sizes = [len(table) for table in domain.utility]
    chosen = np.indices(sizes).reshape(len(sizes), -1).T
    return worth(domain, chosen)


def of(game, package):
    """Exact utilities of a package, from the fractions of the file."""
    return [
        sum((row[k] for row, k in zip(sheet, package, strict=True)), Fraction(0))
        for sheet in game.points
    ]


def gains(utility, game):
    return [u - d for u, d in zip(utility, game.no_deal, strict=True)]


def beats(v, u):
    return v != u and all(a >= b for a, b in zip(v, u, strict=True))


def written_integers(folder, given):
    """Genius files with integer issues from 0 to 9, by offset and slope."""
    head = "<issue index='{0}' name='issue {0}' type='integer' lowerbound='0' upperbound='9'>"
    issues = [head.format(i) for i in range(len(given["profiles"][0]["lines"]))]
    inside = "".join(f"{issue}</issue>" for issue in issues)
    domain = f"<utility_space><objective name='{given['domain']}'>{inside}</objective>"
    text = f"<negotiation_template>{domain}</utility_space></negotiation_template>"
    (folder / "domain.xml").write_text(text, "utf-8")
    for p, profile in enumerate(given["profiles"]):
        lines = [f"<utility_space><reservation value='{profile['reservation']}'/><objective>"]
        for issue, (offset, slope) in zip(issues, profile["lines"], strict=True):
            evaluator = f"<evaluator ftype='linear' offset='{offset}' slope='{slope}'/>"
            lines.append(f"{issue}{evaluator}</issue>")
        lines += [f"<weight index='{i}' value='{w}'/>" for i, w in enumerate(profile["weights"])]
        text = "\n".join([*lines, "</objective></utility_space>"])
        (folder / f"party{p}.xml").write_text(text, "utf-8")


def written_geniusweb(folder, given):
    """GeniusWeb profiles; the numbers stand in the JSON as they are written."""
    sizes = [len(row) for row in given["profiles"][0]["utilities"]]
    values = {f"issue {i}": [f"option {k}" for k in range(n)] for i, n in enumerate(sizes)}
    issues = {name: {"values": options} for name, options in values.items()}
    for p, profile in enumerate(given["profiles"]):
        tables = zip(values.items(), profile["utilities"], strict=True)
        utilities = {
            name: {"discreteutils": {"valueUtilities": dict(zip(options, row, strict=True))}}
            for (name, options), row in tables
        }
        bid = zip(values, profile["reservation_bid"], strict=True)
        inside = {
            "issueUtilities": utilities,
            "issueWeights": dict(zip(values, profile["weights"], strict=True)),
            "domain": {"name": given["domain"], "issuesValues": issues},
            "reservationBid": {"issuevalues": {name: f"option {k}" for name, k in bid}},
        }
        text = json.dumps({"LinearAdditiveUtilitySpace": inside})
        text = re.sub(r'"([0-9.]+)"', r"\1", text)
        (folder / f"party{p}.json").write_text(text, "utf-8")
