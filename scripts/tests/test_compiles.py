# SPDX-License-Identifier: GPL-2.0-only
"""What the goldens want is C that gcc and clang take without a warning.

Each result is compiled against the headers in stub/, which know pages from
descriptors, once for each side of its #if. What a result defines for itself is
taken out of them.
"""

import re
import subprocess

import pytest
from conftest import HERE, ROOT
from goldens import all_goldens
from ptdesc import step as steps

STUB = HERE / "stub"
OUTLINE = ROOT / "checker" / "ptdesc-outline"
# As the kernel does, whose tables and callbacks would raise them anywhere.
FLAGS = ["-std=gnu11", "-Wall", "-Wextra", "-Wshadow", "-Werror",
         "-Wno-unused-function", "-Wno-unused-parameter", "-Wno-sign-compare",
         "-Wno-missing-field-initializers", f"-I{STUB}"]
# gcc looks for what is used without a value when it optimizes.
COMPILERS = {
    "gcc": ["gcc", *FLAGS, "-O1", "-fkeep-static-functions", "-S"],
    "clang": ["clang-19", *FLAGS, "-Wno-deprecated-non-prototype",
              "-ferror-limit=0", "-fno-caret-diagnostics", "-fsyntax-only"],
}
# The functions of the locks take a page until the step of that name.
LOCKS = ("ptlock_ptr", "ptlock_init", "ptlock_free", "pmd_ptlock_init",
         "pmd_ptlock_free")
# Where a user table is known by its entries and not by its page.
BY_ENTRIES = ("m68k", "s390", "sparc64")
# Cases with a part of a ladder: what the rest of it asks for.
ALWAYS = {
    "mm-ptlock-alloc/definition.c": ["USE_SPLIT_PTE_PTLOCKS",
                                     "ALLOC_SPLIT_PTLOCKS"],
    "mm-ptlock-free/definition.c": ["ALLOC_SPLIT_PTLOCKS"],
}
# What the macros of a case define.
MADE = {
    "mm-page-type-folio/other-macro.h": {"PageTable"},
    "mm-page-type-folio/types.h": {"PageTable", "__SetPageTable",
                                   "__folio_set_pgtable",
                                   "__folio_clear_pgtable"},
}
CONDITION = re.compile(rb"^\s*#\s*(?:if|ifdef|ifndef|elif)\b(.*)$", re.M)
TAG = re.compile(r"^(?:struct|union|enum) (\w+)\s*\{", re.M)
MACRO = re.compile(r"^#define (\w+)", re.M)
STUBS = "".join((STUB / name).read_text() for name in ("kernel.h", "cases.h"))
ORDER = [step.name for step in steps.series()]
GOLDENS = [golden for golden in all_goldens() if golden.is_c]


def choices(golden):
    """The sets of names that are defined, one after the other: none, all, and
    each alone. What a case always needs comes with each."""
    names = sorted({name.decode() for condition in CONDITION.findall(golden.wanted)
                    for name in re.findall(rb"\b[A-Z_]\w+", condition)
                    if not re.match(rb"TEST_|CONFIG_PGTABLE_LEVELS", name)})
    always = ALWAYS.get(str(golden), [])
    found = [[], names, *([name] for name in names)]
    return [tuple(one) for one in dict.fromkeys(
        tuple(sorted({*always, *one})) for one in found)]


def own_names(path):
    """(macros, functions and tags) that a file defines."""
    said = subprocess.run([OUTLINE, path], check=True, text=True,
                          capture_output=True).stdout
    found = [line.split("\t")[3:5] for line in said.splitlines()]
    macros = {name for kind, name in found if kind == "macro"}
    others = {name for kind, name in found if kind != "macro"}
    return macros, others | set(TAG.findall(path.read_text("utf-8")))


def unit(golden, defined, content):
    """A whole file to compile: `content` behind the headers."""
    path = golden.source.with_name(golden.source.name + ".res")
    macros, others = own_names(path)
    others |= MADE.get(str(golden), set())
    ours = set(MACRO.findall(STUBS))
    position = ORDER.index(golden.step)
    lines = [f"#define {name} 1" for name in defined]
    lines += [f"#define STUB_{name} page" for name in LOCKS
              if position < ORDER.index("mm-" + name.replace("_", "-"))]
    if golden.step.startswith(BY_ENTRIES):
        lines.append("#define STUB_PGTABLE_IS_PTE")
    renamed = sorted(others - ours)
    lines += [f"#define {name} stub_{name}" for name in renamed]
    lines += ['#include "kernel.h"', '#include "cases.h"']
    lines += [f"#undef {name}"
              for name in [*renamed, *sorted((macros | others) & ours)]]
    lines.append(f'#line 1 "{golden}"')
    return "\n".join(lines).encode() + b"\n" + content


def compiled(compiler, folder, units):
    """What a compiler says of units, {name: content}."""
    for name, content in units.items():
        (folder / name).write_bytes(content)
    done = subprocess.run([*COMPILERS[compiler], *units], cwd=folder,
                          capture_output=True, text=True, check=False)
    said = done.stderr
    assert done.returncode or "warning" not in said
    return said if done.returncode else ""


def diagnostics(said):
    return sorted(set(re.findall(r"^.*\b(?:error|warning): .*$", said, re.M)))


@pytest.mark.parametrize("compiler", COMPILERS)
def test_results_compile(compiler, tmp_path):
    units = {}
    for golden in GOLDENS:
        for number, defined in enumerate(choices(golden)):
            name = f"{golden.step}-{golden.source.name}-{number}.c"
            assert name not in units
            units[name] = unit(golden, defined, golden.wanted)
    assert len(units) > len(GOLDENS) > 100
    said = compiled(compiler, tmp_path, units)
    assert not said, "\n".join(diagnostics(said)) or said


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("fault", [
    "struct ptdesc *pt(struct page *page) { return page; }",
    "void pt(struct page *page) { pagetable_free(page); }",
    "void pt(pte_t *pte) { struct ptdesc *ptdesc = virt_to_ptdesc(pte); }",
    "void pt(pte_t *pte, int n) { if (n) { void *pte; note(&pte); } }",
    "void *pt(pgtable_t pte) { return ptdesc_page(pte); }",
    "void *pt(int n) { struct ptdesc *p; if (n) p = pagetable_alloc(n, 0);"
    " pagetable_free(p); return NULL; }",
    "static void pt(void) { pagetable_made_up(); }"])
def test_faults_are_seen(compiler, fault, tmp_path):
    golden = next(one for one in GOLDENS if one.step == "x86")
    said = compiled(compiler, tmp_path,
                    {"fault.c": unit(golden, (), fault.encode() + b"\n")})
    assert str(golden) in said, said
