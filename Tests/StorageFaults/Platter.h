#ifndef BATCH_PLATTER_H
#define BATCH_PLATTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * What each watched file would hold after a power failure: an image of what is on disk, and the
 * writes since. One caller at a time.
 */

/* A file was opened to write; its content of now counts as on disk if it is seen the first time. */
void platter_opened(int descriptor, const char *path);
void platter_closed(int descriptor);
void platter_wrote(int descriptor, const void *bytes, size_t count, off_t offset);
void platter_truncated(int descriptor, off_t length);
/* All writes of the file are on disk. */
void platter_synced(int descriptor);
/* A sync failed: of the writes since the last, the seed says which are on disk; the others never
   will be, although the program still reads them. */
void platter_lost(int descriptor, uint64_t seed);
/* Puts every file into the state it has after a power failure. */
void platter_cut(uint64_t seed);
bool platter_has_files(void);

#endif
