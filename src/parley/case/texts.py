"""Stored texts and the quotes taken from them: verbatim or refused."""

import hashlib
from collections.abc import Iterator
from pathlib import Path as FilePath

from parley.case.references import Finding
from parley.case.schema import Case, Quote

__all__ = ["quote_findings"]


def quote_findings(case: Case, folder: FilePath) -> Iterator[Finding]:
    """Stored texts that changed or are missing, and quotes that are not in them word for word."""
    texts: dict[str, str] = {}
    for name, source in case.sources.items():
        if source.text is None:
            continue
        where = ("sources", name, "text", "file")
        file = folder / source.text.file
        if not file.resolve().is_relative_to(folder.resolve()):
            yield where, f"the stored text '{source.text.file}' lies outside the case folder", ""
            continue
        try:
            raw = file.read_bytes()
            texts[name] = raw.decode("utf-8")
        except OSError:
            yield where, f"cannot read the stored text '{source.text.file}'", "check the file name"
            continue
        except UnicodeDecodeError:
            yield where, f"the stored text '{source.text.file}' is not UTF-8", "save it as UTF-8"
            continue
        found = hashlib.sha256(raw).hexdigest()
        if found != source.text.sha256:
            yield (
                ("sources", name, "text", "sha256"),
                f"the stored text '{source.text.file}' is not the one that was added",
                f"its SHA-256 is now {found}; restore the text, or add it as a new source",
            )
    for name, claim in case.claims.items():
        if claim.quote is None or claim.source not in case.sources:
            continue
        quoted = ("claims", name, "quote")
        if case.sources[claim.source].text is None:
            yield quoted, f"a quote, but source '{claim.source}' has no stored text", "add 'text:'"
        elif claim.source in texts:
            yield from _quote_findings((*quoted, "exact"), claim.quote, texts[claim.source])


def _quote_findings(path: tuple[str, ...], quote: Quote, text: str) -> Iterator[Finding]:
    if quote.start is not None:
        end = quote.end if quote.end is not None else quote.start + len(quote.exact)
        if text[quote.start : end] != quote.exact:
            at = text.find(quote.exact)
            fix = f"it stands at {at}..{at + len(quote.exact)}" if at >= 0 else "copy it again"
            yield path, f"these words are not at {quote.start}..{end} of the stored text", fix
    elif quote.prefix + quote.exact + quote.suffix not in text:
        fix = "the words are there, but not between that prefix and suffix"
        yield path, "the quote is not verbatim", fix if quote.exact in text else "copy it again"
    elif text.count(quote.prefix + quote.exact + quote.suffix) > 1:
        yield path, "these words occur more than once", "add start, or a longer prefix or suffix"
