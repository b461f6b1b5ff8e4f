# quoth: who said what. `make help` lists the words.

# What Debian 12 must have, by need. tools/install-packages.sh adds what is missing.
BUILD_PACKAGES = gcc libc6-dev pkg-config libutf8proc-dev libjansson-dev libuchardet-dev \
                 libssl-dev libxxhash-dev zlib1g-dev libdeflate-dev libzstd-dev \
                 libbrotli-dev libcurl4-openssl-dev libsqlite3-dev libzip-dev \
                 libmicrohttpd-dev
NPM_PACKAGES   = $(if $(shell command -v npm),,nodejs npm)
TEST_PACKAGES  = libcmocka-dev python3 zstd curl jq mandoc chromium fish zsh $(NPM_PACKAGES)
LINT_PACKAGES  = clang-format-14 clang-tidy-14 clang-14 g++ cppcheck shellcheck pyflakes3 mypy python3
FUZZ_PACKAGES  = clang-14 libclang-rt-14-dev
BENCH_PACKAGES = python3 zstd $(NPM_PACKAGES)
DEB_PACKAGES   = debhelper dh-python dpkg-dev fakeroot git lintian $(NPM_PACKAGES)
DEB_CHECK_PACKAGES = debootstrap

# VARIANT=asan builds beside the plain one, in build/asan; any other word names a
# folder for a build with flags of your own.
VARIANT ?=
BUILD   := build$(if $(VARIANT),/$(VARIANT))
OBJ     := $(BUILD)/obj
CORES   := $(shell nproc)

CC       = gcc
CLANG   ?= clang-14
CFLAGS  ?= -O2 -g
VERSION := $(shell sed -n 's/^.define QUOTH_VERSION "\(.*\)"/\1/p' include/quoth.h)
# What is linked with one version runs with all others of the same first number.
SONAME  := libquoth.so.$(firstword $(subst ., ,$(VERSION)))

# Where make install puts things, by the names that GNU gives these folders.
PREFIX      ?= /usr/local
prefix       = $(PREFIX)
exec_prefix  = $(prefix)
bindir       = $(exec_prefix)/bin
libdir       = $(exec_prefix)/lib
includedir   = $(prefix)/include
datarootdir  = $(prefix)/share
mandir       = $(datarootdir)/man
bashdir      = $(datarootdir)/bash-completion/completions
zshdir       = $(datarootdir)/zsh/site-functions
fishdir      = $(datarootdir)/fish/vendor_completions.d
INSTALL      = install

# Flags

LIBRARIES = libutf8proc jansson uchardet libcrypto zlib libdeflate libzstd libbrotlidec libcurl sqlite3 libzip
# Of the program alone: the library serves nobody.
SERVER_LIBRARIES = libmicrohttpd
# What these name for a static link is in no package that theirs depends on.
BARE_LIBRARIES = libcurl libzip uchardet
# What the program is linked with; libquoth.so in place of libquoth.a makes it a small one
# that needs the library installed.
PROGRAM_LIBRARY ?= $(BUILD)/libquoth.a
WARNINGS  = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wvla -Wundef -Wformat=2
ifneq ($(filter true 1,$(CI) $(WERROR)),)
WARNINGS += -Werror
endif

SANITIZE =
ifneq ($(filter asan fuzz,$(VARIANT)),)
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS   = -O1 -g
endif
ifeq ($(VARIANT),tsan)
SANITIZE = -fsanitize=thread
CFLAGS   = -O1 -g
endif
ifeq ($(VARIANT),fuzz)
CC        = $(CLANG)
SANITIZE += -fsanitize=fuzzer-no-link
endif

# A program's text may go into a shared library too, hence -fPIC for every object.
ALL_CFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L $(CPPFLAGS) $(CFLAGS) $(SANITIZE) -Iinclude -Isrc -fPIC \
             -fvisibility=hidden -ffp-contract=off -pthread $(WARNINGS) $(LIB_CFLAGS)
LIB_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null)
LIBS       := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lpthread -lm
SERVER_LIBS := $(shell pkg-config --libs $(SERVER_LIBRARIES) 2>/dev/null)

# Each kernel is compiled for its processor, and only it: the choice is made at run time.
KERNEL_c    = -O3
ifneq ($(filter x86_64%,$(shell $(CC) -dumpmachine 2>/dev/null)),)
KERNEL_avx2 = -O3 -mavx2
KERNEL_vnni = -O3 -mavx512f -mavx512bw -mavx512vl -mavx512vnni
endif
kernel = $(KERNEL_$(patsubst kernel_%,%,$(filter kernel_%,$(basename $(notdir $1)))))

# Files

LIB_SOURCES  := $(wildcard src/*.c src/*/*.c src/*/*/*.c)
LIB_OBJECTS  := $(LIB_SOURCES:%.c=$(OBJ)/%.o) $(patsubst %.S,$(OBJ)/%.o,$(wildcard src/*/*.S src/*/*/*.S))
CLI_OBJECTS  := $(patsubst %.c,$(OBJ)/%.o,$(wildcard cli/*.c))
WEB_OBJECTS  := $(patsubst %.c,$(OBJ)/%.o,$(wildcard web/*.c)) $(OBJ)/web/assets_data.o
# All but what knows of libmicrohttpd: for tests.
ROOM_OBJECTS := $(filter-out %/server.o %/headers.o,$(WEB_OBJECTS))
UNIT_TESTS   := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))
FUZZERS      := $(patsubst fuzz/%.c,%,$(wildcard fuzz/fuzz_*.c))
WEB_TARGETS  := request decision
CLI_TARGETS  := options
REPLAYS      := $(FUZZERS:fuzz_%=$(BUILD)/replay/%)
HEADERS      := $(wildcard include/*.h src/*/*.h src/*/*/*.h cli/*.h web/*.h)
SAMPLES      := $(filter-out %/gold.txt,$(wildcard data/samples/*.txt)) \
                $(wildcard ../shared/data/samples/*.txt)
C_FILES      := $(LIB_SOURCES) $(wildcard cli/*.c web/*.c fuzz/*.c tests/cases/*.c tests/unit/*.c)

# Words that `make help` lists: those with a comment of two marks.
WORDS        := $(shell sed -n 's/^\([a-z-]*\):.*\#\# .*/\1/p' Makefile)

.DEFAULT_GOAL := all
.SUFFIXES:
.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: $(WORDS) programs tidy FORCE

MAKE_MORE = $(MAKE) --no-print-directory

# The words

all: $(BUILD)/quoth $(BUILD)/libquoth.so $(BUILD)/libquoth.a ## the program and the library: build/quoth, build/libquoth.so

web: ## the program with its whole page: npm's modules are fetched into web/node_modules
	@tools/install-packages.sh $(BUILD_PACKAGES) $(NPM_PACKAGES)
	@$(MAKE_MORE) web/node_modules/.package-lock.json
	@$(MAKE_MORE) -j$(CORES) all

web/node_modules/.package-lock.json: web/package-lock.json
	@echo "  npm ci web"; cd web && npm ci --no-audit --no-fund --loglevel=error && touch ../$@

try: ## install what the build needs, build, and show who said what in sample reports
	@tools/install-packages.sh $(BUILD_PACKAGES)
	@$(MAKE_MORE) -j$(CORES) all
	@$(BUILD)/quoth extract --format text $(SAMPLES)
	@printf '%s\n' 'To keep and ask them:' \
	    '    $(BUILD)/quoth add -a try.quoth data/samples/*.txt' \
	    '    $(BUILD)/quoth speakers -a try.quoth' \
	    '    $(BUILD)/quoth search -a try.quoth "kind:direct river OR bridge"' \
	    '    $(BUILD)/quoth serve -a try.quoth$(if $(wildcard web/node_modules), , (plain pages; make web gets the whole page))'

check: ## install what the tests need and run them all (with CI=true under ASan and UBSan too)
	@tools/install-packages.sh $(BUILD_PACKAGES) $(TEST_PACKAGES)
	@$(MAKE_MORE) web/node_modules/.package-lock.json
	@$(MAKE_MORE) -j$(CORES) programs
ifeq ($(CI)$(VARIANT),true)
	@$(MAKE_MORE) -j$(CORES) VARIANT=asan programs
	@tests/run.sh build build/asan
else
	@tests/run.sh $(BUILD)
endif

torture: all $(BUILD)/torture/failing.so ## any call of any command fails, every n of it: hours; STEP=37 of allocations and signals; goes on where it was ended
	@QUOTH='$(CURDIR)/$(BUILD)/quoth' tests/torture/run.py --all --step $(or $(STEP),1) --done $(BUILD)/torture/done.ndjson -v

valgrind: ## the small job of each command, and the unit tests, under valgrind
	@tools/install-packages.sh $(BUILD_PACKAGES) $(TEST_PACKAGES) valgrind
	@$(MAKE_MORE) -j$(CORES) all $(UNIT_TESTS)
	@QUOTH='$(CURDIR)/$(BUILD)/quoth' tests/torture/memory.py

tsan: ## add, rebuild and serve with many threads, under ThreadSanitizer
	@tools/install-packages.sh $(BUILD_PACKAGES) python3
	@$(MAKE_MORE) -j$(CORES) VARIANT=tsan build/tsan/quoth
	@QUOTH='$(CURDIR)/build/tsan/quoth' tests/torture/threads.py

check-asan: ## every test under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE_MORE) VARIANT=asan check

programs: all $(UNIT_TESTS) $(REPLAYS) $(BUILD)/example $(BUILD)/torture/failing.so

lint: ## laws, lengths, headers, format, scripts; clang-tidy, cppcheck, -fanalyzer (of changed files)
	@tools/install-packages.sh $(BUILD_PACKAGES) $(TEST_PACKAGES) $(LINT_PACKAGES)
	@tools/layers.sh
	@tools/banned.sh
	@tools/lengths.py
	@tools/scripts.sh
	@CC='$(CC)' tools/headers.sh $(HEADERS)
	@clang-format-14 --dry-run -Werror $(HEADERS) $(C_FILES)
	@mypy --config-file python/pyproject.toml --no-error-summary python/quoth
	@$(MAKE_MORE) -j$(CORES) tidy
	@echo "lint: $(words $(HEADERS) $(C_FILES)) files are clean"

format: ## clang-format on every file
	@clang-format-14 -i $(HEADERS) $(C_FILES)

docs: all ## write docs/API.md and man/libquoth.3 from quoth.h, and below each command of a document what it prints
	@python3 tools/api_page.py
	@QUOTH=$(BUILD)/quoth python3 tools/examples.py

CPPCHECK = --quiet --std=c11 --enable=style --inline-suppr \
           --suppressions-list=tools/cppcheck.txt --error-exitcode=1 --template=gcc \
           $(addprefix --library=,posix gnu sqlite3 zlib openssl libcurl) \
           -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc -I.
# Without -O the analyzer finds more, in less time.
ANALYZER = -O0 -fanalyzer -Werror

tidy: $(patsubst %,build/tidy/%.ok,$(LIB_SOURCES) $(wildcard cli/*.c web/*.c))

build/tidy/%.ok: % $(HEADERS) .clang-tidy tools/cppcheck.txt
	@mkdir -p $(@D)
	@echo "  tidy $<"
	@clang-tidy-14 --quiet --warnings-as-errors='*' $< -- -I. $(filter-out -Werror,$(ALL_CFLAGS)) \
	    $(call kernel,$<) 2>$@.log || { cat $@.log; exit 1; }
	@cppcheck $(CPPCHECK) $<
	@gcc $(ALL_CFLAGS) $(call kernel,$<) -I. $(ANALYZER) -S -o /dev/null $<
	@touch $@

screens: all ## pictures of every page, narrow to wide, light and dark: build/screens
	@QUOTH='$(CURDIR)/$(BUILD)/quoth' BUILD=$(BUILD) tests/web/browser.sh screens

fuzz: ## run each fuzz target for SECS seconds (10); T=extract for one of them
	@tools/install-packages.sh $(BUILD_PACKAGES) $(FUZZ_PACKAGES)
	@$(MAKE_MORE) -j$(CORES) VARIANT=fuzz $(addprefix build/fuzz/,$(if $(T),fuzz_$(T),$(FUZZERS)))
	@fuzz/run.sh $(or $(SECS),10) $(if $(T),fuzz_$(T),$(FUZZERS))

fuzz-hours: ## fuzz on, target by target, until each has had its hour or quarter without a finding
	@tools/install-packages.sh $(BUILD_PACKAGES) $(FUZZ_PACKAGES)
	@$(MAKE_MORE) -j$(CORES) VARIANT=fuzz $(addprefix build/fuzz/,$(FUZZERS))
	@fuzz/hours.py --jobs $(CORES)

fuzz-corpus: ## keep what fuzzing found in fuzz/corpus, as few inputs as reach as much; T=extract for one
	@tools/install-packages.sh $(BUILD_PACKAGES) $(FUZZ_PACKAGES)
	@$(MAKE_MORE) -j$(CORES) VARIANT=fuzz $(addprefix build/fuzz/,$(if $(T),fuzz_$(T),$(FUZZERS)))
	@fuzz/keep.sh $(if $(T),fuzz_$(T),$(FUZZERS))

bench: ## speed and memory, of archives too, beside npm's compromise and readability; pages by doubling
	@tools/install-packages.sh $(BUILD_PACKAGES) $(BENCH_PACKAGES)
	@$(MAKE_MORE) -j$(CORES) all
	@python3 bench/bench.py $(BUILD)/quoth

soak: ## news added, searched and served at once for MINUTES (30): memory, errors; NEWS=FILES for others
	@tools/install-packages.sh $(BUILD_PACKAGES) $(BENCH_PACKAGES)
	@$(MAKE_MORE) -j$(CORES) all
	@python3 bench/soak.py $(BUILD)/quoth $(or $(MINUTES),30) $(NEWS)

eval: ## every score, dated in docs/ACCURACY.md
	@tools/install-packages.sh $(BUILD_PACKAGES) python3 zstd
	@$(MAKE_MORE) -j$(CORES) all
	@python3 eval/run.py $(BUILD)/quoth

train: ## train the tagger; hours (train/README.md has every step)
	@tools/install-packages.sh $(BUILD_PACKAGES) $(NPM_PACKAGES)
	@$(MAKE_MORE) -j$(CORES) all
	@train/run.sh

train-names: ## train the model of names, behind train; an hour
	@$(MAKE_MORE) -j$(CORES) all
	@train/run-names.sh

# What is installed, as FILE=PLACE; the library's other two names are links.
INSTALLED = $(BUILD)/quoth=$(bindir)/quoth \
    $(BUILD)/libquoth.so=$(libdir)/libquoth.so.$(VERSION) \
    $(BUILD)/libquoth.a=$(libdir)/libquoth.a \
    $(BUILD)/quoth.pc=$(libdir)/pkgconfig/quoth.pc \
    include/quoth.h=$(includedir)/quoth.h \
    completions/quoth.bash=$(bashdir)/quoth \
    completions/_quoth=$(zshdir)/_quoth \
    completions/quoth.fish=$(fishdir)/quoth.fish \
    $(foreach page,$(wildcard man/*.[1-9]),$(page)=$(mandir)/man$(subst .,,$(suffix $(page)))/$(notdir $(page)))
LINKS = $(libdir)/$(SONAME) $(libdir)/libquoth.so

install: all $(BUILD)/quoth.pc ## program, library, header, man pages, completions: into $(DESTDIR)$(PREFIX), /usr/local
	@for pair in $(INSTALLED); do \
	    case $$pair in $(BUILD)/quoth=*) mode=755 ;; *) mode=644 ;; esac; \
	    $(INSTALL) -D -m $$mode "$${pair%%=*}" "$(DESTDIR)$${pair#*=}" || exit 1; \
	done
	@for link in $(LINKS); do ln -sf libquoth.so.$(VERSION) "$(DESTDIR)$$link" || exit 1; done

uninstall: ## what make install put there, with the same PREFIX
	@for pair in $(INSTALLED); do rm -f "$(DESTDIR)$${pair#*=}" || exit 1; done
	@for link in $(LINKS); do rm -f "$(DESTDIR)$$link" || exit 1; done

deb: ## Debian packages of program, library and Python module, looked over by lintian: build/deb
	@tools/install-packages.sh $(BUILD_PACKAGES) $(DEB_PACKAGES)
	@$(MAKE_MORE) web/node_modules/.package-lock.json
	@tools/deb.sh

deb-check: deb ## install them in a fresh Debian of their own, and do there what people do (as root)
	@tools/install-packages.sh $(DEB_CHECK_PACKAGES)
	@tests/deb/run.sh

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t12

# How things are made; V=1 shows the commands

Q := $(if $(V),,@)
LINK = $(Q)echo "  link $@"; mkdir -p $(@D); $(CC) $(ALL_CFLAGS) $(LDFLAGS)

$(BUILD)/quoth: $(CLI_OBJECTS) $(WEB_OBJECTS) $(PROGRAM_LIBRARY)
	$(LINK) -o $@ $^ $(LIBS) $(SERVER_LIBS)

$(BUILD)/libquoth.a: $(LIB_OBJECTS)
	$(Q)rm -f $@; ar rcs $@ $^

# Renamed into place: a program that has the old one open keeps it whole.
$(BUILD)/libquoth.so: $(LIB_OBJECTS) src/libquoth.map
	$(LINK) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=src/libquoth.map \
	    $(if $(SANITIZE),,-Wl,--no-undefined) -o $@.new $(LIB_OBJECTS) $(LIBS) && mv $@.new $@

# Folders below the prefix are told by it, so that what was moved can be told so (pkg-config
# --define-prefix).
below = $(patsubst $1/%,$${$2}/%,$3)
$(BUILD)/quoth.pc: src/quoth.pc.in include/quoth.h FORCE
	@sed -e 's|@prefix@|$(prefix)|' -e 's|@libdir@|$(call below,$(prefix),prefix,$(libdir))|' \
	    -e 's|@includedir@|$(call below,$(prefix),prefix,$(includedir))|' -e 's|@version@|$(VERSION)|' \
	    -e 's|@requires@|$(filter-out $(BARE_LIBRARIES),$(LIBRARIES))|' \
	    -e 's|@libs@|$(shell pkg-config --libs $(BARE_LIBRARIES) 2>/dev/null) -lpthread -lm|' $< >$@

$(BUILD)/example: $(OBJ)/tests/cases/example.o $(BUILD)/libquoth.a
	$(LINK) -o $@ $^ $(LIBS)

# Stands before libc's calls in a program that it is loaded into: of no variant's flags.
$(BUILD)/torture/failing.so: tests/torture/failing.c
	$(Q)echo "  cc $@"; mkdir -p $(@D); \
	if [ "$$($(CC) -dumpmachine)" = x86_64-linux-gnu ]; then \
	    $(CC) -std=c17 -O2 $(WARNINGS) -fPIC -shared -o $@ $<; else : >$@; fi

$(BUILD)/unit/%: $(OBJ)/tests/unit/%.o $(BUILD)/libquoth.a
	$(LINK) -o $@ $^ -lcmocka $(LIBS)

$(BUILD)/unit/test_web_%: $(OBJ)/tests/unit/test_web_%.o $(ROOM_OBJECTS) $(BUILD)/libquoth.a
	$(LINK) -o $@ $^ -lcmocka $(LIBS)

$(addprefix $(BUILD)/replay/,$(WEB_TARGETS)): $(BUILD)/replay/%: $(OBJ)/fuzz/fuzz_%.o $(OBJ)/fuzz/replay.o $(ROOM_OBJECTS) $(BUILD)/libquoth.a
	$(LINK) -o $@ $^ $(LIBS)

$(addprefix $(BUILD)/replay/,$(CLI_TARGETS)): $(BUILD)/replay/%: $(OBJ)/fuzz/fuzz_%.o $(OBJ)/fuzz/replay.o $(OBJ)/cli/options.o
	$(LINK) -o $@ $^

$(BUILD)/replay/%: $(OBJ)/fuzz/fuzz_%.o $(OBJ)/fuzz/replay.o $(BUILD)/libquoth.a
	$(LINK) -o $@ $^ $(LIBS)

$(addprefix build/fuzz/fuzz_,$(WEB_TARGETS)): build/fuzz/fuzz_%: $(OBJ)/fuzz/fuzz_%.o $(ROOM_OBJECTS) $(BUILD)/libquoth.a
	$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBS)

$(addprefix build/fuzz/fuzz_,$(CLI_TARGETS)): build/fuzz/fuzz_%: $(OBJ)/fuzz/fuzz_%.o $(OBJ)/cli/options.o
	$(LINK) -fsanitize=fuzzer -o $@ $^

build/fuzz/fuzz_%: $(OBJ)/fuzz/fuzz_%.o $(BUILD)/libquoth.a
	$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBS)

# cmocka.h wants these before it, whatever the order of a file's includes.
$(OBJ)/tests/unit/%.o: private EXTRA = -I. -include stdarg.h -include stddef.h -include setjmp.h

# The program includes web/web.h, tests and targets what they test.
$(OBJ)/cli/%.o $(OBJ)/fuzz/%.o: private EXTRA = -I.

$(OBJ)/%.o: %.c $(BUILD)/flags
	$(Q)echo "  cc $<"; mkdir -p $(@D); \
	$(CC) $(ALL_CFLAGS) $(call kernel,$<) $(EXTRA) -MMD -MP -c -o $@ $<

# Model and lexicon go into the library as they are (.incbin).
$(OBJ)/%.o: %.S $(wildcard data/models/*.qmodel data/lexicon/*) $(BUILD)/flags
	$(Q)echo "  as $<"; mkdir -p $(@D); $(CC) -I. -c -o $@ $<

# The files of the page go into the program as one, npm's modules too where they are there.
MODULES := $(if $(wildcard web/node_modules/.package-lock.json),$(BUILD)/web/modules/made)

$(BUILD)/web/modules/made: web/node_modules/.package-lock.json web/modules.sh
	$(Q)echo "  modules $(@D)"; mkdir -p $(@D); web/modules.sh web/node_modules $(@D) && touch $@

$(BUILD)/web/assets.pack: $(MODULES) FORCE
	@mkdir -p $(@D)/lists; \
	web/preload.sh web/assets $(if $(MODULES),$(BUILD)/web/modules) >$(@D)/lists/preload.txt; \
	web/pack.sh web/assets $(if $(MODULES),$(BUILD)/web/modules) $(@D)/lists >$@.new; \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(OBJ)/web/assets_data.o: web/assets_data.S $(BUILD)/web/assets.pack $(BUILD)/flags
	$(Q)echo "  as $<"; mkdir -p $(@D); $(CC) -I$(BUILD)/web -c -o $@ $<

# Changes when compiler or flags do, and everything is built again.
FLAGS = $(CC) $(ALL_CFLAGS) $(KERNEL_c) $(KERNEL_avx2) $(KERNEL_vnni)
$(BUILD)/flags: FORCE
	@pkg-config --exists $(LIBRARIES) $(SERVER_LIBRARIES) || { echo 'libraries are missing: make try gets them'; exit 1; }
	@mkdir -p $(@D)
	@echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' >$@
FORCE:

# Headers that each object was made from.
-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)
