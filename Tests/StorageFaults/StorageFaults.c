#define _GNU_SOURCE
#include "StorageFaults.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Platter.h"

enum class { ROOM = 1, WRITE = 2, SYNC = 4, ANY = 8 };

static struct {
  char folder[PATH_MAX];
  char report[PATH_MAX];
  enum class fault_class;
  bool is_torn, is_death;
  int code;
  long fault_at, fault_count;
  long cut_at;
  uint64_t seed;
  long any, room, writes, syncs;
  bool is_cut_wanted, tear_follows, is_on;
} plan;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void say(const char *what, long number, const char *call, const char *path) {
  char line[PATH_MAX + 100];
  int length = snprintf(line, sizeof line, "%s %ld %s %s\n", what, number, call, path);
  int report = syscall(SYS_openat, AT_FDCWD, plan.report,
                       O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (report < 0) return;
  (void)!syscall(SYS_write, report, line, length);
  syscall(SYS_close, report);
}

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("STORAGE_FOLDER"), *report = getenv("STORAGE_REPORT");
  const char *fault = getenv("STORAGE_FAULT"), *cut = getenv("STORAGE_CUT");
  if (!folder || !report) return;
  snprintf(plan.folder, sizeof plan.folder, "%s/", folder);
  snprintf(plan.report, sizeof plan.report, "%s", report);
  char name[16] = "";
  if (fault && sscanf(fault, "%15s %ld %ld", name, &plan.fault_at, &plan.fault_count) == 3) {
    plan.code = EIO;
    if (!strcmp(name, "full")) plan.fault_class = ROOM, plan.code = ENOSPC;
    if (!strcmp(name, "io")) plan.fault_class = ANY;
    if (!strcmp(name, "sync")) plan.fault_class = SYNC;
    if (!strcmp(name, "torn")) plan.fault_class = WRITE, plan.is_torn = true;
    if (!strcmp(name, "death")) plan.fault_class = WRITE, plan.is_death = true;
  }
  if (cut && sscanf(cut, "%ld %lu", &plan.cut_at, &plan.seed) == 2) plan.is_cut_wanted = true;
  plan.is_on = true;
}

static void cut(const char *call, const char *path) {
  say("cut", plan.any, call, path);
  platter_cut(plan.seed);
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

__attribute__((destructor)) static void end(void) {
  if (!plan.any) return;
  pthread_mutex_lock(&lock);
  char sums[100];
  snprintf(sums, sizeof sums, "%ld %ld %ld", plan.room, plan.writes, plan.syncs);
  say("end", plan.any, sums, "");
  if (plan.is_cut_wanted && platter_has_files()) cut("exit", "");
  pthread_mutex_unlock(&lock);
}

static bool is_inside(const char *path) {
  return plan.is_on && !strncmp(path, plan.folder, strlen(plan.folder));
}

/* Names are joined, not resolved: no test uses links or `..` below the folder. */
static bool find(int folder, const char *path, char whole[PATH_MAX]) {
  if (!plan.is_on) return false;
  if (path[0] == '/') {
    snprintf(whole, PATH_MAX, "%s", path);
  } else {
    char base[PATH_MAX], link[64];
    snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length < 0) return false;
    base[length] = 0;
    if (snprintf(whole, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return false;
  }
  return is_inside(whole);
}

static bool find_open(int descriptor, char whole[PATH_MAX]) {
  if (!plan.is_on) return false;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, whole, PATH_MAX - 2);
  if (length < 0) return false;
  whole[length] = 0;
  struct stat about;
  if (fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) strcat(whole, "/");
  return is_inside(whole);
}

/* Counts a call under the lock; true: it has to fail with the plan's code. */
static bool fails(int classes, const char *call, const char *path) {
  plan.any++;
  if (classes & ROOM) plan.room++;
  if (classes & WRITE) plan.writes++;
  if (classes & SYNC) plan.syncs++;
  if (plan.is_cut_wanted && plan.any == plan.cut_at) cut(call, path);
  if (!((classes | ANY) & plan.fault_class)) return false;
  long number = plan.fault_class == ROOM    ? plan.room
                : plan.fault_class == WRITE ? plan.writes
                : plan.fault_class == SYNC  ? plan.syncs
                                            : plan.any;
  if (number < plan.fault_at || number - plan.fault_at >= plan.fault_count) return false;
  say("fault", plan.any, call, path);
  return true;
}

static int refused(void) {
  pthread_mutex_unlock(&lock);
  errno = plan.code;
  return -1;
}

static int open_file(int folder, const char *path, int flags, mode_t mode) {
  char whole[PATH_MAX];
  bool writes = (flags & O_ACCMODE) != O_RDONLY;
  if (!writes || !find(folder, path, whole)) return syscall(SYS_openat, folder, path, flags, mode);
  pthread_mutex_lock(&lock);
  bool is_new = flags & O_CREAT && syscall(SYS_faccessat, AT_FDCWD, whole, F_OK) != 0;
  if (fails(is_new ? ROOM : 0, "open", whole)) return refused();
  int descriptor = syscall(SYS_openat, folder, path, flags, mode);
  int code = errno;
  if (descriptor >= 0) platter_opened(descriptor, whole);
  pthread_mutex_unlock(&lock);
  errno = code;
  return descriptor;
}

#define MODE(flags)                                 \
  mode_t mode = 0;                                  \
  if ((flags) & (O_CREAT | __O_TMPFILE)) {          \
    va_list rest;                                   \
    va_start(rest, flags);                          \
    mode = va_arg(rest, mode_t);                    \
    va_end(rest);                                   \
  }

int open(const char *path, int flags, ...) {
  MODE(flags) return open_file(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE(flags) return open_file(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
  MODE(flags) return open_file(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
  MODE(flags) return open_file(folder, path, flags, mode);
}

int close(int descriptor) {
  if (plan.is_on) {
    pthread_mutex_lock(&lock);
    platter_closed(descriptor);
    pthread_mutex_unlock(&lock);
  }
  return syscall(SYS_close, descriptor);
}

/* offset below 0: where the file stands, its end if it was opened to append. */
static ssize_t put(int descriptor, const void *bytes, size_t count, off_t offset) {
  if (offset < 0) return syscall(SYS_write, descriptor, bytes, count);
  return syscall(SYS_pwrite64, descriptor, bytes, count, offset);
}

static ssize_t write_file(int descriptor, const void *bytes, size_t count, off_t offset) {
  char whole[PATH_MAX];
  if (!find_open(descriptor, whole)) return put(descriptor, bytes, count, offset);
  pthread_mutex_lock(&lock);
  bool is_refused = plan.tear_follows;
  plan.tear_follows = false;
  if (fails(ROOM | WRITE, "write", whole)) {
    if (!plan.is_torn && !plan.is_death) return refused();
    plan.tear_follows = plan.is_torn;
    count = (count + 1) / 2;
  } else if (is_refused) {
    pthread_mutex_unlock(&lock);
    errno = ENOSPC;
    return -1;
  }
  ssize_t written = put(descriptor, bytes, count, offset);
  int code = errno;
  if (plan.is_death && plan.writes == plan.fault_at) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  if (written > 0) {
    off_t end = offset < 0 ? lseek(descriptor, 0, SEEK_CUR) : offset + written;
    platter_wrote(descriptor, bytes, written, end - written);
  }
  pthread_mutex_unlock(&lock);
  errno = code;
  return written;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  return write_file(descriptor, bytes, count, -1);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  return write_file(descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
  return write_file(descriptor, bytes, count, offset);
}

static int sync_file(int descriptor, long number, const char *call) {
  char whole[PATH_MAX];
  if (!find_open(descriptor, whole)) return syscall(number, descriptor);
  pthread_mutex_lock(&lock);
  if (fails(SYNC, call, whole)) {
    if (plan.fault_class == SYNC) platter_lost(descriptor, plan.seed + plan.any);
    return refused();
  }
  /* The image is the disk: the real one need not be waited for. */
  platter_synced(descriptor);
  pthread_mutex_unlock(&lock);
  return 0;
}

int fsync(int descriptor) { return sync_file(descriptor, SYS_fsync, "fsync"); }

int fdatasync(int descriptor) { return sync_file(descriptor, SYS_fdatasync, "fdatasync"); }

static int truncate_file(int descriptor, off_t length) {
  char whole[PATH_MAX];
  if (!find_open(descriptor, whole)) return syscall(SYS_ftruncate, descriptor, length);
  pthread_mutex_lock(&lock);
  if (fails(0, "ftruncate", whole)) return refused();
  int result = syscall(SYS_ftruncate, descriptor, length);
  int code = errno;
  if (result == 0) platter_truncated(descriptor, length);
  pthread_mutex_unlock(&lock);
  errno = code;
  return result;
}

int ftruncate(int descriptor, off_t length) { return truncate_file(descriptor, length); }

int ftruncate64(int descriptor, off64_t length) { return truncate_file(descriptor, length); }

int unlinkat(int folder, const char *path, int flags) {
  char whole[PATH_MAX];
  if (find(folder, path, whole)) {
    pthread_mutex_lock(&lock);
    if (fails(0, "unlink", whole)) return refused();
    pthread_mutex_unlock(&lock);
  }
  return syscall(SYS_unlinkat, folder, path, flags);
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
  char whole[PATH_MAX];
  if (find(to, new, whole)) {
    pthread_mutex_lock(&lock);
    if (fails(ROOM, "rename", whole)) return refused();
    pthread_mutex_unlock(&lock);
  }
  return syscall(SYS_renameat2, from, old, to, new, flags);
}

int renameat(int from, const char *old, int to, const char *new) {
  return renameat2(from, old, to, new, 0);
}

int rename(const char *old, const char *new) { return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0); }

int link(const char *old, const char *new) {
  char whole[PATH_MAX];
  if (find(AT_FDCWD, new, whole)) {
    pthread_mutex_lock(&lock);
    if (fails(ROOM, "link", whole)) return refused();
    pthread_mutex_unlock(&lock);
  }
  return syscall(SYS_linkat, AT_FDCWD, old, AT_FDCWD, new, 0);
}
