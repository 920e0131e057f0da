# SPDX-License-Identifier: GPL-2.0-only
"""The JSON schemas of the results. That the results fit them is looked at
after each test, by conftest.py."""

import copy
import json

import jsonschema
import pytest
import schemas

NAMES = sorted(path.name.split(".")[0]
               for path in schemas.SCHEMAS.glob("*.schema.json"))
TREE = {"version": "6.1", "path": "/linux", "digest": "0"}
TOOL = {"name": "t", "version": "1"}
FINDING = {"id": "PT004", "file": "mm/a.c", "line": 1, "column": 2,
           "function": None, "message": "m", "advice": None, "arch": None,
           "config": None, "suppressed": None,
           "chain": [{"file": "mm/a.c", "line": 1, "what": "w"}]}
CHECK = {"tool": TOOL, "tree": TREE, "findings": [FINDING],
         "not_analysed": [], "uncovered": [{"file": "a", "lines": [[1, 2]]}],
         "totals": {"findings": 1, "suppressed": 0, "units": 1,
                    "functions": 1, "lines": 1, "not_analysed": 0,
                    "by_id": {"PT004": 1}}}


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_one(name):
    jsonschema.Draft202012Validator.check_schema(schemas.schema(name))
    assert name in schemas.OF.values()


def test_all_results_have_a_schema():
    assert set(NAMES) == set(schemas.OF.values())


def test_the_page_is_that_of_the_schemas():
    text = schemas.PAGE.read_text("utf-8")
    for name in NAMES:
        assert f"<!-- schema: {name} -->" in text
    assert schemas.page(text) == text, "run scripts/tests/schemas.py --write"


DAMAGES = {
    "no tree": lambda data: data.pop("tree"),
    "a line that is text": lambda data: data["findings"][0].update(line="1"),
    "line 0": lambda data: data["findings"][0].update(line=0),
    "no such id": lambda data: data["findings"][0].update(id="PT4"),
    "half a range": lambda data: data["uncovered"][0].update(lines=[[1]]),
    "a member that no page has": lambda data: data["findings"][0].update(a=1),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_does_not_fit_is_noticed(damage):
    assert schemas.faults("check", CHECK) == []
    data = copy.deepcopy(CHECK)
    damage(data)
    assert schemas.faults("check", data)


def test_a_reader_may_meet_more():
    jsonschema.validate(dict(CHECK, more=1), schemas.schema("check"))


@pytest.mark.made_up_results
def test_results_are_found_below_a_folder(tmp_path):
    for name in ("a/b/convert.json", "a/tree/convert.json", "verify.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(json.dumps([]))
    found = sorted(schemas.results(tmp_path))
    assert [path.name for path in found] == ["convert.json", "verify.json"]
    assert schemas.faults_of(found[0]) and not schemas.faults_of(found[1])
