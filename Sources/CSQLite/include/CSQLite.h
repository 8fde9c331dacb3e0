#ifndef BATCH_CSQLITE_H
#define BATCH_CSQLITE_H

/* sqlite3_config is variadic, which Swift cannot import.

   Has SQLite keep no statistics of its memory, for which it takes a lock at every allocation; to be
   called before the first connection is opened. */
int batch_sqlite_without_statistics(void);

#endif
