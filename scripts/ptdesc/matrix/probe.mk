# SPDX-License-Identifier: GPL-2.0-only
# Prints what one folder of a kernel builds in a configuration, run in the
# object folder with srctree, SRCARCH and obj given. Composite objects are
# taken apart twice, which is as deep as the kernel goes.

matrix-probe: ;

include include/config/auto.conf
# What architectures' main Makefiles hand down to their folders.
BITS := $(if $(CONFIG_64BIT),64,32)
MMUEXT := $(if $(CONFIG_MMU),,-nommu)
src := $(obj)
include $(firstword $(wildcard $(srctree)/$(obj)/Kbuild \
	$(srctree)/$(obj)/Makefile))

parts = $(foreach o,$(filter %.o,$(1)),$($(o:.o=-objs)) $($(o:.o=-y)) \
	$($(o:.o=-m)))
matrix-objs := $(obj-y) $(obj-m) $(lib-y) $(lib-m)
matrix-parts := $(call parts,$(matrix-objs))
$(info $(sort $(matrix-objs) $(matrix-parts) $(call parts,$(matrix-parts))))
