# SPDX-License-Identifier: GPL-2.0-only
"""make boot: both kernels under QEMU, with one workload.

A kernel is built by the matrix's builder, run by machine, read by console,
and judged by verdict; coverage says which changed functions were executed.
"""
