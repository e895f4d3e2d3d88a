/* A disk that fails when a test says so: LD_PRELOAD it, and write a word or nothing into the file FAULT.
 *
 * Only files below FAULT_FOLDER are concerned. full: no file grows or is written (ENOSPC), and no room is left.
 * readonly: no file is written (EROFS), as after a remount. unsynced: fsync and fdatasync fail with EIO. hung: they take as long as the word stands there.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <unistd.h>

static ssize_t (*next_write)(int, const void *, size_t);
static ssize_t (*next_pwrite)(int, const void *, size_t, off_t);
static int (*next_fsync)(int), (*next_fdatasync)(int);
static int (*next_statvfs)(const char *, struct statvfs *);

__attribute__((constructor)) static void begin(void) {
    next_write = dlsym(RTLD_NEXT, "write");
    next_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    next_fsync = dlsym(RTLD_NEXT, "fsync");
    next_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    next_statvfs = dlsym(RTLD_NEXT, "statvfs64");
}

static int is(const char *fault) {
    char word[16] = "";
    int handle = open(getenv("FAULT"), O_RDONLY);
    if (handle < 0) return 0;
    ssize_t size = read(handle, word, sizeof word - 1);
    close(handle);
    return size > 0 && strcmp(word, fault) == 0;
}

static int concerned(int handle) {
    char link[32], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t size = readlink(link, path, sizeof path - 1);
    const char *folder = getenv("FAULT_FOLDER");
    return size > 0 && strncmp(path, folder, strlen(folder)) == 0 && !strstr(path, "/lock");
}

static int fails(int handle, const char *fault, int code) {
    if (!concerned(handle) || !is(fault)) return 0;
    errno = code;
    return 1;
}

static int takes_nothing(int handle) {
    return fails(handle, "full", ENOSPC) || fails(handle, "readonly", EROFS);
}

ssize_t write(int handle, const void *data, size_t size) {
    return takes_nothing(handle) ? -1 : next_write(handle, data, size);
}

ssize_t pwrite(int handle, const void *data, size_t size, off_t at) {
    return takes_nothing(handle) ? -1 : next_pwrite(handle, data, size, at);
}

ssize_t pwrite64(int handle, const void *data, size_t size, off64_t at) {
    return takes_nothing(handle) ? -1 : next_pwrite(handle, data, size, at);
}

static void hang(int handle) {
    while (concerned(handle) && is("hung")) usleep(20000);
}

int fsync(int handle) {
    hang(handle);
    return fails(handle, "unsynced", EIO) ? -1 : next_fsync(handle);
}

int fdatasync(int handle) {
    hang(handle);
    return fails(handle, "unsynced", EIO) ? -1 : next_fdatasync(handle);
}

static int room(const char *path, struct statvfs *found) {
    int done = next_statvfs(path, found);
    if (done == 0 && is("full") && strncmp(path, getenv("FAULT_FOLDER"), strlen(getenv("FAULT_FOLDER"))) == 0)
        found->f_bavail = found->f_bfree = 0;
    return done;
}

int statvfs(const char *path, struct statvfs *found) { return room(path, found); }
int statvfs64(const char *path, struct statvfs64 *found) { return room(path, (struct statvfs *)found); }
