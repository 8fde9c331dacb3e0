// How a review looks.
const foldOver = 900, foldKeeps = 250;
Object.assign(review, {
  draw() {
    const heading = h('h1', { tabindex: -1 }, 'Review');
    if (!this.role) {
      return h('div', { class: 'stack' }, heading, h('section', { class: 'card' },
        h('p', { class: 'lead' }, known.status ? 'Nothing is done yet.' : 'Loading the queue.'),
        h('p', null, 'As soon as an article is done, it can be read here beside what it was before.')));
    }
    return h('div', { class: 'stack' },
      h('div', { class: 'head' }, heading, h('button', { class: 'plain', 'data-do': 'keys' }, 'Keys', h('kbd', null, '?'))),
      this.tools(),
      h('div', { class: 'review' }, this.shelf(), h('div', { class: 'readings', 'data-key': 'reading' }, this.reading())));
  },
  tools() {
    const roles = known.status ? known.status.roles.filter(role => role.attempts > 0) : [];
    return h('div', { class: 'tools' },
      roles.length > 1 ? picked('Role', 'role', roles.map(r => [r.role, r.role]), this.role) : null,
      picked('Order', 'order', [['warnings', 'Warnings first'], ['shorter', 'Shortened most'], ['longer', 'Lengthened most'], ['input', 'As queued']], this.filter.order),
      picked('Model', 'model', [['', 'Any'], ...(this.models || []).map(m => [m, m])], this.filter.model),
      picked('Verdict', 'verdict', [['', 'Any'], ['none', 'Not judged'], ['accepted', 'Accepted'], ['rejected', 'Rejected']], this.filter.verdict));
  },
  shelf() {
    const judged = this.items.filter(item => item.verdict || item.isSent).length;
    return h('section', { class: 'card shelf', 'aria-label': 'Rewrites' },
      h('p', { class: 'some' }, this.isLoading ? 'Loading.' : this.some(judged)),
      h('ol', { tabindex: this.items.length ? null : 0 },
        isThere(this.previous) ? h('li', { 'data-key': 'earlier' }, h('button', { class: 'more', 'data-do': 'earlier' }, 'Show earlier ones')) : null,
        this.items.map((item, place) => h('li', { 'data-key': item.id }, h('button', { 'data-do': 'turn', 'data-place': place,
          'aria-current': place === this.place && this.item ? 'true' : null },
        h('span', { class: 'line' }, foreign(item.title || item.id)),
        h('span', { class: 'about' }, item.isSent ? chip('sent back', 'held') : item.verdict ? chip(verdictWords[item.verdict], item.verdict) : '',
          item.warnings ? chip(counted(item.warnings, 'warning'), 'warn') : '', isThere(item.ratio) ? lengthWords(item.ratio) : '')))),
        isThere(this.next) ? h('li', { 'data-key': 'later' }, h('button', { class: 'more', 'data-do': 'later' }, 'Show more')) : null));
  },
  some(judged) {
    const all = counted(this.total || 0, 'rewrite');
    const shown = this.items.length < this.total ? `, ${grouped(this.start + 1)} to ${grouped(Math.min(this.total, this.start + this.items.length))} shown` : '';
    return [`${all}${shown}, ${grouped(judged)} judged here`, this.isComplete === false ? '. More are being looked at.' : '',
      this.cutAfter ? `. These are the first ${grouped(this.cutAfter)} in the order they were queued; find the others under Articles.` : ''];
  },
  reading() {
    if (this.error) return h('section', { class: 'note bad' }, h('p', null, this.error));
    const item = this.item;
    if (!item) return h('section', { class: 'card' }, h('p', { class: 'quiet' }, this.isLoading || this.items.length ? 'Loading.'
      : this.filter.model || this.filter.verdict ? 'No rewrite is like that.' : 'Nothing is done yet.'));
    return [
      h('section', { class: 'card', 'aria-label': 'Rewrite' },
        h('div', { class: 'head' }, h('div', null, h('h2', { id: 'reviewed' }, foreign(item.title || item.id)),
          h('p', { class: 'soft small mono' }, h('a', { href: linkTo('article', { id: item.id }) }, foreign(item.id)))),
        item.isSent ? chip('sent back', 'held') : item.verdict ? chip(verdictWords[item.verdict], item.verdict) : chip('not judged')),
        item.note ? h('p', { class: 'small' }, h('strong', null, 'Note: '), foreign(item.note)) : null,
        item.sentNote ? h('p', { class: 'small' }, h('strong', null, 'Sent back: '), foreign(item.sentNote)) : null,
        h('p', { class: 'soft small' }, [item.model, isThere(item.cost) ? dollars(item.cost) : '',
          counted(item.attempts, 'request'), isThere(item.ratio) ? lengthWords(item.ratio) : ''].filter(Boolean).join(' · ')),
        checkList(item.checks),
        h('div', { class: 'row' },
          switched('View', 'side', this.side, [['side', 'Side by side'], ['diff', 'Changes']]),
          this.side === 'side' ? switched('Text', 'form', this.form, [['drawn', 'As read'], ['source', 'As written']]) : null)),
      h('section', { class: 'card', 'data-key': `${item.id} ${item.attempt} ${this.side} ${this.form}`, 'aria-labelledby': 'reviewed' },
        this.side === 'diff' ? item.diff ? [item.isCoarse ? h('p', { class: 'soft small' },
          'Some of it is too long to be compared word by word: there whole passages are shown as replaced.') : null, changes(item.diff)] : h('p', { class: 'quiet' }, 'This is no rewrite: there is nothing to compare.') : h('div', { class: 'pair' },
          this.half('Before', item.before), this.half('After', item.after))),
      this.verdicts(item)];
  },
  half(name, text) {
    return h('section', { 'aria-label': name }, h('h2', null, name),
      h('div', { class: 'text', dir: 'auto' },
        text.title ? h('p', { class: 'heading', dir: 'auto' }, text.title) : null,
        this.form === 'source' || text.rendered === undefined ? h('div', { class: 'text source' }, text.source) : drawn(text.rendered)));
  },
  verdicts(item) {
    return h('div', { class: 'judge', role: 'group', 'aria-label': 'Verdict' },
      h('button', { class: 'accept', 'data-do': 'accept', 'aria-pressed': item.verdict === 'accepted' ? 'true' : 'false' }, 'Accept', h('kbd', null, 'a')),
      h('button', { class: 'reject', 'data-do': 'reject', 'aria-pressed': item.verdict === 'rejected' ? 'true' : 'false' }, 'Reject', h('kbd', null, 'r')),
      h('button', { 'data-do': 'sendBack' }, 'Send back', h('kbd', null, 's')),
      h('div', { class: 'end' },
        h('button', { 'data-do': 'undo', disabled: !this.done.length }, 'Undo', h('kbd', null, 'u')),
        h('button', { 'data-do': 'turn', 'data-place': this.place - 1, disabled: this.place === 0 && !isThere(this.previous) }, 'Previous', h('kbd', null, 'k')),
        h('button', { 'data-do': 'turn', 'data-place': this.place + 1,
          disabled: this.place + 1 >= this.items.length && !isThere(this.next) }, 'Next', h('kbd', null, 'j'))));
  },
});

const lengthWords = ratio => {
  const change = Math.round((ratio - 1) * 100);
  return change === 0 ? 'same length' : `${Math.abs(change)} % ${change < 0 ? 'shorter' : 'longer'}`;
};
const switched = (label, name, chosen, choices) => h('div', { class: 'switch', role: 'group', 'aria-label': label },
  choices.map(([value, words]) => h('button', { 'data-do': 'switch', 'data-name': name, 'data-value': value, 'aria-pressed': value === chosen ? 'true' : 'false' }, words)));
const checkList = checks => {
  const failed = checks.filter(check => !check.passed), passed = checks.length - failed.length;
  return [failed.length ? h('ul', { class: 'checks', 'aria-label': 'Warnings' }, failed.map(check => h('li', { class: 'failed' },
    h('span', { 'aria-hidden': 'true' }, '!'), h('span', null, foreign(check.sentence))))) : null,
  checks.length ? h('p', { class: 'soft small' }, failed.length ? `${counted(passed, 'other check')} passed.` : `All ${grouped(checks.length)} checks passed.`) : null];
};

// White space that was changed is seen by its signs.
const spaceSigns = { '\t': '⇥', '\u00a0': '⍽' };
const signed = text => /\S/.test(text) ? text
  : text.replaceAll('\r\n', '\n').replace(/[^\S\n]/g, sign => spaceSigns[sign] || '·').replaceAll('\n', '¶\n');
// Passages that were opened stay open when the list is drawn anew.
const unfolded = new Set();
const changes = spans => h('div', { class: 'text source', dir: 'auto' }, spans.map((part, place) => {
  if (part.kind === 'removed') return h('del', null, signed(part.text));
  if (part.kind === 'added') return h('ins', null, signed(part.text));
  if (part.text.length <= foldOver) return part.text;
  const head = place === 0 ? 0 : foldKeeps, tail = place === spans.length - 1 ? 0 : foldKeeps;
  const hidden = part.text.slice(head, part.text.length - tail);
  if (unfolded.has(hidden)) return part.text;
  return [part.text.slice(0, head), h('span', { 'data-key': `fold ${place}` }, h('button', { class: 'folded', 'data-do': 'unfold', 'data-text': hidden },
    `${grouped(hidden.length)} characters the same`)), part.text.slice(part.text.length - tail)];
}));
