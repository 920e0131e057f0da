# SPDX-License-Identifier: GPL-2.0-only
"""ptdesc-lint: what a patch adds, and nothing else."""

import difflib
import json
import os
import random
import re
import runpy
import shutil
import subprocess
import time

import pytest

from conftest import ROOT

LINT = ROOT / "checker" / "ptdesc-lint"
FILE = "arch/frob/mm/pgtable.c"

# For each id: lines of a function that has it, and the word it is told by.
BAD = {
    "PT001": """
void frob_share(struct page *page)
{
	atomic_inc(&page->pt_share_count);
}
""",
    "PT002": """
int frob_init(struct page *page)
{
	return pgtable_pte_page_ctor(page);
}
""",
    "PT003": """
void frob_list_add(pgd_t *pgd)
{
	struct page *page = virt_to_page(pgd);

	list_add(&page->lru, &frob_list);
}
""",
    "PT004": """
pgd_t *frob_pgd_new(void)
{
	return (pgd_t *)get_zeroed_page(GFP_KERNEL);
}
""",
    "PT005": """
void frob_pmd_drop(pmd_t *pmd)
{
	free_page((unsigned long)pmd);
}
""",
    "PT006": """
pud_t *frob_pud_try(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	if (!frob_ready()) {
		__free_page(ptdesc_page(ptdesc));
		return NULL;
	}
	return ptdesc_address(ptdesc);
}
""",
    "PT007": """
void frob_pmd_cycle(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	if (!pagetable_pmd_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return;
	}
	pagetable_free(ptdesc);
}
""",
    "PT008": """
void *frob_late_alloc(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	return ptdesc;
}
""",
    "PT009": """
void frob_pte_free_tlb(struct mmu_gather *tlb, pgtable_t pte)
{
	tlb_remove_page(tlb, pte);
}
""",
    "PT010": """
void frob_drop(void)
{
	void *table = kmem_cache_alloc(frob_cache, GFP_KERNEL);

	pagetable_free(virt_to_ptdesc(table));
}
""",
    "PT011": """
pte_t *frob_pte_high(void)
{
	struct ptdesc *ptdesc;

	ptdesc = pagetable_alloc(GFP_KERNEL | __GFP_HIGHMEM, 0);
	return ptdesc_address(ptdesc);
}
""",
}
IDS = sorted(BAD)

BASE = """// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

int frob_first(int a)
{
	return a + 1;
}

int frob_second(int a)
{
	if (a > 1)
		return a - 1;
	return frob_first(a);
}

int frob_third(int a)
{
	return a * 2;
}
"""


def diff(files, name_a="a/", name_b="b/"):
    """A patch of {path: (before, after)}; None for a file that is not."""
    out = []
    for path, (before, after) in files.items():
        old = name_a + path if before is not None else "/dev/null"
        new = name_b + path if after is not None else "/dev/null"
        lines = difflib.unified_diff((before or "").splitlines(True),
                                     (after or "").splitlines(True), old, new)
        out.append("".join(line if line.endswith("\n") else
                           line + "\n\\ No newline at end of file\n"
                           for line in lines))
    return "".join(out)


def write(tree, files):
    for path, text in files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text)


def run(*arguments, patch="", cwd=None, env=None):
    """(exit code, standard output, standard error)"""
    data = patch if isinstance(patch, bytes) else patch.encode()
    result = subprocess.run([LINT, *arguments], input=data, cwd=cwd, env=env,
                            capture_output=True, check=False, timeout=60)
    return (result.returncode, result.stdout.decode("utf-8", "replace"),
            result.stderr.decode("utf-8", "replace"))


def findings(tree, patch, *more):
    """[(id, file, line)] of a patch on a tree; the exit code must fit."""
    where = ("--tree", tree) if tree else ("--no-tree",)
    code, out, err = run(*where, "--json", *more, "-", patch=patch)
    assert code in (0, 1), err
    found = json.loads(out)["findings"]
    assert code == bool(found)
    return [(f["id"], f["file"], f["line"]) for f in found]


def ids(found):
    return {f[0] for f in found}


@pytest.fixture(name="tree")
def a_tree(tmp_path):
    tree = tmp_path / "tree"
    write(tree, {FILE: BASE, "Kconfig": ""})
    return tree


def in_the_middle(text):
    return BASE.replace("\nint frob_third", text + "\nint frob_third")


@pytest.mark.parametrize("name", IDS)
def test_added(tree, name):
    after = in_the_middle(BAD[name])
    found = findings(tree, diff({FILE: (BASE, after)}))
    assert name in ids(found)
    lines = range(BASE[:BASE.index("int frob_third")].count("\n") + 1,
                  BASE.count("\n") + BAD[name].count("\n"))
    assert all(f[1] == FILE and f[2] in lines for f in found)


@pytest.mark.parametrize("name", IDS)
def test_without_a_tree(name):
    after = in_the_middle(BAD[name])
    code, out, err = run("--no-tree", "-",
                         patch=diff({FILE: (BASE, after)}))
    assert code == 1 and f"[{name}]" in out
    assert "only the hunks were seen" in err


@pytest.mark.parametrize("name", IDS)
def test_new_file(tree, name):
    found = findings(tree, diff({"mm/new.c": (None, BAD[name])}))
    assert name in ids(found)


@pytest.mark.parametrize("name", IDS)
def test_removed(tree, name):
    before = in_the_middle(BAD[name])
    write(tree, {FILE: before})
    assert findings(tree, diff({FILE: (before, BASE)})) == []


@pytest.mark.parametrize("name", IDS)
def test_moved(tree, name):
    before = in_the_middle(BAD[name])
    after = BASE + BAD[name]
    write(tree, {FILE: before})
    assert findings(tree, diff({FILE: (before, after)})) == []


@pytest.mark.parametrize("name", IDS)
def test_moved_to_another_file(tree, name):
    before = in_the_middle(BAD[name])
    write(tree, {FILE: before})
    patch = diff({FILE: (before, BASE),
                  "arch/frob/mm/other.c": (None, BAD[name])})
    assert findings(tree, patch) == []


@pytest.mark.parametrize("name", IDS)
def test_indented(tree, name):
    before = in_the_middle(BAD[name])
    after = in_the_middle(BAD[name].replace("\n\t", "\n\t\t"))
    assert before != after
    write(tree, {FILE: before})
    assert findings(tree, diff({FILE: (before, after)})) == []


@pytest.mark.parametrize("name", IDS)
def test_context(tree, name):
    before = in_the_middle(BAD[name])
    after = before.replace("return a * 2", "return a * 3")
    after = after.replace("return frob_first(a)", "return frob_first(a + 1)")
    write(tree, {FILE: before})
    assert findings(tree, diff({FILE: (before, after)})) == []


@pytest.mark.parametrize("name", IDS)
def test_comment(tree, name):
    text = "\n/*" + BAD[name].replace("\n", "\n * ") + "\n */\n"
    assert findings(tree, diff({FILE: (BASE, in_the_middle(text))})) == []
    text = "\n#if 0 /* " + BAD[name].split("\n")[1] + " */\n#endif\n"
    assert findings(tree, diff({FILE: (BASE, in_the_middle(text))})) == []


@pytest.mark.parametrize("name", IDS)
def test_outside_of_page_tables(tree, name):
    """A driver may call its own tables what it likes."""
    if name in ("PT001", "PT002", "PT008", "PT010"):
        pytest.skip("these are wrong anywhere")
    patch = diff({"drivers/gpu/frob.c": (None, BAD[name])})
    assert findings(tree, patch) == []


MACROS = {
    "PT001": "#define frob_lock(page)\t(&(page)->ptl)\n",
    "PT002": "#define frob_free(pte)\t\t\\\n\tpgtable_pte_page_dtor(pte)\n",
    "PT003": "#define frob_add(pgd)\t\t\\\n"
             "\tlist_add(&virt_to_page((pgd_t *)(pgd))->lru, &frob_list)\n",
    "PT004": "#define frob_new()\t((pgd_t *)__get_free_page(GFP_KERNEL))\n",
    "PT005": "#define frob_drop(pmd)\t\t\\\n"
             "\tfree_page((unsigned long)(pmd_t *)(pmd))\n",
    "PT006": "#define frob_try(pud)\ndo {\n"
             "\tstruct ptdesc *p = pagetable_alloc(GFP_KERNEL, 0);\n"
             "\tif (frob_failed(p))\n\t\t__free_page(ptdesc_page(p));\n"
             "\telse\n\t\tpud_populate(&init_mm, pud, ptdesc_address(p));\n"
             "} while (0)\n",
    "PT007": "#define frob_cycle()\ndo {\n"
             "\tstruct ptdesc *p = pagetable_alloc(GFP_KERNEL, 0);\n"
             "\tpagetable_pmd_ctor(p);\n\tpagetable_free(p);\n"
             "} while (0)\n",
    "PT008": "#define frob_table()\n({\n"
             "\tstruct ptdesc *p = pagetable_alloc(GFP_KERNEL, 0);\n"
             "\t(pte_t *)p;\n})\n",
    "PT009": "#define __pte_free_tlb(tlb, pte, addr)\t\\\n"
             "do {\t\t\\\n\tpagetable_pte_dtor(page_ptdesc(pte));\t\\\n"
             "\ttlb_remove_page((tlb), (pte));\t\\\n} while (0)\n",
    "PT010": "#define frob_undo()\ndo {\n"
             "\tvoid *p = kmem_cache_alloc(frob_cache, GFP_KERNEL);\n"
             "\tpagetable_free(virt_to_ptdesc(p));\n} while (0)\n",
    "PT011": "#define frob_high(p)\ndo {\n"
             "\tp = pagetable_alloc(GFP_KERNEL | __GFP_HIGHMEM, 0);\n"
             "\tfrob_clear(ptdesc_address(p));\n} while (0)\n",
}


def macro(name):
    """The macro with a backslash on each line but the last."""
    lines = MACROS[name].rstrip("\n").split("\n")
    return "".join(line.removesuffix("\\").rstrip() + "\t\\\n"
                   for line in lines[:-1]) + lines[-1] + "\n"


@pytest.mark.parametrize("name", IDS)
def test_macro(tree, name):
    after = in_the_middle("\n" + macro(name))
    found = findings(tree, diff({FILE: (BASE, after)}))
    assert name in ids(found)
    first = after[:after.index("#define")].count("\n") + 1
    assert all(first <= f[2] < first + macro(name).count("\n")
               for f in found)
    assert ids(findings(None, diff({FILE: (BASE, after)}))) == ids(found)
    # and it was there before
    write(tree, {FILE: after})
    touched = after.replace("return a * 2", "return a * 3")
    assert findings(tree, diff({FILE: (after, touched)})) == []


def in_pieces(text):
    """A function as one patch after the other adds its lines."""
    lines = text.splitlines(True)
    for end in range(2, len(lines)):
        yield "".join(lines[:end]) + "}\n"
    yield text


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("name", IDS)
def test_split_over_a_series(tree, name, known):
    """Each patch adds a line: it is the last that makes it what it is."""
    states = [BASE] + [in_the_middle(part) for part in in_pieces(BAD[name])
                       if part.count("\n") > 3]
    series = mailbox(*(diff({FILE: pair}) for pair in zip(states, states[1:])))
    at_once = findings(tree, diff({FILE: (BASE, states[-1])}))
    assert name in ids(at_once)
    assert findings(tree if known else None, series) == at_once
    # and a last patch takes all of it back
    series = mailbox(*(diff({FILE: pair}) for pair in
                       zip(states + [BASE], states[1:] + [BASE]) if
                       pair[0] != pair[1]))
    assert findings(tree if known else None, series) == []


ALLOC = """
pmd_t *frob_pmd_alloc(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	if (!ptdesc)
		return NULL;
	return ptdesc_address(ptdesc);
}
"""
FREE = """
void frob_pmd_free(pmd_t *pmd)
{
	free_page((unsigned long)pmd);
}
"""


def mailbox(*patches):
    return "".join(
        "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 "
        f"2001\nFrom: A <a@b>\nSubject: [PATCH {i + 1}/{len(patches)}] s\n\n"
        f"Why.\n---\n\n{patch}-- \n2.39.5\n\n"
        for i, patch in enumerate(patches))


@pytest.mark.parametrize("known", [True, False])
def test_pair_over_a_series(tree, known):
    """Patch 2 frees what patch 1 allocates, in the other family."""
    one, two = BASE + ALLOC, BASE + ALLOC + FREE
    series = mailbox(diff({FILE: (BASE, one)}), diff({FILE: (one, two)}))
    found = findings(tree if known else None, series)
    line = two[:two.index("free_page")].count("\n") + 1
    assert ("PT006", FILE, line) in found
    text = run("--tree", tree, "-", patch=series)[1]
    alloc = two[:two.index("pagetable_alloc")].count("\n") + 1
    assert f"{FILE}:{alloc}: note: it is allocated here" in text


def broken(patch):
    """A patch whose last hunk lacks its last line."""
    return "".join(patch.splitlines(True)[:-1])


def test_a_malformed_mail_among_others(tree, tmp_path):
    """What is wrong is said, what can be read is looked at."""
    good = diff({FILE: (BASE, in_the_middle(BAD["PT005"]))})
    bad = broken(diff({"mm/other.c": (BASE, BASE + ALLOC)}))
    code, text, errors = run("--tree", tree, "-",
                             patch=mailbox(bad, good))
    assert code == 3 and "[PT005]" in text and not errors
    assert "standard input: not analysed: line" in text
    names = []
    for number, patch in enumerate([good, bad, "no patch\n"]):
        path = tmp_path / f"{number}.patch"
        path.write_text(mailbox(patch))
        names.append(path)
    code, text, _ = run("--tree", tree, *names)
    assert code == 3 and "[PT005]" in text
    assert f"{names[1]}: not analysed: line" in text
    code, text, errors = run("--tree", tree, names[1], names[1])
    assert (code, text) == (2, "") and errors.count("\n") == 1


CONTRADICTIONS = {
    "a copy that is deleted": "copy from mm/a.c\ncopy to mm/b.c\n"
                              "deleted file mode 100644\n",
    "a deletion that is a copy": "deleted file mode 100644\n"
                                 "copy from mm/a.c\n",
    "neither before nor after": "new file mode 100644\n"
                                "deleted file mode 100644\n",
    "a renamed one that is new": "rename from mm/a.c\nrename to mm/b.c\n"
                                 "new file mode 100644\n",
    "a copy of itself": "copy from mm/a.c\ncopy to mm/a.c\n",
}


@pytest.mark.parametrize("header", CONTRADICTIONS.values(),
                         ids=CONTRADICTIONS.keys())
@pytest.mark.parametrize("before", ["", "new", "deleted", "renamed"])
@pytest.mark.parametrize("known", [True, False])
def test_headers_that_contradict(tree, header, before, known):
    """Whatever became of the file before: one sentence, or an answer."""
    word = "int pgtable_pte_page_ctor;\n"
    first = {"": "", "new": diff({"mm/a.c": ("", word)}),
             "deleted": diff({"mm/a.c": (word, "")}),
             "renamed": "diff --git a/mm/a.c b/mm/c.c\nrename from mm/a.c\n"
                        "rename to mm/c.c\n"}[before]
    code, _, errors = run(
        *(["--tree", tree] if known else ["--no-tree"]), "-", patch=first +
        "diff --git a/mm/a.c b/mm/b.c\n" + header +
        "--- a/mm/a.c\n+++ b/mm/b.c\n@@ -1 +1 @@\n-int x;\n+" + word)
    assert code in (0, 1, 2, 3)
    assert code != 2 or errors.count("\n") == 1


@pytest.mark.parametrize("known", [True, False])
def test_taken_back_in_a_series(tree, known):
    """What patch 1 adds and patch 2 converts is nobody's business."""
    one = BASE + ALLOC + FREE
    two = one.replace("free_page((unsigned long)pmd)",
                      "pagetable_free(virt_to_ptdesc(pmd))")
    series = mailbox(diff({FILE: (BASE, one)}), diff({FILE: (one, two)}))
    assert findings(tree if known else None, series) == []


def test_other_half_was_there(tree):
    """The line that has to change is not one of the patch."""
    old = ALLOC.replace("struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0"
                        ");", "pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);")
    old = old.replace("!ptdesc", "!pmd").replace("ptdesc_address(ptdesc)",
                                                 "pmd")
    before, after = BASE + old + FREE, BASE + ALLOC + FREE
    write(tree, {FILE: before})
    line = after[:after.index("free_page(")].count("\n") + 1
    assert findings(tree, diff({FILE: (before, after)})) == \
        [("PT006", FILE, line)]
    back = FREE.replace("free_page((unsigned long)pmd)",
                        "pagetable_free(virt_to_ptdesc(pmd))")
    after = BASE + old + back
    line = after[:after.index("pagetable_free")].count("\n") + 1
    assert findings(tree, diff({FILE: (before, after)})) == \
        [("PT006", FILE, line)]


def test_dtor_removed(tree):
    before = BASE + """
void frob_pte_free_tlb(struct mmu_gather *tlb, pgtable_t pte)
{
	struct ptdesc *ptdesc = page_ptdesc(pte);

	pagetable_pte_dtor(ptdesc);
	tlb_remove_page_ptdesc(tlb, ptdesc);
}
"""
    after = before.replace("\tpagetable_pte_dtor(ptdesc);\n", "")
    write(tree, {FILE: before})
    line = after[:after.index("tlb_remove_page_ptdesc")].count("\n") + 1
    assert findings(tree, diff({FILE: (before, after)})) == \
        [("PT007", FILE, line)]


@pytest.mark.parametrize("freed", [
    "\tpagetable_free(virt_to_ptdesc(pmd));\n",
    "\tfrob_pool_put(pmd);\n"])
def test_dtor_removed_before_a_free(tree, freed):
    """Whatever frees it, if what it is for is known by the function's name."""
    dtor = "\tpagetable_pmd_dtor(virt_to_ptdesc(pmd));\n"
    text = "\nvoid pmd_free(struct mm_struct *mm, pmd_t *pmd)\n{\n"
    before = BASE + text + dtor + freed + "}\n"
    after = before.replace(dtor, "")
    write(tree, {FILE: before})
    assert ids(findings(tree, diff({FILE: (before, after)}))) == {"PT007"}
    # with its ctor, or moved, it is no mistake
    ctor = "\nint frob_new(struct ptdesc *p)\n{\n\treturn " \
        "pagetable_pmd_ctor(p);\n}\n"
    write(tree, {FILE: before + ctor})
    assert findings(tree, diff({FILE: (before + ctor, after)})) == []
    moved = after + "\nvoid frob_undo(pmd_t *pmd)\n{\n" + dtor + "}\n"
    write(tree, {FILE: before})
    assert findings(tree, diff({FILE: (before, moved)})) == []


def test_descriptor_for_a_table_of_a_function_of_the_file(tree):
    """The parameter says that it takes the memory."""
    before = BASE + """
static void frob_sync(pgd_t *pgd, struct ptdesc *ptdesc)
{
}

void frob_all(void)
{
	struct ptdesc *pt;

	list_for_each_entry(pt, &pgd_list, pt_list)
		frob_sync(ptdesc_address(pt), pt);
}
"""
    after = before.replace("ptdesc_address(pt)", "pt")
    write(tree, {FILE: before})
    line = after[:after.index("frob_sync(pt, pt)")].count("\n") + 1
    assert findings(tree, diff({FILE: (before, after)})) == \
        [("PT008", FILE, line)]
    assert findings(tree, diff({FILE: (BASE, before)})) == []


def test_descriptor_in_a_variable_that_others_use(tree):
    """The line that is wrong now is not one of the patch: both are named."""
    before = BASE + """
pmd_t *frob_pmd_new(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);
	void *ret;

	ret = ptdesc_address(ptdesc);
	frob_lock();
	return ret;
}
"""
    after = before.replace("ptdesc_address(ptdesc)", "ptdesc")
    write(tree, {FILE: before})
    patch = diff({FILE: (before, after)})
    line = after[:after.index("return ret")].count("\n") + 1
    assert findings(tree, patch) == [("PT008", FILE, line)]
    assert f"{FILE}:{line - 2}: note: assigned to ret" in \
        run("--tree", tree, "-", patch=patch)[1]


GENERIC = """
static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	free_page((unsigned long)pgd);
}

static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	free_page((unsigned long)pud);
}
"""
OWN_ALLOC = """
pgd_t *pgd_alloc(struct mm_struct *mm)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	return ptdesc ? ptdesc_address(ptdesc) : NULL;
}
"""


@pytest.mark.parametrize("header, found", [
    ("#include <asm-generic/pgalloc.h>\n", 1), ("", 0),
    ("#define __HAVE_ARCH_PGD_FREE\n#include <asm-generic/pgalloc.h>\n", 0),
    ("static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)\n{\n"
     "\tpagetable_free(virt_to_ptdesc(pgd));\n}\n"
     "#include <asm-generic/pgalloc.h>\n", 0)])
def test_other_half_is_generic(tree, header, found):
    """The architecture allocates, the generic header frees, untouched."""
    write(tree, {"include/asm-generic/pgalloc.h": GENERIC,
                 "arch/frob/include/asm/pgalloc.h": header})
    got = findings(tree, diff({FILE: (BASE, BASE + OWN_ALLOC)}))
    assert got == [("PT006", "include/asm-generic/pgalloc.h", 4)] * found


def test_other_half_is_in_the_header(tree):
    header = GENERIC.replace("free_page((unsigned long)pgd)",
                             "free_pages((unsigned long)pgd, 2)")
    write(tree, {"arch/frob/include/asm/pgalloc.h": header,
                 "arch/other/include/asm/pgalloc.h": header})
    got = findings(tree, diff({FILE: (BASE, BASE + OWN_ALLOC)}))
    assert got == [("PT006", "arch/frob/include/asm/pgalloc.h", 4)]


GOOD = """
pmd_t *frob_pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_USER, 0);

	if (!ptdesc)
		return NULL;
	if (!pagetable_pmd_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc_address(ptdesc);
}

void frob_pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(ptdesc);
	pagetable_free(ptdesc);
}

/* a copy of a table that nothing points to */
int frob_copy(pud_t *pud, pmd_t *pmd)
{
	pmd_t *copy = (pmd_t *)__get_free_page(GFP_KERNEL);
	int i;

	for (i = 0; i < PTRS_PER_PMD; i++)
		copy[i] = pmd[i];
	free_page((unsigned long)copy);
	return 0;
}

/* pages that entries map are data */
int frob_map(pte_t *pte, unsigned long addr)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	set_pte_at(&init_mm, addr, pte, mk_pte(page, PAGE_KERNEL));
	list_add(&page->lru, &frob_pages);
	return 0;
}

void frob_unmap(pte_t *pte)
{
	struct page *page = pte_page(*pte);

	page->index = 0;
	pte_clear(&init_mm, 0, pte);
	__free_page(page);
}

void frob_split(pmd_t *pmd, pud_t *pud)
{
	if (pmd_leaf(*pmd))
		put_page(pmd_page(*pmd));
	if (unlikely(pud_leaf(*pud))) {
		__free_pages(pud_page(*pud), 9);
		return;
	}
	if (!pmd_none(*pmd))
		put_page(pmd_page(*pmd));
}

/* what is not said to be a table is none */
void frob_forget(struct list_head *list)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, &frob_pages, lru)
		__free_page(page);
	if (!pud_none(*pud))
		put_page(pud_page(*pud));
}

pte_t *frob_masked(void)
{
	struct ptdesc *ptdesc;

	ptdesc = pagetable_alloc(GFP_HIGHUSER & ~__GFP_HIGHMEM, 0);
	return ptdesc_address(ptdesc);
}

void frob_bitmap(void)
{
	unsigned long *map = (unsigned long *)get_zeroed_page(GFP_KERNEL);

	frob->map = map;
}

static void frob_rcu(struct rcu_head *head)
{
	struct ptdesc *ptdesc = container_of(head, struct ptdesc, pt_rcu_head);

	pagetable_free(ptdesc);
}

pgd_t *frob_mapped_by_itself(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);
	pgd_t *pgd = NULL;

	if (ptdesc) {
		pgd = ptdesc_address(ptdesc);
		pgd_val(pgd[1]) = pte_val(mk_pte(virt_to_page(pgd), KERNEL));
	}
	return pgd;
}

/* what a wrapper gives and takes is a table in some calls only */
static void *frob_get(void)
{
	if (!slab_is_available())
		return memblock_alloc(PAGE_SIZE, PAGE_SIZE);
	return (void *)__get_free_page(GFP_KERNEL);
}

static void frob_put(void *p)
{
	free_page((unsigned long)p);
}

int __init frob_early(pmd_t *pmd)
{
	pte_t *pte = frob_get();

	pmd_populate_kernel(&init_mm, pmd, pte);
	return 0;
}

int frob_data(struct frob *frob)
{
	frob->buffer = frob_get();
	frob_put(frob->other);
	return 0;
}

/* a list of this function, and one of that */
void frob_two_lists(struct mm_struct *mm, pgd_t *pgd)
{
	LIST_HEAD(pages);

	list_add(&page_ptdesc(virt_to_page(pgd))->pt_list, &pages);
}

void frob_other_list(void)
{
	LIST_HEAD(pages);
	struct page *page = alloc_page(GFP_KERNEL);

	list_add(&page->lru, &pages);
	page = list_first_entry(&pages, struct page, lru);
	__free_page(page);
}

/* members of one name with tables and with data */
void frob_members(struct frob *frob, struct frob *data, pmd_t *pmd)
{
	frob->both = (void *)pmd_page_vaddr(*pmd);
	data->both = kmalloc(8, GFP_KERNEL);
}

void frob_members_free(struct frob *frob)
{
	free_page((unsigned long)frob->both);
}

/* the leaf is looked for first */
void frob_walk(pmd_t *pmd)
{
	if (pmd_leaf(*pmd))
		put_page(pmd_page(*pmd));
	else
		pte_offset_kernel(pmd, 0);
}

struct page *frob_by_value(pgd_t orig)
{
	struct page *page = pgd_page(orig);

	get_page(page);
	return page;
}
"""

# What other functions of the file tell, and other ways to say what is a table.
DEFERRED = """
void pte_free_defer(struct mm_struct *mm, pgtable_t pgtable)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pgtable);

	call_rcu(&ptdesc->pt_rcu_head, pte_free_now);
}
"""


@pytest.mark.parametrize("arch,wanted", [("s390", set()), ("powerpc", set()),
                                         ("arm64", {"PT008"})])
def test_pgtable_t_of_an_architecture_that_is_not_there(arch, wanted):
    """It is an address on some, and no header says so here."""
    code, out, err = run("--no-tree", "-", "--format=json", patch=diff(
        {f"arch/{arch}/mm/pgalloc.c": (None, DEFERRED)}))
    assert (code, err) == (bool(wanted), "")
    assert {f["id"] for f in json.loads(out)["findings"]} == wanted


TOLD = {
    "an address under the origin mask": ("""
void frob_unlink(unsigned long *entry)
{
	unsigned long *table = (unsigned long *)(*entry & _REGION_ENTRY_ORIGIN);
	struct page *page = pfn_to_page(__pa(table) >> PAGE_SHIFT);

	__free_pages(page, 2);
}
""", {"PT005"}),
    "an entry with another table": ("""
void frob_replace(struct frob *frob)
{
	void *table = (void *)get_zeroed_page(GFP_KERNEL);

	frob->asce = (frob->asce & ~_ASCE_ORIGIN) | __pa(table);
}
""", {"PT004"}),
    "the table around an entry": ("""
unsigned long frob_index(unsigned long *entry)
{
	unsigned long mask = ~(PTRS_PER_PMD * sizeof(pmd_t) - 1);
	struct page *page;

	page = virt_to_page((void *)((unsigned long)entry & mask));
	return page->index;
}
""", {"PT003"}),
    "an entry made for it": ("""
void frob_split(pmd_t *pmd)
{
	struct page *page = alloc_page(GFP_KERNEL);

	set_pmd(pmd, pfn_pmd(page_to_pfn(page), PAGE_TABLE));
}
""", {"PT004"}),
    "a list of tables": ("""
void frob_first_of(struct frob *frob, pud_t *pud)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pud);

	list_add(&ptdesc->pt_list, &frob->tables);
}

void frob_put_all(struct frob *frob)
{
	struct page *page;

	page = list_first_entry(&frob->tables, struct page, lru);
	__free_page(page);
}
""", {"PT003", "PT005"}),
    "a member": ("""
void frob_keep(struct frob *frob, p4d_t *p4d)
{
	frob->top = p4d_pgtable(*p4d);
}

void frob_drop(struct frob *frob)
{
	free_page((unsigned long)frob->top);
	frob->top = NULL;
}
""", {"PT005"}),
    "what is written once": ("""
void frob_keep(struct frob *frob, p4d_t *p4d)
{
	WRITE_ONCE(frob->top, p4d_pgtable(*p4d));
}

void frob_drop(struct frob *frob)
{
	free_page((unsigned long)frob->top);
}
""", {"PT005"}),
    "wrappers": ("""
static void *frob_get(void)
{
	return (void *)__get_free_page(GFP_KERNEL);
}

static void frob_put(void *p)
{
	free_page((unsigned long)p);
}

void frob_use(struct frob *frob, pmd_t *pmd)
{
	pte_t *pte = frob_get();

	frob_put(frob->data);
	frob->data = frob_get();
	if (frob_race(pmd))
		frob_put(pte);
	pmd_populate_kernel(&init_mm, pmd, pte);
}
""", {"PT004", "PT005"}),
    "what a function makes of it": ("""
static void frob_insert(pud_t *pud, void *table)
{
	pud_populate(&init_mm, pud, table);
}

void frob_new(pud_t *pud)
{
	unsigned long page = get_zeroed_page(GFP_KERNEL);

	frob_insert(pud, (void *)page);
}
""", {"PT004"}),
    "a function that a pointer calls": ("""
void frob_each(pud_t *pud, void (*func)(struct mm_struct *, struct page *))
{
	(*func)(&init_mm, virt_to_page(pmd_offset(pud, 0)));
}
""", {"PT009"}),
    "a function that somebody passes on": ("""
static void frob_walk(pud_t *pud, void (*func)(struct page *page, int level))
{
	func(virt_to_page(pmd_offset(pud, 0)), 2);
}

static void frob_walk_mm(struct mm_struct *mm, void (*func)(struct page *, int))
{
	frob_walk(pud_offset(frob_top(mm), 0), func);
}

static void frob_pin(struct page *page, int level)
{
	frob_map_again(lowmem_page_address(page));
}

void frob_pin_all(struct mm_struct *mm)
{
	frob_walk_mm(mm, frob_pin);
}
""", {"PT009"}),
    "a parameter": ("""
void frob_unlock(struct page *page)
{
	spin_unlock(ptlock_ptr(page_ptdesc(page)));
}
""", {"PT009"}),
    "a parameter that only tables are passed to": ("""
static void frob_give_back(struct page *page)
{
	frob_keep_until_later(page);
}

void frob_each(pud_t *pud)
{
	frob_give_back(virt_to_page(pmd_offset(pud, 0)));
}
""", {"PT009"}),
    "a result": ("""
static struct page *frob_new(unsigned long type)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	if (page)
		crst_table_init(page_to_virt(page), type);
	return page;
}
""", {"PT004", "PT009"}),
    "wrappers of wrappers": ("""
static void *frob_early(void)
{
	return memblock_alloc(PAGE_SIZE, PAGE_SIZE);
}

static void *frob_get(void)
{
	if (slab_is_available())
		return page_address(alloc_page(GFP_KERNEL));
	return frob_early();
}

void frob_data(struct frob *frob)
{
	frob->data = frob_get();
}

void frob_fill(pmd_t *pmd)
{
	pmd_populate_kernel(&init_mm, pmd, frob_get());
}
""", {"PT004"}),
    "an rcu_head": ("""
static void frob_free_now(struct rcu_head *head)
{
	struct page *page = container_of(head, struct page, rcu_head);

	pte_free(NULL, (pgtable_t)page);
}
""", {"PT003"}),
    "a pgtable_t": ("""
void frob_deposit(pgtable_t pgtable)
{
	INIT_LIST_HEAD(&pgtable->lru);
}
""", {"PT003"}),
    "a pgtable_t for the gather": ("""
static inline void __pte_free_tlb(struct mmu_gather *tlb, pgtable_t pte)
{
	pagetable_pte_dtor(page_ptdesc(pte));
	tlb_remove_table(tlb, pte);
}
""", {"PT009"}),
    "what the gather calls": ("""
static inline void __tlb_remove_table(void *table)
{
	free_page_and_swap_cache(table);
}
""", {"PT005"}),
    "a macro that allocates": ("""
#define __pgd_alloc()	(pgd_t *)__get_free_pages(GFP_KERNEL, 2)
#define __pgd_free(pgd)	free_pages((unsigned long)(pgd), 2)
""", {"PT004", "PT005"}),
    "the name of a function": ("""
static phys_addr_t frob_alloc_pud(void)
{
	unsigned long vaddr = __get_free_page(GFP_KERNEL);

	return __pa(vaddr);
}
""", {"PT004"}),
    "an entry below which somebody walks": ("""
void frob_free_pmd(pud_t *pud)
{
	pmd_t *pmd = pmd_offset(pud, 0);

	if (pmd_none(*pmd))
		__free_page(pud_page(*pud));
}
""", {"PT005"}),
    "an entry whose table callers know": ("""
static void frob_free_pte(pte_t *start, pmd_t *pmd)
{
	if (pte_none(*start))
		__free_page(pmd_page(*pmd));
}

void frob_free_ptes(pmd_t *pmd)
{
	frob_free_pte((pte_t *)pmd_page_vaddr(*pmd), pmd);
}
""", {"PT005"}),
    "a high entry": ("""
void frob_free_pud(p4d_t *p4d)
{
	struct page *page = p4d_page(*p4d);

	if (PageReserved(page))
		free_reserved_page(page);
}
""", {"PT005", "PT009"}),
    "a table of a pool, or of boot memory": ("""
void frob_put_pud(pud_t *pud)
{
	struct page *page = virt_to_page(pud);

	if (PageReserved(page))
		frob_leave(page);
	else
		kmem_cache_free(frob_cache, pud);
}
""", {"PT009"}),
    "a caller that has walked the entry": ("""
static void frob_put_pmd(pmd_t *pmd)
{
	put_page(pmd_page(*pmd));
}

void frob_put_pmds(pmd_t *pmd)
{
	if (pmd_leaf(*pmd)) {
		frob_put_pmd(pmd);
		return;
	}
	frob_clear((pte_t *)pmd_page_vaddr(*pmd));
	frob_put_pmd(pmd);
}
""", {"PT005"}),
    "an rcu_head of a list that nobody shows": ("""
void frob_sync_all(void)
{
	struct page *page;

	list_for_each_entry(page, &frob_pgds, lru)
		frob_sync((pgd_t *)page_address(page));
}
""", {"PT003"}),
}


@pytest.mark.parametrize("name", sorted(TOLD))
def test_what_tells(tree, name):
    text, wanted = TOLD[name]
    found = findings(tree, diff({FILE: (BASE, in_the_middle(text))}))
    assert ids(found) == wanted


@pytest.mark.parametrize("name, header", [
    ("a function that somebody passes on", "void frob_pin("),
    ("a parameter that only tables are passed to", "void frob_give_back("),
    ("a result", "*frob_new("), ("a parameter", "void frob_unlock(")])
def test_whose_signature_is_told(tree, name, header):
    after = in_the_middle(TOLD[name][0])
    line = after[:after.index(header)].count("\n") + 1
    assert ("PT009", FILE, line) in findings(tree, diff({FILE: (BASE, after)}))


def test_the_gather_frees_as_it_was_allocated(tree):
    """By the name of the level; what the gather gets as a page is PT009."""
    header = "arch/frob/include/asm/pgalloc.h"
    one = ALLOC.replace("frob_pmd_alloc", "pud_alloc_one")
    one = one.replace("struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0)",
                      "void *ptdesc = (void *)get_zeroed_page(GFP_KERNEL)")
    one = one.replace("ptdesc_address(ptdesc)", "ptdesc").replace("pmd_t",
                                                                  "pud_t")
    two = """
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud)
{
	tlb_remove_page_ptdesc(tlb, virt_to_ptdesc(pud));
}
"""
    write(tree, {header: one})
    assert ids(findings(tree, diff({header: (one, one + two)}))) == {"PT006"}


def test_what_is_right(tree):
    assert findings(tree, diff({FILE: (BASE, BASE + GOOD)})) == []
    assert findings(None, diff({FILE: (BASE, BASE + GOOD)})) == []


def test_behind_a_conditional(tree):
    after = in_the_middle("""
void frob_all(pte_t *pte)
{
	frob_ready();
#ifdef CONFIG_FROB
	atomic_inc(&virt_to_page(pte)->pt_share_count);
#else
	atomic_dec(&virt_to_page(pte)->pt_share_count);
#endif
	atomic_set(&virt_to_page(pte)->pt_share_count, 0);
}
""")
    found = findings(tree, diff({FILE: (BASE, after)}))
    assert [f[0] for f in found] == ["PT001"] * 3


def test_hunk_that_does_not_apply(tree):
    other = BASE.replace("int frob_second", "long frob_second")
    write(tree, {FILE: other.replace("frob_first(a)", "frob_zero(a)")})
    code, out, err = run("--tree", tree, "-", patch=diff(
        {FILE: (BASE, in_the_middle(BAD["PT005"]))}))
    assert code == 1 and "[PT005]" in out
    assert "does not apply" in err


def test_tree_that_has_the_patch(tree):
    after = in_the_middle(BAD["PT005"])
    write(tree, {FILE: after})
    found = findings(tree, diff({FILE: (BASE, after)}))
    assert ids(found) == {"PT005"}


def test_lines_moved_meanwhile(tree):
    write(tree, {FILE: "/* five\n * new\n * lines\n *\n */\n" + BASE})
    found = findings(tree, diff({FILE: (BASE, in_the_middle(BAD["PT005"]))}))
    line = in_the_middle(BAD["PT005"])
    line = line[:line.index("free_page")].count("\n") + 6
    assert found == [("PT005", FILE, line)]


def test_names(tree):
    after = in_the_middle(BAD["PT005"])
    for a, b in (("a/", "b/"), ("", ""), ("i/", "w/"), ("old/", "new/"),
                 ("x/y/", "x/z/")):
        assert ids(findings(tree, diff({FILE: (BASE, after)}, a, b))) == \
            {"PT005"}, a
    found = findings(tree, diff({FILE: (BASE, after)}, "x/y/z/", "q/r/s/"),
                     "-p3")
    assert ids(found) == {"PT005"}


@pytest.mark.parametrize("how", ["crlf", "latin1", "no-newline", "rename"])
def test_forms(tree, how):
    after = in_the_middle(BAD["PT005"])
    patch = diff({FILE: (BASE, after)}).encode()
    if how == "crlf":
        patch = patch.replace(b"\n", b"\r\n")
    elif how == "latin1":
        patch = patch.replace(b"pmd);", b"pmd); /* \xe4\xff */")
    elif how == "no-newline":
        patch = diff({FILE: (BASE, (BASE + BAD["PT005"]).rstrip())})
    else:
        patch = ("diff --git a/%s b/arch/frob/mm/new.c\nsimilarity index 90%%\n"
                 "rename from %s\nrename to arch/frob/mm/new.c\n" %
                 (FILE, FILE)).encode() + \
            patch.replace(b"b/" + FILE.encode(), b"b/arch/frob/mm/new.c")
    found = findings(tree, patch)
    assert ids(found) == {"PT005"}
    assert found[0][1].endswith("new.c" if how == "rename" else "pgtable.c")


def git(tree, *arguments):
    subprocess.run(["git", "-C", tree, "-c", "user.name=A", "-c",
                    "user.email=a@b", *arguments], check=True,
                   capture_output=True)


@pytest.fixture(name="repository")
def a_repository(tree):
    git(tree, "init", "-q", "-b", "main")
    git(tree, "add", ".")
    git(tree, "commit", "-qm", "base")
    write(tree, {FILE: in_the_middle(BAD["PT005"])})
    git(tree, "commit", "-qam", "one")
    write(tree, {FILE: in_the_middle(BAD["PT005"]) + BAD["PT003"]})
    git(tree, "commit", "-qam", "two")
    return tree


def test_git(repository):
    for what, want in (("HEAD", {"PT003"}), ("HEAD~1", {"PT005"}),
                       ("HEAD~2..HEAD", {"PT003", "PT005"}),
                       ("HEAD~2..", {"PT003", "PT005"}),
                       ("HEAD~1..HEAD", {"PT003"})):
        code, out, err = run("--git", what, "--json", cwd=repository)
        assert code == 1, err
        assert {f["id"] for f in json.loads(out)["findings"]} == want
    # a first commit has no parent
    assert run("--git", "HEAD~2", cwd=repository)[0] == 0
    code, _, err = run("--git", "no-such-thing", cwd=repository)
    assert code == 2 and err.count("\n") == 1


def test_git_cached(repository):
    write(repository, {"mm/new.c": BAD["PT004"]})
    assert run("--cached", cwd=repository)[0] == 0
    git(repository, "add", ".")
    assert run("--cached", cwd=repository)[0] == 1


def test_git_runs_nothing(repository, tmp_path):
    """Programs that the repository's configuration names are not run."""
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n")
    trap.chmod(0o755)
    for key in ("diff.external", "core.fsmonitor", "core.pager",
                "diff.c.textconv", "filter.c.smudge", "filter.c.clean"):
        git(repository, "config", key, str(trap))
    (repository / ".git/info/attributes").write_text("*.c diff=c filter=c\n")
    assert run("--git", "HEAD~2..HEAD", cwd=repository)[0] == 1
    assert not (tmp_path / "sprung").exists()


def test_format_patch_of_the_branch(repository):
    """The commit is in the tree already; git's name of the old content says
    what it was."""
    patch = subprocess.run(
        ["git", "format-patch", "--stdout", "HEAD~2..HEAD~1"], cwd=repository,
        capture_output=True, check=True).stdout
    code, out, err = run("-", "--json", patch=patch, cwd=repository)
    assert code == 1 and "hunks" not in err
    assert {f["id"] for f in json.loads(out)["findings"]} == {"PT005"}


def test_several_files(tree, tmp_path):
    one, two = BASE + ALLOC, BASE + ALLOC + FREE
    (tmp_path / "1.patch").write_text(diff({FILE: (BASE, one)}))
    (tmp_path / "2.patch").write_text(diff({FILE: (one, two)}))
    code, out, _ = run("--tree", tree, tmp_path / "1.patch",
                       tmp_path / "2.patch")
    assert code == 1 and "[PT006]" in out


def test_writes_nothing(tree):
    before = sorted((p, p.stat().st_mtime_ns) for p in tree.rglob("*"))
    run("--tree", tree, "-", patch=diff({FILE: (BASE, BASE + FREE)}))
    assert before == sorted((p, p.stat().st_mtime_ns) for p in tree.rglob("*"))


HOSTILE = ["../secret.c", "/etc/passwd.c", "a/../../secret.c", ".git/x.c",
           "arch/../../secret.c"]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_leave_the_tree(tree, name):
    (tree.parent / "secret.c").write_text(BASE)
    for old, new in (("a/" + name, "b/" + name), (name, name)):
        patch = f"--- {old}\n+++ {new}\n@@ -1 +1 @@\n-x\n+free_page(pte);\n"
        code, out, err = run("--tree", tree, "-", patch=patch)
        assert code == 2 and out == "" and err.count("\n") == 1
        assert "line 1" in err


def test_links_are_not_followed(tree):
    (tree.parent / "secret.c").write_text(BASE)
    (tree / "mm").mkdir()
    os.symlink(tree.parent / "secret.c", tree / "mm/link.c")
    os.symlink(tree.parent, tree / "arch/out")
    after = in_the_middle(BAD["PT005"])
    code, out, _ = run("--tree", tree, "-",
                       patch=diff({"mm/link.c": (BASE, after)}))
    assert code == 3 and "symbolic link" in out
    code, out, err = run("--tree", tree, "-",
                         patch=diff({"arch/out/secret.c": (BASE, after)}))
    assert code == 1 and "only the hunks were seen" in err


def test_special_files(tree):
    os.mkfifo(tree / "arch/fifo.c")
    code, out, _ = run("--tree", tree, "-", patch=diff(
        {"arch/fifo.c": (BASE, BASE + FREE)}))
    assert code == 3 and "arch/fifo.c" in out


def test_terminal_and_commands(tree):
    """No byte of a name reaches the terminal or the CI as a command."""
    patch = ('--- "a/arch/\\033[31m\\n::error::x.c"\n'
             '+++ "b/arch/\\033[31m\\n::error::x.c"\n'
             "@@ -0,0 +1,4 @@\n+void f(pmd_t *pmd)\n+{\n"
             "+\tfree_page((unsigned long)pmd);\n+}\n")
    for how in ("text", "github", "sarif", "json"):
        code, out, err = run("--tree", tree, "--color=never",
                             "--format=" + how, "-", patch=patch)
        assert code == 1
        assert "\033" not in out + err
        assert not any(line.startswith("::error")
                       for line in (out + err).splitlines())


@pytest.mark.parametrize("name", ["::error::x.c", "##vso[task]x.c", "-x.c"])
def test_names_that_look_like_commands(tree, name):
    patch = diff({name: (None, BAD["PT002"])})
    code, out, err = run("--tree", tree, "-", patch=patch)
    assert code == 1 and f"./{name}:" in out
    for line in (out + err).splitlines():
        assert not line.startswith(name[:2])


def test_copy(tree):
    """Of a copy every line is new; a renamed file keeps what it had."""
    before = in_the_middle(BAD["PT005"])
    write(tree, {FILE: before})
    head = "diff --git a/{0} b/arch/frob/mm/new.c\nsimilarity index 100%\n" \
        "{1} from {0}\n{1} to arch/frob/mm/new.c\n"
    assert findings(tree, head.format(FILE, "rename")) == []
    line = before[:before.index("free_page")].count("\n") + 1
    patch = head.format(FILE, "copy") + diff(
        {FILE: (before, before.replace("a * 2", "a * pmd"))}).replace(
            "b/" + FILE, "b/arch/frob/mm/new.c")
    assert findings(tree, patch) == [("PT005", "arch/frob/mm/new.c", line)]


def test_patches_that_never_fit(tree):
    """The search for a place is bounded for all patches of a file."""
    lines = "".join(f"line {i % 7}\n" for i in range(30000))
    write(tree, {FILE: lines})
    wrong = "".join(f" line {i % 7}\n" for i in range(3000)) + \
        " none\n+\tpmd_t *a;\n"
    patch = f"--- a/{FILE}\n+++ b/{FILE}\n@@ -1,3001 +1,3002 @@\n{wrong}"
    start = time.monotonic()
    code, out, _ = run("--tree", tree, "-", patch=patch * 400)
    assert code in (0, 3) and time.monotonic() - start < 50


DAMAGE = ["--- a/f.c\n+++ b/f.c\n@@ -1,9 +1,9 @@\n a\n", "no patch",
          "--- a/f.c\n+++ b/f.c\n@@ -1,4000000000 +1 @@\n a\n", "",
          "diff --cc f.c\nindex 1,2..3\n"]


@pytest.mark.parametrize("text", DAMAGE)
def test_malformed(tree, text):
    code, out, err = run("--tree", tree, "-", patch=text)
    assert code == 2 and out == ""
    assert err.count("\n") == 1 and err.startswith("ptdesc-lint: ")


def test_wrong_use(tree, tmp_path):
    for arguments in (["--tree", tmp_path / "none", "-"], ["--frob"],
                      [tmp_path / "none.patch"], ["--types=frob", "-"],
                      ["--tree", tree, "-p", "x", "-"]):
        code, _, err = run(*arguments, patch=diff({FILE: (BASE, BASE)}))
        assert code == 2 and err, arguments


def test_damaged_at_random(tree):
    """Cut, doubled and overwritten bytes: never a crash."""
    rng = random.Random(7)
    good = diff({FILE: (BASE, in_the_middle(BAD["PT005"]) + GOOD),
                 "mm/a.c": (None, "".join(BAD.values()))}).encode()
    for _ in range(300):
        data = bytearray(good)
        for _ in range(rng.randrange(1, 6)):
            at = rng.randrange(len(data))
            what = rng.randrange(3)
            if what == 0:
                del data[at:at + rng.randrange(40)]
            elif what == 1:
                data[at:at] = data[at - 50:at]
            else:
                data[at] = rng.randrange(256)
        code, _, err = run("--tree", tree, "-", patch=bytes(data))
        assert code in (0, 1, 2, 3), (code, err)


def test_deep_and_long(tree):
    deep = "(" * 100000
    long = "x" * 3_000_000
    body = f"+void f(pmd_t *pmd)\n+{{\n+\tg{deep};\n+\t{long}(pmd);\n" \
           f"+{'{' * 50000}\n+\tfree_page((unsigned long)pmd);\n+}}\n"
    patch = f"--- /dev/null\n+++ b/mm/x.c\n@@ -0,0 +1,7 @@\n{body}"
    assert run("--tree", tree, "-", patch=patch)[0] == 3
    patch = patch.replace(long, long[:60000])
    assert run("--tree", tree, "-", patch=patch)[0] in (0, 1, 3)


def hostile(lines, files=1, name="arch/frob/mm/f{}.c"):
    return "".join(
        f"--- /dev/null\n+++ b/{name.format(i)}\n@@ -0,0 +1,{len(lines)} @@\n"
        + "".join(f"+{line}\n" for line in lines) for i in range(files))


HOSTILE = {
    "many findings": (lambda: hostile(
        [f"void f{i}(pmd_t *p) {{ free_page((unsigned long)p); }}"
         for i in range(50000)], 4), 3, "10000 of them are enough"),
    "many files with findings": (lambda: hostile(
        [BAD["PT005"].replace("\n", " ")] * 20, 2000), 3,
        "10000 of them are enough"),
    "one function in many files": (lambda: hostile(
        [BAD["PT005"].replace("\n", " ").replace("pmd_drop", f"pmd_drop{i}")
         for i in range(3)], 3000), 3, "9000 findings"),
    "findings in what is removed": (lambda: hostile(
        [f"void f{i}(struct page *p) {{ pgtable_pte_page_dtor(p); }}"
         for i in range(20000)]).replace("\n+void", "\n-void").replace(
             "--- /dev/null\n+++ b/", "--- a/").replace(
                 "@@ -0,0 +1,20000 @@", "+++ /dev/null\n@@ -1,20000 +0,0 @@")
        + hostile(["void g(struct page *p) { pgtable_pte_page_dtor(p); }"]),
        3, "too many that were there before"),
    "a word on every place of a line": (lambda: hostile(
        ["void g(struct page *p)", "{"] +
        ["pgtable_pte_page_dtor(p);" * 100] * 1500 + ["}"], 3), 3,
        "10000 of them are enough"),
    "names of 60 KB": (lambda: hostile(
        ["void " + "f" * 60000 + "(pmd_t *p)", "{"] +
        ["free_page((unsigned long)p);"] * 5000 + ["}"]), 1, "[PT005]"),
    "pairs without end": (lambda: hostile(
        [f"pmd_t *pmd_alloc_{i}(void) {{ return "
         "ptdesc_address(pagetable_alloc(GFP_KERNEL, 0)); } "
         f"void pmd_free_{i}(pmd_t *p) {{ free_page((unsigned long)p); }}"
         for i in range(900)]),
        3, "too many to compare"),
    "who calls whom without end": (lambda: hostile(
        [f"void f{i}(pmd_t *p) {{ f{(i + 1) % 9000}(p); "
         f"f{i * 31 % 9000}(p); free_page((unsigned long)p); }}"
         for i in range(9000)]), 3, "values of too many origins"),
    "one function again and again": (lambda: hostile(
        ["void f(pmd_t *p) { free_page((unsigned long)p); }"] * 30000),
        3, "values of too many origins"),
    "many parameters": (lambda: hostile(
        ["void f("] + ["pmd_t *a,"] * 150000 +
        ["pmd_t *p) { free_page((unsigned long)p); }"]), 3,
        "it has too many variables"),
    "many variables": (lambda: hostile(
        ["void f(pmd_t *p) {"] + [f"int v{i};" for i in range(60000)] +
        ["a = b + c;"] * 60000 + ["free_page((unsigned long)p); }"]), 3,
        "it has too many variables"),
    "many old parameters": (lambda: hostile(
        ["void f("] + [f"p{i}," for i in range(100000)] + ["p)"] +
        [f"pmd_t *p{i};" for i in range(100000)] +
        ["{ pmd_free(mm, p5); }"]), 3, "is the body of is not understood"),
    "a large file": (lambda: hostile(["pte_t *a; " * 500] * 1000), 3,
                     "more than 4 MB"),
    "many lines": (lambda: hostile(["pte_t a;"] * 400001), 3,
                   "more than 4 MB or 400000 lines"),
    "many hunks": (lambda: "--- a/mm/h.c\n+++ b/mm/h.c\n" + "".join(
        f"@@ -{i},1 +{i},1 @@\n-a\n+b\n" for i in range(1, 300003)), 2,
        "hunk: cut it into smaller"),
    "many names": (lambda: "".join(
        f"--- a/mm/{i}.c\n+++ b/mm/{i}.c\n@@ -1 +1 @@\n-a\n+b\n"
        for i in range(100002)), 2, "more than 100000 files"),
    "no end": (lambda: "+ pte_t *a;\n" * 6000000, 2, "more than 64 MB"),
}


# A process's peak is at least that of the one that started it: this one is
# larger than what is measured.
MEASURE = """if True:
    import os, sys
    used, *command = sys.argv[1:]
    pid = os.spawnv(os.P_NOWAIT, command[0], command)
    _, status, usage = os.wait4(pid, 0)
    with open(used, "w") as file:
        print(usage.ru_maxrss, usage.ru_utime, file=file)
    sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_bounds(tmp_path, name):
    """Whatever comes in: less than 200 MB, and what is left out is named."""
    text, wanted, said = HOSTILE[name]
    (tmp_path / "patch").write_text(text())
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            ["/usr/bin/python3", "-c", MEASURE, tmp_path / "used", LINT,
             "--no-tree", tmp_path / "patch"], stdout=out, stderr=out,
            check=False)
    out = (tmp_path / "out").read_text()
    assert (done.returncode, said in out) == (wanted, True), out[-300:]
    kilobytes, seconds = (tmp_path / "used").read_text().split()
    assert int(kilobytes) < 200 * 1024
    assert float(seconds) < 20, seconds


PASTED = """
#define DEFINE_TABLE_ALLOC(up, low)					\\
static low##_t *own_##low##_alloc(up##_t *up, unsigned long addr)	\\
{									\\
	unsigned long table;						\\
									\\
	if (!up->up) {							\\
		table = get_zeroed_page(GFP_KERNEL);			\\
		if (!table)						\\
			return NULL;					\\
		up->up = __pa(table) | %s;				\\
	}								\\
	return (low##_t *)__va(up->up & PAGE_MASK) + (addr & 511);	\\
}
"""
USED = "\nDEFINE_TABLE_ALLOC(top, mid)\n"


@pytest.mark.parametrize("bits,wanted", [("_PAGE_TABLE", {"PT004"}),
                                         ("FROB_VALID", set())])
def test_function_that_a_macro_defines(tree, bits, wanted):
    """Its names are pasted, but what it does with the memory is there."""
    after = BASE + PASTED % bits + USED
    assert ids(findings(tree, diff({FILE: (BASE, after)}))) == wanted


def test_macro_of_pasted_types_without_use(tree):
    """Nobody says what its types are: that is said."""
    patch = diff({FILE: (BASE, BASE + PASTED % "FROB_VALID")})
    code, out, _ = run("--tree", tree, "-", patch=patch)
    assert code == 3
    assert ("not analysed: DEFINE_TABLE_ALLOC(): nothing uses it, so what it "
            "pastes is not known" in out)


HANDED_ON = """
static inline void __tlb_remove_table(void *table)
{
	struct ptdesc *ptdesc = (struct ptdesc *)table;

	pagetable_dtor(ptdesc);
	pagetable_free(ptdesc);
}
"""


def test_what_is_handed_on(tree):
    """What stands in a void * is not told by the name of who takes it."""
    other = HANDED_ON.replace("__tlb_remove_table", "frob_free_later")
    known = HANDED_ON.replace("void *table", "pmd_t *table")
    for text, wanted in ((HANDED_ON, set()), (other, set()),
                         (known, {"PT008"})):
        assert ids(findings(tree, diff({FILE: (BASE, BASE + text)}))) == wanted


TESTED = """
static pgd_t *_pgd_alloc(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	return ptdesc ? ptdesc_address(ptdesc) : NULL;
}

static void _pgd_free(pgd_t *pgd)
{
	pagetable_free(virt_to_ptdesc(pgd));
}

void frob_pgd_try(void)
{
	pgd_t *pgd = _pgd_alloc();

	if (%s)
		goto out;
	_pgd_free(pgd);
out:
	frob_done();
}
"""


@pytest.mark.parametrize("test, wanted", [
    ("!pgd", set()), ("pgd == NULL", set()), ("NULL == pgd", set()),
    ("pgd != NULL", {"PT010"}), ("frob_is_odd()", {"PT010"})])
def test_comparison_with_null(tree, test, wanted):
    """No file that is read defines NULL."""
    after = BASE + TESTED % test
    assert ids(findings(tree, diff({FILE: (BASE, after)}))) == wanted


TWO_TABLES = """
int frob_make_tables(struct mm_struct *mm, pgd_t *pgd)
{
	pgd_t *own = (pgd_t *)__get_free_pages(GFP_KERNEL, 1);

	if (!own)
		return -ENOMEM;
	if (!p4d_alloc(mm, pgd, 0) || !frob_ready()) {
		%s;
		free_pages((unsigned long)own, 1);
		return -ENOMEM;
	}
	frob_mm.pgd = own;
	return 0;
}
"""


def test_two_tables_of_one_function(tree):
    """What it frees of others is no half of what it allocates."""
    before, after = (BASE + TWO_TABLES % call for call in (
        "free_page((unsigned long)pgd_page_vaddr(*pgd))",
        "pagetable_free(virt_to_ptdesc((void *)pgd_page_vaddr(*pgd)))"))
    write(tree, {FILE: before})
    assert findings(tree, diff({FILE: (before, after)})) == []


GENERIC_RCU = """
#ifndef pte_free_defer
static void pte_free_now(struct rcu_head *head)
{
	struct %s *pt;

	pt = container_of(head, struct %s, %s);
	pte_free(NULL, (pgtable_t)%s);
}
#endif
"""

ENTRIES = """
typedef pte_t *pgtable_t;

static inline void pte_free(struct mm_struct *mm, pgtable_t pte)
{
	pagetable_free(virt_to_ptdesc(pte));
}

#define pte_free_defer frob_pte_free_defer
"""


def test_page_from_generic_code(tree):
    """Where a pgtable_t is a pointer to entries, others call pte_free()."""
    name = "mm/pgtable-generic.c"
    before = GENERIC_RCU % ("page", "page", "rcu_head", "pt")
    after = GENERIC_RCU % ("ptdesc", "ptdesc", "pt_rcu_head",
                           "ptdesc_page(pt)")
    header = "arch/frob/include/asm/pgalloc.h"
    write(tree, {name: before, header: BASE})
    assert findings(tree, diff({name: (before, after),
                                header: (BASE, BASE + ENTRIES)})) == []


API_BODY = """
static inline void %s(struct ptdesc *pt)
{
	struct page *page = ptdesc_page(pt);

	__free_pages(page, compound_order(page));
}
"""


def test_parts_of_the_api(tree):
    """What pagetable_free() hands its descriptors to has to free pages."""
    part = API_BODY % "frob_give_back"
    caller = "\nstatic inline void {}(struct ptdesc *pt)\n" \
        "{{\n\tfrob_give_back(pt);\n}}\n"
    for text, wanted in (
            (part + caller.format("pagetable_free"), set()),
            (caller.format("pagetable_free") + part, set()),
            (part + caller.format("frob_drop"), {"PT005"})):
        assert ids(findings(tree, diff({FILE: (BASE, BASE + text)}))) == wanted


OWN_NAME = """
#define pmd_free_tlb {}

static inline void pte_free_tlb(struct mmu_gather *tlb, pgtable_t pte)
{{
	if (wide(tlb->mm))
		tlb_remove_ptdesc(tlb, pte);
}}

static inline void pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd)
{{
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	tlb_remove_ptdesc(tlb, pmd);
}}
"""


@pytest.mark.parametrize("name", ["pmd_free_tlb", "__pmd_free_tlb"])
def test_macro_of_the_same_name(tree, name):
    """It had no dtor before either; one that is removed is still found."""
    before = OWN_NAME.format(name)
    after = before.replace("wide(", "mm_has_pgste(")
    header = "arch/frob/include/asm/tlb.h"
    write(tree, {header: before})
    assert findings(tree, diff({header: (before, after)})) == []
    lost = before.replace("\tpagetable_pmd_dtor(virt_to_ptdesc(pmd));\n", "")
    assert ids(findings(tree, diff({header: (before, lost)}))) == {"PT007"}


STRUCT_PAGE = """
struct page {{
	unsigned long flags;
	union {{
		struct {{
			struct list_head lru;
			unsigned long private;{data}
		}};
		struct {{
			union {{
				unsigned long _pt_pad_1;{inner}
			}};
			pgtable_t pmd_huge_pte;{own}
		}};
	}};{outer}
}};
"""


@pytest.mark.parametrize("member,word", [
    ("pmd_t *frob_owner;", "frob_owner"),
    ("atomic_t frob_users[2];", "frob_users"),
    ("unsigned int frob_bits:3;", "frob_bits")])
def test_new_member_for_tables_in_struct_page(tree, member, word):
    """Whatever its name is: it stands among those of page tables."""
    header = "include/linux/mm_types.h"
    places = dict.fromkeys(("data", "inner", "own", "outer"), "")
    before = STRUCT_PAGE.format(**places)
    write(tree, {header: before})
    for place in places:
        after = STRUCT_PAGE.format(**{**places, place: "\n\t" + member})
        line = after[:after.index(word)].count("\n") + 1
        wanted = [("PT001", header, line)] if place in ("inner", "own") else []
        assert findings(tree, diff({header: (before, after)})) == wanted


def with_much(count, what):
    """A function that has `count` of something before what is found."""
    return ("\nvoid frob_much(pmd_t *pmd)\n{\n" +
            "".join(what.format(i) for i in range(count)) +
            "\tfree_page((unsigned long)pmd);\n}\n")


MUCH = {
    "variables": lambda n: with_much(n, "\tint frob{0} = 0;\n"),
    "objects": lambda n: with_much(n, "\tfrob = alloc_page(gfp);\n"),
    "uses": lambda n: with_much(n, "\tfree_page((unsigned long)pmd);\n"),
    "paths": lambda n: with_much(n, "\tfrob->m{0} = alloc_page(gfp);\n"),
}


@pytest.mark.parametrize("name", MUCH)
def test_functions_with_much_in_them(tree, name):
    """More than anybody writes is looked at, all of it."""
    many = BASE + MUCH[name](9000)
    last = many[:many.rindex("free_page(")].count("\n") + 1
    assert ("PT005", FILE, last) in findings(tree, diff({FILE: (BASE, many)}))


def test_what_cannot_be_read(tree):
    """What is too deep is said, if the patch adds it; all else is looked at."""
    deep = with_much(1, "\tpte_t *x = " + "(" * 9000 + "0" + ")" * 9000 +
                     ";\n")
    after = BASE + deep + FREE
    code, out, _ = run("--tree", tree, "--json", "-",
                       patch=diff({FILE: (BASE, after)}))
    found = json.loads(out)
    assert (code, [u["unit"] for u in found["not_analysed"]]) == (3, [FILE])
    assert "frob_much()" in found["not_analysed"][0]["why"]
    line = after[:after.rindex("free_page(")].count("\n") + 1
    assert ("PT005", line) in [(f["id"], f["line"])
                               for f in found["findings"]]
    # it was there before
    write(tree, {FILE: after})
    patch = diff({FILE: (after, after.replace("a * 2", "a * 3"))})
    assert findings(tree, patch) == []


def test_memory_that_runs_out(tree):
    """It is incomplete, not wrong use."""
    patch = tree / "patch"
    patch.write_text(hostile([f"pte_t *a{i};" for i in range(100000)]))
    done = subprocess.run(
        ["sh", "-c", 'ulimit -v 16000; exec "$0" --no-tree "$1"', LINT, patch],
        capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert done.stderr.startswith("out of memory")


def test_b4_review(tree):
    keys = {"tool", "status", "summary", "url", "details"}
    bad = diff({FILE: (BASE, in_the_middle(BAD["PT005"]))})
    for patch, status in ((bad, "fail"),
                          (diff({FILE: (BASE, BASE + GOOD)}), "pass")):
        out = run("--tree", tree, "--format=b4", "-", patch=patch)[1]
        check = json.loads(out)
        assert set(check) == keys and check["status"] == status
    assert "[PT005]" in json.loads(run("--tree", tree, "--format=b4", "-",
                                       patch=bad)[1])["details"]


def test_diff_of_a_step(tree):
    """Numbers fit the file after the patch; other functions stay out."""
    after = in_the_middle(BAD["PT004"])
    code, out, err = run("--tree", tree, "--diff", "--json", "-",
                         patch=diff({FILE: (BASE, after)}))
    assert code == 1 and err == ""
    (found,) = json.loads(out)["findings"]
    first, *lines = found["diff"].splitlines()
    assert "+\tstruct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL | " \
        "__GFP_ZERO, 0);" in lines
    start = int(re.match(r"@@ -(\d+),", first)[1])
    old = [line[1:] for line in lines if line[0] != "+"]
    have = after.splitlines()[start - 1:start - 1 + len(old)]
    assert [o for o, h in zip(old, have) if o and o != h] == []


SCRIPT = ROOT / "scripts" / "lint"


def test_verb(tree, tmp_path):
    patch = diff({FILE: (BASE, in_the_middle(BAD["PT005"]))})
    (tmp_path / "a b.patch").write_text(patch)

    def script(*arguments):
        return subprocess.run([SCRIPT, *arguments], cwd=tmp_path, text=True,
                              input="", capture_output=True, check=False)
    done = script("--kdir", tree, "--", "a b.patch")
    assert done.returncode == 1 and "[PT005]" in done.stdout
    for name in ("no-such-tree", "/no/such", "../no", "*", "[", "it's a b"):
        done = script("--kdir", name, "a b.patch")
        assert done.returncode == 2 and not done.stdout, name
        assert done.stderr.startswith("lint: ") and name in done.stderr
        assert done.stderr.count("\n") == 1
    assert script("--kdir").returncode == 2
    done = script("--no-tree", "-q", "a b.patch")
    assert done.returncode == 1 and done.stderr == ""


def test_the_newest_of_several_trees(tmp_path, monkeypatch):
    program = runpy.run_path(str(SCRIPT))
    monkeypatch.setitem(program["named"].__globals__, "HOME", tmp_path)
    assert program["unpacked"]("linux-source-6.1") is None
    for version in ("6.1.99", "6.1.192", "6.1.20"):
        folder = tmp_path / "kernel-tree" / f"linux-source-6.1-{version}"
        folder.mkdir(parents=True)
        (folder / "Kconfig").touch()
    assert program["named"]("linux-source-6.1").endswith("-6.1.192")


KVM = "arch/mips/kvm/mmu.c"
KVM_ALLOC = """
static pgd_t *frob_pgd_alloc(void)
{
	pgd_t *ret;

	ret = (pgd_t *)__get_free_pages(GFP_KERNEL, PGD_TABLE_ORDER);
	if (ret)
		pgd_init(ret);
	return ret;
}
"""


@pytest.mark.skipif(not shutil.which("spatch"), reason="without Coccinelle")
def test_what_only_a_step_reports(tree):
    """The lint leaves KVM's own tables alone, a semantic patch does not."""
    def reported(before, after):
        write(tree, {KVM: before})
        return findings(tree, diff({KVM: (before, after)}), "--smpl")
    after = in_the_middle(KVM_ALLOC)
    patch = diff({KVM: (BASE, after)})
    write(tree, {KVM: BASE})
    assert findings(tree, patch) == []
    line = after[:after.index("__get_free_pages")].count("\n") + 1
    assert reported(BASE, after) == [("PT004", KVM, line)]
    # it was there, it goes away, it only moved, it only has another indent
    touched = after.replace("if (ret)", "if (likely(ret))")
    assert reported(after, touched) == []
    assert reported(after, BASE) == []
    assert reported(after, BASE + KVM_ALLOC) == []
    assert reported(after, after.replace("\tret =", "\t\tret =")) == []


@pytest.mark.skipif(not shutil.which("spatch"), reason="without Coccinelle")
def test_steps_and_lint_agree(tree):
    """A line that the lint found fault with is named once."""
    header = "arch/x86/mm/pgtable.c"
    text = """
void ___frob_free_tlb(struct mmu_gather *tlb, pmd_t *pmd)
{
	struct page *page = virt_to_page(pmd);

	pgtable_pmd_page_dtor(page);
	paravirt_tlb_remove_table(tlb, page);
}
"""
    write(tree, {header: BASE})
    patch = diff({header: (BASE, in_the_middle(text))})
    plain = findings(tree, patch)
    both = findings(tree, patch, "--smpl")
    assert plain and set(plain) <= set(both)
    assert len({(f[1], f[2]) for f in both}) == len(both)


def test_steps_that_cannot_run(tree):
    """Without spatch the run is incomplete, and says so."""
    patch = diff({FILE: (BASE, in_the_middle(BAD["PT005"]))})
    code, out, err = run("--tree", tree, "--smpl", "-", patch=patch,
                         env={**os.environ, "PATH": "/nowhere"})
    assert code == 3 and "spatch is missing" in err
    assert "semantic patches: not analysed" in out and "[PT005]" in out


WALK = """struct walk { void *table; };

static inline void remember(struct walk *walk, pmd_t *pmd)
{
	walk->table = (void *)pmd_page_vaddr(*pmd);
}
"""
DEEP = """// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"
#include "walk.h"

void old(struct walk *walk, pmd_t *pmd)
{
	remember(walk, pmd);
	free_page((unsigned long)walk->table);
}
"""
ADDED = """
void through_member(struct walk *walk, pmd_t *pmd)
{
	remember(walk, pmd);
	free_page((unsigned long)walk->table);
}
"""


@pytest.fixture(name="built")
def a_built_tree(tmp_path):
    """A tree with the patch, and what its compiler was told."""
    tree = tmp_path / "built"
    header = (ROOT / "checker/validation/kernel.h").read_text()
    write(tree, {"mm/a.c": DEEP + ADDED, "mm/kernel.h": header,
                 "mm/walk.h": WALK, "Kconfig": "", "Makefile": "VERSION = 6\nPATCHLEVEL = 1\n"})
    write(tree, {"compile_commands.json": json.dumps([
        {"directory": str(tree), "file": str(tree / "mm/a.c"),
         "command": "gcc -c -o a.o mm/a.c"}])})
    return tree


def deep(tree, patch, *more):
    done = subprocess.run([SCRIPT, "--kdir", tree, "--deep", *more, "-"],
                          input=patch, text=True, capture_output=True,
                          check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(not (ROOT / "checker/ptdesc-check").exists(),
                    reason="ptdesc-check is not built")
def test_deep(built):
    """What only the checker sees, and only where the patch adds it."""
    patch = diff({"mm/a.c": (DEEP, DEEP + ADDED)})
    assert findings(built, patch) == []
    code, out, err = deep(built, patch, "--json")
    assert code == 1, err
    line = (DEEP + ADDED).rindex("free_page")
    line = (DEEP + ADDED)[:line].count("\n") + 1
    assert [(f["id"], f["file"], f["line"])
            for f in json.loads(out)["findings"]] == [("PT005", "mm/a.c",
                                                       line)]
    assert deep(built, patch, "--terse", "-q")[1].count("\n") == 1
    # what both see is said once
    both = DEEP + ADDED + FREE
    write(built, {"mm/a.c": both})
    patch = diff({"mm/a.c": (DEEP, both)})
    assert ids(findings(built, patch)) == {"PT005"}
    out = json.loads(deep(built, patch, "--json")[1])["findings"]
    assert [f["id"] for f in out] == ["PT005"] * 2
    assert len({f["line"] for f in out}) == 2
    write(built, {"mm/a.c": DEEP + ADDED})
    patch = diff({"mm/a.c": (DEEP, DEEP + ADDED)})
    # the tree is not what the patch makes of it
    write(built, {"mm/a.c": DEEP})
    code, out, err = deep(built, patch)
    assert code == 2 and "apply the patch there first" in err
    write(built, {"mm/a.c": DEEP + ADDED})
    os.remove(built / "compile_commands.json")
    code, out, err = deep(built, patch)
    assert code == 2 and "make compile_commands.json" in err


@pytest.mark.skipif(not (ROOT / "checker/ptdesc-check").exists(),
                    reason="ptdesc-check is not built")
def test_deep_says_what_no_unit_has(built):
    write(built, {"mm/b.c": FREE})
    code, out, err = deep(built, diff({"mm/b.c": (None, FREE)}))
    assert code == 3 and "mm/b.c: not analysed" in out, err
