#include "crowd.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

// Seconds. A body of 32 MB comes in five minutes over a line of 1 Mbit/s.
static const time_t patience[] = {
    [PACE_ASKING] = 20, [PACE_GIVING] = 300, [PACE_WAITING] = 0, [PACE_RECEIVING] = 600};

struct guest {
    int descriptor;
    enum pace pace;
    time_t since;
    bool cut;
    struct guest *before, *behind; // in the order in which they came
};

struct crowd {
    pthread_mutex_t lock;
    struct guest *first, *last;
    size_t count, most, busy;
};

static time_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

static bool is_busy(enum pace pace)
{
    return pace == PACE_WAITING || pace == PACE_RECEIVING;
}

struct crowd *crowd_new(size_t most)
{
    struct crowd *crowd = calloc(1, sizeof *crowd);
    if (!crowd)
        return NULL;
    crowd->most = most;
    pthread_mutex_init(&crowd->lock, NULL);
    return crowd;
}

void crowd_free(struct crowd *crowd)
{
    if (!crowd)
        return;
    pthread_mutex_destroy(&crowd->lock);
    free(crowd);
}

struct guest *crowd_enter(struct crowd *crowd, int descriptor)
{
    struct guest *guest = calloc(1, sizeof *guest);
    if (!guest)
        return NULL;
    guest->descriptor = descriptor;
    guest->since = now();
    pthread_mutex_lock(&crowd->lock);
    guest->before = crowd->last;
    if (crowd->last)
        crowd->last->behind = guest;
    else
        crowd->first = guest;
    crowd->last = guest;
    crowd->count++;
    pthread_mutex_unlock(&crowd->lock);
    return guest;
}

void crowd_leave(struct crowd *crowd, struct guest *guest)
{
    if (!guest)
        return;
    pthread_mutex_lock(&crowd->lock);
    *(guest->before ? &guest->before->behind : &crowd->first) = guest->behind;
    *(guest->behind ? &guest->behind->before : &crowd->last) = guest->before;
    crowd->count--;
    crowd->busy -= is_busy(guest->pace);
    pthread_mutex_unlock(&crowd->lock);
    free(guest);
}

void crowd_pace(struct crowd *crowd, struct guest *guest, enum pace pace)
{
    if (!guest)
        return;
    pthread_mutex_lock(&crowd->lock);
    crowd->busy -= is_busy(guest->pace);
    crowd->busy += is_busy(pace);
    guest->pace = pace;
    guest->since = now();
    pthread_mutex_unlock(&crowd->lock);
}

// The server reads the end of the connection, and closes it.
static void cut(struct guest *guest)
{
    if (!guest->cut)
        shutdown(guest->descriptor, SHUT_RDWR);
    guest->cut = true;
}

void crowd_tick(struct crowd *crowd)
{
    time_t time = now();
    pthread_mutex_lock(&crowd->lock);
    size_t full = crowd->most - crowd->most / 10; // of the rest a tenth is made free
    size_t surplus = crowd->count > full ? crowd->count - full + crowd->most / 10 : 0;
    for (struct guest *guest = crowd->first; guest; guest = guest->behind) {
        time_t age = time - guest->since;
        if (patience[guest->pace] && age > patience[guest->pace]) {
            cut(guest);
        } else if (surplus && guest->pace == PACE_ASKING && age > 1) {
            cut(guest);
            surplus--;
        }
    }
    pthread_mutex_unlock(&crowd->lock);
}

size_t crowd_busy(struct crowd *crowd)
{
    pthread_mutex_lock(&crowd->lock);
    size_t busy = crowd->busy;
    pthread_mutex_unlock(&crowd->lock);
    return busy;
}
