"""One self-contained HTML file: complete without JavaScript, richer where it runs.

Every figure is first a still picture with its numbers beside it; where scripts run, the Vega
bundle inside the file redraws it with tooltips. A content security policy names our style and
scripts by hash and forbids everything else, so that the file can never reach the network.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from parley.blocks import Block, Figure, Report, Section
from parley.views.html.render import Place, environment
from parley.views.html.still import pictures
from parley.views.refs import used_in
from parley.views.words import summary

__all__ = ["fragment", "html"]

HERE = Path(__file__).parent


def html(report: Report) -> str:
    """The whole report as one page."""
    figures = _figures(block for section in report.sections for block in section.blocks)
    with pictures(figures) as drawn:
        style, scripts = _read("style.css"), _scripts(figures)
        template = environment(Place(report.basis, True, drawn)).get_template("page.html")
        return template.render(
            report=report,
            sections=list(zip(_section_ids(report.sections), report.sections, strict=True)),
            page=summary(report),
            used=used_in(report),
            style=style,
            scripts=scripts,
            policy=_policy(style, scripts),
        )


def fragment(blocks: Sequence[Block]) -> str:
    """Blocks without a page around them, for a notebook: still pictures, refs as plain ids."""
    with pictures(_figures(blocks)) as drawn:
        template = environment(Place({}, False, drawn)).get_template("fragment.html")
        return template.render(blocks=blocks, style=_read("style.css"))


def _figures(blocks: Iterable[Block]) -> list[Figure]:
    return [block for block in blocks if isinstance(block, Figure)]


@cache
def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _section_ids(sections: Sequence[Section]) -> list[str]:
    """An anchor for each section; a lens that appears twice (two scenarios) gets a number."""
    lenses = [section.lens for section in sections]
    return [
        f"question-{i}-{lens}" if lenses.count(lens) > 1 else f"question-{lens}"
        for i, lens in enumerate(lenses, start=1)
    ]


def _scripts(figures: Sequence[Figure]) -> tuple[str, ...]:
    """The Vega bundle and our few lines that use it; only ours if nothing is drawn."""
    ours = _read("upgrade.js")
    return (_bundle(), ours) if figures else (ours,)


@cache
def _bundle() -> str:
    import vl_convert

    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    # The HTML parser ends a script at these, whatever JavaScript thinks of them.
    if "</script" in bundle.lower() or "<!--" in bundle:
        raise RuntimeError("the Vega bundle cannot stand inside a script element")
    return bundle


def _policy(style: str, scripts: Sequence[str]) -> str:
    """A content security policy that allows these texts and nothing else."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
