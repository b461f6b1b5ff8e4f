// tests: makes the n-th call of a kind fail, in a program that knows nothing of it.
//
//     LD_PRELOAD=failing.so FAIL_WHAT=write FAIL_AT=7 FAIL_HOW=28 quoth add …
//
// FAIL_WHAT   memory, read, write, sync, open, other, or several with commas between them
// FAIL_AT     which of these calls, from 1; 0: none, they are only counted
// FAIL_ON     set: and all that follow
// FAIL_HOW    an errno; `short`: half of it is read or written; `signal N`: N comes just
//             then, and the call goes on; `stop`: SIGTRAP, for a debugger
// FAIL_COUNTS a file of KINDS + 1 numbers, kept while it runs: calls of each kind, and how
//             many failed
//
// FAIL_WALK   a socket: at every call it is asked what is to fail there; that fails in a
//             child, while the program itself goes on, unfailed, to the next call
//
// Counting begins with main. Allocations are met by standing before libc's; system calls by
// a seccomp filter that sends them to a signal handler, as libc's own (stdio's write)
// cannot be stood before. What goes to standard error never fails: it is where failures
// are told; nor do an eventfd and epoll_ctl, by which threads wake each other in memory.
// Linux on x86-64 only.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

enum kind { MEMORY, READ, WRITE, SYNC, OPEN, OTHER, KINDS };
static const char *const kinds[KINDS] = {"memory", "read", "write",
                                         "sync",   "open", "other"};

struct counts {
    atomic_ullong calls[KINDS], failed;
};

static struct counts own, *counts = &own;
static bool armed, and_on, halve, debug;
static bool child;      // of a walk
static unsigned wanted; // kinds, a bit each
static unsigned long long at;
static atomic_ullong met;
static int error_number, signal_number;

// A system call from here passes the filter.
long pass(long number, const long *arguments);
extern const char pass_end[];
__asm__(".globl pass\n"
        "pass:\n"
        "    movq %rdi, %rax\n"
        "    movq %rsi, %r11\n"
        "    movq 0(%r11), %rdi\n"
        "    movq 8(%r11), %rsi\n"
        "    movq 16(%r11), %rdx\n"
        "    movq 24(%r11), %r10\n"
        "    movq 32(%r11), %r8\n"
        "    movq 40(%r11), %r9\n"
        "    syscall\n"
        ".globl pass_end\n"
        "pass_end:\n"
        "    ret\n");

static void send_self(int number)
{
    pass(SYS_kill, (long[6]){pass(SYS_getpid, (long[6]){0}), number});
}

// ── A walk over all calls ──

// What is told at a call, what is to be done there, and with what status the child ended.
struct place {
    uint64_t kind, stack;
};
struct order {
    int32_t fail, and_on, halve, error_number, signal_number, seconds;
};

enum { FILES = 64, FRAMES = 20, OWN_FRAMES = 3 };
static int walk = -1; // the socket

static bool transfer(int number, void *bytes, long size)
{
    return pass(number, (long[6]){walk, (long)(uintptr_t)bytes, size}) == size;
}

// The innermost calls that led here, as one number; the same wherever they are loaded.
static uint64_t stack_now(void)
{
    void *frames[FRAMES];
    int count = backtrace(frames, FRAMES);
    uint64_t hash = 14695981039346656037U;
    for (int i = OWN_FRAMES; i < count; i++) {
        struct dl_find_object found = {0};
        uintptr_t base = 0;
        if (_dl_find_object(frames[i], &found) == 0)
            base = (uintptr_t)found.dlfo_map_start;
        hash = (hash ^ ((uintptr_t)frames[i] - base)) * 1099511628211U;
    }
    return hash;
}

static void become_child(const struct order *order, enum kind kind)
{
    pass(SYS_close, (long[6]){walk});
    walk = -1;
    child = true;
    wanted = 1U << kind;
    at = 1;
    and_on = order->and_on;
    halve = order->halve;
    error_number = order->error_number;
    signal_number = order->signal_number;
    pass(SYS_alarm, (long[6]){order->seconds});
}

// Descriptors share their place in a file with the child's: it is kept, and put back.
static void keep_places(long places[FILES], bool back)
{
    for (long i = 0; i < FILES; i++)
        if (!back)
            places[i] = pass(SYS_lseek, (long[6]){i, 0, SEEK_CUR});
        else if (places[i] >= 0)
            pass(SYS_lseek, (long[6]){i, places[i], SEEK_SET});
}

// True in each child, in which the call fails; false when the program is to go on.
static bool fork_here(enum kind kind)
{
    struct place place = {kind, stack_now()};
    struct order order;
    long places[FILES];
    if (!transfer(SYS_write, &place, sizeof place))
        return false;
    while (transfer(SYS_read, &order, sizeof order) && order.fail) {
        keep_places(places, false);
        // Not libc's fork: a lock that is held here is the child's too, by the thread's
        // number.
        long made = pass(SYS_fork, (long[6]){0});
        if (made == 0) {
            become_child(&order, kind);
            return true;
        }
        int32_t status = -1;
        if (made > 0)
            pass(SYS_wait4, (long[6]){made, (long)(uintptr_t)&status});
        keep_places(places, true);
        transfer(SYS_write, &status, sizeof status);
    }
    return false;
}

// A child has no share in its parent's locks; but nobody else wants them.
static bool is_lock(int number, const long *arguments)
{
    if (!child || number != SYS_fcntl)
        return false;
    if (arguments[1] == F_GETLK)
        ((struct flock *)(uintptr_t)arguments[2])->l_type = F_UNLCK;
    return arguments[1] == F_SETLK || arguments[1] == F_SETLKW || arguments[1] == F_GETLK;
}

// SQLite waits ten seconds for a lock that the system refuses: time that is lost here.
int usleep(useconds_t time)
{
    struct timespec left = {time / 1000000, time % 1000000 * 1000};
    return child ? 0 : clock_nanosleep(CLOCK_REALTIME, 0, &left, NULL);
}

int nanosleep(const struct timespec *time, struct timespec *left)
{
    return child ? 0 : clock_nanosleep(CLOCK_REALTIME, 0, time, left);
}

// ── One call ──

// Is this call to fail?
static bool strikes(enum kind kind)
{
    if (!armed || (walk != -1 && !fork_here(kind)))
        return false;
    atomic_fetch_add(&counts->calls[kind], 1);
    if (at == 0 || !(wanted & 1U << kind))
        return false;
    unsigned long long now = atomic_fetch_add(&met, 1) + 1;
    if (now < at || (now > at && !and_on))
        return false;
    atomic_fetch_add(&counts->failed, 1);
    if (signal_number || debug)
        send_self(debug ? SIGTRAP : signal_number);
    return error_number != 0 || halve;
}

// ── Memory ──

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void *memalign(size_t alignment, size_t size);

static void *none(void)
{
    errno = ENOMEM;
    return NULL;
}

void *malloc(size_t size)
{
    return strikes(MEMORY) ? none() : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return strikes(MEMORY) ? none() : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return strikes(MEMORY) ? none() : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return strikes(MEMORY) ? none() : __libc_memalign(alignment, size);
}

void *memalign(size_t alignment, size_t size)
{
    return strikes(MEMORY) ? none() : __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    void *made = strikes(MEMORY) ? NULL : __libc_memalign(alignment, size);
    if (made)
        *out = made;
    return made ? 0 : ENOMEM;
}

// A thread's stack is memory too; there may be none for it.
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                   void *(*run)(void *), void *argument)
{
    int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    *(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
    if (strikes(OTHER))
        return EAGAIN;
    if (walk != -1) { // a child would have one thread alone: the walk ends here
        pass(SYS_close, (long[6]){walk});
        walk = -1;
    }
    return real(thread, attributes, run, argument);
}

// ── System calls ──

static const struct {
    int number;
    enum kind kind;
} calls[] = {
    {SYS_mmap, MEMORY},     {SYS_mremap, MEMORY},       {SYS_read, READ},
    {SYS_pread64, READ},    {SYS_readv, READ},          {SYS_recvfrom, READ},
    {SYS_recvmsg, READ},    {SYS_getdents64, READ},     {SYS_getrandom, READ},
    {SYS_write, WRITE},     {SYS_pwrite64, WRITE},      {SYS_writev, WRITE},
    {SYS_sendto, WRITE},    {SYS_sendmsg, WRITE},       {SYS_ftruncate, WRITE},
    {SYS_fallocate, WRITE}, {SYS_sendfile, WRITE},      {SYS_fsync, SYNC},
    {SYS_fdatasync, SYNC},  {SYS_open, OPEN},           {SYS_openat, OPEN},
    {SYS_socket, OPEN},     {SYS_accept4, OPEN},        {SYS_connect, OPEN},
    {SYS_close, OTHER},     {SYS_rename, OTHER},        {SYS_renameat2, OTHER},
    {SYS_unlink, OTHER},    {SYS_unlinkat, OTHER},      {SYS_link, OTHER},
    {SYS_mkdir, OTHER},     {SYS_mkdirat, OTHER},       {SYS_stat, OTHER},
    {SYS_fstat, OTHER},     {SYS_lstat, OTHER},         {SYS_newfstatat, OTHER},
    {SYS_lseek, OTHER},     {SYS_fcntl, OTHER},         {SYS_fchmod, OTHER},
    {SYS_access, OTHER},    {SYS_faccessat, OTHER},     {SYS_bind, OTHER},
    {SYS_listen, OTHER},    {SYS_epoll_create1, OTHER}, {SYS_eventfd2, OTHER},
    {SYS_statfs, OTHER},    {SYS_fstatfs, OTHER},
};
enum { CALLS = sizeof calls / sizeof *calls };

static enum kind kind_of(int number)
{
    size_t i = 0;
    while (calls[i].number != number)
        i++;
    return calls[i].kind;
}

// Halves what one buffer is asked to hold; what else there is fails as it can.
static bool halved(int number, long *arguments)
{
    bool plain = number == SYS_read || number == SYS_pread64 || number == SYS_write ||
                 number == SYS_pwrite64 || number == SYS_recvfrom || number == SYS_sendto;
    if (plain && arguments[2] > 1)
        arguments[2] /= 2;
    return plain;
}

static atomic_ullong events; // descriptors under 64 that are eventfds, a bit each

static bool is_spared(enum kind kind, long file)
{
    bool event = file >= 0 && file < 64 && atomic_load(&events) & 1ULL << file;
    return (kind == WRITE && file == STDERR_FILENO) ||
           ((kind == READ || kind == WRITE) && event);
}

static long fail_or_pass(int number, long *arguments)
{
    enum kind kind = kind_of(number);
    if (number == SYS_close && arguments[0] >= 0 && arguments[0] < 64)
        atomic_fetch_and(&events, ~(1ULL << arguments[0]));
    if (is_spared(kind, arguments[0]) || !strikes(kind)) {
        long result = is_lock(number, arguments) ? 0 : pass(number, arguments);
        if (number == SYS_eventfd2 && result >= 0 && result < 64)
            atomic_fetch_or(&events, 1ULL << result);
        return result;
    }
    if (halve)
        return halved(number, arguments) ? pass(number, arguments) : -EIO;
    if (number == SYS_close) // it is closed even so
        pass(number, arguments);
    return kind == MEMORY ? -ENOMEM : -error_number;
}

static void on_call(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    greg_t *now = ((ucontext_t *)context)->uc_mcontext.gregs;
    long arguments[6] = {now[REG_RDI], now[REG_RSI], now[REG_RDX],
                         now[REG_R10], now[REG_R8],  now[REG_R9]};
    now[REG_RAX] = fail_or_pass(info->si_syscall, arguments);
}

static bool trap_calls(void)
{
    struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO};
    uint64_t from = (uint64_t)(uintptr_t)pass_end;
    uint32_t address = offsetof(struct seccomp_data, instruction_pointer);
    struct sock_filter filter[CALLS + 8] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, address),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)from, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, address + 4),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(from >> 32), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    };
    unsigned short count = 6;
    for (size_t i = 0; i < CALLS; i++)
        filter[count++] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[i].number, (uint8_t)(CALLS - i), 0);
    filter[count++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[count++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    struct sock_fprog program = {count, filter};
    return sigaction(SIGSYS, &action, NULL) == 0 &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

// ── Start ──

static const char *setting(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}

static void read_settings(void)
{
    const char *how = setting("FAIL_HOW"), *path = setting("FAIL_COUNTS");
    for (size_t i = 0; i < KINDS; i++)
        if (strstr(setting("FAIL_WHAT"), kinds[i]))
            wanted |= 1U << i;
    at = strtoull(setting("FAIL_AT"), NULL, 10);
    and_on = *setting("FAIL_ON");
    halve = strcmp(how, "short") == 0;
    debug = strcmp(how, "stop") == 0;
    if (strncmp(how, "signal ", 7) == 0)
        signal_number = (int)strtol(how + 7, NULL, 10);
    else
        error_number = (int)strtol(how, NULL, 10);
    int file = *path ? open(path, O_RDWR | O_CREAT, 0600) : -1;
    void *map = MAP_FAILED;
    if (file != -1 && ftruncate(file, sizeof *counts) == 0)
        map = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file != -1)
        close(file);
    if (map != MAP_FAILED)
        counts = map;
}

static int (*real_main)(int, char **, char **);

static int counted_main(int argc, char **argv, char **environment)
{
    read_settings();
    unsetenv("LD_PRELOAD");
    if (!trap_calls()) {
        fputs("failing.so: no seccomp here\n", stderr);
        _exit(77);
    }
    if (*setting("FAIL_WALK")) {
        void *frames[FRAMES];
        (void)backtrace(frames, FRAMES); // the first one allocates
        walk = (int)strtol(setting("FAIL_WALK"), NULL, 10);
    }
    armed = true;
    return real_main(argc, argv, environment);
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv,
                      void (*init)(void), void (*fini)(void), void (*end)(void),
                      void *stack);

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv,
                      void (*init)(void), void (*fini)(void), void (*end)(void),
                      void *stack)
{
    int (*start)(int (*)(int, char **, char **), int, char **, void (*)(void),
                 void (*)(void), void (*)(void), void *);
    *(void **)&start = dlsym(RTLD_NEXT, "__libc_start_main");
    real_main = main;
    return start(counted_main, argc, argv, init, fini, end, stack);
}
