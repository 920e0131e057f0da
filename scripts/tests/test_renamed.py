# SPDX-License-Identifier: GPL-2.0-only
"""The steps speak of concepts: with other names for functions, locals and
files of page-table code, the same sites are converted."""

import re

import pytest
from runs import account, convert, fake_tree

# Names that every file chooses for itself.
LOCALS = {"page": "sheet", "pg": "leaf", "table": "where", "vaddr": "spot",
          "ptr": "memory", "ret": "made", "frag": "piece", "new": "another",
          "next": "after", "fresh": "created", "ptdesc_list": "chain"}
NOT_A_FUNCTION = {"if", "for", "while", "switch", "return", "sizeof",
                  "defined"}
COMMENT = re.compile(r"(/\*.*?\*/|//[^\n]*|\"[^\"\n]*\"|"
                     r"^[ \t]*#[ \t]*include[^\n]*)", re.S | re.M)


def code(text, change):
    """Applies `change` to what is neither comment, string nor include."""
    parts = COMMENT.split(text)
    return "".join(part if number % 2 else change(part)
                   for number, part in enumerate(parts))


def rename_locals(text):
    names = "|".join(LOCALS)

    def change(part):
        # Not a struct's name, not a member.
        return re.sub(rf"(?<!struct )(?<!->)(?<!\.)\b({names})\b",
                      lambda match: LOCALS[match[1]], part)
    return code(text, change)


def declared(tree):
    """Names that some header has: those are API."""
    found = set()
    for path in tree.rglob("*.h"):
        found.update(re.findall(r"\b(\w+)\(", path.read_text()))
    return found


def rename_functions(text, keep):
    defined = set(re.findall(r"^(?:[\w*]+[ \t*]+)+\**(\w+)\([^;{]*\)\n{",
                             text, re.M)) - keep - NOT_A_FUNCTION
    for name in sorted(defined):
        text = code(text, lambda part, name=name: re.sub(
            rf"\b{name}\b", f"do_{len(name)}_{name[::-1]}", part))
    return text, defined


def renamed(tree):
    """Renames in place; {new file: old file}, the functions renamed."""
    keep, moved, functions = declared(tree), {}, set()
    for path in sorted(tree.rglob("*")):
        relative = path.relative_to(tree)
        if path.suffix not in (".c", ".h") or \
                relative.parts[0] not in ("arch", "mm"):
            continue
        text = rename_locals(path.read_text())
        if path.suffix == ".c":
            text, found = rename_functions(text, keep)
            functions |= found
            moved[str(relative.with_name("x" + path.name))] = str(relative)
            path.unlink()
            path = path.with_name("x" + path.name)
        path.write_text(text)
    return moved, functions


def sites(out, moved=()):
    return sorted((dict(moved).get(site["file"], site["file"]), site["line"],
                   site["what"], site["status"], site["step"] or "")
                  for site in account(out)["sites"])


@pytest.fixture(scope="module")
def both(tmp_path_factory, first_run):
    """(folder, the moved files, the renamed functions, OUT of the names as
    they were)."""
    where = tmp_path_factory.mktemp("renamed")
    toolkit, plain = first_run
    moved, functions = renamed(fake_tree(where / "other"))
    convert(where / "other", where / "other-out", toolkit=toolkit)
    return where, moved, functions, plain


def test_enough_was_renamed(both):
    where, moved, functions, _ = both
    assert len(moved) > 15 and len(functions) > 25
    text = (where / "other/arch/powerpc/mm/xpgtable-frag.c").read_text()
    assert "struct page *sheet" in text and "pte_fragment_free" not in text
    assert "sheet->pt_frag_refcount" in text


def test_the_same_sites_are_converted(both):
    where, moved, _, out = both
    plain, other = sites(out), sites(where / "other-out", moved)
    assert len(plain) > 100
    missing = [site for site in plain if site not in other]
    added = [site for site in other if site not in plain]
    assert (missing, added) == ([], [])
