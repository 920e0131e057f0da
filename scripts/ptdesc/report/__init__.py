# SPDX-License-Identifier: GPL-2.0-only
"""The page of all results of a tree.

One module per result file turns what it says into plain lists; page.py puts
them together, and templates/ shows them. No text of a result is markup.
"""
