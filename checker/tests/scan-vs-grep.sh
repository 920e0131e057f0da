#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Every line of a tree that a plain `grep -rnw` finds for the words of the
# classes "api" and "members" must be in what ptdesc-scan --every-word prints,
# and nothing else may be. Lists of both are compared, word by word.
#
# usage: scan-vs-grep.sh TREE
# exit: 0 the same, 1 they differ (the difference is printed), 2 wrong use

set -u
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")" && pwd)
scan=${PTDESC_SCAN:-$here/../ptdesc-scan}
lists=$here/../lists

if [ $# -ne 1 ] || [ ! -d "$1" ]; then
	echo "usage: $0 TREE" >&2
	exit 2
fi
if [ ! -x "$scan" ]; then
	echo "$scan is not built; run make in checker/ first" >&2
	exit 2
fi

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

{
	cat "$lists/page-api"
	grep -hE '[[:space:]]site=(api|members)([[:space:]]|$)' "$lists"/*
} | sed -e 's/[[:space:]#].*//' -e '/^$/d' > "$work/words"
if [ ! -s "$work/words" ] || grep -q '[^A-Za-z0-9_]' "$work/words"; then
	echo "$lists: the lists are empty or have more than plain words" >&2
	exit 2
fi

# One grep finds the lines, the others find which word it was.
(cd "$1" && grep -rnwI --exclude-dir=.git -F -f "$work/words" .) |
	sed 's,^\./,,' > "$work/lines"
# Its path may have the word too: ask the text alone.
sed 's,^[^:]*:[0-9]*:,,' "$work/lines" > "$work/text"
sed 's,^\([^:]*:[0-9]*\):.*,\1,' "$work/lines" > "$work/places"
while read -r word; do
	grep -nwF -e "$word" "$work/text" | sed 's/:.*//' > "$work/numbers"
	awk -v word="$word" 'NR == FNR { wanted[$1]; next }
		FNR in wanted { print $0 " " word }' \
		"$work/numbers" "$work/places"
done < "$work/words" | sort -u > "$work/grep"

"$scan" --every-word --class api,members "$1" > "$work/sites" 2> "$work/summary"
status=$?
if [ $status -ne 0 ]; then
	cat "$work/summary" >&2
	echo "$scan: exit $status" >&2
	exit 1
fi
sed 's,^\([^:]*:[0-9]*\):[0-9]*: [^ ]* \([^ ]*\) .*,\1 \2,' "$work/sites" |
	sort -u > "$work/scan"

if ! diff "$work/grep" "$work/scan" > "$work/difference"; then
	echo "grep (<) and ptdesc-scan (>) differ:" >&2
	cat "$work/difference" >&2
	exit 1
fi
echo "$(wc -l < "$work/grep") places, the same as grep's"
