# SPDX-License-Identifier: GPL-2.0-only
# Prints what variables of an architecture's main Makefile are in a
# configuration, run in the object folder with srctree, SRCARCH and ASKED, the
# names, given.

matrix-probe: ;

include include/config/auto.conf
include $(srctree)/arch/$(SRCARCH)/Makefile

$(info values: $(foreach name,$(ASKED),$($(name))))
