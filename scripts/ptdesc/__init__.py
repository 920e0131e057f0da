# SPDX-License-Identifier: GPL-2.0-only
"""What the verbs in scripts/ share. Analysis of C lives in checker/, in C."""

VERSION = "0.1"
