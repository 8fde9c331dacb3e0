// The overview: what is done, what holds it up, what it costs; drawn anew at each change.
const meter = role => {
  const parts = ['done', 'failed', 'claimed', 'cancelled'];
  let left = 0;
  return s('svg', { class: 'meter', role: 'img', 'aria-label': `${role.role}: ${percent(finished(role), role.total)} finished` },
    parts.map(name => {
      const width = role.total ? role[name] * 100 / role.total : 0, x = left;
      left += width;
      return s('rect', { class: name, x: `${x.toFixed(2)}%`, y: 0, width: `${width.toFixed(2)}%`, height: '100%' });
    }));
};
const finished = role => role.done + role.failed + role.cancelled;

const legend = role => h('ul', { class: 'legend' },
  [['done', 'done'], ['failed', 'failed'], ['claimed', 'in work'], ['ready', 'to do'], ['cancelled', 'cancelled']]
    .filter(([name]) => role[name] || name === 'done')
    .map(([name, words]) => h('li', null, h('span', { class: `swatch ${name}`, 'aria-hidden': 'true' }),
      `${grouped(role[name])} ${words}`,
      name === 'ready' && role.waiting ? ` (${grouped(role.waiting)} waiting their time)` : '')));

const leadOf = (role, status) => {
  if (!role.total) return 'No tasks yet.';
  const open = role.ready + role.claimed;
  if (!open) return role.failed ? `Finished; ${counted(role.failed, 'article')} failed.` : 'All done.';
  if (isPaused(role.role, status)) return 'Paused.';
  if (!status.run) return `Not at work. ${counted(open, 'article')} to do.`;
  if (role.etaSeconds) return `About ${span(role.etaSeconds)} left.`;
  return role.perMinute === null ? 'At work; how fast is not known yet.' : 'At work.';
};
const isPaused = (role, status) => status.pauses.some(p => p.scope === 'queue' || p.scope === `role:${role}`);

const roleCard = (role, status) => h('section', { class: 'card', 'data-key': role.role, 'aria-label': `Role ${role.role}` },
  h('div', { class: 'head' }, h('h2', null, role.role),
    h('p', { class: 'soft' }, `${percent(finished(role), role.total)} · ${grouped(role.done)} of ${grouped(role.total)} done`)),
  h('p', { class: 'lead' }, leadOf(role, status)),
  meter(role), legend(role),
  h('dl', { class: 'facts' },
    fact('Rate', role.perMinute === null ? null : rate(role.perMinute)),
    fact('Cost so far', dollars(role.costUSD), role.costUnknown ? `cost of ${grouped(role.costUnknown)} unknown` : `${counted(role.attempts, 'request')}`),
    role.ready + role.claimed > 0 && role.projectedCostUSD !== null ? fact('In all about', dollars(role.projectedCostUSD)) : null,
    role.throttled ? fact('Throttled', grouped(role.throttled), 'cost nothing, tried again') : null,
    role.escalated ? fact('Next model', grouped(role.escalated), 'needed a more reliable one') : null,
    role.accepted + role.rejected ? fact('Reviewed', `${grouped(role.accepted)} accepted`, role.rejected ? `${grouped(role.rejected)} rejected` : '') : null,
    role.stale ? fact('Out of date', grouped(role.stale), 'made with an earlier prompt') : null),
  role.models.length > 1 ? modelTable(role) : null,
  role.done > 0 && role.role === reviewedRole(status) ? h('p', null, h('a', { href: `#/review?role=${encodeURIComponent(role.role)}` },
    'Review what is done')) : null);

const modelTable = role => h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': `Models of ${role.role}` }, h('table', null,
  h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Model'), h('th', { class: 'num', scope: 'col' }, 'Done'),
    h('th', { class: 'num', scope: 'col' }, 'Failed'), h('th', { class: 'num', scope: 'col' }, 'Cost'))),
  h('tbody', null, role.models.map(model => h('tr', { 'data-key': model.model }, h('td', null, model.model),
    h('td', { class: 'num' }, grouped(model.done)), h('td', { class: 'num' }, grouped(model.failed)),
    h('td', { class: 'num' }, dollars(model.costUSD)))))));

const pauseNote = pause => h('section', { class: 'note', 'data-key': `pause ${pause.scope} ${pause.reason}` },
  h('h2', null, `Paused: ${scopeWords(pause.scope)}`),
  h('p', null, pause.message),
  h('p', null, pause.remedy),
  h('p', { class: 'soft small' }, `Since ${clock(pause.since)}.`,
    pause.until ? ` It ends by itself, ${clock(pause.until)}.` : ''),
  h('div', { class: 'row' }, h('button', { class: 'main', 'data-do': 'resume', 'data-scope': pause.scope },
    'Resume'), pause.reason === 'operator' ? null : h('span', { class: 'soft small' }, 'One request finds out whether it works again.')));

const pacingLines = status => {
  const lines = (status.run ? status.pacing : status.pacing.filter(p => !p.gateUntil)).map(p => {
    const until = p.gateUntil ? `, until ${clock(p.gateUntil)}` : '';
    const learned = p.ratePerSecond ? `, ${requests(p.ratePerSecond)} learned` : '';
    return h('li', null, `${p.model}: ${p.reason}${learned}${until}.`, p.remedy ? ` ${p.remedy}` : '');
  });
  const batches = status.batches.map(b => h('li', null, `${counted(b.tasks, 'task')} of ${b.role} in a batch of ${b.model}`,
    b.since ? ` since ${clock(b.since)}.` : ', on its way.'));
  const lessons = status.lessons.map(l => h('li', null, `${l.model} is asked ${l.differences.join(', ')}, as was learnt.`));
  const others = status.otherModels.map(o => h('li', null, `${o.model} was asked, but ${o.servedModel} answered. ${o.remedy}`));
  const all = [...lines, ...batches, ...lessons, ...others];
  return all.length ? h('section', { class: 'card' }, h('h2', null, 'What the models do'), h('ul', null, all)) : null;
};

const costCard = cost => cost.budget.maxCostUSD === null && !cost.unknown ? null : h('section', { class: 'card' },
  h('h2', null, 'The bill'),
  h('dl', { class: 'facts' }, fact('So far', dollars(cost.costUSD)),
    cost.projectedUSD === null ? null : fact('In all about', dollars(cost.projectedUSD)),
    cost.reservedUSD ? fact('Set aside', dollars(cost.reservedUSD), 'for requests on their way') : null,
    cost.budget.maxCostUSD === null ? null
      : fact('Bound', dollars(cost.budget.maxCostUSD), `${dollars(Math.max(0, cost.budget.maxCostUSD - cost.costUSD - cost.reservedUSD))} left of it`),
    cost.unknown ? fact('Unknown', grouped(cost.unknown), 'see openrouter.ai/activity') : null));

const overview = {
  title: 'Overview',
  role: '',
  draw() {
    const status = known.status;
    if (known.trouble) return [h('h1', { tabindex: -1 }, 'Overview'), troubleNote()];
    if (!status) return [h('h1', { tabindex: -1 }, 'Overview'), h('p', { class: 'quiet' }, 'Loading the queue.')];
    const isHeld = status.pauses.some(p => p.scope === 'queue' && p.reason === 'operator');
    return h('div', { class: 'stack' },
      h('div', { class: 'head' }, h('h1', { tabindex: -1 }, 'Overview'),
        h('div', { class: 'row' }, status.roles.length && !isHeld
          ? h('button', { 'data-do': 'pause', 'data-scope': 'queue' }, 'Pause') : null)),
      h('p', { class: 'soft' }, `${counted(status.articles, 'article')}. `, status.run
        ? `Run ${status.run.pid} is at work since ${clock(status.run.since)}.` : 'No run is at work.'),
      status.pauses.map(pauseNote),
      status.roles.map(role => roleCard(role, status)),
      status.roles.length ? null : h('section', { class: 'card' }, h('h2', null, 'Nothing was run yet'),
        h('p', null, status.articles ? 'Start with: ' : 'Queue articles first: ',
          h('code', null, status.articles ? 'batch run --role rewrite' : 'batch enqueue articles.jsonl'))),
      failedCard(status), this.plots(status), costCard(status.cost), pacingLines(status));
  },
  plots(status) {
    const plots = known.plots[this.role];
    if (!plots || !plots.length) return null;
    return h('section', { class: 'card', 'data-key': 'plots' },
      h('div', { class: 'head' }, h('h2', null, 'Over time'), status.roles.length > 1
        ? picked('Role', 'plots', [['', 'All roles'], ...status.roles.map(r => [r.role, r.role])], this.role) : null),
      h('div', { class: 'plots' }, plots.map(plot => h('figure', { 'data-key': plot.name, 'aria-label': plot.title },
        h('figcaption', null, h('strong', null, plot.title), plot.summary ? ` ${plot.summary}` : ''), plotted(plot.svg)))));
  },
  refresh(what) {
    if (what === 'course' && this.role) return this.choose(this.role);
    show(this.draw());
  },
  async choose(role) {
    this.role = role;
    try { known.plots[role] = (await get('api/course', { role })).plots; } catch (error) { say(error.message, true); }
    if (view === overview) show(this.draw());
  },
};

const failedCard = status => {
  const causes = status.roles.flatMap(role => role.failures.map(cause => ({ ...cause, role: role.role })));
  if (!causes.length) return null;
  return h('section', { class: 'card' }, h('div', { class: 'head' }, h('h2', null, 'Failed'),
    h('a', { href: '#/failures' }, 'Causes and the way back')),
    h('ul', null, causes.slice(0, 5).map(cause => h('li', null, h('strong', null, `${grouped(cause.count)} ${cause.kind}`),
      ` (${cause.role}). ${cause.remedy}`))));
};

const troubleNote = () => h('section', { class: 'note bad' }, h('h2', null, 'The queue cannot be read'),
  h('p', null, known.trouble.error), known.trouble.remedy ? h('p', null, known.trouble.remedy) : null);

const reviewedRole = status => {
  const roles = (status ? status.roles : []).filter(role => role.attempts > 0);
  return (roles.find(role => role.role === 'rewrite') || roles[0] || {}).role;
};
