/* SPDX-License-Identifier: GPL-2.0-only */
/**
 * struct ptdesc - Test, with the columns and the assertions of other trees.
 * @pt_rcu_head:      RCU.
 * @pt_index:         A word.
 * @pt_frag_refcount: Fragments.
 */
struct ptdesc {
	union {
		struct rcu_head pt_rcu_head;
		struct list_head pt_list;
	};

	union {
		pgoff_t pt_index;
		atomic_t pt_frag_refcount;
	};
};

TABLE_MATCH(other_word, pt_index);
TABLE_MATCH(rcu_head, pt_rcu_head);
