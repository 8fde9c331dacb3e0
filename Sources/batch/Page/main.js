// Which view is open follows from the address; a click or a key does one thing of the list below.
const linkTo = (name, query) => {
  const given = Object.entries(query || {}).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = new URLSearchParams(given).toString();
  return `#/${name}${text ? `?${text}` : ''}`;
};
const views = { '': overview, articles, article, failures, review };
let view = null;

const shown = () => {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return { view: Object.hasOwn(views, path) ? views[path] : overview, query: Object.fromEntries(new URLSearchParams(query || '')) };
};
const links = () => {
  const failed = known.status ? known.status.roles.reduce((sum, role) => sum + role.failed, 0) : 0;
  const nav = document.getElementById('views');
  const next = put(nav.cloneNode(false), [['', 'Overview'], ['articles', 'Articles'], ['failures', 'Failures'], ['review', 'Review']]
    .map(([path, words]) => h('a', { href: `#/${path}`, 'aria-current': (views[path] === view || path === 'articles' && view === article) ? 'page' : null }, words,
      path === 'failures' && failed ? h('span', { class: 'count' }, grouped(failed)) : null)));
  morph(nav, next);
};
const route = () => {
  const isOther = view !== shown().view;
  view = shown().view;
  document.title = `${view.title} – batch`;
  links();
  if (view.open) view.open(shown().query); else show(view.draw());
  if (isOther) { scrollTo(0, 0); const heading = main.querySelector('h1'); if (heading && hasRouted) heading.focus(); }
  hasRouted = true;
};
let hasRouted = false, lastPauses = null, wasAtWork = null;

const refresh = what => {
  links();
  if (what === 'status') announce();
  if (!view) return;
  if (view === review && !review.role && known.status) return review.open(shown().query);
  if (view.refresh) view.refresh(what);
};
// Said aloud: what a person waits for, never a count.
const announce = () => {
  if (!known.status) return;
  const pauses = known.status.pauses.map(pause => `${pause.scope} ${pause.reason}`).join('\n'), isAtWork = Boolean(known.status.run);
  if (lastPauses !== null && pauses !== lastPauses && known.status.pauses.length) {
    const newest = known.status.pauses[known.status.pauses.length - 1];
    say(`Paused: ${scopeWords(newest.scope)}. ${newest.message}`);
  }
  if (wasAtWork && !isAtWork) say('The run has ended.');
  lastPauses = pauses;
  wasAtWork = isAtWork;
};

const acts = {
  skip: () => main.focus(),
  pause: () => carryOut({ action: 'pause', scope: 'queue' }),
  resume: ({ scope }) => carryOut({ action: 'resume', scope }),
  async retry({ role, kind, count }) {
    const isSure = await ask(`Try ${counted(Number(count), 'article')} again?`,
      h('p', null, 'They begin at the first model again, and each try costs money.'), 'Try again');
    if (!isSure) return;
    let after = null;
    do {
      const answer = await carryOut({ action: 'retry', role, kind, after });
      after = answer ? answer.next : null;
    } while (after !== null && after !== undefined);
    if (view === failures) failures.open();
  },
  async retryOne({ role, id, state }) {
    await carryOut({ action: 'retry', role, articles: [id], isCancelled: state === 'cancelled' });
    if (view === article) article.open(article.query);
  },
  page({ after, before }) { articles.go(after !== undefined ? { after } : { before }); },
  turn: ({ place }) => review.go(Number(place)),
  async earlier() { await review.earlier(); if (view === review) show(review.draw()); },
  async later() { await review.later(); if (view === review) show(review.draw()); },
  accept: () => review.accept(), reject: () => review.reject(), sendBack: () => review.sendBack(), undo: () => review.undo(),
  switch: ({ name, value }) => review.set(name, value),
  keys: () => ask('Keys', h('dl', { class: 'keys' }, keyWords.map(([key, words]) => [h('dt', null, h('kbd', null, key)), h('dd', null, words)])), 'Close'),
};
const keyWords = [['j', 'next'], ['k', 'previous'], ['a', 'accept'], ['r', 'reject, with a note'], ['s', 'send back, to another model'],
  ['u', 'undo'], ['d', 'changes, or side by side'], ['v', 'as read, or as written'], ['/', 'find an article'], ['?', 'these keys']];

document.addEventListener('click', event => {
  const button = event.target.closest('[data-do]');
  if (!button || button.disabled) return;
  event.preventDefault();
  if (button.dataset.do === 'unfold') { unfolded.add(button.dataset.text); return button.replaceWith(visible(button.dataset.text)); }
  acts[button.dataset.do](button.dataset);
});
document.addEventListener('change', event => {
  const { change } = event.target.dataset;
  if (!change) return;
  if (change === 'plots') return overview.choose(event.target.value);
  if (view === articles) articles.go({ [change]: event.target.value });
  if (view === review) review.filtered({ [change]: event.target.value, ...(change === 'role' ? { model: '' } : {}) });
});
let typing = null;
document.addEventListener('input', event => {
  if (event.target.id !== 'find') return;
  clearTimeout(typing);
  const text = event.target.value.trim();
  typing = setTimeout(() => view === articles && articles.go({ text }, true), 250);
});

const inReview = { j: () => review.go(review.place + 1), k: () => review.go(review.place - 1), a: () => review.accept(),
  r: () => review.reject(), s: () => review.sendBack(), u: () => review.undo(),
  d: () => review.set('side', review.side === 'side' ? 'diff' : 'side'),
  v: () => review.set('form', review.form === 'drawn' ? 'source' : 'drawn') };
const step = by => {
  const items = [...main.querySelectorAll('[data-item]')];
  const next = items[Math.min(items.length - 1, Math.max(0, items.indexOf(document.activeElement) + by))];
  if (next) next.focus();
};
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.nodeName)) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  const done = event.key === '?' ? acts.keys
    : event.key === '/' ? () => view === articles ? document.getElementById('find').focus() : (location.hash = '#/articles', setTimeout(() => document.getElementById('find').focus(), 50))
    : view === review ? inReview[event.key]
    : event.key === 'j' ? () => step(1) : event.key === 'k' ? () => step(-1) : null;
  if (!done) return;
  event.preventDefault();
  done();
});
window.addEventListener('hashchange', () => {
  // What was asked about is not what is shown now.
  for (const box of document.querySelectorAll('dialog[open]')) box.dispatchEvent(new Event('cancel', { cancelable: true }));
  route();
});
pulse();
route();
begin();
listen();
