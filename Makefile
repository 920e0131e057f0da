# SPDX-License-Identifier: GPL-2.0-only
#
# The verbs. Each is scripts/VERB, which takes the same things as options.

V     ?= 0
ifeq ($(V),1)
Q     :=
else
Q     := @
endif

# What make was told with -s; with variables on its command line the flags
# are the first word of MAKEFLAGS only.
silent := $(findstring s,$(filter-out --%,$(firstword -$(MAKEFLAGS))))

# Values reach the scripts through the environment: no quoting to get wrong.
export KDIR OUT PATCH RANGE J SETS STEPS ARCHES CELLS COMMITS AGAINST AUTHOR TOOLCHAINS SCOPE PREFIX DESTDIR
# kbuild below a script must not see our variables as its command line.
unexport MAKEFLAGS

quiet   := $(if $(silent),--quiet)
verbose := $(if $(filter 1,$(V)),--verbose)
tree    := $(if $(KDIR),--kdir "$$KDIR") $(if $(OUT),--out "$$OUT")
common  := $(tree) $(if $(J),-j "$$J") $(quiet)

PHONY := help
help:
	@echo 'Main targets:'
	@echo '  convert         - Turn a kernel tree into a series, a converted tree and'
	@echo '                    an account of every site'
	@echo '  check           - Find every page table still handled as a page, in KDIR'
	@echo '                    and in the converted tree'
	@echo '  lint            - Say what a patch adds that keeps page tables in struct'
	@echo '                    page: PATCH=files, RANGE=a..b, or standard input'
	@echo '  matrix          - Build the baseline and the converted tree, and say what'
	@echo '                    the conversion broke'
	@echo '  verify          - Compare the object code before and after each commit'
	@echo '  report          - Show all results of a tree on one HTML page'
	@echo '  boot            - Boot the baseline and the converted kernel under QEMU'
	@echo ''
	@echo 'Environment:'
	@echo '  setup           - Install the missing Debian packages; every target that'
	@echo '                    needs some does this by itself'
	@echo '  doctor          - Show what this machine has and lacks'
	@echo '  toolchains      - Build the cross compilers that Debian lacks'
	@echo '  install         - Install the programs, their data and manual pages'
	@echo ''
	@echo 'Development:'
	@echo '  checker         - Build the C programs'
	@echo '  programs        - Those of them that need no libclang'
	@echo '  test            - Run all tests'
	@echo '  bench           - Measure time and memory on the real tree'
	@echo '  clean           - Remove what was built; results and trees stay'
	@echo ''
	@echo 'Variables:'
	@echo '  KDIR=dir|name   - The kernel tree, or the name of one that'
	@echo '                    kernel-tree/trees lists [linux-source-6.1]'
	@echo '  OUT=dir         - Where the results go [results/NAME-VERSION]'
	@echo '  J=n             - Jobs at a time [one per processor]'
	@echo '  SETS="a b"      - convert: sets of steps, a series each: seed, beyond,'
	@echo '                    split [seed beyond]'
	@echo '  STEPS=glob      - convert: only these steps'
	@echo '  BY_SUBSYSTEM=1  - convert: also cut the set beyond into parts for the'
	@echo '                    maintainers of each subsystem'
	@echo '  FINDINGS=0|1    - convert: account for what the judge finds in the'
	@echo '                    result, too [1 with the set beyond]'
	@echo '  IN_PLACE=1      - convert: commit on a new branch of the repository KDIR'
	@echo '  AUTHOR="N <M>"  - convert: who the patches are from [git'"'"'s identity]'
	@echo '  ARCHES="a b"    - check, matrix, verify, toolchains: only these'
	@echo '                    architectures'
	@echo '  CELLS="a b"     - check, matrix, verify: only these cells'
	@echo '  COMMITS="6-12"  - matrix, verify: only these commits; "all": the whole'
	@echo '                    series'
	@echo '  AGAINST=file    - check: print only what this check-*.json has not'
	@echo '  PATCH=files     - lint: patches and mailboxes, one series'
	@echo '  RANGE=a..b      - lint: commits of the repository KDIR, or one commit'
	@echo '  SMPL=1          - lint: also what the semantic patches report'
	@echo '  SERIES=1        - matrix: build every commit of the series'
	@echo '  SCOPE=name      - matrix, verify: impacted, mm, folders (fs/) or full'
	@echo '                    [impacted]'
	@echo '  TOOLCHAINS=dirs - more folders of cross compilers, with colons between'
	@echo '  PREFIX=dir      - toolchains: where they go [toolchains/]; install: below'
	@echo '                    which folder [/usr/local], and DESTDIR=dir before it'
	@echo '  ACID=1          - boot: is KDIR, a converted tree, complete? Boots it with'
	@echo '                    descriptors apart from struct page'
	@echo '  COST=1          - boot: how many instructions and how much memory do page'
	@echo '                    tables cost in both kernels?'
	@echo '  FULL=1          - test: every mutation instead of a sample'
	@echo ''
	@echo '  make V=1        - Show the commands'
	@echo '  make -s         - Show nothing but findings'
	@echo ''
	@echo 'Exit codes of scripts/TARGET: 0 fine, 1 findings, 2 wrong use or something'
	@echo 'is missing, 3 incomplete. make turns each failure into its own 2.'

PHONY += setup
setup:
	$(Q)scripts/setup $(quiet)

setup-%:
	$(Q)scripts/setup --for $* $(if $(KDIR),--kdir "$$KDIR") $(quiet)

# Two makes at once must not write the same files: the second one waits.
compile := flock checker $(MAKE) -C checker $(if $(Q),-s) -j"$${J:-$$(nproc)}"

PHONY += checker
checker: setup-checker
	$(Q)$(compile)

# Without those that take libclang.
PHONY += programs
programs: setup-programs
	$(Q)$(compile) programs

PHONY += convert
convert: setup-convert programs
	$(Q)scripts/convert $(common) $(verbose) $(if $(SETS),--sets "$$SETS") \
		$(if $(STEPS),--steps "$$STEPS") \
		$(if $(filter 1,$(BY_SUBSYSTEM)),--by-subsystem) \
		$(if $(filter 0,$(FINDINGS)),--no-findings) \
		$(if $(filter 1,$(FINDINGS)),--findings) \
		$(if $(filter 1,$(IN_PLACE)),--in-place) \
		$(if $(AUTHOR),--author "$$AUTHOR")

PHONY += check
check: setup-check checker
	$(Q)scripts/check $(common) $(verbose) \
		$(if $(ARCHES),--arches "$$ARCHES") $(if $(CELLS),--cells "$$CELLS") \
		$(if $(AGAINST),--against "$$AGAINST")

PHONY += lint
lint: setup-lint programs
	$(Q)scripts/lint $(if $(KDIR),--kdir "$$KDIR") $(quiet) \
		$(if $(filter 1,$(SMPL)),--smpl) \
		$(if $(RANGE),--git "$$RANGE") -- $$PATCH

PHONY += matrix
matrix: setup-matrix checker
	$(Q)scripts/matrix $(common) $(if $(ARCHES),--arches "$$ARCHES") \
		$(if $(CELLS),--cells "$$CELLS") $(if $(filter 1,$(SERIES)),--series) \
		$(if $(COMMITS),--commits "$$COMMITS") $(if $(SCOPE),--scope "$$SCOPE")

PHONY += verify
verify: setup-verify checker
	$(Q)scripts/verify $(common) $(verbose) \
		$(if $(ARCHES),--arches "$$ARCHES") $(if $(CELLS),--cells "$$CELLS") \
		$(if $(COMMITS),--commits "$$COMMITS") $(if $(SCOPE),--scope "$$SCOPE")

PHONY += report
report: setup-report
	$(Q)scripts/report $(tree) $(quiet)

PHONY += boot
boot: setup-boot programs
	$(Q)scripts/boot $(common) $(verbose) $(if $(filter 1,$(ACID)),--acid) \
		$(if $(filter 1,$(COST)),--cost) \
		$(if $(ARCHES),--arches "$$ARCHES") $(if $(CELLS),--cells "$$CELLS")

PHONY += toolchains
toolchains: setup-toolchains
	$(Q)scripts/toolchains $(if $(ARCHES),--arches "$$ARCHES") $(if $(J),-j "$$J") \
		$(if $(PREFIX),--prefix "$$PREFIX") $(quiet)

PHONY += install
install: setup-install checker
	$(Q)scripts/install $(if $(PREFIX),--prefix "$$PREFIX") \
		$(if $(DESTDIR),--destdir "$$DESTDIR") $(quiet)

PHONY += doctor
doctor:
	$(Q)scripts/doctor

PHONY += bench
bench: setup-bench checker
	$(Q)scripts/bench $(if $(KDIR),--kdir "$$KDIR")

PHONY += test
test: setup-test checker
	$(Q)scripts/test $(if $(KDIR),--kdir "$$KDIR") $(verbose)

PHONY += clean
clean:
	$(Q)$(MAKE) -C checker $(if $(Q),-s) clean
	$(Q)find scripts -name __pycache__ -prune -exec rm -rf {} +
	$(Q)rm -rf .pytest_cache

.PHONY: $(PHONY)
# One verb after the other: what a verb needs must be there before it starts.
.NOTPARALLEL:
