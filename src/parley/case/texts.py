"""Stored texts and the quotes taken from them: verbatim or refused."""

import hashlib
from collections.abc import Iterator
from pathlib import Path as FilePath

from parley.case.references import Finding
from parley.case.schema import Case, Quote
from parley.case.schema.record import StoredText
from parley.case.text import MAX_BYTES

__all__ = ["quote_findings"]


def quote_findings(case: Case, folder: FilePath) -> Iterator[Finding]:
    """Stored texts that changed or are missing, and quotes that are not in them word for word."""
    texts: dict[str, str] = {}
    for name, source in case.sources.items():
        if source.text is None:
            continue
        where = ("sources", name, "text")
        try:
            raw = _stored(folder, source.text)
            texts[name] = raw.decode("utf-8")
        except UnicodeDecodeError:
            what = f"the stored text '{source.text.file}' is not UTF-8"
            yield (*where, "file"), what, "save it as UTF-8"
            continue
        except ValueError as refused:
            what, _, fix = str(refused).partition("; ")
            yield (*where, "file"), what, fix
            continue
        found = hashlib.sha256(raw).hexdigest()
        if found != source.text.sha256:
            what = f"the stored text '{source.text.file}' is not the one that was added"
            fix = f"its SHA-256 is now {found}; restore the text, or add it as a new source"
            yield (*where, "sha256"), what, fix
    for name, claim in case.claims.items():
        if claim.quote is None or claim.source not in case.sources:
            continue
        quoted = ("claims", name, "quote")
        if case.sources[claim.source].text is None:
            yield quoted, f"a quote, but source '{claim.source}' has no stored text", "add 'text:'"
        elif claim.source in texts:
            yield from _quote_findings((*quoted, "exact"), claim.quote, texts[claim.source])


def _stored(folder: FilePath, text: StoredText) -> bytes:
    """The bytes of a stored text; `ValueError` says why there are none."""
    name = " ".join(text.file.split())
    try:
        file = (folder / text.file).resolve()
        if not file.is_relative_to(folder.resolve()):
            raise ValueError(f"the stored text '{name}' lies outside the case folder")
        # Only an ordinary file: reading a pipe would wait for ever.
        size = file.stat().st_size if file.is_file() else None
        if size is not None and size <= MAX_BYTES:
            return file.read_bytes()
    except (OSError, RuntimeError):  # RuntimeError: links that point at each other
        size = None
    if size is None:
        raise ValueError(f"cannot read the stored text '{name}'; check the file name")
    raise ValueError(f"the stored text '{name}' is larger than {MAX_BYTES:,} bytes; store a part")


def _quote_findings(path: tuple[str, ...], quote: Quote, text: str) -> Iterator[Finding]:
    whole = quote.prefix + quote.exact + quote.suffix
    if quote.start is not None:
        end = quote.end if quote.end is not None else quote.start + len(quote.exact)
        if text[quote.start : end] != quote.exact:
            at = text.find(quote.exact)
            fix = f"it stands at {at}..{at + len(quote.exact)}" if at >= 0 else "copy it again"
            yield path, f"these words are not at {quote.start}..{end} of the stored text", fix
        elif not text.startswith(whole, max(0, quote.start - len(quote.prefix))):
            yield path, "prefix or suffix do not stand around these words", "copy them again"
    elif whole not in text:
        fix = "the words are there, but not between that prefix and suffix"
        yield path, "the quote is not verbatim", fix if quote.exact in text else "copy it again"
    elif text.find(whole, text.find(whole) + 1) >= 0:
        yield path, "these words occur more than once", "add start, or a longer prefix or suffix"
