// SPDX-License-Identifier: GPL-2.0-only
/* From a finding to the places that the same table comes to. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "verdicts.h"

struct linking {
	const struct solved *s;
	struct verdicts *v;
	const struct finding *finding;
	const node_t *nodes;		/* of the findings of the graph */
	uint32_t object;		/* its table, and 1; 0: it has none */
	node_t node;			/* whose value that is; 0: unknown */
};

/* The node whose element it is, or 0. */
static node_t node_of(const struct solved *s, const void *element)
{
	const struct element *el = element;

	for (node_t n = 1; n < s->g->node_count; n++) {
		const struct elements *of = &s->of[n];

		if (of->count && el >= of->list && el < of->list + of->count)
			return n;
	}
	return 0;
}

/*
 * Is the table of the finding, or another that its value can be, an object (its
 * number and 1), or the value of a node?
 */
static bool has_same(const struct linking *l, node_t other, uint32_t object)
{
	const struct elements *of = &l->s->of[l->node];

	/* What data comes from, too, is no table by itself. */
	if (object ? object == l->object :
	    solved_has(l->s, other, l->object - 1))
		return true;
	for (uint16_t i = 0; i < of->count; i++) {
		uint32_t n = of->list[i].object;

		if (solved_is_table(l->s, &of->list[i]) &&
		    (object ? object == n + 1 : solved_has(l->s, other, n)))
			return true;
	}
	return false;
}

static struct place place_of(const struct finding *f)
{
	return (struct place){ .file = str_of(f->file), .line = f->line,
			       .column = f->column,
			       .function = f->function ?
					   str_of(f->function) : 0 };
}

static void add_link(const struct linking *l, struct place place, str_t name)
{
	const struct object *o = l->object ?
		&l->s->g->objects[l->object - 1] : NULL;
	struct verdict_link link = {
		.id = str_of(l->finding->id), .found = place_of(l->finding),
		.about = l->finding->about, .place = place, .name = name };
	struct verdicts *v = l->v;

	if (o && o->kind == OBJECT_ALLOCATED) {
		link.giver = o->name;
		link.given = o->place;
	}
	v->links = xgrow(v->links, v->link_count, &v->link_capacity,
			 sizeof(*v->links));
	v->links[v->link_count++] = link;
}

static void link_to_lines(const struct linking *l, size_t first)
{
	for (size_t i = first; i < l->v->count; i++) {
		const struct verdict_line *line = &l->v->list[i];

		if ((line->is == IS_TABLE || line->is == IS_BOTH) &&
		    (line->node || line->object) &&
		    has_same(l, line->node, line->object))
			add_link(l, line->place, line->name);
	}
}

/* No list has the names of all that ask for a state: the check knows them. */
static void link_to_states(const struct linking *l,
			   const struct findings *findings, size_t first)
{
	for (size_t i = first; i < findings->count; i++) {
		const struct finding *other = &findings->list[i];

		if (other->element && !strcmp(other->id, "PT003") &&
		    has_same(l, l->nodes[i - first], 0))
			add_link(l, place_of(other), str_of(other->id));
	}
}

void verdicts_link(const struct solved *s, struct verdicts *v,
		   const struct findings *findings, size_t first, size_t line)
{
	node_t *nodes = xcalloc(findings->count - first + 1, sizeof(*nodes));

	for (size_t i = first; i < findings->count; i++)
		if (findings->list[i].element)
			nodes[i - first] = node_of(s, findings->list[i].element);
	for (size_t i = first; i < findings->count; i++) {
		struct linking l = { .s = s, .v = v, .nodes = nodes,
				     .finding = &findings->list[i],
				     .object = findings->list[i].object,
				     .node = nodes[i - first] };

		add_link(&l, (struct place){ 0 }, 0);
		if (!l.object)
			continue;
		link_to_lines(&l, line);
		link_to_states(&l, findings, first);
	}
	free(nodes);
}
