// Nodes are built one by one; no text ever becomes markup.
const SVG = 'http://www.w3.org/2000/svg';
const put = (node, parts) => {
  for (const part of parts.flat(Infinity)) {
    if (part === null || part === undefined || part === false || part === '') continue;
    node.append(part instanceof Node ? part : document.createTextNode(visible(part)));
  }
  return node;
};
const dress = (node, attributes) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    node.setAttribute(name, value === true ? '' : value);
  }
  return node;
};
const h = (name, attributes, ...parts) => put(dress(document.createElement(name), attributes), parts);
const s = (name, attributes, ...parts) => put(dress(document.createElementNS(SVG, name), attributes), parts);

// A text of somebody else's, kept from turning the text around it.
const foreign = text => h('bdi', { dir: 'auto' }, text);

// Makes the old node like the new one, keeping what has not changed: focus, selection, scroll stay.
const morph = (old, now) => {
  if (old.nodeType !== now.nodeType || old.nodeName !== now.nodeName
    || old.nodeType === 1 && old.getAttribute('data-key') !== now.getAttribute('data-key')) {
    old.replaceWith(now);
    return;
  }
  if (old.nodeType === 3) {
    if (old.nodeValue !== now.nodeValue) old.nodeValue = now.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!now.hasAttribute(name) && !(name === 'open' && old.nodeName === 'DETAILS')) old.removeAttribute(name);
  }
  for (const { name, value } of now.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.nodeName === 'SELECT' && old === document.activeElement) return;
  const before = [...old.childNodes], after = [...now.childNodes];
  after.forEach((child, index) => before[index] ? morph(before[index], child) : old.append(child));
  before.slice(after.length).forEach(child => child.remove());
};

const main = document.getElementById('main');
const show = (...parts) => {
  const next = put(main.cloneNode(false), parts);
  morph(main, next);
};

const say = (sentence, isBad) => {
  const toast = h('p', { class: isBad ? 'toast bad' : 'toast' }, sentence);
  const said = document.getElementById('said');
  said.append(toast);
  // One at a time, but for what went wrong.
  for (const earlier of [...said.children].slice(0, -1)) if (!earlier.classList.contains('bad')) earlier.remove();
  while (said.children.length > 3) said.firstChild.remove();
  setTimeout(() => toast.remove(), isBad ? 12000 : 5000);
};

// For those who do not see what has changed.
const speak = sentence => { document.getElementById('spoken').textContent = visible(sentence); };

const chip = (word, kind) => h('span', { class: `chip ${kind || ''}` }, word);
const fact = (name, value, small) => value === null || value === undefined || value === '' ? null
  : [h('div', null, h('dt', null, name), h('dd', null, value, small && h('small', null, small)))];
const picked = (label, name, choices, chosen, extra) => h('label', null, label,
  h('select', { name, 'data-change': name, ...extra },
    choices.map(([value, words]) => h('option', { value, selected: value === chosen }, words))));

// A question that is answered by keyboard alone; resolves to what `read` gives, or null.
const ask = (title, parts, action, read) => new Promise(resolve => {
  const go = h('button', { class: 'main', type: 'button' }, action);
  const back = h('button', { type: 'button' }, 'Not now');
  const box = h('dialog', { 'aria-labelledby': 'asked' }, h('h2', { id: 'asked' }, title), parts,
    h('div', { class: 'row' }, action === 'Close' ? null : back, go));
  const end = answer => { box.close(); box.remove(); resolve(answer); };
  go.addEventListener('click', () => end(read ? read(box) : true));
  back.addEventListener('click', () => end(null));
  box.addEventListener('cancel', event => { event.preventDefault(); end(null); });
  box.addEventListener('keydown', event => {
    event.stopPropagation();
    const isText = event.target.nodeName === 'TEXTAREA';
    if (event.key === 'Enter' && !event.shiftKey && (isText || event.target.nodeName === 'SELECT')) {
      event.preventDefault();
      go.click();
    }
  });
  document.body.append(box);
  box.showModal();
  (box.querySelector('textarea, select') || go).focus();
});
