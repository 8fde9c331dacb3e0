import GRDB

/// The tables of version 1.
///
/// Small hot rows (`task`, `article`) lie apart from the texts (`content`, `result`), and
/// pictures, of megabytes each, apart from those, so that a
/// change of state touches one page and making a million tasks reads no text.
enum Schema {
  /// No column without an index refers to an attempt by a rule: taking one out would search all
  /// results for it. (`batch_attempt` does, by its key.)
  ///
  /// `state` leads the ready index although it is the same in all of it: this SQLite does not see
  /// that a partial index covers its own condition, and would fetch each row. A row's id ends every
  /// index.
  static let createVersion1: Migrations.Step = { db in try db.execute(sql: version1) }

  /// For `--order shortest`, made the first time that order is asked for.
  static let createShortestIndex = """
    CREATE INDEX IF NOT EXISTS task_shortest ON task(role, rung, size)
    WHERE state = 'ready' AND not_before IS NULL
    """

  /// For making results anew, made the first time that any are stale.
  static let createDoneIndex = """
    CREATE INDEX IF NOT EXISTS attempt_done ON attempt(job) WHERE outcome = 'done'
    """

  private static let version1 = """
    CREATE TABLE article (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      revision INTEGER NOT NULL,
      size INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE content (
      article INTEGER PRIMARY KEY REFERENCES article(number),
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      extra TEXT NOT NULL
    ) STRICT;

    CREATE TABLE job (
      number INTEGER PRIMARY KEY,
      role TEXT NOT NULL,
      digest TEXT NOT NULL,
      source TEXT NOT NULL,
      first_used INTEGER NOT NULL,
      UNIQUE (role, digest, source)
    ) STRICT;

    CREATE TABLE role (
      name TEXT PRIMARY KEY,
      last_article INTEGER NOT NULL DEFAULT 0,
      newest_job INTEGER REFERENCES job(number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE task (
      id INTEGER PRIMARY KEY,
      role TEXT NOT NULL,
      article INTEGER NOT NULL REFERENCES article(number),
      size INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (
        -- Not as a list: SQLite would build one, a tree of five rows, at every change of a task.
        state = 'ready' OR state = 'claimed' OR state = 'done' OR state = 'failed'
        OR state = 'cancelled'
      ),
      reason TEXT,
      not_before INTEGER,
      rung INTEGER NOT NULL DEFAULT 0,
      model TEXT,
      tries INTEGER NOT NULL DEFAULT 0,
      throttles INTEGER NOT NULL DEFAULT 0,
      claim INTEGER,
      resend INTEGER,
      adjustment TEXT,
      escalated INTEGER NOT NULL DEFAULT 0,
      attempts INTEGER NOT NULL DEFAULT 0,
      cost INTEGER,
      cancelling INTEGER NOT NULL DEFAULT 0,
      UNIQUE (role, article),
      CHECK ((state = 'ready') = (reason IS NOT NULL)),
      CHECK ((state = 'claimed') = (claim IS NOT NULL)),
      CHECK (state = 'claimed' OR NOT cancelling)
    ) STRICT;
    CREATE INDEX task_ready ON task(state, role, rung, not_before) WHERE state = 'ready';
    CREATE INDEX task_claimed ON task(id) WHERE state = 'claimed';
    CREATE INDEX task_failed ON task(role, article) WHERE state = 'failed';
    CREATE INDEX task_cancelled ON task(role, id) WHERE state = 'cancelled';
    CREATE INDEX task_placed ON task(role, model) WHERE state = 'ready' AND model IS NOT NULL;

    CREATE TABLE attempt (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      task INTEGER NOT NULL REFERENCES task(id),
      rung INTEGER NOT NULL,
      job INTEGER NOT NULL REFERENCES job(number),
      model TEXT NOT NULL,
      route TEXT NOT NULL,
      max_tokens INTEGER NOT NULL,
      format TEXT NOT NULL,
      parameters TEXT NOT NULL,
      stream INTEGER NOT NULL,
      adjustment TEXT,
      revision INTEGER NOT NULL,
      builder INTEGER NOT NULL,
      body_sha256 TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      finished_at INTEGER,
      outcome TEXT,
      sentence TEXT,
      remedy TEXT,
      is_try INTEGER NOT NULL DEFAULT 0,
      http_status INTEGER,
      finish_reason TEXT,
      provider TEXT,
      generation_id TEXT,
      served_model TEXT,
      prompt_tokens INTEGER,
      completion_tokens INTEGER,
      reasoning_tokens INTEGER,
      cached_tokens INTEGER,
      cost INTEGER,
      cost_unknown INTEGER NOT NULL DEFAULT 0,
      is_cache_hit INTEGER NOT NULL DEFAULT 0,
      is_throttle INTEGER NOT NULL DEFAULT 0,
      excerpt TEXT,
      milliseconds INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX attempt_task ON attempt(task);

    CREATE TABLE result (
      task INTEGER PRIMARY KEY REFERENCES task(id),
      attempt INTEGER NOT NULL,
      extraction TEXT NOT NULL,
      model TEXT NOT NULL,
      finished_at INTEGER NOT NULL,
      output TEXT NOT NULL
    ) STRICT;

    CREATE TABLE picture (
      task INTEGER PRIMARY KEY REFERENCES result(task) ON DELETE CASCADE,
      bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE failure (
      task INTEGER PRIMARY KEY REFERENCES task(id),
      kind TEXT NOT NULL,
      sentence TEXT NOT NULL,
      remedy TEXT NOT NULL,
      model TEXT
    ) STRICT;

    CREATE TABLE tally_role (
      role TEXT PRIMARY KEY,
      ready INTEGER NOT NULL DEFAULT 0,
      claimed INTEGER NOT NULL DEFAULT 0,
      done INTEGER NOT NULL DEFAULT 0,
      failed INTEGER NOT NULL DEFAULT 0,
      cancelled INTEGER NOT NULL DEFAULT 0,
      escalated INTEGER NOT NULL DEFAULT 0,
      attempts INTEGER NOT NULL DEFAULT 0,
      throttled INTEGER NOT NULL DEFAULT 0,
      cost INTEGER NOT NULL DEFAULT 0,
      cost_unknown INTEGER NOT NULL DEFAULT 0,
      prompt_tokens INTEGER NOT NULL DEFAULT 0,
      completion_tokens INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tally_model (
      role TEXT NOT NULL,
      model TEXT NOT NULL,
      done INTEGER NOT NULL DEFAULT 0,
      failed INTEGER NOT NULL DEFAULT 0,
      cost INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (role, model)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tally_failure (
      role TEXT NOT NULL,
      kind TEXT NOT NULL,
      count INTEGER NOT NULL DEFAULT 0,
      remedy TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (role, kind)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tally_job (
      role TEXT NOT NULL,
      digest TEXT NOT NULL,
      done INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (role, digest)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tally_minute (
      role TEXT NOT NULL,
      minute INTEGER NOT NULL,
      finished INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (role, minute)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE pause (
      scope TEXT NOT NULL CHECK (scope IN ('queue', 'role', 'model', 'free')),
      name TEXT NOT NULL DEFAULT '',
      reason TEXT NOT NULL,
      since INTEGER NOT NULL,
      until INTEGER,
      message TEXT NOT NULL,
      remedy TEXT NOT NULL,
      PRIMARY KEY (scope, name, reason)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      pid INTEGER NOT NULL,
      host TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      concurrency INTEGER NOT NULL,
      ended_at INTEGER,
      exit INTEGER
    ) STRICT;

    CREATE TABLE document (
      name TEXT PRIMARY KEY,
      fetched_at INTEGER NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    """
}
