# SPDX-License-Identifier: GPL-2.0-only
"""Object code before and after each commit of a series.

versions: the files of the series after each commit, with line numbers that
do not move; objects: one object file, read; compare: two of them; run: cells
and commits; report: verify.json, the table and the exit code.
"""
