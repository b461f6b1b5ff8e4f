# quoth: who said what. `make help` lists the words.

# What Debian 12 must have, by need. tools/install-packages.sh adds what is missing.
BUILD_PACKAGES = gcc libc6-dev pkg-config libutf8proc-dev libjansson-dev libuchardet-dev \
                 libssl-dev libxxhash-dev zlib1g-dev libdeflate-dev libzstd-dev \
                 libbrotli-dev libcurl4-openssl-dev libsqlite3-dev libzip-dev \
                 libmicrohttpd-dev
NPM_PACKAGES   = $(if $(shell command -v npm),,nodejs npm)
TEST_PACKAGES  = libcmocka-dev python3 zstd chromium $(NPM_PACKAGES)
LINT_PACKAGES  = clang-format-14 clang-tidy-14 clang-14 g++ cppcheck shellcheck pyflakes3 python3
FUZZ_PACKAGES  = clang-14 libclang-rt-14-dev
BENCH_PACKAGES = python3 zstd $(NPM_PACKAGES)

# VARIANT=asan builds beside the plain one, in build/asan; any other word names a
# folder for a build with flags of your own.
VARIANT ?=
BUILD   := build$(if $(VARIANT),/$(VARIANT))
OBJ     := $(BUILD)/obj
CORES   := $(shell nproc)

CC       = gcc
CLANG   ?= clang-14
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
VERSION := $(shell sed -n 's/^.define QUOTH_VERSION "\(.*\)"/\1/p' include/quoth.h)

# Flags

LIBRARIES = libutf8proc jansson uchardet libcrypto zlib libdeflate libzstd libbrotlidec libcurl sqlite3 libzip
# Of the program alone: the library serves nobody.
SERVER_LIBRARIES = libmicrohttpd
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
ifeq ($(VARIANT),fuzz)
CC        = $(CLANG)
SANITIZE += -fsanitize=fuzzer-no-link
endif

# A program's text may go into a shared library too, hence -fPIC for every object.
ALL_CFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L $(CFLAGS) $(SANITIZE) -Iinclude -Isrc -fPIC \
             -fvisibility=hidden -ffp-contract=off -pthread $(WARNINGS) $(LIB_CFLAGS)
LIB_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null)
LIBS       := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lpthread -lm
SERVER_LIBS := $(shell pkg-config --libs $(SERVER_LIBRARIES) 2>/dev/null)

# Each kernel is compiled for its processor, and only it: the choice is made at run time.
KERNEL_c    = -O3
KERNEL_avx2 = -O3 -mavx2
KERNEL_vnni = -O3 -mavx512f -mavx512bw -mavx512vl -mavx512vnni
kernel = $(KERNEL_$(patsubst kernel_%,%,$(filter kernel_%,$(basename $(notdir $1)))))

# Files

LIB_SOURCES  := $(wildcard src/*.c src/*/*.c src/*/*/*.c)
ifeq ($(filter x86_64%,$(shell $(CC) -dumpmachine 2>/dev/null)),)
LIB_SOURCES  := $(wildcard src/*.c src/*/*.c src/*/*/*.c)
endif
LIB_OBJECTS  := $(LIB_SOURCES:%.c=$(OBJ)/%.o) $(patsubst %.S,$(OBJ)/%.o,$(wildcard src/*/*.S src/*/*/*.S))
CLI_OBJECTS  := $(patsubst %.c,$(OBJ)/%.o,$(wildcard cli/*.c))
WEB_OBJECTS  := $(patsubst %.c,$(OBJ)/%.o,$(wildcard web/*.c)) $(OBJ)/web/assets_data.o
# All but the server itself: for tests.
ROOM_OBJECTS := $(filter-out %/server.o,$(WEB_OBJECTS))
UNIT_TESTS   := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))
FUZZERS      := $(patsubst fuzz/%.c,%,$(wildcard fuzz/fuzz_*.c))
WEB_TARGETS  := request decision
REPLAYS      := $(FUZZERS:fuzz_%=$(BUILD)/replay/%)
HEADERS      := $(wildcard include/*.h src/*/*.h src/*/*/*.h cli/*.h web/*.h)
SAMPLES      := $(filter-out %/gold.txt,$(wildcard data/samples/*.txt)) \
                $(wildcard ../shared/data/samples/*.txt)
C_FILES      := $(LIB_SOURCES) $(wildcard cli/*.c web/*.c fuzz/*.c tests/cases/*.c tests/unit/*.c)

.DEFAULT_GOAL := all
.SUFFIXES:
.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: all web try check check-asan programs lint format tidy screens fuzz bench eval train train-names install help FORCE

MAKE_MORE = $(MAKE) --no-print-directory

# The words

all: $(BUILD)/quoth $(BUILD)/libquoth.so ## the program and the library: build/quoth, build/libquoth.so

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
	@tools/install-packages.sh $(BUILD_PACKAGES) $(TEST_PACKAGES) $(NPM_PACKAGES)
	@$(MAKE_MORE) web/node_modules/.package-lock.json
	@$(MAKE_MORE) -j$(CORES) programs
ifeq ($(CI)$(VARIANT),true)
	@$(MAKE_MORE) -j$(CORES) VARIANT=asan programs
	@tests/run.sh build build/asan
else
	@tests/run.sh $(BUILD)
endif

check-asan: ## every test under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE_MORE) VARIANT=asan check

programs: all $(UNIT_TESTS) $(REPLAYS) $(BUILD)/example

lint: ## include law, banned calls, headers, format, clang-tidy (only files that changed since)
	@tools/install-packages.sh $(BUILD_PACKAGES) $(TEST_PACKAGES) $(LINT_PACKAGES)
	@tools/layers.sh
	@tools/banned.sh
	@CC='$(CC)' tools/headers.sh $(HEADERS)
	@clang-format-14 --dry-run -Werror $(HEADERS) $(C_FILES)
	@$(MAKE_MORE) -j$(CORES) tidy
	@echo "lint: $(words $(HEADERS) $(C_FILES)) files are clean"

format: ## clang-format on every file
	@clang-format-14 -i $(HEADERS) $(C_FILES)

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
	@QUOTH=$(CURDIR)/$(BUILD)/quoth BUILD=$(BUILD) tests/web/browser.sh screens

fuzz: ## run each fuzz target for SECS seconds (10); T=extract for one of them
	@tools/install-packages.sh $(BUILD_PACKAGES) $(FUZZ_PACKAGES)
	@$(MAKE_MORE) -j$(CORES) VARIANT=fuzz $(addprefix build/fuzz/,$(if $(T),fuzz_$(T),$(FUZZERS)))
	@fuzz/run.sh $(or $(SECS),10) $(if $(T),fuzz_$(T),$(FUZZERS))

bench: ## speed and memory, of archives too, beside npm's compromise and readability; pages by doubling
	@tools/install-packages.sh $(BUILD_PACKAGES) $(BENCH_PACKAGES)
	@$(MAKE_MORE) -j$(CORES) all
	@python3 bench/bench.py $(BUILD)/quoth

eval: ## every score, dated in docs/ACCURACY.md
	@tools/install-packages.sh $(BUILD_PACKAGES) python3
	@$(MAKE_MORE) -j$(CORES) all
	@python3 eval/run.py $(BUILD)/quoth

train: ## train the tagger; hours (train/README.md has every step)
	@tools/install-packages.sh $(BUILD_PACKAGES)
	@$(MAKE_MORE) -j$(CORES) all
	@train/run.sh

train-names: ## train the model of names, behind train; an hour
	@$(MAKE_MORE) -j$(CORES) all
	@train/run-names.sh

install: all ## into $(DESTDIR)$(PREFIX), /usr/local unless told
	install -Dm755 $(BUILD)/quoth $(DESTDIR)$(PREFIX)/bin/quoth
	install -Dm644 include/quoth.h $(DESTDIR)$(PREFIX)/include/quoth.h
	install -Dm644 $(BUILD)/libquoth.a $(DESTDIR)$(PREFIX)/lib/libquoth.a
	install -Dm755 $(BUILD)/libquoth.so $(DESTDIR)$(PREFIX)/lib/libquoth.so.0
	ln -sf libquoth.so.0 $(DESTDIR)$(PREFIX)/lib/libquoth.so
	$(if $(wildcard man/quoth.1),install -Dm644 man/quoth.1 $(DESTDIR)$(PREFIX)/share/man/man1/quoth.1)
	mkdir -p $(DESTDIR)$(PREFIX)/lib/pkgconfig
	printf '%s\n' 'prefix=$(PREFIX)' 'Name: quoth' 'Description: who said what in news' \
	    'Version: $(VERSION)' 'Libs: -L$${prefix}/lib -lquoth' 'Libs.private: $(LIBS)' \
	    'Cflags: -I$${prefix}/include' \
	    >$(DESTDIR)$(PREFIX)/lib/pkgconfig/quoth.pc

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t12

# How things are made; V=1 shows the commands

Q := $(if $(V),,@)
LINK = $(Q)echo "  link $@"; mkdir -p $(@D); $(CC) $(ALL_CFLAGS) $(LDFLAGS)

$(BUILD)/quoth: $(CLI_OBJECTS) $(WEB_OBJECTS) $(BUILD)/libquoth.a
	$(LINK) -o $@ $^ $(LIBS) $(SERVER_LIBS)

$(BUILD)/libquoth.a: $(LIB_OBJECTS)
	$(Q)rm -f $@; ar rcs $@ $^

# Renamed into place: a program that has the old one open keeps it whole.
$(BUILD)/libquoth.so: $(LIB_OBJECTS)
	$(LINK) -shared -Wl,-soname,libquoth.so.0 $(if $(SANITIZE),,-Wl,--no-undefined) \
	    -o $@.new $^ $(LIBS) && mv $@.new $@

$(BUILD)/example: $(OBJ)/tests/cases/example.o $(BUILD)/libquoth.a
	$(LINK) -o $@ $^ $(LIBS)

$(BUILD)/unit/%: $(OBJ)/tests/unit/%.o $(BUILD)/libquoth.a
	$(LINK) -o $@ $^ -lcmocka $(LIBS)

$(BUILD)/unit/test_web_%: $(OBJ)/tests/unit/test_web_%.o $(ROOM_OBJECTS) $(BUILD)/libquoth.a
	$(LINK) -o $@ $^ -lcmocka $(LIBS)

$(addprefix $(BUILD)/replay/,$(WEB_TARGETS)): $(BUILD)/replay/%: $(OBJ)/fuzz/fuzz_%.o $(OBJ)/fuzz/replay.o $(ROOM_OBJECTS) $(BUILD)/libquoth.a
	$(LINK) -o $@ $^ $(LIBS)

$(BUILD)/replay/%: $(OBJ)/fuzz/fuzz_%.o $(OBJ)/fuzz/replay.o $(BUILD)/libquoth.a
	$(LINK) -o $@ $^ $(LIBS)

$(addprefix build/fuzz/fuzz_,$(WEB_TARGETS)): build/fuzz/fuzz_%: $(OBJ)/fuzz/fuzz_%.o $(ROOM_OBJECTS) $(BUILD)/libquoth.a
	$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBS)

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
