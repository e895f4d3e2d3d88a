/* A wall clock that jumps when a test says so: LD_PRELOAD it, and write seconds to add into the file CLOCK. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int (*next)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void) { next = dlsym(RTLD_NEXT, "clock_gettime"); }

int clock_gettime(clockid_t which, struct timespec *now) {
    int done = next(which, now);
    if (done != 0 || which != CLOCK_REALTIME) return done;
    char word[32] = "";
    int handle = open(getenv("CLOCK"), O_RDONLY);
    if (handle < 0) return done;
    if (read(handle, word, sizeof word - 1) > 0) now->tv_sec += atol(word);
    close(handle);
    return done;
}
