// SPDX-License-Identifier: GPL-2.0-only
/* From the words of one file to its sites. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "buf.h"
#include "dead.h"
#include "scan/classify.h"
#include "outline.h"
#include "scan/owner.h"
#include "scan/scan.h"
#include "scan/tablecode.h"
#include "scan/tokens.h"

static const char *const kind_names[KIND_COUNT] = {
	[KIND_CALL] = "call",
	[KIND_MEMBER] = "member",
	[KIND_DECLARATION] = "declaration",
	[KIND_DEFINITION] = "definition",
	[KIND_USE] = "use",
	[KIND_COMMENT] = "comment",
	[KIND_STRING] = "string",
	[KIND_DOC] = "doc",
	[KIND_DIRECTIVE] = "directive",
};

static const char *const in_names[IN_COUNT] = {
	[IN_FUNCTION] = "function",
	[IN_MACRO] = "macro",
	[IN_STRUCT] = "struct",
	[IN_FILE] = "file",
	[IN_DOC] = "doc",
};

const char *kind_name(enum site_kind kind)
{
	return kind_names[kind];
}

const char *in_name(enum site_in in)
{
	return in_names[in];
}

/* C, and what has its comments and directives: assembler, device trees. */
int scan_is_c(const char *path)
{
	static const char *const suffixes[] = {
		".c", ".h", ".S", ".s", ".lds", ".dts", ".dtsi", ".dtso",
		".cc", ".cpp", ".y", ".l", ".c_shipped", ".h_shipped", ".inc",
	};
	size_t len = strlen(path);

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		size_t n = strlen(suffixes[i]);

		if (len > n && !strcmp(path + len - n, suffixes[i]))
			return 1;
	}
	return 0;
}

/* Longer names of functions are cut: nobody writes them. */
#define MAX_NAME 200

struct word_hit {
	uint32_t off;
	uint32_t len;
	uint32_t mask;
};

/* One file on its way. */
struct scan {
	const struct lists *lists;
	const char *text;
	size_t len;
	int is_c;
	int can_have_tables;
	struct word_hit *hits;
	size_t hit_count;
	size_t hit_capacity;
	struct tokens tokens;
	struct outline outline;
	struct dead dead;
	struct table_code *table_code;
	size_t line_off;		/* start of the line counted to */
	unsigned int line;
	struct scan_result *result;
	size_t first_elem;	/* all before it have ended */
};

static int remember_candidate(struct scan_result *r, const char *word,
			      size_t len)
{
	char **bigger;

	for (size_t i = 0; i < r->candidate_count; i++)
		if (!strncmp(r->candidates[i], word, len) &&
		    !r->candidates[i][len])
			return 0;
	bigger = array_reserve(r->candidates, r->candidate_count,
			       &r->candidate_capacity, sizeof(*bigger));
	if (!bigger)
		return -1;
	r->candidates = bigger;
	bigger[r->candidate_count++] = xstrndup(word, len);
	return 0;
}

static int remember_hit(void *context, size_t off, size_t len, uint32_t mask)
{
	struct scan *s = context;
	struct word_hit *bigger;

	if (mask & WORD_CANDIDATE &&
	    remember_candidate(s->result, s->text + off, len))
		return -1;
	mask &= ~WORD_CANDIDATE;
	if (!s->can_have_tables)
		mask &= ~CLASS_IN_TABLE_CODE;
	if (!s->is_c)
		mask &= CLASS_ANYWHERE;
	if (!mask)
		return 0;
	bigger = array_reserve(s->hits, s->hit_count, &s->hit_capacity,
			       sizeof(*bigger));
	if (!bigger)
		return -1;
	s->hits = bigger;
	bigger[s->hit_count++] = (struct word_hit){ off, len, mask };
	return 0;
}

/* Hits come in order, so that lines are counted once. */
static void find_line(struct scan *s, uint32_t off, unsigned int *line,
		      unsigned int *column)
{
	const char *p = s->text + s->line_off, *end = s->text + off;

	while ((p = memchr(p, '\n', end - p))) {
		s->line_off = ++p - s->text;
		s->line++;
	}
	*line = s->line;
	*column = off - s->line_off + 1;
}

static enum site_in elem_in(const struct elem *e)
{
	switch (e->kind) {
	case ELEM_FUNCTION:
		return IN_FUNCTION;
	case ELEM_MACRO:
		return IN_MACRO;
	case ELEM_STRUCT:
	case ELEM_UNION:
	case ELEM_ENUM:
		return IN_STRUCT;
	default:
		return IN_FILE;
	}
}

/* The innermost one that has a name: members are often in unnamed unions. */
static const struct elem *elem_around(struct scan *s, uint32_t off)
{
	const struct elem *found = NULL;

	/* places are asked for in the order of the file */
	while (s->first_elem < s->outline.nr_elems &&
	       s->outline.elems[s->first_elem].end <= off)
		s->first_elem++;
	for (size_t i = s->first_elem; i < s->outline.nr_elems; i++) {
		const struct elem *e = &s->outline.elems[i];

		if (e->start > off)
			break;
		if (off < e->end && e->name_len && elem_in(e) != IN_FILE)
			found = e;
	}
	return found;
}

static int add_site(struct scan *s, const struct word_hit *hit,
		    enum word_class class, enum site_kind kind,
		    const struct elem *e)
{
	struct scan_result *r = s->result;
	struct site *site = array_reserve(r->sites, r->site_count,
					  &r->site_capacity, sizeof(*site));

	if (!site)
		return -1;
	r->sites = site;
	site += r->site_count++;
	*site = (struct site){
		.class = class,
		.kind = kind,
		.in = !s->is_c ? IN_DOC : e ? elem_in(e) : IN_FILE,
		.is_dead = dead_has(&s->dead, hit->off),
		.name = xstrndup(s->text + hit->off, hit->len),
	};
	find_line(s, hit->off, &site->line, &site->column);
	if (e)
		site->function = xstrndup(s->text + e->name, e->name_len <
					 MAX_NAME ? e->name_len : MAX_NAME);
	return 0;
}

static int add_fact(struct scan *s, const struct word_hit *hit, size_t i)
{
	struct scan_result *r = s->result;
	unsigned int line, column;
	struct fact_hit *fact;
	int is_struct = 0, is_macro = 0;

	if (i < s->tokens.count && s->tokens.tokens[i].token.off == hit->off) {
		is_struct = classify_defines_struct(&s->tokens, i);
		is_macro = classify_defines_macro(&s->tokens, i);
	}
	for (size_t j = 0; !is_struct && !is_macro && j < r->fact_count; j++)
		if (strlen(r->facts[j].name) == hit->len &&
		    !memcmp(r->facts[j].name, s->text + hit->off, hit->len))
			return 0;
	fact = array_reserve(r->facts, r->fact_count, &r->fact_capacity,
			     sizeof(*fact));
	if (!fact)
		return -1;
	r->facts = fact;
	find_line(s, hit->off, &line, &column);
	fact += r->fact_count++;
	*fact = (struct fact_hit){
		.name = xstrndup(s->text + hit->off, hit->len),
		.line = line,
		.defines_struct = is_struct,
		.defines_macro = is_macro,
	};
	return 0;
}

/* Where the member of a page may be declared: in struct page itself. */
static enum owner owner_of_declaration(struct scan *s, const struct elem *e)
{
	return e && e->name_len == 4 &&
	       !memcmp(s->text + e->name, "page", 4) ? OWNER_PAGE :
						       OWNER_OTHER;
}

static enum owner find_owner(struct scan *s, const struct word_hit *hit,
			     enum site_kind kind, const struct elem *e)
{
	size_t i = tokens_find(&s->tokens, hit->off);

	switch (kind) {
	case KIND_MEMBER:
		return owner_of_member(s->lists, &s->tokens, i,
				       e ? e->start : 0);
	case KIND_DECLARATION:
		return owner_of_declaration(s, e);
	case KIND_USE:
		return i < s->tokens.count ?
			owner_of_name(&s->tokens, i, e ? e->start : 0) :
			OWNER_UNKNOWN;
	case KIND_CALL:
	case KIND_DEFINITION:
		/* an accessor: the member is in its body */
	case KIND_STRING:
		/* only a name, which user space may see */
		return OWNER_OTHER;
	case KIND_COMMENT:
		return owner_in_text(s->lists, s->text, hit->off);
	default:
		return OWNER_UNKNOWN;
	}
}

/* Does a structure of this file, which is not struct page, have the member? */
static int is_declared_here(struct scan *s, const struct word_hit *hit)
{
	for (size_t k = 0; k < s->hit_count; k++) {
		const struct word_hit *other = &s->hits[k];
		size_t i = tokens_find(&s->tokens, other->off);
		const struct elem *e;
		struct place place = { .in = IN_FILE };

		if (other->len != hit->len ||
		    memcmp(s->text + other->off, s->text + hit->off, hit->len))
			continue;
		e = outline_at(&s->outline, other->off);
		if (e)
			place = (struct place){ elem_in(e), e->name };
		if (classify_kind(s->lists, &s->tokens, i, other->off, &place) ==
		    KIND_DECLARATION && place.in == IN_STRUCT &&
		    owner_of_declaration(s, e) == OWNER_OTHER)
			return 1;
	}
	return 0;
}

/* Does the word belong to something else than a page? */
static int is_others(struct scan *s, const struct word_hit *hit,
		     enum word_class class, enum site_kind kind,
		     const struct elem *e)
{
	enum owner owner;

	if (class != CLASS_MEMBERS && class != CLASS_PAGE_MEMBERS)
		return 0;
	owner = find_owner(s, hit, kind, e);
	if (owner != OWNER_UNKNOWN)
		return owner == OWNER_OTHER;
	/* Nobody says whose it is; where there is no page, it is no page's. */
	if (kind == KIND_USE)
		return !table_code_has_pages(s->table_code, e);
	return kind == KIND_MEMBER &&
	       !table_code_has_pages(s->table_code, e) &&
	       is_declared_here(s, hit);
}

/* A word of a class that has sites in page-table code only. */
static int is_wanted(struct scan *s, enum word_class class,
		     enum site_kind kind, const struct elem *e)
{
	if (!(CLASS_BIT(class) & CLASS_IN_TABLE_CODE))
		return 1;
	if (class == CLASS_PAGE_MEMBERS && kind != KIND_MEMBER)
		return 0;
	/* x->free_page is somebody's callback */
	if (class == CLASS_PAGE_ALLOCATOR && kind == KIND_MEMBER)
		return 0;
	if (kind == KIND_COMMENT || kind == KIND_STRING ||
	    kind == KIND_DIRECTIVE)
		return 0;
	if (class == CLASS_PAGE_MEMBERS)
		return table_code_is(s->table_code, e) &&
		       table_code_has_pages(s->table_code, e);
	return table_code_is(s->table_code, e) ||
	       table_code_is_helper(s->table_code, e);
}

static int place_hit(struct scan *s, const struct word_hit *hit)
{
	size_t i = tokens_find(&s->tokens, hit->off);
	const struct elem *e = elem_around(s, hit->off);
	struct place place = { .in = e ? elem_in(e) : IN_FILE };
	enum site_kind kind;

	if (e)
		place.name_off = e->name;
	kind = classify_kind(s->lists, &s->tokens, i, hit->off, &place);
	if (hit->mask & WORD_FACT && add_fact(s, hit, i))
		return -1;
	for (int class = 0; class < CLASS_COUNT; class++) {
		if (!(hit->mask & CLASS_BIT(class)) ||
		    !is_wanted(s, class, kind, e))
			continue;
		if (!s->lists->every_word &&
		    is_others(s, hit, class, kind, e)) {
			s->result->other_count++;
			continue;
		}
		/* a word of several classes is one site, of the first */
		return add_site(s, hit, class, kind, e);
	}
	return 0;
}

static int place_in_document(struct scan *s, const struct word_hit *hit)
{
	for (int class = 0; class < CLASS_COUNT; class++) {
		if (!(hit->mask & CLASS_BIT(class)))
			continue;
		if (class == CLASS_MEMBERS && !s->lists->every_word &&
		    owner_in_text(s->lists, s->text, hit->off) ==
		    OWNER_OTHER) {
			s->result->other_count++;
			continue;
		}
		return add_site(s, hit, class, KIND_DOC, NULL);
	}
	return 0;
}

static int place_hits(struct scan *s)
{
	int err = 0;

	if (!s->hit_count)
		return 0;
	if (s->is_c) {
		err = tokens_read(&s->tokens, s->text, s->len);
		outline_read(&s->outline, s->text, s->len);
		dead_read(&s->dead, s->text, s->len);
		s->table_code = table_code_new(s->lists, &s->outline);
		if (!s->table_code)
			err = -1;
	}
	for (size_t i = 0; i < s->hit_count && !err; i++)
		err = s->is_c ? place_hit(s, &s->hits[i]) :
				place_in_document(s, &s->hits[i]);
	table_code_free(s->table_code);
	tokens_free(&s->tokens);
	outline_free(&s->outline);
	dead_free(&s->dead);
	return err;
}

int scan_buffer(const struct lists *l, const char *path, const char *buffer,
		size_t len, struct scan_result *result)
{
	struct scan s = {
		.lists = l,
		.text = buffer,
		.len = len,
		.is_c = scan_is_c(path),
		.line = 1,
		.result = result,
	};
	int err;

	s.can_have_tables = s.is_c && lists_has_path(l, path);
	err = wordset_search(l->words, buffer, len, remember_hit, &s);
	if (!err)
		err = place_hits(&s);
	free(s.hits);
	return err;
}

void scan_free(struct scan_result *r)
{
	for (size_t i = 0; i < r->site_count; i++) {
		free(r->sites[i].name);
		free(r->sites[i].function);
	}
	for (size_t i = 0; i < r->fact_count; i++)
		free(r->facts[i].name);
	for (size_t i = 0; i < r->candidate_count; i++)
		free(r->candidates[i]);
	free(r->sites);
	free(r->facts);
	free(r->candidates);
	*r = (struct scan_result){ 0 };
}
