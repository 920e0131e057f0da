#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A compiler for an architecture that this machine has none for: clang with a
# target of the same word size and endianness, good for parsing. kbuild takes
# it for the real one.
#
# usage: stand-in.sh CLANG TARGET FLAG... -- ARGUMENT-OF-GCC...
#
# What only the real compiler knows is left out.

clang=$1
target=$2
shift 2
flags=
while [ "$1" != -- ]; do
	flags="$flags $1"
	shift
done
shift

n=$#
while [ $n -gt 0 ]; do
	case $1 in
	-G)
		# its number is an argument of its own
		shift
		n=$((n - 1))
		;;
	-m* | --target=* | -ffixed-* | -fcall-* | -frename-registers | -Wa,* | -G*) ;;
	*) set -- "$@" "$1" ;;
	esac
	shift
	n=$((n - 1))
done
# shellcheck disable=SC2086 # words on purpose
exec "$clang" --target="$target" $flags "$@"
