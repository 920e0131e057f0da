// SPDX-License-Identifier: GPL-2.0-only
/*
 * ptdesc-check behind its readers, under libFuzzer: the bytes choose the
 * statements of a few functions that call each other. The unit is lowered,
 * packed and unpacked, solved and checked; then the same with the functions in
 * the reverse order, which must not change what is found. `make fuzz
 * FUZZ=unit`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "check/api.h"
#include "check/checks.h"
#include "check/lowered.h"
#include "check/strtab.h"
#include "check/tablewords.h"

#define FUNCTIONS 3
#define DEEPEST	  4

/*
 * $p a pointer, $n a number, $v and $w those that can be written to, $f a
 * function, $b a block of statements.
 */
static const char *const statements[] = {
	"$v = $p;", "$v = (void *)$n;", "$w = (unsigned long)$p;",
	"$w += $n & ~$n;", "$v += $n;", "$v = &$p[$n];",
	"$v = alloc_page(GFP_KERNEL);", "$v = alloc_pages($n, $n);",
	"$v = (void *)get_zeroed_page(GFP_KERNEL);",
	"$v = (void *)__get_free_pages($n, $n);",
	"$v = pagetable_alloc(GFP_KERNEL, $n);", "$v = kmalloc($n, $n);",
	"free_page((unsigned long)$p);", "free_pages($n, $n);",
	"__free_page($p);", "__free_pages($p, $n);", "pagetable_free($p);",
	"put_page($p);", "kfree($p);", "$v = virt_to_page($p);",
	"$v = page_address((struct page *)$p);", "$v = virt_to_ptdesc($p);",
	"$v = ptdesc_address($p);", "$v = ptdesc_page(desc);",
	"$v = page_ptdesc(page);", "$v = pfn_to_page($n);",
	"$w = page_to_pfn((struct page *)$p);", "$v = __va($n);", "$w = __pa($p);",
	"pagetable_pte_ctor($p);", "if (!pagetable_pmd_ctor($p)) { $b }",
	"pagetable_pte_dtor($p);", "pagetable_pmd_dtor($p);",
	"pmd_populate(mm, $p, $p);", "pmd_populate_kernel(mm, $p, $p);",
	"pud_populate(mm, $p, $p);", "set_pmd($p, __pmd($n | _PAGE_TABLE));",
	"set_pmd($p, __pmd(__pa($p) | _PAGE_PSE));", "pmd_clear($p);",
	"set_pte($p, pfn_pte($n, (pgprot_t){ $n }));",
	"set_pte($p, mk_pte($p, (pgprot_t){ $n }));",
	"$v = pmd_page(*pmd);", "$v = pte_page(*pte);",
	"$w = pmd_page_vaddr(*pmd);", "$v = pud_pgtable(*pud);",
	"$v = pte_offset_kernel($p, $n);", "if (pmd_leaf(*pmd)) { $b }",
	"if (pmd_none(*pmd)) { $b } else { $b }",
	"tlb_remove_page(tlb, $p);", "tlb_remove_table(tlb, $p);",
	"tlb_remove_ptdesc(tlb, $p);", "page->index = $n;",
	"$w = page->private;", "page->pt_mm = mm;", "desc->pt_mm = mm;",
	"list_add(&page->lru, head);", "list_del(&page->lru);",
	"list_add(&desc->pt_list, head);",
	"list_for_each_entry(page, head, lru) { $b }",
	"list_for_each_entry(desc, head, pt_list) { $b }",
	"mm->pgd = $p;", "$v = mm->pgd;", "held = $p;", "$v = held;",
	"$v = $f($p, $p, $n);", "$w = (unsigned long)$f($p, $p, $n);",
	"how = $f;", "$v = how($p, $p, $n);", "if ($p) { $b }",
	"if (!$p) { $b }", "if ($n > $n) { $b } else { $b }",
	"while ($w--) { $b }", "do { $b } while ($p);",
	"for ($w = 0; $w < 8; $w++) { $b }",
	"switch ($n) { case 1: $b break; case 2: $b default: $b }",
	"return $p;", "goto out;", "if ($n) goto out;",
	"({ void *x = $p; $b x; });", "$v = $p ? $p : $p;",
	"$v = ({ $b $p; });", "memset($p, 0, $n);",
};

#define VARIABLES 10	/* so many of the pointers */
static const char *const pointers[] = {
	"pgd", "pud", "pmd", "pte", "page", "desc", "table", "mem", "dir",
	"given", "((pte_t *)mem)", "((void *)number)", "pages[1]",
};
static const char *const numbers[] = { "number", "addr", "0", "1" };

struct program {
	const unsigned char *at;
	size_t left;
	struct buf text;
};

static unsigned int pick(struct program *p, unsigned int of)
{
	if (!p->left)
		return 0;
	p->left--;
	return *p->at++ % of;
}

#define PICK(p, list) (list)[pick(p, sizeof(list) / sizeof(*(list)))]

static void block(struct program *p, int depth);

static void placeholder(struct program *p, char what, int depth)
{
	char name[40];

	switch (what) {
	case 'p':
		buf_puts(&p->text, PICK(p, pointers));
		break;
	case 'v':
		buf_puts(&p->text, pointers[pick(p, VARIABLES)]);
		break;
	case 'n':
		buf_puts(&p->text, PICK(p, numbers));
		break;
	case 'w':
		buf_puts(&p->text, "addr");
		break;
	case 'f':
		snprintf(name, sizeof(name), "function%u",
			 pick(p, FUNCTIONS + 1));
		buf_puts(&p->text, name);
		break;
	default:
		block(p, depth + 1);
	}
}

static void statement(struct program *p, int depth)
{
	const char *s = PICK(p, statements);

	for (; *s; s++) {
		if (*s == '$' && s[1])
			placeholder(p, *++s, depth);
		else
			buf_add(&p->text, s, 1);
	}
	buf_puts(&p->text, "\n");
}

static void block(struct program *p, int depth)
{
	unsigned int count = depth < DEEPEST ? pick(p, depth ? 3 : 12) : 0;

	while (count--)
		statement(p, depth);
}

#define PARAMETERS "(pmd_t *dir, struct page *given, unsigned long number)"

static void function(struct program *p, int number)
{
	char head[200];

	snprintf(head, sizeof(head),
		 "%svoid *function%d" PARAMETERS "\n{\n",
		 number == 1 ? "static " : "", number);
	buf_puts(&p->text, head);
	buf_puts(&p->text,
		 "pgd_t *pgd; pud_t *pud; pmd_t *pmd = dir; pte_t *pte;\n"
		 "struct page *page = given, **pages; struct ptdesc *desc;\n"
		 "pgtable_t table; void *mem; unsigned long addr = number;\n"
		 "struct mm_struct *mm = &init_mm; struct mmu_gather *tlb;\n"
		 "void *(*how)" PARAMETERS ";\n");
	block(p, 0);
	buf_puts(&p->text, "out: return mem;\n}\n");
}

static const char head[] =
	"#include \"kernel.h\"\n"
	"static struct list_head lists, *head = &lists;\n"
	"static void *held;\n"
	"void *function0" PARAMETERS "; static void *function1" PARAMETERS ";\n"
	"void *function2" PARAMETERS "; void *function3" PARAMETERS ";\n";

static unsigned int lines_of(const struct buf *text)
{
	unsigned int lines = 0;

	for (size_t i = 0; i < text->len; i++)
		lines += text->data[i] == '\n';
	return lines;
}

/* Puts into @start behind which line each function stands. */
static void write_unit(const char *path, const struct buf *functions,
		       bool backwards, unsigned int *start)
{
	struct buf unit = { 0 };

	buf_puts(&unit, head);
	for (int i = 0; i < FUNCTIONS; i++) {
		int number = backwards ? FUNCTIONS - 1 - i : i;
		const struct buf *f = &functions[number];

		start[number] = lines_of(&unit);
		buf_add(&unit, f->data, f->len);
	}
	if (buf_replace(&unit, path))
		abort();
	buf_free(&unit);
}

static struct predef predefined;
static struct unit_flags flags;

/* Through bytes and back, as a unit goes that is kept. */
static void pack_and_unpack(struct lowered *l)
{
	struct buf bytes = { 0 };
	struct pack out = { .out = &bytes }, in = { 0 };

	lowered_pack(&out, l);
	pack_free(&out);
	lowered_free(l);
	*l = (struct lowered){ 0 };
	in.in = bytes.data;
	in.len = bytes.len;
	lowered_pack(&in, l);
	if (in.bad)
		abort();
	pack_free(&in);
	buf_free(&bytes);
}

/* Lines of the unit become those of each function by itself. */
static void move_lines(struct findings *findings, const char *path,
		       const unsigned int *start)
{
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *f = &findings->list[i];
		int number = -1;

		if (!strstr(f->file, path))
			continue;
		for (int k = 0; k < FUNCTIONS; k++)
			if (f->line > start[k] &&
			    (number < 0 || start[k] > start[number]))
				number = k;
		if (number >= 0)
			f->line += 1000 * (number + 1) - start[number];
	}
	findings_sort(findings);
}

static void look(const char *path, struct findings *findings,
		 const unsigned int *start)
{
	struct lowered l = { 0 };
	struct graph all = { 0 };
	struct solved solved;
	struct unit u;
	char *why = unit_parse(&u, path, &flags, &predefined, false);

	if (!why)
		why = lower_unit(&l.graph, &u, "", &l.totals);
	if (why) {
		fprintf(stderr, "%s: %s\n", path, why);
		abort();
	}
	unit_free(&u);
	pack_and_unpack(&l);
	graph_merge(&all, &l.graph);
	solve(&solved, &all);
	checks_run(&solved, findings, NULL);
	move_lines(findings, path, start);
	solved_free(&solved);
	graph_free(&all);
	lowered_free(&l);
}

static void compare(const struct findings *a, const struct findings *b)
{
	bool same = a->count == b->count;

	for (size_t i = 0; same && i < a->count; i++)
		same = a->list[i].line == b->list[i].line &&
		       !strcmp(a->list[i].id, b->list[i].id) &&
		       !strcmp(a->list[i].message, b->list[i].message);
	if (same)
		return;
	for (size_t i = 0; i < a->count; i++)
		fprintf(stderr, "in order: %u %s %s\n", a->list[i].line,
			a->list[i].id, a->list[i].message);
	for (size_t i = 0; i < b->count; i++)
		fprintf(stderr, "reversed: %u %s %s\n", b->list[i].line,
			b->list[i].id, b->list[i].message);
	abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *root = getenv("FUZZ_ROOT");
	char path[4096];

	(void)argc;
	(void)argv;
	snprintf(path, sizeof(path), "-I%s/checker/validation", root);
	strings_add(&flags.clang, path);
	strings_add(&flags.clang, "-std=gnu11");
	snprintf(path, sizeof(path), "%s/checker/lists", root);
	if (api_read(path) || tablewords_read(path) ||
	    predef_read(&predefined, "gcc", &flags.probe, NULL))
		exit(2);
	return 0;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct program p = { .at = data, .left = size };
	struct findings found[2] = { 0 };
	struct buf functions[FUNCTIONS];
	unsigned int start[FUNCTIONS];
	char path[64];

	for (int i = 0; i < FUNCTIONS; i++) {
		p.text = (struct buf){ 0 };
		function(&p, i);
		functions[i] = p.text;
	}
	snprintf(path, sizeof(path), "unit-%d.c", (int)getpid());
	for (int i = 0; i < 2; i++) {
		write_unit(path, functions, i, start);
		look(path, &found[i], start);
	}
	compare(&found[0], &found[1]);
	for (int i = 0; i < 2; i++)
		findings_free(&found[i]);
	for (int i = 0; i < FUNCTIONS; i++)
		buf_free(&functions[i]);
	unlink(path);
	return 0;
}
