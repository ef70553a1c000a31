"""A new case: the start that is written, and what a copy keeps."""

import pytest

from parley.case import read_case
from parley.case.json_schema import schema_text
from parley.case.new import START, new_case
from parley.errors import CaseError


def test_the_start_uses_every_part_a_first_report_needs_and_explains_it(tmp_path):
    new_case(tmp_path / "talks")
    case = read_case(tmp_path / "talks")
    assert (case.case, len(case.parties), len(case.issues)) == ("talks", 2, 1)
    assert START.count("  # ") >= 5


@pytest.mark.parametrize(
    ("name", "id_"), [("2025 talks", "talks"), ("a b", "a-b"), ("..-", "case"), ("π", "case")]
)
def test_a_name_that_is_no_id_becomes_one(tmp_path, name, id_):
    new_case(tmp_path / name)
    assert read_case(tmp_path / name).case == id_


def test_an_empty_folder_may_be_filled_and_a_link_to_one_too(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    new_case(tmp_path / "link")
    assert read_case(tmp_path / "empty").case == "empty"


def test_a_copy_keeps_comments_and_changes_one_line(tmp_path):
    new_case(tmp_path / "one")
    new_case(tmp_path / "two", str(tmp_path / "one"))
    files = [tmp_path / name / "case.yaml" for name in ("one", "two")]
    one, two = (file.read_text(encoding="utf-8") for file in files)
    assert two == one.replace("case: one", "case: two")


def test_a_folder_inside_the_case_is_refused(tmp_path):
    new_case(tmp_path / "one")
    (tmp_path / "one" / "sub").mkdir()
    for folder in ("sub", "other"):
        with pytest.raises(CaseError, match="inside the case to be copied"):
            new_case(tmp_path / "one" / folder, str(tmp_path / "one"))
    assert not list((tmp_path / "one" / "sub").iterdir())


@pytest.mark.parametrize("source", [None, "korea-1952"])
def test_the_schema_that_the_files_name_lies_beside_them(tmp_path, source):
    new_case(tmp_path / "talks", source)
    assert (tmp_path / "talks" / "parley.schema.json").read_text("utf-8") == schema_text()
