// Every article, a page at a time; found by id or title.
const rowsShown = 50;
const articles = {
  title: 'Articles',
  async open(query) {
    this.query = query;
    this.error = null;
    show(this.draw());
    const asked = this.query;
    this.isLooking = true;
    try { await this.look(query); } catch (error) { if (asked === this.query) this.error = error.message; }
    if (asked !== this.query) return;
    this.isLooking = false;
    if (view === this) show(this.draw());
  },
  // Only so many are looked at for one answer: goes on until the page is full, or somebody asks for another.
  async look(query) {
    let page = await get('api/articles', { ...query, limit: rowsShown });
    while (query === this.query) {
      this.page = page;
      const missing = rowsShown - page.articles.length;
      const isBack = isThere(query.before) && query.before !== '', further = isBack ? page.previous : page.next;
      if (missing > 0 && isBack && !isThere(further) && !page.articles.length) return this.go({});
      if (missing <= 0 || !isThere(further)) return;
      if (view === this) show(this.draw());
      const more = await get('api/articles', { ...query, [isBack ? 'before' : 'after']: further, limit: missing });
      const lookedAt = page.lookedAt + more.lookedAt;
      page = isBack ? { ...more, articles: [...more.articles, ...page.articles], next: page.articles.length ? page.next : more.next, lookedAt }
        : { ...more, articles: [...page.articles, ...more.articles], previous: page.previous, lookedAt };
    }
  },
  refresh(what) {
    const names = JSON.stringify(known.status && known.status.roles.map(r => [r.role, r.failures.map(f => f.kind)]));
    if (what !== 'status' || names === this.names) return;
    this.names = names;
    show(this.draw());
  },
  // While somebody types, the address is the same one still.
  go(changes, isSame) {
    const next = linkTo('articles', { ...this.query, after: '', before: '', ...changes });
    if (!isSame) { location.hash = next; return; }
    history.replaceState(null, '', next);
    route();
  },
  draw() {
    const query = this.query, status = known.status;
    const roles = (status ? status.roles : []).map(r => [r.role, r.role]);
    const kinds = [...new Set((status ? status.roles : []).flatMap(r => r.failures.map(f => f.kind)))].map(k => [k, k]);
    return h('div', { class: 'stack' }, h('h1', { tabindex: -1 }, 'Articles'),
      h('div', { class: 'tools' },
        h('label', { class: 'wide' }, 'Find by id or title', h('input', { type: 'search', id: 'find', value: query.text || '',
          'data-find': true, autocomplete: 'off', spellcheck: 'false', placeholder: 'the beginning of an id, or words of a title' })),
        roles.length ? picked('Role', 'role', [['', 'Any'], ...roles], query.role || '') : null,
        picked('State', 'state', [['', 'Any'], ...Object.entries(stateWords)], query.state || ''),
        kinds.length ? picked('Failure', 'kind', [['', 'Any'], ...kinds], query.kind || '') : null),
      this.error ? h('section', { class: 'note bad' }, h('p', null, this.error)) : this.list());
  },
  list() {
    if (!this.page) return h('p', { class: 'quiet' }, 'Looking.');
    const { articles: rows, next, previous, lookedAt } = this.page;
    const isFiltered = this.query.text || this.query.state || this.query.kind || this.query.role;
    return h('section', { class: 'card' },
      rows.length ? h('table', { class: 'cards' },
        h('thead', null, h('tr', null, ['Article', 'Size', 'Work'].map((name, i) => h('th', { scope: 'col', class: i === 1 ? 'num' : null }, name)))),
        h('tbody', null, rows.map(this.row))) : h('p', { class: 'quiet' }, this.isLooking ? 'None yet.'
        : isFiltered ? 'No article is like that.' : 'No article is queued yet. Queue some: batch enqueue articles.jsonl'),
      h('div', { class: 'pager' },
        h('button', { 'data-do': 'page', 'data-before': previous ?? '', disabled: previous === null || previous === undefined }, 'Previous'),
        h('span', { class: 'soft small' }, this.isLooking && lookedAt > rowsShown ? `Looked at ${counted(lookedAt, 'article')} so far` : ''),
        h('button', { 'data-do': 'page', 'data-after': next ?? '', disabled: next === null || next === undefined }, 'Next')));
  },
  row: article => h('tr', { 'data-key': article.number },
    h('td', null, h('a', { class: 'title', 'data-item': true, href: linkTo('article', { id: article.id }) },
      foreign(article.title || article.id)), h('div', { class: 'soft small mono' }, foreign(article.id))),
    h('td', { class: 'num', 'data-name': 'Size' }, sized(article.size)),
    h('td', null, article.roles.length ? article.roles.map(task => h('div', null, `${task.role} `,
      chip(stateWords[task.state] || task.state, task.state), ' ',
      task.state === 'ready' && task.reason !== 'new' ? h('span', { class: 'soft small' }, reasonWords[task.reason] || task.reason) : '',
      task.kind ? h('span', { class: 'small' }, task.kind) : '',
      task.verdict ? [' ', chip(verdictWords[task.verdict], task.verdict)] : '',
      task.isStale ? [' ', chip('out of date', 'held')] : '',
      h('div', { class: 'soft small' }, [task.model, task.attempts ? counted(task.attempts, 'request') : '',
        task.costUSD ? dollars(task.costUSD) : ''].filter(Boolean).join(' · ')))) : h('span', { class: 'soft' }, 'not started'))),
};

// One article: all that happened to it.
const article = {
  title: 'Article',
  async open(query) {
    this.query = query;
    this.document = null;
    this.error = null;
    show(this.draw());
    try { this.document = await get('api/article', { id: query.id }); } catch (error) { this.error = error.message; }
    if (view === this) show(this.draw());
  },
  draw() {
    const it = this.document;
    const back = h('p', null, h('a', { href: '#/articles' }, 'All articles'));
    if (this.error) return h('div', { class: 'stack' }, back, h('h1', { tabindex: -1 }, 'Article'), h('section', { class: 'note bad' }, h('p', null, this.error)));
    if (!it) return h('div', { class: 'stack' }, back, h('h1', { tabindex: -1 }, 'Article'), h('p', { class: 'quiet' }, 'Loading.'));
    return h('div', { class: 'stack' }, back,
      h('div', null, h('h1', { tabindex: -1 }, foreign(it.title || it.id)), h('p', { class: 'soft mono' }, foreign(it.id),
        it.revision > 1 ? ` · replaced ${counted(it.revision - 1, 'time')}` : '')),
      it.tasks.map(task => this.task(task, it)),
      it.tasks.length ? null : h('p', { class: 'quiet' }, 'No role was run on it yet.'),
      h('section', { class: 'card' }, h('h2', null, 'The article'), h('div', { class: 'text source' }, it.body),
        Object.keys(it.article || {}).length ? h('details', null, h('summary', null, 'Its other fields'),
          h('pre', null, JSON.stringify(it.article, null, 2))) : null));
  },
  task(task, it) {
    return h('section', { class: 'card', 'data-key': task.role },
      h('div', { class: 'head' }, h('h2', null, task.role, ' ', chip(stateWords[task.state] || task.state, task.state)),
        task.state === 'failed' || task.state === 'cancelled'
          ? h('button', { 'data-do': 'retryOne', 'data-role': task.role, 'data-id': it.id, 'data-state': task.state }, 'Put it back') : null,
        task.state === 'done' && task.output && typeof task.output === 'object' && 'body' in task.output
          ? h('a', { href: linkTo('review', { role: task.role, id: it.id }) }, 'Review it') : null),
      task.state === 'ready' ? h('p', null, `${reasonWords[task.reason] || task.reason}${task.notBefore ? `, not before ${clock(task.notBefore)}` : ''}.`) : null,
      task.failure ? h('div', { class: 'note bad' }, h('p', null, task.failure.sentence), h('p', null, task.failure.remedy)) : null,
      task.stale ? h('p', { class: 'soft' }, 'The result is out of date: it was made with an earlier prompt or of an earlier text.') : null,
      task.attempts.length ? h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': `Attempts of ${task.role}` }, h('table', { class: 'cards' },
        h('thead', null, h('tr', null, ['When', 'Model', 'What came', 'Took', 'Tokens', 'Cost'].map((n, i) =>
          h('th', { scope: 'col', class: i > 2 ? 'num' : null }, n)))),
        h('tbody', null, task.attempts.map(this.attempt)))) : h('p', { class: 'soft' }, 'No request was sent for it yet.'),
      task.pruned ? h('p', { class: 'soft small' }, `${counted(task.pruned, 'earlier attempt')} told no more.`) : null,
      task.output !== null && task.output !== undefined ? h('details', null, h('summary', null, 'The result'),
        h('pre', null, typeof task.output === 'string' ? task.output : JSON.stringify(task.output, null, 2))) : null);
  },
  attempt: a => h('tr', { 'data-key': a.number },
    h('td', { 'data-name': 'When' }, clock(a.startedAt)),
    h('td', { 'data-name': 'Model' }, a.servedModel && a.servedModel !== a.model ? [a.model, h('div', { class: 'soft small' }, `answered by ${a.servedModel}`)] : a.model,
      a.provider ? h('div', { class: 'soft small' }, foreign(a.provider)) : ''),
    h('td', { 'data-name': 'What came' }, a.outcome === null ? chip('in flight', 'claimed') : chip(a.outcome, a.outcome === 'done' ? 'done' : a.isTry ? 'failed' : 'held'),
      a.section || a.part ? h('span', { class: 'soft small' }, a.part ? ` the ${a.part}` : ` section ${a.section}`) : '',
      a.failure ? h('div', { class: 'small' }, foreign(a.failure.sentence)) : '',
      a.excerpt ? h('details', null, h('summary', { class: 'small' }, 'What it said'), h('pre', null, a.excerpt)) : ''),
    h('td', { class: 'num', 'data-name': 'Took' }, a.milliseconds ? took(a.milliseconds) : '–'),
    h('td', { class: 'num', 'data-name': 'Tokens' }, a.promptTokens === null ? '–' : `${grouped(a.promptTokens)} + ${grouped(a.completionTokens || 0)}`),
    h('td', { class: 'num', 'data-name': 'Cost' }, a.costUSD === null ? '–' : dollars(a.costUSD))),
};
