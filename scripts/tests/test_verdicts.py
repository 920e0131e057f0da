# SPDX-License-Identifier: GPL-2.0-only
"""What ptdesc-verdicts says of places: table, data, copy, or nothing."""

import subprocess

import pytest
from ptdesc import verdicts
from ptdesc.errors import Usage

HEADER = """
struct widget { int x; };
extern unsigned long odd_place;
extern pgd_t *current_pgd;
extern void tlb_remove_table(struct mmu_gather *tlb, void *table);
#define tlb_remove_table(tlb, table) tlb_remove_page(tlb, table)
static inline void keep(struct widget *w);
"""

CODE = """
#include <linux/mm.h>
#include <asm/widget.h>

static pmd_t *table(pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	pud_populate(&init_mm, pud, pmd);
	return pmd;
}

static void table_free(pud_t *pud)
{
	free_page((unsigned long)pud_pgtable(*pud));
}

static void round_trip(void)
{
	pgd_t *pgd = (pgd_t *)__get_free_pages(GFP_KERNEL, 1);

	current_pgd = pgd;
	free_pages((unsigned long)pgd, 1);
}

static void mapped(pte_t *ptep, pte_t pte)
{
	struct page *page = alloc_page(GFP_KERNEL);

	set_pte(ptep, mk_pte(page, PAGE_KERNEL));
	if (PageReserved(pte_page(pte)))
		return;
}

static void structure(struct widget *old)
{
	struct widget *w = (struct widget *)__get_free_page(GFP_KERNEL);

	keep(w);
	free_page((unsigned long)old);
}

static void copied(pmd_t *pmd)
{
	pmd_t *copy = (pmd_t *)__get_free_page(GFP_KERNEL);

	copy[0] = pmd[0];
	free_page((unsigned long)copy);
}

static void leaving(struct odd *odd, pmd_t *pmd)
{
	pmd_t *left = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	left[0] = pmd[0];
	odd->somewhere(left);
}

static void constructed(pmd_t *pmd)
{
	struct page *page = alloc_page(GFP_KERNEL);

	pgtable_pte_page_ctor(page);
	pmd_populate(mm, pmd, page);
}

static void listed(pgd_t *pgd)
{
	list_add(&virt_to_page(pgd)->lru, &all);
	if (PageReserved(virt_to_page(pgd)))
		return;
}

static void nobody_knows(struct page *weird, unsigned long n)
{
	__free_page(weird);
	odd_place = __get_free_page(GFP_KERNEL);
	free_page(n);
	if (weird->index)
		return;
}

struct late {
	phys_addr_t (*give)(uintptr_t va);
	struct list_head *spare;
};
struct late late __initdata;

static phys_addr_t give_late(uintptr_t va)
{
	unsigned long memory = get_zeroed_page(GFP_KERNEL);

	return __pa(memory);
}

static void __init use_late(p4d_t *p4d)
{
	phys_addr_t next = late.give(0);

	late.give = give_late;
	*p4d = pfn_p4d(PFN_DOWN(next), PAGE_TABLE);
}

static void fill(struct list_head *list, int n)
{
	while (n--) {
		struct page *page = alloc_pages(GFP_KERNEL, 0);

		list_add_tail(&page->lru, list);
	}
}

static void empty(pte_t *pte)
{
	LIST_HEAD(spare);
	struct page *page;

	fill(&spare, 3);
	late.spare = &spare;
	page = list_first_entry(late.spare, struct page, lru);
	set_pte(pte, mk_pte(page, PAGE_KERNEL));
}

static void company(struct xa_state *xas)
{
	struct page *page = xas_load(xas), *head = compound_head(page);

	if (head->index == 3 && !PageLRU(page))
		return;
}

bool ptlock_alloc(struct ptdesc *ptdesc);
bool ptlock_init(struct page *page);

void pagetable_free(struct ptdesc *pt)
{
	__free_pages(ptdesc_page(pt), 0);
	ptlock_alloc(pt);
	ptlock_init(ptdesc_page(pt));
}

struct ptdesc *pagetable_alloc(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp, order);

	return page_ptdesc(page);
}

void free_reserved_page(struct page *page)
{
	__free_page(page);
}

static void handed_on(struct ops *ops)
{
	ops->remove = tlb_remove_table;
	ops->free = free_page;
}

static void mark(struct page *page)
{
	page->index = 3;
}

struct ptdesc *ptdesc_attach(struct page *page, gfp_t gfp)
{
	struct ptdesc *ptdesc = obtain(gfp);

	if (!ptdesc)
		__free_pages(page, 0);
	mark(page);
	return ptdesc;
}

static void *early(int late_enough)
{
	if (late_enough)
		return (void *)get_zeroed_page(GFP_KERNEL);
	return memblock_alloc(PAGE_SIZE, PAGE_SIZE);
}

static void use_early(pud_t *pud)
{
	pud_populate(&init_mm, pud, early(0));
}

static bool asked(pmd_t *pmd, struct page *page)
{
	return PageTable(virt_to_page(pmd)) || PageCompound(page);
}
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    tree = tmp_path_factory.mktemp("tree")
    for path, text in (("arch/x86/mm/a.c", CODE),
                       ("arch/x86/include/asm/widget.h", HEADER)):
        (tree / path).parent.mkdir(parents=True)
        (tree / path).write_text(text)
    result = verdicts.ask(tree, ["arch/x86/mm/a.c"],
                          tmp_path_factory.mktemp("scratch"))
    assert not result.unseen
    return {(record["function"], record["name"]): record
            for record in result.by_place.values()}


@pytest.mark.parametrize("function, name, verdict", [
    ("table", "get_zeroed_page", "table"),
    ("table_free", "free_page", "table"),
    ("round_trip", "__get_free_pages", "table"),
    ("round_trip", "free_pages", "table"),
    ("mapped", "alloc_page", "data"), ("mapped", "PageReserved", "data"),
    ("structure", "__get_free_page", "data"),
    ("structure", "free_page", "data"),
    ("copied", "__get_free_page", "copy"), ("copied", "free_page", "copy"),
    ("leaving", "get_zeroed_page", "table"),
    ("constructed", "alloc_page", "table"),
    ("listed", "lru", "table"), ("listed", "PageReserved", "table"),
    ("nobody_knows", "__free_page", "unknown"),
    ("nobody_knows", "__get_free_page", "unknown"),
    ("nobody_knows", "free_page", "unknown"),
    ("nobody_knows", "index", "unknown"),
    ("give_late", "get_zeroed_page", "table"),
    ("fill", "alloc_pages", "data"), ("fill", "lru", "data"),
    ("company", "index", "data"),
    ("pagetable_free", "__free_pages", "body"),
    ("pagetable_alloc", "alloc_pages", "body"),
    ("free_reserved_page", "__free_page", "body"),
    ("pagetable_free", "ptlock_alloc", "descriptor"),
    ("ptlock_alloc", "ptlock_alloc", "descriptor"),
    ("handed_on", "tlb_remove_table", "table"),
    ("ptdesc_attach", "__free_pages", "descriptor"),
    ("mark", "index", "descriptor"), ("early", "get_zeroed_page", "table"),
    ("asked", "PageTable", "table"),
    ("handed_on", "free_page", "unknown")])
def test_verdict(found, function, name, verdict):
    record = found[(function, name)]
    assert record["verdict"] == verdict, record
    assert bool(record["why"]) == (verdict != "unknown")


def test_an_api_that_takes_a_page_is_not_excused(found):
    assert ("pagetable_free", "ptlock_init") not in found
    assert ("ptlock_init", "ptlock_init") not in found


def test_a_helper_of_the_boot_says_so(found):
    assert found[("early", "get_zeroed_page")]["boot"]["name"] == \
        "memblock_alloc"
    assert found[("table", "get_zeroed_page")]["boot"] is None
    assert ("asked", "PageCompound") not in found


def test_evidence_and_level(found):
    record = found[("table", "get_zeroed_page")]
    assert (record["level"], record["stored"], record["constructed"]) == (
        "pmd", True, False)
    assert (record["at"]["line"], record["why"]) == (
        9, "a PMD table: stored into an upper entry by pud_populate")
    record = found[("constructed", "alloc_page")]
    assert record["constructed"] and record["level"] == "pte"
    assert not found[("round_trip", "free_pages")]["stored"]


def test_other_half(found):
    """By its way, or by level where it was read from an entry."""
    (pair,) = found[("round_trip", "free_pages")]["pairs"]
    assert (pair["name"], pair["line"], pair.get("by_level")) == (
        "__get_free_pages", 20, None)
    (pair,) = found[("round_trip", "__get_free_pages")]["pairs"]
    assert (pair["name"], pair["family"]) == ("free_pages", "page")
    pair = found[("table_free", "free_page")]["pairs"][0]
    assert (pair["name"], pair["by_level"]) == ("get_zeroed_page", True)


def test_what_cannot_be_read_is_said(tmp_path):
    (tmp_path / "a.c").write_text("int f(void)\n{\n\tfor (;;\n}\n")
    result = verdicts.ask(tmp_path, ["a.c"], tmp_path)
    assert result.unseen["a.c"]
    assert result.missed({"file": "a.c", "line": 3})


@pytest.mark.parametrize("arguments, code, words", [
    ([], 2, "name the TREE"), (["--files", "nowhere", "."], 2, "nowhere"),
    (["--files", "/dev/null", "--lists", "nowhere", "."], 2, "nowhere")])
def test_wrong_use(arguments, code, words):
    done = subprocess.run([str(verdicts.VERDICTS), *arguments], text=True,
                          capture_output=True, check=False)
    assert done.returncode == code and words in done.stderr


def test_a_file_that_is_not_there(tmp_path):
    (tmp_path / "list").write_text("gone.c\n")
    done = subprocess.run([str(verdicts.VERDICTS), "--files",
                           str(tmp_path / "list"), str(tmp_path)], text=True,
                          capture_output=True, check=False)
    assert done.returncode == 3 and "gone.c" in done.stderr


def test_without_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr(verdicts, "VERDICTS", tmp_path / "none")
    with pytest.raises(Usage, match="not built"):
        verdicts.ask(tmp_path, [], tmp_path)
