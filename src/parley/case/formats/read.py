"""Which format a file or folder is in, and the game or conflict it holds."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from parley.case.formats.conflict import ConflictForm
from parley.case.formats.game import Game
from parley.case.formats.genius import read_genius
from parley.case.formats.genius_file import DOMAIN
from parley.case.formats.genius_file import PROFILE as GENIUS_PROFILE
from parley.case.formats.geniusweb import PROFILE, parse_json, read_geniusweb
from parley.case.formats.gmcr import read_gmcr
from parley.case.formats.markup import Node, parse_xml
from parley.case.formats.neutral import SCHEMA, read_neutral
from parley.case.formats.problems import FEWEST_PARTIES
from parley.case.formats.scorable import CONFIG, SCORES, read_scorable
from parley.errors import CaseError, Problem

__all__ = ["is_conflict", "is_game", "read_conflict", "read_game"]

KNOWN = "Genius XML, GeniusWeb JSON, or a scorable game with config.txt and scores_files"
WEB_DOMAIN = "issuesValues"
GMCR = ".gmcr"

T = TypeVar("T")


def read_game(path: str | Path, *, raw: bool = False) -> Game:
    """The game in a folder, or of a domain file with its profiles beside it.

    raw : read Genius XML as NegMAS does, without scaling weights and evaluations.
    Raises `CaseError` with every problem found, each with file, line where known, and likely fix.
    """
    path = Path(path)
    if not path.exists():
        raise _refused(path, "there is no such file or folder", "check the name")
    folder, named = (path, None) if path.is_dir() else (path.parent, path)
    if _is_scorable(folder) and (named is None or named.name == CONFIG):
        return read_scorable(folder)
    if named is None:
        if files := _with_ending(folder, ".xml"):
            return _genius(folder, files, None, raw=raw)
        if files := _with_ending(folder, ".json"):
            return _geniusweb(folder, files, None)
    elif named.suffix.lower() == ".xml":
        return _genius(folder, _with_ending(folder, ".xml"), named, raw=raw)
    elif named.suffix.lower() == ".json":
        return _geniusweb(folder, _with_ending(folder, ".json"), named)
    raise _refused(path, "this is no negotiation in a known format", f"known: {KNOWN}")


def is_game(path: str | Path) -> bool:
    """Whether a path looks like a game in another tool's files, and not like a case."""
    path = Path(path)
    try:
        return _looks_like_folder(path) if path.is_dir() else _looks_like_file(path)
    except OSError:  # a name longer than the system takes, or a folder closed to us
        return False


def is_conflict(path: str | Path) -> bool:
    """Whether a path looks like a conflict in option form: a GMCR+ file, or one of the schema."""
    path = Path(path)
    try:
        if path.suffix.lower() == ".json":
            return path.is_file() and f'"{SCHEMA}"' in path.read_text("utf-8", "replace")
        return path.suffix.lower() == GMCR and path.is_file()
    except OSError:
        return False


def read_conflict(path: str | Path) -> ConflictForm:
    """The conflict in a GMCR+ file, or in a file of the schema `parley-gmcr-conflict/1`.

    Raises `CaseError` with every problem found, each with file, place in it and likely fix.
    """
    path = Path(path)
    raw = parse_json(path)
    return read_gmcr(path, raw) if path.suffix.lower() == GMCR else read_neutral(path, raw)


def _looks_like_folder(path: Path) -> bool:
    endings = {file.suffix.lower() for file in path.iterdir()}
    return not endings & {".yaml", ".yml"} and (
        _is_scorable(path) or bool(endings & {".xml", ".json"})
    )


def _looks_like_file(path: Path) -> bool:
    if path.suffix.lower() == ".json":  # which may as well be a case, for YAML reads JSON
        return path.is_file() and f'"{WEB_DOMAIN}"' in path.read_text("utf-8", "replace")
    return path.is_file() and (path.suffix.lower() == ".xml" or path.name == CONFIG)


def _is_scorable(folder: Path) -> bool:
    return (folder / CONFIG).is_file() and (folder / SCORES).is_dir()


def _refused(path: Path, what: str, fix: str = "") -> CaseError:
    return CaseError([Problem(str(path), 0, 0, what, fix)])


def _with_ending(folder: Path, ending: str) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix.lower() == ending)


def _all(files: Iterable[Path], parse: Callable[[Path], T]) -> list[tuple[Path, T]]:
    """Every file parsed; `CaseError` with the problems of all."""
    parsed: list[tuple[Path, T]] = []
    problems: list[Problem] = []
    for file in files:
        try:
            parsed.append((file, parse(file)))
        except CaseError as error:
            problems += error.problems
    if problems:
        raise CaseError(problems)
    return parsed


def _genius(folder: Path, files: list[Path], named: Path | None, *, raw: bool) -> Game:
    parsed = _all(files, parse_xml)
    domains = [(file, root) for file, root in parsed if root.tag == DOMAIN]
    profiles = [(file, root) for file, root in parsed if root.tag == GENIUS_PROFILE]
    if named is not None and named not in [file for file, _ in domains]:
        what = "this file does not describe a domain"
        raise _refused(named, what, "give the domain file, or the folder with its profiles")
    domains = [each for each in domains if named in (None, each[0])]
    if len(domains) > 1:
        names = ", ".join(file.name for file, _ in domains)
        raise _refused(folder, f"several domains lie here: {names}", "give the file of one")
    if named is not None:
        profiles = [each for each in profiles if _speaks_of(each[1], domains[0][1])]
    if len(profiles) < FEWEST_PARTIES:
        raise _refused(folder, "fewer than two profiles lie here", "one is needed for each party")
    return read_genius(domains[0] if domains else None, profiles, raw=raw)


def _speaks_of(profile: Node, domain: Node) -> bool:
    """Whether a profile shares an issue with the domain; others belong to another domain."""
    return bool(_issue_names(profile) & _issue_names(domain))


def _issue_names(node: Node) -> set[str]:
    inside = [*node.children, *(below for child in node.children for below in child.children)]
    issues = [each for part in inside for each in part.all("issue")]
    return {each.attributes.get("name", "").strip() for each in issues}


def _geniusweb(folder: Path, files: list[Path], named: Path | None) -> Game:
    parsed: list[tuple[Path, Any]] = _all(files, parse_json)
    profiles = [each for each in parsed if isinstance(each[1], dict) and PROFILE in each[1]]
    if named is not None:
        domain = dict(parsed).get(named)
        if not isinstance(domain, dict) or WEB_DOMAIN not in domain:
            what = "this file does not describe a domain"
            raise _refused(named, what, "give the domain file, or the folder with its profiles")
        profiles = [each for each in profiles if _domain_name(each[1]) == domain.get("name")]
    if len(profiles) < FEWEST_PARTIES:
        what = f"fewer than two profiles ({PROFILE}) lie here"
        raise _refused(folder, what, "one is needed for each party")
    return read_geniusweb(profiles)


def _domain_name(profile: dict[str, Any]) -> Any:
    inside = profile.get(PROFILE)
    domain = inside.get("domain") if isinstance(inside, dict) else None
    return domain.get("name") if isinstance(domain, dict) else None
