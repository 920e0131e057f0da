#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ptdesc-scan from its command line, on the small tree scan-tree/: the same
# bytes as scan-tree.txt, .words and .jsonl whatever -j, what it looks at and
# what it leaves alone, and an exit code and a sentence for each wrong use.
#
# usage: scan-tree.sh [--bless]	(--bless writes the three files anew: read them)
# exit: 0 all as expected, 1 something is not, 2 wrong use

set -u
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")" && pwd)
scan=${PTDESC_SCAN:-$here/../ptdesc-scan}
lists=$here/../lists
failed=0

if [ ! -x "$scan" ]; then
	echo "$scan is not built; run make in checker/ first" >&2
	exit 2
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
out=$work/out
err=$work/err

run() {
	"$scan" --lists "$lists" "$@" > "$out" 2> "$err"
}

fail() {
	echo "FAIL: $1" >&2
	failed=1
}

# same TEXT FILE: the last output is that file
same() {
	diff "$2" "$out" >&2 || fail "$1"
}

# refuses CODE PATTERN ARGUMENTS...: ends with that code, one line that fits
refuses() {
	code=$1
	pattern=$2
	shift 2
	run "$@"
	status=$?
	[ $status -eq "$code" ] || fail "exit $status, not $code: $*"
	grep -q "$pattern" "$err" || fail "says no \"$pattern\": $*"
	[ -s "$out" ] && [ "$code" -eq 2 ] && fail "prints something: $*"
}

# A copy with what a checkout cannot hold: links, a repository, a binary.
tree=$work/tree
cp -r "$here/scan-tree" "$tree"
mkdir -p "$tree/.git" "$tree/mm"
echo ptlock_free > "$tree/.git/config"
ln -s ../Kconfig "$tree/mm/link"
ln -s .. "$tree/mm/loop"
printf 'ptlock_free\000' > "$tree/mm/binary"
mkfifo "$tree/mm/pipe"

if [ "${1:-}" = --bless ]; then
	run -j 1 "$tree" && cp "$out" "$here/scan-tree.txt"
	run -j 1 --every-word "$tree" && cp "$out" "$here/scan-tree.words"
	run -j 1 --json --settled --facts "$here/scan-tree.facts" "$tree" &&
		cp "$out" "$here/scan-tree.jsonl"
fi

for j in 1 2 8; do
	run -j $j "$tree" || fail "exit $? with -j $j"
	same "the sites with -j $j" "$here/scan-tree.txt"
	run -j $j --every-word "$tree" || fail "exit $? with --every-word"
	same "every word with -j $j" "$here/scan-tree.words"
	run -j $j --json --settled --facts "$here/scan-tree.facts" \
		--class api,members,page-allocator,page-members "$tree" ||
		fail "exit $? with --json"
	same "the JSON with -j $j" "$here/scan-tree.jsonl"
done
grep -q '^12 files, [0-9]* bytes, [0-9]* sites, [0-9]* words that are no page.s, 0 unreadable, 1 binary' \
	"$err" || fail "the summary: $(cat "$err")"
python3 -c 'import json, sys
for line in sys.stdin: json.loads(line)' < "$out" || fail "that is no JSON"

# Classes, parts of the tree, lists of files.
run --class api "$tree"
grep ': api ' "$here/scan-tree.txt" > "$work/wanted"
same "one class" "$work/wanted"
run "$tree" arch/frob/mm Kconfig ./arch/frob/mm/ arch/frob/mm/tables.c
grep -e ^arch/frob/mm/ -e ^Kconfig "$here/scan-tree.txt" > "$work/wanted"
same "paths that overlap" "$work/wanted"
printf 'arch/frob/mm/tables.c\nKconfig\n' > "$work/list"
run --files "$work/list" "$tree"
same "a list of files" "$work/wanted"
run --files - "$tree" < "$work/list"
same "a list on standard input" "$work/wanted"

# Facts.
run --find-define ARCH_FROB_LEVELS --find-define ARCH_FROB_COMMENT "$tree"
printf 'frob ARCH_FROB_LEVELS\nother ARCH_FROB_LEVELS\n' > "$work/wanted"
same "which architectures define" "$work/wanted"
run --has-struct ptdesc --has-struct page --has-struct frob "$tree"
cat > "$work/wanted" <<-END
	include/linux/frob.h:4: struct ptdesc
	include/linux/frob.h:9: struct page
END
same "where structs are defined" "$work/wanted"

# Files that have words of a list, documentation too, in the same walk.
printf 'get_zeroed_page\npgtable_pte_page_c*\n' > "$work/names"
run --json --class ptdesc-api --candidates "$work/names" "$tree"
grep candidate "$out" > "$work/got"
mv "$work/got" "$out"
cat > "$work/wanted" <<-END
	{"candidate":"Documentation/locks.rst","words":["pgtable_pte_page_ctor"]}
	{"candidate":"arch/frob/kvm/guest.c","words":["get_zeroed_page"]}
	{"candidate":"arch/frob/mm/tables.c","words":["pgtable_pte_page_ctor"]}
	{"candidate":"drivers/disk.c","words":["get_zeroed_page"]}
END
same "the candidates" "$work/wanted"

# Names that JSON cannot hold as they are.
odd=$(printf 'mm/"\\ \377\001\303\251')
echo ptlock_free > "$tree/$odd"
run --json "$tree" mm
python3 -c 'import json, os, sys
name = json.loads(sys.stdin.read())["file"]
sys.stdout.buffer.write(os.fsencode(name))' < "$out" > "$work/name" 2> "$err"
printf %s "$odd" | cmp -s - "$work/name" || fail "an odd file name: $(cat "$out")"
rm "$tree/$odd"

# Nothing is left out silently.
printf 'Documentation/locks.rst\nmm/gone.c\n' > "$work/list"
refuses 3 'mm/gone.c: cannot be read' --files "$work/list" "$tree"
grep -q ^Documentation/locks.rst "$out" || fail "the rest of the list"
printf 'mm/pipe\n' > "$work/list"
refuses 3 'mm/pipe: cannot be read' --files "$work/list" "$tree"
printf 'mm\n' > "$work/list"
refuses 3 'mm: cannot be read' --files "$work/list" "$tree"
printf 'mm/link\n' > "$work/list"
refuses 3 'mm/link: cannot be read' --files "$work/list" "$tree"
if [ "$(id -u)" -ne 0 ]; then
	chmod 0 "$tree/Documentation"
	refuses 3 'Documentation/: cannot be read' "$tree"
	chmod 700 "$tree/Documentation"
fi

# Wrong use.
refuses 2 'name the TREE'
refuses 2 'cannot be opened' "$work/gone"
refuses 2 'not a kernel tree' "$work"
# What an overlay has stands for the tree's; the rest is the tree's.
mkdir -p "$work/over/arch/frob/mm"
echo 'struct over_there { int i; };' > "$work/over/arch/frob/mm/tables.c"
run --overlay "$work/over" "$tree"
grep -v ^arch/frob/mm/tables.c "$here/scan-tree.txt" > "$work/wanted"
same "an overlay without sites" "$work/wanted"
run --overlay "$work/over" --has-struct over_there "$tree"
echo 'arch/frob/mm/tables.c:1: struct over_there' > "$work/wanted"
same "an overlay's struct" "$work/wanted"
refuses 2 'cannot be opened as a folder' --overlay "$work/gone" "$tree"

cp -r "$here/scan-tree" "$work/half"
sed -i /PATCHLEVEL/d "$work/half/Makefile"
refuses 2 'not a kernel tree' "$work/half"
cp "$tree/Makefile" "$work/half"
rm "$work/half/Kconfig"
refuses 2 'not a kernel tree' "$work/half"
refuses 2 'cannot be walked' "$tree" mm/gone
refuses 2 'not a path below' "$tree" ../x
refuses 2 'not a path below' "$tree" /etc
refuses 2 'no class "x"' --class api,x "$tree"
refuses 2 'from 1 to' -j 0 "$tree"
refuses 2 'not a word' --find-define 'a b' "$tree"
refuses 2 'cannot be read' --files "$work/gone" "$tree"
refuses 2 'cannot be read' --facts "$work/gone" "$tree"
printf '\nstruct\n' > "$work/facts"
refuses 2 'facts:2: a fact is' --facts "$work/facts" "$tree"
printf '../x\n' > "$work/list"
refuses 2 'outside of the tree' --files "$work/list" "$tree"
refuses 2 'allocates: cannot be read' --lists "$work" "$tree"
cp -r "$lists" "$work/lists"
echo 'two words' >> "$work/lists/page-api"
refuses 2 'lists/page-api:[0-9]*: .words. is no attribute' --lists "$work/lists" "$tree"
refuses 2 'lists/page-api:[0-9]*: .words. is no attribute' --words "$work/lists" "$tree"
cp "$lists/page-api" "$work/lists"
echo 'kfree site=nowhere' > "$work/lists/frees"
refuses 2 'lists/frees:1: site=nowhere: there is no such class' --lists "$work/lists" "$tree"
refuses 2 'lists/frees:1: ' --lists "$work/lists" --class api "$tree"
echo 'xy site=api' > "$work/lists/frees"
refuses 2 'lists/frees:1: not a word of three' --lists "$work/lists" "$tree"
if [ -c /dev/full ]; then
	"$scan" --lists "$lists" "$tree" > /dev/full 2> "$err"
	[ $? -eq 3 ] || fail "a full disk"
	grep -q 'could not be written' "$err" || fail "says no full disk"
fi

[ $failed -eq 0 ] && echo "scan-tree: all as expected"
exit $failed
