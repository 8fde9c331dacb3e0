'use strict';
// Figures and spans as people read them: the same words as the terminal's.
const grouped = n => Math.round(n).toString().replace(/\B(?=(\d{3})+$)/g, ',');
const counted = (n, noun, plural) => `${grouped(n)} ${n === 1 ? noun : plural || noun + 's'}`;
const dollars = usd => usd === null || usd === undefined ? 'unknown'
  : '$' + usd.toFixed(usd !== 0 && Math.abs(usd) < 0.1 ? 4 : 2).replace(/\B(?=(\d{3})+\.)/g, ',');
const percent = (part, whole) => whole ? `${Math.floor(part * 100 / whole)} %` : 'no tasks';
const sized = n => n < 1000 ? `${n} bytes` : n < 1e6 ? `${Math.ceil(n / 1000)} KB` : `${(n / 1e6).toFixed(1)} MB`;

const span = seconds => {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return `${s} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  if (s < 172800) return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
  return `${Math.floor(s / 86400)} days ${Math.floor(s % 86400 / 3600)} h`;
};
const took = ms => ms < 1000 ? `${ms} ms` : ms < 90000 ? `${(Math.floor(ms / 100) / 10).toFixed(1)} s` : span(ms / 1000);

const rate = perMinute => {
  const hourly = perMinute < 1, figure = hourly ? perMinute * 60 : perMinute;
  const shown = figure < 9.95 ? Math.round(figure * 10) / 10 : Math.round(figure);
  return `${Number.isInteger(shown) ? grouped(shown) : shown} ${hourly ? 'an hour' : 'a minute'}`;
};

const requests = perSecond => {
  const isMinute = perSecond < 1, figure = isMinute ? perSecond * 60 : perSecond;
  const shown = figure < 9.95 ? Math.round(figure * 10) / 10 : Math.round(figure);
  return `${shown} ${shown === 1 ? 'request' : 'requests'} a ${isMinute ? 'minute' : 'second'}`;
};

const clock = iso => {
  if (!iso) return '';
  const moment = new Date(iso), isToday = moment.toDateString() === new Date().toDateString();
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return moment.toLocaleString('en-GB', isToday ? time : { day: 'numeric', month: 'short', ...time });
};

// What would hide text or turn it round is shown as a sign instead.
const visible = text => String(text ?? '').replaceAll('\r\n', '\n').replace(
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g,
  sign => {
    const code = sign.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });

const scopeWords = scope => scope === 'queue' ? 'the queue'
  : scope === 'free models' ? 'all free models'
  : scope.startsWith('role:') ? `the role ${scope.slice(5)}`
  : scope.startsWith('model:') ? `the model ${scope.slice(6)}` : scope;

const stateWords = { ready: 'to do', claimed: 'in work', done: 'done', failed: 'failed', cancelled: 'cancelled' };
const reasonWords = {
  new: 'not tried yet', section: 'next section', retry: 'to be tried again', escalated: 'goes to the next model',
  throttled: 'waits for the rate limit', paused: 'put back by a pause', unreachable: 'waits for the network',
  interrupted: 'taken back when the run ended', lost: 'to be sent again', returned: 'came back from its batch',
  requeued: 'put back', updated: 'the article is another now', stale: 'made anew with the new prompt',
  sentBack: 'sent back by a reviewer',
};
const verdictWords = { accepted: 'accepted', rejected: 'rejected' };
