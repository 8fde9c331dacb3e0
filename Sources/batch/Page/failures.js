// What failed and what waits, by cause, with the way back.
const failures = {
  title: 'Failures',
  async open() {
    this.document = this.document || null;
    this.error = null;
    show(this.draw());
    try { this.document = await get('api/failures'); } catch (error) { this.error = error.message; }
    if (view === this) show(this.draw());
  },
  // Counts change seldom: looked at anew when one has.
  refresh(what) {
    const counts = known.status && JSON.stringify(known.status.roles.map(r => [r.failures, r.waiting, r.failed]).concat([known.status.pauses]));
    if (what === 'status' && counts !== this.counts) { this.counts = counts; this.open(); }
  },
  draw() {
    const it = this.document;
    return h('div', { class: 'stack' }, h('h1', { tabindex: -1 }, 'Failures'),
      this.error ? h('section', { class: 'note bad' }, h('p', null, this.error)) : null,
      !it ? (this.error ? null : h('p', { class: 'quiet' }, 'Loading.')) : [
        it.pauses.map(pauseNote),
        it.failed.map(this.cause),
        it.waiting.map(this.waiting),
        it.failed.length + it.waiting.length + it.pauses.length ? null
          : h('section', { class: 'card' }, h('p', { class: 'lead' }, 'Nothing failed, and nothing waits.'))]);
  },
  cause: cause => h('section', { class: 'card', 'data-key': `${cause.role} ${cause.kind}` },
    h('div', { class: 'head' }, h('h2', null, `${cause.cause || cause.kind}`),
      h('button', { 'data-do': 'retry', 'data-role': cause.role, 'data-kind': cause.kind, 'data-count': cause.count },
        cause.count === 1 ? 'Try it again' : `Try all ${grouped(cause.count)} again`)),
    h('p', { class: 'row' }, chip(`${grouped(cause.count)} failed`, 'failed'), h('span', { class: 'soft' }, `${cause.role} · ${cause.kind}`)),
    h('p', null, cause.remedy),
    h('p', { class: 'small' }, idLinks(cause.examples), cause.count > cause.examples.length ? [', ',
      h('a', { href: linkTo('articles', { role: cause.role, state: 'failed', kind: cause.kind }) }, `and ${grouped(cause.count - cause.examples.length)} more`)] : '')),
  waiting: group => h('section', { class: 'card', 'data-key': `${group.role} waits ${group.reason} ${group.kind}` },
    h('h2', null, `${grouped(group.count)} waiting: ${reasonWords[group.reason] || group.reason}`),
    h('p', { class: 'soft' }, `${group.role}${group.kind ? `, after ${group.kind}` : ''}. The first goes on at ${clock(group.until)}.`),
    h('p', { class: 'small' }, idLinks(group.examples), group.count > group.examples.length ? ` and ${grouped(group.count - group.examples.length)} more` : '')),
};
const idLinks = ids => ids.map((id, i) => [i ? ', ' : '', h('a', { href: linkTo('article', { id }) }, foreign(id))]);
