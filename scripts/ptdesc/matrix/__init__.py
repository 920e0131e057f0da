# SPDX-License-Identifier: GPL-2.0-only
"""The build matrix: what the conversion breaks, cell by cell.

cells        what is built: architectures, configurations, compilers (data)
commits      the generated series as the matrix sees it
worktree     the source tree that is moved from commit to commit
kbuild       configuring and compiling in one cell
units        which objects a commit can affect
diagnostics  what compilers say, and what of it is new
coverage     which changed lines a compiler saw
run          the phases, in order, resumable
report       matrix.json, the JUnit file, the table
"""
