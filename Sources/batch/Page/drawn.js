// Articles and answers are somebody else's text. They are read by an inert parser, which runs and
// loads nothing, and drawn anew from this list: no attribute of theirs is kept but the few below.
const drawnElements = new Set(('p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong b i u s sub sup small '
  + 'mark kbd samp var abbr cite q del ins table caption thead tbody tfoot tr td th figure figcaption details summary '
  + 'div span section article aside header footer main nav address time ruby rt rp bdi bdo').split(' '));
const droppedElements = new Set(('script style noframes template noscript iframe object embed applet frame frameset head meta link base '
  + 'title textarea select option button input form svg math canvas').split(' '));
const plainNames = { main: 'div', nav: 'div', header: 'div', footer: 'div', aside: 'div', section: 'div', article: 'div',
  address: 'div', bdo: 'span', abbr: 'span', details: 'div', summary: 'p', time: 'span', ins: 'span', del: 's' };
const policy = window.trustedTypes ? trustedTypes.createPolicy('inert', { createHTML: text => text })
  : { createHTML: text => text };
// The parser runs and loads nothing, but the browser complains of each handler, style and base address
// that it comes by. With a sign that no text has they are none; it is taken out again. What stands in a
// style is read as nothing by another name, too.
const sign = '\ufdd0';
const quietly = html => html.replace(/(?<=[\s"']|[^<]\/)(on|style)/gi, `${sign}$1`)
  .replace(/<base(?=[\s/>])/gi, '<wbr').replace(/<(\/?)style(?=[\s/>])/gi, '<$1noframes');
const unsigned = text => text.replaceAll(sign, '');
const inert = (text, type) => new DOMParser().parseFromString(policy.createHTML(text), type);
const deepest = 60;

const drawn = html => {
  const box = h('div', { class: 'drawn' });
  for (const child of inert(quietly(html), 'text/html').body.childNodes) draw(child, box, 0);
  return box;
};

const address = text => h('span', { class: 'address' }, text.length > 300 ? text.slice(0, 300) + ' …' : text);
const given = (node, ...names) => unsigned(names.map(name => node.getAttribute(name)).find(Boolean) || '');

const draw = (node, into, depth) => {
  if (node.nodeType === 3) { into.append(visible(unsigned(node.nodeValue))); return; }
  if (node.nodeType !== 1) return;
  const name = node.localName;
  const below = place => {
    if (depth > deepest) { place.append(visible(unsigned(node.textContent))); return; }
    for (const child of node.childNodes) draw(child, place, depth + 1);
  };
  if (name === 'img' || name === 'picture' || name === 'video' || name === 'audio' || name === 'iframe' || name === 'embed'
    || name === 'object') {
    const image = name === 'picture' ? node.querySelector('img') || node : node;
    const kind = name === 'img' || name === 'picture' ? 'Image' : 'Embedded';
    into.append(h('span', { class: 'picture' }, `${kind}: `, h('b', null, given(image, 'alt') || 'without a description'),
      ' ', address(given(image, 'src', 'srcset', 'data'))));
    return;
  }
  if (name === 'input' && node.getAttribute('type') === 'checkbox') {
    into.append(node.hasAttribute('checked') ? '☑ ' : '☐ ');
    return;
  }
  if (droppedElements.has(name)) return;
  if (name === 'a') {
    const place = h('span', { class: 'linked' });
    below(place);
    into.append(place);
    const target = given(node, 'href');
    if (target && target !== place.textContent) into.append(address(target));
    return;
  }
  if (!drawnElements.has(name)) { below(into); return; }
  const place = h(plainNames[name] || name);
  for (const kept of ['lang', 'dir', 'colspan', 'rowspan', 'start']) {
    const value = node.getAttribute(kept);
    if (value !== null && /^[A-Za-z0-9-]{1,20}$/.test(value)) place.setAttribute(kept, value);
  }
  below(place);
  into.append(place);
};

// The plots are ours; they are drawn from a list all the same.
const plotElements = new Set('svg g path rect line polyline circle text tspan title desc'.split(' '));
const plotAttributes = new Set(('class id d x y x1 y1 x2 y2 width height cx cy r points transform viewBox role aria-labelledby '
  + 'aria-hidden text-anchor dominant-baseline preserveAspectRatio').split(' '));
const plotted = (text) => {
  const copy = node => {
    if (node.nodeType === 3) return document.createTextNode(node.nodeValue);
    if (node.nodeType !== 1 || !plotElements.has(node.localName)) return null;
    const place = document.createElementNS(SVG, node.localName);
    for (const { name, value } of node.attributes) if (plotAttributes.has(name)) place.setAttribute(name, value);
    for (const child of node.childNodes) { const part = copy(child); if (part) place.append(part); }
    return place;
  };
  return copy(inert(text, 'image/svg+xml').documentElement);
};
