// What the page asks of `batch dashboard`. Every answer is JSON; a refusal has a sentence.
const here = location.pathname.replace(/[^/]*$/, '');
const unreachable = 'The dashboard does not answer. Is batch dashboard still running?';
class Refused extends Error {
  constructor(sentence, status) { super(sentence); this.status = status; }
}

const spoken = async response => {
  let document = {};
  try { document = await response.json(); } catch { /* no JSON: the status alone tells */ }
  if (response.ok) return document;
  throw new Refused([document.error, document.remedy].filter(Boolean).join(' ')
    || `The dashboard answered with ${response.status}. Reload the page.`, response.status);
};
const reach = async (path, settings) => {
  let response;
  try { response = await fetch(here + path, settings); } catch { throw new Refused(unreachable); }
  return spoken(response);
};
const get = (path, query) => {
  const given = Object.entries(query || {}).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = new URLSearchParams(given).toString().replaceAll('+', '%20');
  return reach(path + (text ? `?${text}` : ''));
};
const change = body => reach('api/change', {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
});

// Carries a change out and says what became of it; null if it was refused. What may come too late is
// no mistake if it does.
const carryOut = async (body, mayBeLate) => {
  try {
    const answer = await change(body);
    if (answer.sentence) say(answer.sentence);
    return answer;
  } catch (error) {
    const isTooLate = Boolean(mayBeLate) && error.status === 409;
    say(error.message, !isTooLate);
    return isTooLate ? { isTooLate } : null;
  }
};

// The page brings what was known when it was asked for; null: that took too long.
const known = { status: JSON.parse(document.getElementById('first').textContent), plots: {}, trouble: null, isLive: false, wasLive: false };
let stream = null;
const listen = () => {
  if (stream) return;
  stream = new EventSource(here + 'events');
  stream.addEventListener('open', () => { known.isLive = known.wasLive = true; pulse(); });
  stream.addEventListener('error', () => {
    known.isLive = false;
    known.wasLive = true;
    if (stream && stream.readyState === EventSource.CLOSED) { stream = null; setTimeout(() => document.hidden || listen(), 3000); }
    pulse();
  });
  stream.addEventListener('status', event => {
    known.isLive = known.wasLive = true;
    known.trouble = null;
    known.status = JSON.parse(event.data);
    pulse();
    refresh('status');
  });
  stream.addEventListener('trouble', event => {
    known.trouble = JSON.parse(event.data);
    pulse();
    refresh('status');
  });
  stream.addEventListener('course', event => { known.plots[''] = JSON.parse(event.data).plots; refresh('course'); });
};
// A page that nobody looks at asks for nothing.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) return listen();
  if (stream) stream.close();
  stream = null;
});

// What is known now, before the first event comes.
const begin = async () => {
  if (known.status) return;
  try {
    const status = await get('api/status');
    known.status = known.status || status;
  } catch (error) { known.trouble = known.status ? null : { error: error.message }; }
  pulse();
  refresh('status');
};

const pulse = () => {
  const box = document.getElementById('pulse'), text = document.getElementById('pulse-text');
  const run = known.status && known.status.run;
  const words = known.trouble ? 'The queue cannot be read'
    : !known.isLive ? (known.wasLive ? 'Not connected; trying again' : 'Connecting')
    : run ? `Run at work, ${run.inFlight} of ${run.concurrency} in flight` : 'No run at work';
  box.className = `pulse ${known.trouble || !known.isLive ? 'away' : run ? 'live' : ''}`;
  if (text.textContent !== words) text.textContent = words;
  const name = document.getElementById('database');
  if (known.status && name.textContent !== known.status.database) name.textContent = visible(known.status.database);
};
