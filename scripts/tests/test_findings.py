# SPDX-License-Identifier: GPL-2.0-only
"""ptdesc-findings: the command line, and SARIF against two judges.

The one is Debian's object model of SARIF 2.1.0 (python3-sarif-python-om, made
from the schema of OASIS), which knows every property's name and which are
required; the other a schema of our own for what that model does not check:
types, ranges and references within the log.
"""

import json
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest
import sarif_om

ROOT = Path(__file__).resolve().parents[2]
FINDINGS = ROOT / "checker" / "ptdesc-findings"

LIST = {
    "tool": {"name": "ptdesc-check", "version": "1"},
    "tree": {"version": "6.1", "path": "/src/linux 6", "digest": "d"},
    "findings": [
        {"id": "PT004", "file": "mm/a b.c", "line": 3, "column": 9,
         "function": "pgd_alloc", "message": "from the page allocator",
         "advice": "use pagetable_alloc()", "arch": "x86", "config": "full",
         "chain": [{"file": "mm/c.c", "line": 1, "what": "populated here"}],
         "suppressed": None},
        {"id": "PT001", "file": "mm/z.c", "line": 0, "column": 0,
         "function": None, "message": "pmd_huge_pte is used",
         "advice": None, "arch": None, "config": None, "chain": [],
         "suppressed": "kept"}],
    "not_analysed": [{"unit": "mm/memory.c", "arch": "csky", "config": "d",
                      "why": "no compiler"}],
    "uncovered": [{"file": "mm/u.c", "lines": [[1, 3], [9, 9]]}],
    "totals": {"units": 3, "functions": 4, "lines": 5}}

TEXT = {"type": "object", "required": ["text"],
        "properties": {"text": {"type": "string", "minLength": 1}}}
LOCATION = {
    "type": "object", "required": ["physicalLocation"],
    "properties": {"physicalLocation": {
        "type": "object", "required": ["artifactLocation"],
        "properties": {
            "artifactLocation": {
                "required": ["uri", "uriBaseId"],
                "properties": {
                    "uri": {"type": "string", "pattern": "^[!-~]+$"},
                    "uriBaseId": {"const": "SRCROOT"}}},
            "region": {
                "required": ["startLine"],
                "properties": {name: {"type": "integer", "minimum": 1}
                               for name in ("startLine", "startColumn",
                                            "endLine")}}}}}}
LOCATIONS = {"type": "array", "minItems": 1, "items": LOCATION}
SCHEMA = {
    "type": "object", "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {
            "required": ["tool", "results", "originalUriBaseIds"],
            "properties": {
                "tool": {"required": ["driver"], "properties": {"driver": {
                    "required": ["name", "rules"], "properties": {
                        "rules": {"type": "array", "uniqueItems": True,
                                  "items": {
                                      "required": ["id", "name",
                                                   "shortDescription",
                                                   "fullDescription",
                                                   "help"],
                                      "properties": {
                                          "shortDescription": TEXT,
                                          "fullDescription": TEXT,
                                          "help": TEXT}}}}}}},
                "results": {"type": "array", "items": {
                    "required": ["ruleId", "ruleIndex", "level", "message",
                                 "locations"],
                    "properties": {
                        "ruleIndex": {"type": "integer", "minimum": 0},
                        "level": {"enum": ["none", "note", "warning",
                                           "error"]},
                        "message": TEXT, "locations": LOCATIONS,
                        "suppressions": {"items": {"properties": {
                            "kind": {"enum": ["inSource", "external"]}}}}}}},
                "invocations": {"items": {
                    "required": ["executionSuccessful"],
                    "properties": {"toolExecutionNotifications": {
                        "items": {"required": ["message"], "properties": {
                            "message": TEXT,
                            "locations": LOCATIONS}}}}}}}}}}}

# Which class describes a property that is an object or a list of them.
CLASSES = {
    "runs": sarif_om.Run, "tool": sarif_om.Tool,
    "driver": sarif_om.ToolComponent, "rules": sarif_om.ReportingDescriptor,
    "shortDescription": sarif_om.MultiformatMessageString,
    "fullDescription": sarif_om.MultiformatMessageString,
    "help": sarif_om.MultiformatMessageString,
    "invocations": sarif_om.Invocation,
    "toolExecutionNotifications": sarif_om.Notification,
    "results": sarif_om.Result, "message": sarif_om.Message,
    "physicalLocation": sarif_om.PhysicalLocation,
    "artifactLocation": sarif_om.ArtifactLocation,
    "region": sarif_om.Region, "logicalLocations": sarif_om.LogicalLocation,
    "codeFlows": sarif_om.CodeFlow, "threadFlows": sarif_om.ThreadFlow,
    "location": sarif_om.Location, "suppressions": sarif_om.Suppression,
    "properties": None, "originalUriBaseIds": None}


def model_faults(value, kind, where="log"):
    """What the object model of SARIF does not know or misses."""
    if kind is None:
        return []
    known = {(one.metadata or {}).get("schema_property_name", one.name): one
             for one in kind.__attrs_attrs__}
    faults = [f"{where}: {name} is unknown" for name in value
              if name not in known]
    faults += [f"{where}: {name} is missing" for name, one in known.items()
               if one.default.__class__.__name__ == "_Nothing"
               and name not in value]
    for name, inner in value.items():
        inner_kind = CLASSES.get(name)
        if name == "locations":
            inner_kind = sarif_om.ThreadFlowLocation \
                if kind is sarif_om.ThreadFlow else sarif_om.Location
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict):
                assert name in CLASSES or name == "locations", name
                faults += model_faults(one, inner_kind, f"{where}.{name}")
    return faults


def findings(*options, text=json.dumps(LIST)):
    return subprocess.run([FINDINGS, *options], input=text, text=True,
                          capture_output=True, check=False)


@pytest.fixture(name="sarif")
def _sarif():
    return json.loads(findings("--format=sarif", "-").stdout)


def test_sarif_is_valid(sarif):
    jsonschema.validate(sarif, SCHEMA)
    assert model_faults(sarif, sarif_om.SarifLog) == []
    run = sarif["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for where in result["locations"]:
            base = where["physicalLocation"]["artifactLocation"]["uriBaseId"]
            assert base in run["originalUriBaseIds"]
    assert run["originalUriBaseIds"]["SRCROOT"]["uri"] == \
        "file:///src/linux%206/"
    flow = run["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in flow] == \
        ["populated here", "from the page allocator"]
    assert run["results"][1]["suppressions"][0]["justification"] == "kept"
    assert not run["invocations"][0]["executionSuccessful"]


@pytest.mark.parametrize("damage", [
    lambda run: run["results"][0].pop("message"),
    lambda run: run["results"][0].update(rule_id="PT004"),
    lambda run: run["results"][0]["locations"][0]["physicalLocation"]
    ["region"].update(startLine=0),
    lambda run: run["tool"].pop("driver"),
    lambda run: run["results"][0]["codeFlows"][0].pop("threadFlows"),
])
def test_the_judges_notice(sarif, damage):
    damage(sarif["runs"][0])
    try:
        jsonschema.validate(sarif, SCHEMA)
    except jsonschema.ValidationError:
        return
    assert model_faults(sarif, sarif_om.SarifLog)


def test_exit_codes():
    assert findings("-").returncode == 3
    clean = dict(LIST, not_analysed=[], uncovered=[])
    assert findings("-", text=json.dumps(clean)).returncode == 1
    assert findings("--types=PT001", "-",
                    text=json.dumps(clean)).returncode == 0
    for wrong in (["--types=PT999", "-"], ["--format=xml", "-"],
                  ["/nowhere.json"], [], ["--suppressions=/nowhere", "-"],
                  ["--against=/nowhere", "-"]):
        done = findings(*wrong)
        assert done.returncode == 2, wrong
        assert done.stderr and not done.stdout


def test_lists_are_merged(tmp_path):
    header = dict(LIST["findings"][0], arch="arm64")
    other = dict(LIST, findings=[header], not_analysed=[], uncovered=[])
    (tmp_path / "other.json").write_text(json.dumps(other))
    merged = json.loads(findings("--json", "-", tmp_path / "other.json"
                                 ).stdout)
    assert [(one["id"], one["arch"]) for one in merged["findings"]] == \
        [("PT004", "arm64"), ("PT001", None)]
    assert merged["totals"]["units"] == 6
    assert json.loads(findings("--json", "--against",
                               tmp_path / "other.json", "-").stdout
                      )["findings"][0]["id"] == "PT001"


def test_unused_suppressions_are_said(tmp_path):
    (tmp_path / "list").write_text("PT004 mm/** pgd_* looked at\n"
                                   "PT002 mm/** * never\n")
    done = findings("--suppressions", tmp_path / "list", "-")
    assert "list:2: nothing matches: PT002 mm/** *" in done.stdout
    assert "0 findings (2 more suppressed)" in done.stdout


def test_no_color_in_a_pipe():
    assert "\33" not in findings("-").stdout
    assert "\33[" in findings("--color", "-").stdout


def test_the_manual_lists_the_checks():
    page = (ROOT / "docs" / "checks.md").read_text("utf-8")
    rows = re.findall(r"^\| (PT\d+) \| `([\w-]+)` \| (.*) \|$", page, re.M)
    assert rows == re.findall(r"^(PT\d+) (\S+) +(.*)$",
                              findings("--list-types").stdout, re.M)
