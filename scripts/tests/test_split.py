# SPDX-License-Identifier: GPL-2.0-only
"""A step that becomes a commit for each architecture."""

import pytest
from ptdesc import step as steps
from ptdesc.engine import Change, Plan, split
from ptdesc.errors import Usage


def planned(**changes):
    step = steps.load("arch-tables")
    return Plan(step, step.header["Subject"], changes={
        path.replace("__", "/"): change for path, change in changes.items()})


def test_each_architecture_gets_its_own():
    entry = planned(arch__arc__a=Change(b"1", b"2"),
                    arch__um__b=Change(b"1", b"2"),
                    arch__um__c=Change(b"1", b"2"),
                    arch__arm__d=Change(b"1", b"1"))
    arc, um = split([entry])
    assert arc.step.name == "arch-tables:arc" and set(arc.changes) == \
        {"arch/arc/a"}
    assert um.subject.startswith("um: ") and set(um.changes) == \
        {"arch/um/b", "arch/um/c"}
    assert split([arc, um]) == [arc, um]


def test_a_file_that_failed_is_in_its_architecture():
    one, = split([planned(arch__sh__a=Change(b"1", None, "no"))])
    assert one.step.name == "arch-tables:sh"
    assert one.changes["arch/sh/a"].error == "no"


def test_nothing_changed_stays_whole():
    entry = planned(arch__arm__d=Change(b"1", b"1"))
    assert split([entry]) == [entry]


def test_the_subject_names_the_architecture(monkeypatch, tmp_path):
    text = steps.load("arch-tables").path.read_text()
    monkeypatch.setattr(steps, "STEPS", tmp_path)
    (tmp_path / "other.cocci").write_text(text.replace("{arch}: ", "all: "))
    with pytest.raises(Usage, match="Split: arch goes with"):
        steps.load("other")
