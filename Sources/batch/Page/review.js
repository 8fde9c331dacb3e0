// Review: before and after, and a verdict on it, by keyboard alone if one likes.
// Of a long list a part is shown, around what is read.
const pageSize = 100, mostShown = 400, mostAsked = 1000;
const isThere = value => value !== null && value !== undefined;
const review = {
  title: 'Review',
  side: 'side', form: 'drawn', done: [], place: 0, items: [], start: 0, next: null, previous: null, item: null, filter: {},
  // Answers that come for an earlier question are nobody's any more.
  opened: 0, loads: 0, turned: 0,
  async open(query) {
    const number = ++this.opened;
    const role = query.role || this.filter.role || reviewedRole(known.status);
    if (!role) { this.role = null; return show(this.draw()); }
    this.role = role;
    const { id, ...filter } = query;
    this.filter = { order: 'warnings', model: '', verdict: '', ...filter, role };
    Object.assign(this, { items: [], item: null, start: 0, next: null, previous: null, error: null, place: 0, isTurning: false, isLoading: true });
    show(this.draw());
    await this.load({ id }, page => { this.items = page.items; this.reach(page, true, true); });
    if (number !== this.opened) return;
    if (!this.isComplete) setTimeout(() => number === this.opened && this.fill(), 500);
    if (id && !this.items.some(item => item.id === id)) this.items.unshift({ id, title: id, warnings: 0 });
    await this.turn(id ? this.items.findIndex(item => item.id === id) : 0);
  },
  // A part of the list, and what is done with it; nothing if another part was asked for meanwhile.
  async load(query, use) {
    const number = ++this.loads;
    try {
      const page = await get('api/review', { ...this.filter, limit: pageSize, ...query });
      if (number !== this.loads) return;
      Object.assign(this, { total: page.total, isComplete: page.isComplete, cutAfter: page.cutAfter, models: page.models });
      if (!this.item) this.error = null;
      use(page);
      return true;
    } catch (error) {
      // What is read is read on; the list comes later.
      if (number === this.loads && !this.item) this.error = error.message;
      return false;
    } finally { if (number === this.loads) this.isLoading = false; }
  },
  // How far the list is shown, and where it goes on.
  reach(page, isFront, isBack) {
    if (isFront) Object.assign(this, { start: page.start, previous: page.previous });
    if (isBack) this.next = page.next;
  },
  async later() {
    if (!isThere(this.next)) return;
    await this.load({ after: this.next }, page => {
      this.items.push(...page.items);
      this.reach(page, false, true);
      const tooMany = Math.min(this.items.length - mostShown, this.place);
      if (tooMany <= 0) return;
      this.items.splice(0, tooMany);
      this.previous = this.items[0].article;
      this.start += tooMany;
      this.place -= tooMany;
    });
  },
  async earlier() {
    if (!isThere(this.previous)) return;
    await this.load({ before: this.previous }, page => {
      this.items.unshift(...page.items);
      this.reach(page, true, false);
      this.place += page.items.length;
      const tooMany = Math.min(this.items.length - mostShown, this.items.length - 1 - this.place);
      if (tooMany <= 0) return;
      this.items.splice(-tooMany);
      this.next = this.items.at(-1).article;
    });
  },
  around: (item, lead) => !item ? {} : isThere(item.article) ? { around: item.article, lead } : { id: item.id },
  // The list anew, as far as it was shown; what is read stays where it is.
  async fill() {
    const number = this.opened, current = this.items[this.place];
    this.filledAt = Date.now();
    const limit = Math.min(mostAsked, Math.max(pageSize, this.items.length));
    const lead = Math.min(this.place, limit - 1);
    const isLoaded = await this.load({ limit, ...this.around(current, lead) }, page => {
      if (view !== this) return;
      const now = this.items[this.place];
      this.items = page.items;
      this.reach(page, true, true);
      const place = now ? this.items.findIndex(item => item.id === now.id) : 0;
      // What is looked for no more is left standing while it is read.
      this.place = Math.max(place, 0);
      if (place < 0) this.items.splice(this.place = Math.min(lead, this.items.length), 0, now);
    });
    if (number !== this.opened || view !== this) return;
    if (!this.isComplete) setTimeout(() => number === this.opened && view === this && this.fill(), isLoaded === false ? 5000 : 1000);
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
    if (this.isLoading) return;
    if (place < 0 && isThere(this.previous)) {
      const before = this.items.length && this.items[0].id;
      await this.earlier();
      place += Math.max(0, this.items.findIndex(item => item.id === before));
    } else if (place >= this.items.length && isThere(this.next)) {
      const last = this.items.at(-1).id;
      await this.later();
      place = this.items.findIndex(item => item.id === last) + 1;
    }
    if (place < 0) return;
    const redraw = () => view === this && show(this.draw());
    if (place >= this.items.length && isThere(this.next)) return redraw();
    if (place >= this.items.length) return this.items.length ? say('That was the last one.') : redraw();
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
  // Somebody goes on by hand: not while a verdict is on its way, which goes on by itself.
  go(place) { if (!this.isChanging) this.turn(place); },

  // A verdict is on what was read when it was asked for, whatever has been turned to since.
  async judge(verdict, note, { item, role } = this) {
    if (!item || this.isTurning || this.isChanging) return;
    const answer = await this.change({ action: 'judge', role, id: item.id, attempt: item.attempt, verdict, note });
    if (answer) {
      this.done.push({ action: 'judge', role, id: item.id, attempt: item.attempt, verdict: item.verdict, note: item.note || '' });
      Object.assign(item, { verdict, note });
    }
    await this.after(answer, item, { verdict });
  },
  // On to the next one, or the same anew where the change was refused; nothing where something else is read by now.
  async after(answer, item, what) {
    if (this.item !== item) return;
    if (!answer) return this.again();
    this.mark(item.id, what);
    await this.onward();
  },
  // One after the other: a key that is held down judges one rewrite, not five.
  async change(what, mayBeLate) {
    if (this.isChanging) return null;
    this.isChanging = true;
    try { return await carryOut(what, mayBeLate); } finally { this.isChanging = false; }
  },
  mark(id, what) {
    const entry = this.items.find(item => item.id === id);
    if (entry) Object.assign(entry, what);
  },
  async onward() {
    const isLast = this.place + 1 >= this.items.length && !isThere(this.next);
    await (isLast ? this.again() : this.turn(this.place + 1));
  },
  accept() { return this.judge('accepted', ''); },
  async reject() {
    const { item, role } = this;
    if (!item || this.isTurning || this.isChanging) return;
    const note = await ask('Reject this rewrite', [h('p', { class: 'soft' }, 'It stays in the queue and is left out of the export.'),
      h('label', null, 'A note, if you like', h('textarea', { name: 'note', maxlength: 2000 }, item.note || ''))],
    'Reject', box => box.querySelector('textarea').value.trim());
    if (note !== null) await this.judge('rejected', note, { item, role });
  },
  async sendBack() {
    const { item, role } = this;
    if (!item || this.isTurning || this.isChanging) return;
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
    const answer = await this.change({ action: 'sendBack', role, id: item.id, attempt: item.attempt, ...given });
    if (answer) this.done.push({ action: 'undo', role, id: item.id });
    await this.after(answer, item, { isSent: true });
  },
  async undo() {
    const last = this.done.at(-1);
    if (!last) return say('There is nothing to undo.');
    if (this.isChanging) return;
    const answer = await this.change(last, true);
    if (!answer) return;
    this.done.pop();
    if (this.role !== last.role) return;
    // What can be undone no more is as the queue says, and stays where it is.
    if (answer.isTooLate && (!this.item || this.item.id !== last.id)) return;
    let entry = this.items.find(item => item.id === last.id);
    if (!entry) this.items.splice(this.place, 0, entry = { id: last.id, title: last.id, warnings: 0 });
    await this.turn(this.items.indexOf(entry));
  },
  filtered(changes) {
    location.hash = linkTo('review', { ...this.filter, ...changes });
  },
  set(name, value) { this[name] = value; show(this.draw()); },
};
