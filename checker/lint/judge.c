// SPDX-License-Identifier: GPL-2.0-only
/* Judging a file: its text, its functions, and what they know of each other. */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dead.h"
#include "judge-int.h"
#include "mail.h"

/* What one file may take; the largest of the kernel takes 0.1. */
#define JUDGE_SECONDS 5
/* Functions of one file learn from each other this often. */
#define ROUNDS 4
/* How far up callers are looked for that say something of a function. */
#define CALL_DEPTH 8
/* The name of a function whose name a hunk does not show. */
#define UNKNOWN "unknown__"
/* Tokens of one function; what is longer is data. */
#define MAX_TOKENS 200000

struct text {
	struct buf buf;
	uint32_t *origin;	/* of each line: index of the line, plus 1 */
	size_t lines, capacity;
};

static void put_line(struct text *t, const char *s, size_t len, size_t origin)
{
	t->origin = xgrow(t->origin, t->lines, &t->capacity,
			  sizeof(*t->origin));
	t->origin[t->lines++] = (uint32_t)origin;
	buf_add(&t->buf, s, len);
	buf_puts(&t->buf, "\n");
}

/* Which way do the braces in the first column lead out of the lines? */
static bool ends_inside(const struct series_line *l, size_t count, bool inside)
{
	for (size_t i = 0; i < count; i++) {
		if (l[i].len && *l[i].text == '}')
			inside = false;
		else if (l[i].len && *l[i].text == '{')
			inside = true;
	}
	return inside;
}

static bool is_continued(const struct series_line *l)
{
	return l->len && l->text[l->len - 1] == '\\';
}

static bool is_label(const struct series_line *l)
{
	return l->text[l->len - 1] == ':' && !memchr(l->text, ' ', l->len);
}

/* Does a run of lines begin in the body of something? */
static bool begins_inside(const struct series_line *l, size_t count)
{
	bool indented = false;

	for (size_t i = 0; i < count; i++) {
		char c = l[i].len ? *l[i].text : ' ';

		if (c == '}' || (l[i].len && is_label(&l[i])))
			return true;
		indented |= c == '\t';
		if (c == ' ' || c == '\t' || c == '#' || c == '/')
			continue;
		return false;
	}
	return indented;
}

/*
 * The header of what a hunk is in may be cut: close what it opens. Without
 * one, as diff writes hunks without -p, any header will do.
 */
static void put_section(struct text *t, const struct series_line *l)
{
	struct buf b = { 0 };
	int open = 0;

	if (is_continued(l)) {
		buf_puts(&b, "#define " UNKNOWN "(x) \\");
		put_line(t, b.data, b.len, 0);
		buf_free(&b);
		return;
	}
	for (uint32_t i = 0; i < l->section_len; i++) {
		open += l->section[i] == '(';
		open -= l->section[i] == ')';
	}
	buf_add(&b, l->section, l->section_len);
	while (b.len && strchr(" \t{,", b.data[b.len - 1]))
		b.len--;
	for (; open > 0 && open < 8; open--)
		buf_puts(&b, ")");
	if (!b.len)
		buf_puts(&b, "void " UNKNOWN "(void)");
	put_line(t, b.data, b.len, 0);
	put_line(t, "{", 1, 0);
	buf_free(&b);
}

/* Follows comments over a line, as far as their signs tell. */
static void follow_comment(const struct series_line *l, bool *open,
			   bool *began_inside)
{
	for (uint32_t i = 0; i + 1 < l->len; i++) {
		if (!*open && l->text[i] == '/' && l->text[i + 1] == '/')
			return;
		if (!*open && l->text[i] == '/' && l->text[i + 1] == '*') {
			*open = true;
			i++;
		} else if (l->text[i] == '*' && l->text[i + 1] == '/') {
			if (!*open)
				*began_inside = true;
			*open = false;
			i++;
		}
	}
}

/* The lines of a run; a comment that it cuts is opened or closed. */
static void put_lines(struct text *t, const struct series_lines *all,
		      size_t first, size_t end)
{
	bool open = false, began_inside = false;

	for (size_t i = first; i < end; i++)
		follow_comment(&all->list[i], &open, &began_inside);
	if (began_inside)
		put_line(t, "/*", 2, 0);
	for (size_t i = first; i < end; i++)
		put_line(t, all->list[i].text, all->list[i].len, i + 1);
	if (open)
		put_line(t, "*/", 2, 0);
}

/* The header of what is open behind the lines of a run: its last one. */
static struct span open_header(const struct series_line *l, size_t count)
{
	for (size_t i = count; i-- > 0;)
		if (l[i].len && (isalpha((unsigned char)*l[i].text) ||
				 *l[i].text == '_') && !is_label(&l[i]))
			return (struct span){ l[i].text, l[i].len };
	return (struct span){ l->section, l->section_len };
}

/* Hunks of one function, with what lies between them left out. */
static bool goes_on(struct span header, const struct series_line *l)
{
	size_t len = header.len < l->section_len ? header.len : l->section_len;

	return len > 8 && !memcmp(header.text, l->section, len);
}

/* `header`: of the function that the run before left open, or empty. */
static struct span put_run(struct text *t, const struct series_lines *all,
			   size_t first, size_t end, struct span header)
{
	const struct series_line *l = &all->list[first];
	bool inside = begins_inside(l, end - first);
	bool continues = inside && goes_on(header, l);

	if (header.len && !continues)
		put_line(t, "}", 1, 0);
	if (inside && !continues)
		put_section(t, l);
	put_lines(t, all, first, end);
	if (ends_inside(l, end - first, inside && !is_continued(l)))
		return open_header(l, end - first);
	return (struct span){ 0 };
}

static void put_hunks(struct text *t, const struct series_lines *lines)
{
	struct span header = { 0 };
	size_t first = 0;

	for (size_t i = 1; i <= lines->count; i++) {
		if (i < lines->count && !lines->list[i].section_len &&
		    lines->list[i].number == lines->list[i - 1].number + 1)
			continue;
		header = put_run(t, lines, first, i, header);
		first = i;
	}
	if (header.len)
		put_line(t, "}", 1, 0);
}

static void put_all(struct text *t, const struct series_lines *lines,
		    bool whole)
{
	if (!whole) {
		put_hunks(t, lines);
		return;
	}
	for (size_t i = 0; i < lines->count; i++)
		put_line(t, lines->list[i].text, lines->list[i].len, i + 1);
}

static void add_token(struct function *f, size_t *capacity,
		      const struct token *t)
{
	if (f->count == *capacity) {
		*capacity = *capacity ? 2 * *capacity : 64;
		f->tokens = xrealloc(f->tokens, *capacity * sizeof(*t));
	}
	f->tokens[f->count++] = *t;
}

/* Parts of names, between underscores: is it about page tables or pages? */
static bool is_relevant_word(const struct lists *l, const char *word,
			     size_t len)
{
	str_t name;

	if (wordset_lookup(l->words, word, len) ||
	    lists_is_table_word(l, word, len))
		return true;
	name = str_find(word, len);
	return name && api_find(name);
}

static void read_tokens(const struct reader *r, struct function *f)
{
	const struct elem *e = f->elem;
	uint32_t from = f->macro ? e->name : e->start;
	uint32_t line = e->first_line;
	size_t capacity = 0;
	struct lexer lx;
	struct token t;

	for (uint32_t i = e->start; i < from; i++)
		line += r->text[i] == '\n';
	lex_init_range(&lx, r->text, from, e->end - from, line);
	/* What stands behind an #if is a statement of its own. */
	lx.whole = !f->macro;
	while (lex_next_code(&lx, &t)) {
		if (f->count == MAX_TOKENS) {
			f->too_long = true;
			break;
		}
		if (t.kind == TOK_DIRECTIVE)
			continue;
		if (!f->body && t.off >= e->body)
			f->body = f->count;
		if (t.kind == TOK_IDENT && !f->relevant)
			f->relevant = is_relevant_word(r->lists,
						       r->text + t.off, t.len);
		add_token(f, &capacity, &t);
	}
}

static void read_functions(struct reader *r)
{
	const struct outline *o = r->outline;

	r->functions = xrealloc(NULL, (o->nr_elems + 1) *
				      sizeof(*r->functions));
	for (size_t i = 0; i < o->nr_elems; i++) {
		const struct elem *e = &o->elems[i];
		struct function *f = &r->functions[r->function_count];

		if ((e->kind != ELEM_FUNCTION && e->kind != ELEM_MACRO) ||
		    e->end <= e->body)
			continue;
		*f = (struct function){
			.elem = e, .macro = e->kind == ELEM_MACRO,
		};
		read_tokens(r, f);
		r->function_count++;
	}
}

static int compare_functions(const void *a, const void *b, void *text)
{
	const struct elem *left = (*(struct function *const *)a)->elem;
	const struct elem *right = (*(struct function *const *)b)->elem;
	const char *t = text;

	return name_compare(t + left->name, left->name_len, t + right->name,
			    right->name_len);
}

static void sort_functions(struct reader *r)
{
	r->by_name = xrealloc(NULL, (r->function_count + 1) *
				    sizeof(*r->by_name));
	for (size_t i = 0; i < r->function_count; i++)
		r->by_name[i] = &r->functions[i];
	qsort_r(r->by_name, r->function_count, sizeof(*r->by_name),
		compare_functions, (void *)r->text);
}

/* What calls a function that matters says something about it. */
static bool calls_relevant(struct reader *r)
{
	for (uint32_t i = r->f->body; i + 1 < r->f->count; i++) {
		struct function *callee;

		if (!at_ident(r, i) || !is_at(r, i + 1, "("))
			continue;
		callee = local_function(r, i);
		if (callee && callee->relevant)
			return true;
	}
	return false;
}

/* Has it a parameter of struct page? */
static bool takes_pages(const struct reader *r, const struct function *f)
{
	for (uint32_t i = 1; i < f->body; i++)
		if (token_is(r->text, &f->tokens[i], "page") &&
		    token_is(r->text, &f->tokens[i - 1], "struct"))
			return true;
	return false;
}

/* What is given the pages of functions that matter, whatever it does. */
static void add_takers(struct reader *r)
{
	for (size_t i = 0; i < r->function_count; i++) {
		r->f = &r->functions[i];
		for (uint32_t k = r->f->body; r->f->relevant &&
		     k < r->f->count; k++) {
			struct function *taker = at_ident(r, k) ?
						 local_function(r, k) : NULL;

			if (taker && !taker->relevant && takes_pages(r, taker))
				taker->relevant = true;
		}
	}
}

/* pagetable_free() and its kin have to use pages: they are the conversion. */
static bool is_ptdesc_api(const struct reader *r, const struct function *f)
{
	return wordset_lookup(r->lists->words, r->text + f->elem->name,
			      f->elem->name_len) & CLASS_BIT(CLASS_PTDESC_API);
}

/* Has it a parameter that is a descriptor? */
static bool takes_ptdesc(const struct reader *r, const struct function *f)
{
	bool behind = false;

	for (uint32_t i = 1; i < f->body; i++) {
		behind |= f->tokens[i].off >= f->elem->name;
		if (behind && token_is(r->text, &f->tokens[i], "ptdesc") &&
		    token_is(r->text, &f->tokens[i - 1], "struct"))
			return true;
	}
	return false;
}

/* What a part of the API gives descriptors to is a part of it, too. */
static bool add_conversions(struct reader *r)
{
	bool more = false;

	for (uint32_t i = r->f->body; i + 1 < r->f->count; i++) {
		struct function *part;

		if (!at_ident(r, i) || !is_at(r, i + 1, "("))
			continue;
		part = local_function(r, i);
		if (!part || part->conversion || !takes_ptdesc(r, part))
			continue;
		part->conversion = true;
		more = true;
	}
	return more;
}

/* Where the API is defined, its halves have whatever names. */
static void find_conversions(struct reader *r)
{
	bool more = true;

	for (size_t i = 0; i < r->function_count; i++)
		r->functions[i].conversion = is_ptdesc_api(r, &r->functions[i]);
	for (int depth = 0; more && depth < CALL_DEPTH; depth++) {
		more = false;
		for (size_t i = 0; i < r->function_count; i++) {
			r->f = &r->functions[i];
			more |= r->f->conversion && add_conversions(r);
		}
	}
}

static void add_callers(struct reader *r)
{
	bool more = true;

	for (int depth = 0; more && depth < CALL_DEPTH; depth++) {
		more = false;
		for (size_t i = 0; i < r->function_count; i++) {
			r->f = &r->functions[i];
			if (r->f->relevant || !calls_relevant(r))
				continue;
			r->f->relevant = true;
			more = true;
		}
	}
}

static const struct api *own_role(const struct reader *r, enum role role)
{
	const struct elem *e = r->f->elem;
	str_t name = str_find(r->text + e->name, e->name_len);

	return name ? api_role(name, role) : NULL;
}

/* A function that is known for what it takes, here where it is defined. */
static void known_parameter(struct reader *r, struct variable *v, int number,
			    bool last)
{
	static const enum role roles[] = { ROLE_TAKES_TABLE, ROLE_POPULATES,
					   ROLE_REMOVES_TABLE };
	const struct api *api = NULL;

	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++) {
		api = own_role(r, roles[i]);
		/* the mm before it is not in every variant */
		if (api && (api->arg == number || (last && number < api->arg)))
			break;
		api = NULL;
	}
	if (!api && last)
		api = own_role(r, ROLE_CONSTRUCTS);
	if (!api && last)
		api = own_role(r, ROLE_DESTRUCTS);
	if (!api)
		return;
	v->value = variable_value(r, v);
	value_tell(r, &v->value, SAYS_API, api->level, v->token);
}

/* Of `void (*func)(struct mm_struct *, struct page *)`: from the second '('. */
static unsigned int page_parameters(const struct reader *r, uint32_t at)
{
	unsigned int bits = 0, number = 0;
	uint32_t first = ++at;

	for (; at < r->f->body && number < MAX_ARGS; at++) {
		if (!is_at(r, at, ",") && !is_at(r, at, ")"))
			continue;
		if (type_of_words(r, first, at).hold == HOLD_PAGE)
			bits |= 1u << number;
		if (is_at(r, at, ")"))
			break;
		first = at + 1;
		number++;
	}
	return bits;
}

/* The end of a parameter that begins at a token: its ',' or the last ')'. */
static uint32_t parameter_end(const struct reader *r, uint32_t at)
{
	int depth = 0;

	for (; at < r->f->body; at++) {
		if (!depth && (is_at(r, at, ",") || is_at(r, at, ")")))
			break;
		depth += is_at(r, at, "(");
		depth -= is_at(r, at, ")");
	}
	return at;
}

static void read_parameter(struct reader *r, uint32_t first, uint32_t end,
			   int number)
{
	uint32_t name = end, function = 0;
	struct variable *v;

	for (uint32_t i = first; i < end; i++) {
		if (is_at(r, i, "(") && is_at(r, i + 1, "*") &&
		    is_at(r, i + 3, ")") && is_at(r, i + 4, "(")) {
			name = i + 2;
			function = i + 4;
			break;
		}
		if (at_ident(r, i))
			name = i;
	}
	/* a type alone names nothing, but what a macro takes has no type */
	if (name == end || (name == first && !r->f->macro))
		return;
	v = variable_add(r, name, function ? (struct type){ 0 } :
				  type_of_words(r, first, name));
	if (!v)
		return;
	if (number < MAX_ARGS) {
		r->f->params[number] = v->type;
		r->f->param_names[number] = name;
	}
	v->parameter = number < 32 ? number : -1;
	v->token = name;
	if (number < MAX_ARGS)
		v->walked = r->f->said.walked & ~r->f->said.unwalked &
			    1u << number;
	if (function)
		v->page_args = page_parameters(r, function);
	known_parameter(r, v, number, is_at(r, end, ")"));
	if (is_at(r, name + 1, "["))
		v->type.hold = v->type.hold == HOLD_TABLE ? HOLD_TABLES :
							    HOLD_OTHER;
}

/* alloc_pud_late(): the level of what is allocated, by the function's name. */
static enum level allocated_level(const char *name, size_t len)
{
	static const char *const levels[LEVEL_COUNT] = {
		[LEVEL_PTE] = "pte", [LEVEL_PMD] = "pmd", [LEVEL_PUD] = "pud",
		[LEVEL_P4D] = "p4d", [LEVEL_PGD] = "pgd",
	};
	enum level level = LEVEL_NONE;
	bool alloc = false;

	for (size_t i = 0; i < len;) {
		size_t n = 0;

		while (i + n < len && name[i + n] != '_')
			n++;
		alloc |= n == 5 && !memcmp(name + i, "alloc", 5);
		for (int l = LEVEL_PTE; l < LEVEL_COUNT; l++)
			if (n == 3 && !memcmp(name + i, levels[l], 3))
				level = l;
		i += n + 1;
	}
	return alloc ? level : LEVEL_NONE;
}

/* The parameters of a function, and what it returns. */
static void read_header(struct reader *r)
{
	uint32_t name = 0, at;
	int number = 0;

	while (name < r->f->body && token_at(r, name)->off < r->f->elem->name)
		name++;
	if (!r->f->macro)
		r->f->returns = type_of_words(r, 0, name);
	r->f->gives_table = own_role(r, ROLE_GIVES_TABLE);
	r->f->named_level = allocated_level(r->text + r->f->elem->name,
					    r->f->elem->name_len);
	at = name + 1;
	if (!is_at(r, at, "("))
		return;
	at++;
	while (at < r->f->body && !is_at(r, at, ")")) {
		uint32_t first = at;

		at = parameter_end(r, at);
		read_parameter(r, first, at, number++);
		at += is_at(r, at, ",");
	}
}

static void begin_function(struct reader *r, struct function *f)
{
	r->f = f;
	r->at = f->body;
	r->object_count = r->var_count = r->use_count = r->call_count = 0;
	r->path_count = r->kept_count = r->callback_count = 0;
	r->in_leaf = r->in_table = 0;
	r->depth = r->labels = r->failed = 0;
	r->dead = r->saw_not_ctor = false;
	r->cut = f->too_long;
	read_header(r);
}

static void read_function(struct reader *r, struct function *f)
{
	begin_function(r, f);
	statements_read(r);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What was left out of the function that was read is said. */
static void note_cut(struct reader *r)
{
	struct opinions *out = r->out;
	const struct elem *e = r->f->elem;

	if (!r->cut)
		return;
	out->cut = xgrow(out->cut, out->cut_count, &out->cut_capacity,
			 sizeof(*out->cut));
	out->cut[out->cut_count++] = judge_name(r->text + e->name, e->name_len);
}

/* False: it took too long, and some functions were not looked at. */
static bool read_all(struct reader *r)
{
	double end = now() + JUDGE_SECONDS;

	/* calls ask for the types of functions further down */
	for (size_t i = 0; i < r->function_count; i++)
		begin_function(r, &r->functions[i]);
	for (int round = 0; round < ROUNDS; round++) {
		r->report = round == ROUNDS - 1;
		for (size_t i = 0; i < r->function_count; i++) {
			if (!r->functions[i].relevant)
				continue;
			if (now() > end)
				return false;
			read_function(r, &r->functions[i]);
			if (!r->report) {
				file_learn(r);
				continue;
			}
			r->out->functions++;
			find_opinions(r);
			find_halves(r);
			note_cut(r);
		}
		file_next_round(r);
	}
	return true;
}

/* From lines of the text to those that were given; others are dropped. */
static void map_lines(const struct text *t, struct opinions *out, size_t first,
		      size_t first_half)
{
	size_t kept = first;

	for (size_t i = first; i < out->count; i++) {
		struct opinion *o = &out->list[i];
		uint32_t line = o->line < t->lines ? t->origin[o->line] : 0;
		uint32_t cause = o->cause < t->lines ? t->origin[o->cause] : 0;

		if (!line) {
			free(o->function);
			free(o->message);
			free(o->key);
			continue;
		}
		o->line = line - 1;
		if (o->function && !strcmp(o->function, UNKNOWN)) {
			free(o->function);
			o->function = NULL;
		}
		if (!cause)
			o->cause_what = NULL;
		o->cause = cause ? cause - 1 : o->line;
		out->list[kept++] = *o;
	}
	out->count = kept;
	for (size_t i = first_half; i < out->half_count; i++) {
		struct half *h = &out->halves[i];
		uint32_t line = h->line < t->lines ? t->origin[h->line] : 0;

		h->line = line ? line - 1 : 0;
		line = h->dtor < t->lines ? t->origin[h->dtor] : 0;
		h->dtor = line ? line - 1 : h->line;
	}
}

bool judge(const struct lists *lists, const char *path,
	   const struct series_lines *lines, bool whole, struct opinions *out)
{
	bool all;
	size_t first = out->count, first_half = out->half_count;
	struct reader *r;
	struct text t = { 0 };
	struct outline o;

	put_all(&t, lines, whole);
	if (!t.buf.len)
		return true;
	dead_blank(t.buf.data, t.buf.len);
	outline_read(&o, t.buf.data, t.buf.len);
	r = calloc(1, sizeof(*r));	/* large; what is not used costs nothing */
	if (!r)
		out_of_memory();
	r->lists = lists;
	r->path = path;
	r->table_path = lists_has_path(lists, path);
	r->text = t.buf.data;
	r->outline = &o;
	r->out = out;
	r->whole = whole;
	judge_words(lists, path, &o, out);
	read_functions(r);
	sort_functions(r);
	add_takers(r);
	add_callers(r);
	find_conversions(r);
	all = read_all(r);
	for (size_t i = first_half; i < out->half_count; i++)
		out->halves[i].judged_whole = whole;
	map_lines(&t, out, first, first_half);
	for (size_t i = 0; i < r->function_count; i++)
		free(r->functions[i].tokens);
	free(r->functions);
	free(r->by_name);
	file_forget(r);
	free(r);
	outline_free(&o);
	buf_free(&t.buf);
	free(t.origin);
	return all;
}

void opinions_free(struct opinions *o)
{
	for (size_t i = 0; i < o->count; i++) {
		free(o->list[i].function);
		free(o->list[i].message);
		free(o->list[i].key);
	}
	for (size_t i = 0; i < o->half_count; i++) {
		free(o->halves[i].stem);
		free(o->halves[i].common_stem);
		free(o->halves[i].function);
	}
	for (size_t i = 0; i < o->cut_count; i++)
		free(o->cut[i]);
	free(o->cut);
	free(o->list);
	free(o->halves);
	*o = (struct opinions){ 0 };
}
