#include "listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

// So many may wait to be heard: a page asks for a dozen files at once.
enum { WAITING_MOST = 4096 };

static int refuse(int fd, quoth_error *error, const char *where, int number)
{
    *error = (quoth_error){.status = QUOTH_EIO, .offset = QUOTH_NO_OFFSET};
    snprintf(error->message, sizeof error->message, "cannot listen at %.150s: %s", where,
             number == EADDRINUSE ? "another program does" : strerror(number));
    if (fd != -1)
        close(fd);
    return -1;
}

static bool start(int fd)
{
    return listen(fd, WAITING_MOST) == 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 &&
           fcntl(fd, F_SETFL, O_NONBLOCK) == 0;
}

// Every address of both protocols; -1: there is no IPv6 here.
static int bind_six(int port)
{
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    int on = 1, off = 0, fd = socket(AF_INET6, SOCK_STREAM, 0);
    if (fd == -1)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) == 0 &&
        bind(fd, (struct sockaddr *)&six, sizeof six) == 0)
        return fd;
    close(fd);
    return -1;
}

static int bound_port(int fd)
{
    struct sockaddr_storage address;
    socklen_t len = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &len) != 0)
        return 0;
    return ntohs(address.ss_family == AF_INET6
                     ? ((struct sockaddr_in6 *)&address)->sin6_port
                     : ((struct sockaddr_in *)&address)->sin_port);
}

int listen_at_port(int port, bool everywhere, int *bound, quoth_error *error)
{
    char where[40];
    snprintf(where, sizeof where, "port %d", port);
    int fd = everywhere ? bind_six(port) : -1, on = 1;
    if (fd == -1) {
        struct sockaddr_in four = {.sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port)};
        four.sin_addr.s_addr = htonl(everywhere ? INADDR_ANY : INADDR_LOOPBACK);
        fd = socket(AF_INET, SOCK_STREAM, 0);
        if (fd == -1)
            return refuse(fd, error, where, errno);
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (bind(fd, (struct sockaddr *)&four, sizeof four) != 0)
            return refuse(fd, error, where, errno);
    }
    if (!start(fd))
        return refuse(fd, error, where, errno);
    *bound = bound_port(fd);
    return fd;
}

// Does somebody listen there?
static bool is_heard(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    bool heard =
        fd != -1 && (connect(fd, (const struct sockaddr *)address, sizeof *address) == 0 ||
                     errno != ECONNREFUSED);
    if (fd != -1)
        close(fd);
    return heard;
}

int listen_at_path(const char *path, quoth_error *error)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat file;
    if (strlen(path) >= sizeof address.sun_path)
        return refuse(-1, error, path, ENAMETOOLONG);
    memcpy(address.sun_path, path, strlen(path) + 1);
    if (lstat(path, &file) == 0) {
        if (!S_ISSOCK(file.st_mode))
            return refuse(-1, error, path, EEXIST);
        if (is_heard(&address))
            return refuse(-1, error, path, EADDRINUSE);
        unlink(path);
    }
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd == -1)
        return refuse(fd, error, path, errno);
    mode_t old = umask(0177);
    int done = bind(fd, (struct sockaddr *)&address, sizeof address);
    int number = errno;
    umask(old);
    if (done != 0)
        return refuse(fd, error, path, number);
    return start(fd) ? fd : refuse(fd, error, path, errno);
}
