#define _GNU_SOURCE
#include "Platter.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_FILES = 512, MOST_DESCRIPTORS = 1024 };

/* A write, or a truncation, which writes nothing. */
struct change {
  off_t offset;
  size_t count;
  unsigned char *bytes;
  /* The file's length after it. */
  off_t length;
};

struct file {
  dev_t device;
  ino_t inode;
  /* Never closed: that would drop the process's POSIX locks on the file. */
  int descriptor;
  bool is_noise;
  unsigned char *image;
  off_t length;
  struct change *changes;
  size_t count, room;
};

static struct file files[MOST_FILES];
static size_t file_count;
/* One more than the number of the file, by descriptor. */
static unsigned short numbers[MOST_DESCRIPTORS];

static void *checked(void *memory) {
  if (!memory) abort();
  return memory;
}

static bool ends(const char *path, const char *suffix) {
  size_t length = strlen(path), tail = strlen(suffix);
  return length >= tail && !strcmp(path + length - tail, suffix);
}

static void read_image(struct file *file) {
  struct stat about;
  if (fstat(file->descriptor, &about) != 0) abort();
  file->length = about.st_size;
  file->image = checked(calloc(1, file->length + 1));
  if (pread(file->descriptor, file->image, file->length, 0) != file->length) abort();
}

void platter_opened(int descriptor, const char *path) {
  struct stat about;
  if (descriptor >= MOST_DESCRIPTORS || fstat(descriptor, &about) != 0) abort();
  numbers[descriptor] = 0;
  /* Who holds a lock is not kept over a power failure. */
  if (!S_ISREG(about.st_mode) || ends(path, ".lock")) return;
  size_t number = 0;
  while (number < file_count && (files[number].inode != about.st_ino ||
                                 files[number].device != about.st_dev))
    number++;
  if (number == file_count) {
    if (file_count == MOST_FILES) abort();
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    struct file *file = &files[file_count++];
    file->device = about.st_dev;
    file->inode = about.st_ino;
    file->descriptor = syscall(SYS_openat, AT_FDCWD, link, O_RDWR | O_CLOEXEC);
    if (file->descriptor < 0) abort();
    file->is_noise = ends(path, "-shm");
    if (!file->is_noise) read_image(file);
  }
  numbers[descriptor] = number + 1;
}

void platter_closed(int descriptor) {
  if (descriptor >= 0 && descriptor < MOST_DESCRIPTORS) numbers[descriptor] = 0;
}

static struct file *found(int descriptor) {
  if (descriptor >= MOST_DESCRIPTORS || !numbers[descriptor]) return NULL;
  struct file *file = &files[numbers[descriptor] - 1];
  return file->is_noise ? NULL : file;
}

static off_t last_length(const struct file *file) {
  return file->count ? file->changes[file->count - 1].length : file->length;
}

static void add(struct file *file, struct change change) {
  if (file->count == file->room) {
    file->room = file->room ? 2 * file->room : 64;
    file->changes = checked(realloc(file->changes, file->room * sizeof *file->changes));
  }
  file->changes[file->count++] = change;
}

void platter_wrote(int descriptor, const void *bytes, size_t count, off_t offset) {
  struct file *file = found(descriptor);
  if (!file) return;
  struct change change = {offset, count, checked(malloc(count)), last_length(file)};
  memcpy(change.bytes, bytes, count);
  if (offset + (off_t)count > change.length) change.length = offset + count;
  add(file, change);
}

void platter_truncated(int descriptor, off_t length) {
  struct file *file = found(descriptor);
  if (file) add(file, (struct change){0, 0, NULL, length});
}

/* Brings a stretch of the image from before the changes to after the first `moment` of them; of the
   truncations, to after those before `length_moment`, with which the length is recorded. */
static void advance(struct file *file, off_t start, off_t end, size_t moment,
                    size_t length_moment) {
  for (size_t number = 0; number < file->count; number++) {
    struct change change = file->changes[number];
    off_t from = change.offset > start ? change.offset : start;
    off_t to = change.offset + (off_t)change.count;
    if (to > end) to = end;
    if (from < to && number < moment)
      memcpy(file->image + from, change.bytes + (from - change.offset), to - from);
    from = change.length > start ? change.length : start;
    if (change.bytes || from >= end) continue;
    /* Behind a truncation that is not on disk, the old sectors are still the file's. */
    if (number >= length_moment) return;
    memset(file->image + from, 0, end - from);
  }
}

/* SplitMix64. */
static uint64_t draw(uint64_t *state) {
  uint64_t mixed = *state += 0x9E3779B97F4A7C15;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return mixed ^ (mixed >> 31);
}

/* None, all, or some of the changes, as the cut's temper has it. */
static size_t moment_of(uint64_t *state, size_t count, unsigned temper) {
  uint64_t luck = draw(state) % 100;
  static const unsigned char none[] = {100, 0, 50, 90, 10, 25};
  if (luck < none[temper]) return 0;
  if (temper < 2 || draw(state) % 4) return count;
  return draw(state) % (count + 1);
}

static void settle(struct file *file, uint64_t *state, bool is_synced) {
  off_t longest = last_length(file) > file->length ? last_length(file) : file->length;
  for (size_t number = 0; number < file->count; number++)
    if (file->changes[number].length > longest) longest = file->changes[number].length;
  file->image = checked(realloc(file->image, longest + 1));
  memset(file->image + file->length, 0, longest - file->length);
  if (is_synced) {
    advance(file, 0, longest, file->count, file->count);
    file->length = last_length(file);
  } else if (file->count) {
    unsigned temper = draw(state) % 6;
    off_t sector = draw(state) % 2 ? 512 : 4096;
    size_t length_moment = moment_of(state, file->count, temper);
    for (off_t start = 0; start < longest; start += sector) {
      off_t end = start + sector < longest ? start + sector : longest;
      advance(file, start, end, moment_of(state, file->count, temper), length_moment);
    }
    if (length_moment) file->length = file->changes[length_moment - 1].length;
  }
  for (size_t number = 0; number < file->count; number++) free(file->changes[number].bytes);
  file->count = 0;
}

void platter_synced(int descriptor) {
  uint64_t unused = 0;
  struct file *file = found(descriptor);
  if (file) settle(file, &unused, true);
}

void platter_lost(int descriptor, uint64_t seed) {
  struct file *file = found(descriptor);
  if (file) settle(file, &seed, false);
}

static void fill_with_noise(struct file *file, uint64_t *state) {
  struct stat about;
  if (fstat(file->descriptor, &about) != 0) abort();
  for (off_t start = 0; start < about.st_size; start += sizeof(uint64_t)) {
    uint64_t noise = draw(state);
    (void)!syscall(SYS_pwrite64, file->descriptor, &noise, sizeof noise, start);
  }
}

static void restore(struct file *file) {
  if (syscall(SYS_ftruncate, file->descriptor, file->length) != 0) abort();
  ssize_t written = syscall(SYS_pwrite64, file->descriptor, file->image, file->length, (off_t)0);
  if (written != file->length) abort();
}

void platter_cut(uint64_t seed) {
  for (size_t number = 0; number < file_count; number++) {
    struct file *file = &files[number];
    if (file->is_noise) {
      fill_with_noise(file, &seed);
    } else {
      settle(file, &seed, false);
      restore(file);
    }
  }
}

bool platter_has_files(void) { return file_count > 0; }
