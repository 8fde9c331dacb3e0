#ifndef BATCH_STORAGE_FAULTS_H
#define BATCH_STORAGE_FAULTS_H

/*
 * A disk that fails, for a program that is started with LD_PRELOAD: what it writes into one folder
 * goes through here. Steered by the environment:
 *
 * STORAGE_FOLDER   absolute path; files below it are watched, all others left alone.
 * STORAGE_REPORT   a file outside the folder; gets a line for each fault, and at the end of the
 *                  process `end CALLS ROOM WRITES SYNCS`, the calls counted of each class.
 * STORAGE_FAULT    `CLASS AT COUNT`: from the AT-th call of the class on (1 is the first), COUNT
 *                  calls of it fail.
 *                    full   ENOSPC from what takes room: a new file or name, a write
 *                    io     EIO from every call
 *                    sync   EIO from fsync and fdatasync; what was not on disk stays off it
 *                    torn   the write stops half-way, the next one gets ENOSPC
 *                    death  the write stops half-way, and the process dies as by kill -9
 * STORAGE_CUT      `AT SEED`: the power fails before the AT-th call of any class, or when the
 *                  process ends before that: it dies, and of what was not synced each file keeps
 *                  what the seed says.
 *
 * Watched calls are open (to write), write, pwrite, fsync, fdatasync, ftruncate, unlink, rename and
 * link, in all their forms. After a power failure a file is what its last successful sync made it, and of
 * the writes since then each sector, of 512 or 4096 bytes, and the file's length stand as they were
 * at some moment of their own; a truncation is on disk with the length, or not at all. Simpler than a real disk: names are durable at once (a folder's sync
 * is counted, but nothing hangs on it); what was there before the process began is durable; the
 * `-shm` file, which SQLite makes anew, is filled with noise.
 */

#endif
