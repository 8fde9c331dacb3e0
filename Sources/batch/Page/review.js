// Review: before and after, and a verdict on it, by keyboard alone if one likes.
const pageSize = 100;
const review = {
  title: 'Review',
  side: 'side', form: 'drawn', done: [], place: 0, items: [], next: null, item: null, filter: {},
  // Answers that come for an earlier question are nobody's any more.
  opened: 0, turned: 0,
  async open(query) {
    const number = ++this.opened;
    const role = query.role || this.filter.role || reviewedRole(known.status);
    if (!role) { this.role = null; return show(this.draw()); }
    this.role = role;
    const { id, ...filter } = query;
    this.filter = { order: 'warnings', model: '', verdict: '', ...filter, role };
    Object.assign(this, { items: [], item: null, next: null, error: null, place: 0, isTurning: false, isLoading: true });
    show(this.draw());
    await this.more();
    if (number !== this.opened) return;
    if (!this.isComplete) setTimeout(() => number === this.opened && this.fill(), 500);
    if (id && !this.items.some(item => item.id === id)) this.items.unshift({ id, title: id, warnings: 0 });
    await this.turn(id ? this.items.findIndex(item => item.id === id) : 0);
  },
  async more() {
    const number = this.opened;
    try {
      const page = await get('api/review', { ...this.filter, after: this.next, limit: pageSize });
      if (number !== this.opened) return;
      this.items.push(...page.items);
      this.take(page);
    } catch (error) { this.error = error.message; }
    this.isLoading = false;
  },
  take(page) {
    Object.assign(this, { next: page.next, total: page.total, isComplete: page.isComplete, models: page.models });
  },
  // The list anew, as far as it was shown; what is read stays where it is.
  async fill() {
    const number = this.opened;
    this.filledAt = Date.now();
    try {
      const page = await get('api/review', { ...this.filter, limit: Math.min(1000, Math.max(pageSize, this.items.length)) });
      if (number !== this.opened || view !== this) return;
      const current = this.items[this.place];
      this.items = page.items;
      this.take(page);
      const place = current ? this.items.findIndex(item => item.id === current.id) : 0;
      if (place < 0) this.items.unshift(current);
      this.place = Math.max(0, place);
    } catch (error) { this.error = error.message; }
    if (!this.isComplete && !this.error) setTimeout(() => number === this.opened && view === this && this.fill(), 1000);
    if (this.item || this.isTurning || this.error) show(this.draw()); else await this.turn(this.place);
  },
  // More may be done meanwhile; a list of what is not judged yet is left alone while it is worked through.
  refresh(what) {
    const role = known.status && known.status.roles.find(r => r.role === this.role);
    if (what !== 'status' || !role || this.isLoading) return;
    const isOther = this.doneCount !== undefined && this.doneCount !== role.done;
    if (isOther && (this.filter.verdict || Date.now() - this.filledAt < 10000)) return;
    this.doneCount = role.done;
    if (isOther) this.fill();
  },
  filledAt: 0,
  async turn(place) {
    if (place < 0 || this.isLoading) return;
    if (place >= this.items.length) {
      if (this.next === null || this.next === undefined) return this.items.length ? say('That was the last one.') : show(this.draw());
      await this.more();
      if (place >= this.items.length) return show(this.draw());
    }
    const number = ++this.turned, isLater = Boolean(this.item), { id } = this.items[place];
    this.place = place;
    this.isTurning = true;
    let item = null, error = null;
    try { item = await get('api/review/item', { role: this.role, id }); } catch (refused) { error = refused.message; }
    if (number !== this.turned) return;
    Object.assign(this, { item, error, isTurning: false });
    const entry = this.items[this.place];
    if (item && entry) Object.assign(entry, { title: item.title, verdict: item.verdict, isSent: item.isSent });
    if (view === this) this.bring(isLater);
  },
  // Shows what was turned to, from its beginning.
  bring(isLater) {
    show(this.draw());
    const current = main.querySelector('.shelf [aria-current]');
    if (current) current.scrollIntoView({ block: 'nearest' });
    const isNarrow = matchMedia('(max-width: 60rem)').matches;
    if (isLater && isNarrow) main.querySelector('.readings').scrollIntoView();
    else if (scrollY > 200) scrollTo(0, 0);
    if (isLater && this.item) speak(`${this.item.title}. ${this.item.isSent ? 'Sent back.' : this.item.verdict || 'Not judged'}.`);
  },
  async again() { await this.turn(this.place); },

  async judge(verdict, note) {
    const item = this.item;
    if (!item || this.isTurning || this.isChanging) return;
    const answer = await this.change({ action: 'judge', role: this.role, id: item.id, attempt: item.attempt, verdict, note: note || '' });
    if (!answer) return this.again();
    this.done.push({ action: 'judge', role: this.role, id: item.id, attempt: item.attempt, verdict: item.verdict, note: item.note || '' });
    this.mark(item.id, { verdict });
    await this.onward();
  },
  // One after the other: a key that is held down judges one rewrite, not five.
  async change(what) {
    if (this.isChanging) return null;
    this.isChanging = true;
    try { return await carryOut(what); } finally { this.isChanging = false; }
  },
  mark(id, what) {
    const entry = this.items.find(item => item.id === id);
    if (entry) Object.assign(entry, what);
  },
  async onward() {
    const isLast = this.place + 1 >= this.items.length && (this.next === null || this.next === undefined);
    await (isLast ? this.again() : this.turn(this.place + 1));
  },
  accept() { return this.judge('accepted', ''); },
  async reject() {
    if (!this.item || this.isTurning) return;
    const note = await ask('Reject this rewrite', [h('p', { class: 'soft' }, 'It stays in the queue and is left out of the export.'),
      h('label', null, 'A note, if you like', h('textarea', { name: 'note', maxlength: 2000 }, this.item.note || ''))],
    'Reject', box => box.querySelector('textarea').value.trim());
    if (note !== null) await this.judge('rejected', note);
  },
  async sendBack() {
    const item = this.item;
    if (!item || this.isTurning) return;
    const models = item.models || [];
    // The one that answered may be called by its date as well.
    const after = models.findLastIndex(model => item.model === model || item.model.startsWith(`${model}-`)) + 1;
    const given = await ask('Send it back', [h('p', { class: 'soft' }, 'The article is asked for once more, which costs money. This result is kept until the new one is there.'),
      h('label', null, 'Which model', h('select', { name: 'model' },
        models.map((model, i) => h('option', { value: model, selected: i === Math.min(after, models.length - 1) }, model)),
        models.length ? null : h('option', { value: '' }, 'the job\'s first model'))),
      h('label', null, 'What the new one is to do better, told to the model', h('textarea', { name: 'note', maxlength: 2000 }))],
    'Send back', box => ({ model: box.querySelector('select').value || null, note: box.querySelector('textarea').value.trim() }));
    if (!given) return;
    const answer = await this.change({ action: 'sendBack', role: this.role, id: item.id, attempt: item.attempt, ...given });
    if (!answer) return this.again();
    this.done.push({ action: 'undo', role: this.role, id: item.id });
    this.mark(item.id, { isSent: true });
    await this.onward();
  },
  async undo() {
    const last = this.done.at(-1);
    if (!last) return say('There is nothing to undo.');
    if (this.isChanging || !await this.change(last)) return;
    this.done.pop();
    if (this.role !== last.role) return;
    let entry = this.items.find(item => item.id === last.id);
    if (!entry) this.items.unshift(entry = { id: last.id, title: last.id, warnings: 0 });
    await this.turn(this.items.indexOf(entry));
  },
  filtered(changes) {
    location.hash = linkTo('review', { ...this.filter, ...changes });
  },
  set(name, value) { this[name] = value; show(this.draw()); },
};
