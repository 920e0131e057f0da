# SPDX-License-Identifier: GPL-2.0-only
"""make check: runs ptdesc-check over a tree.

sites finds what is worth looking at, cellbuild knows the commands of the
units, analyse runs the program on them, run holds it together, and result
writes what came out.
"""
