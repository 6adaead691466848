'use strict';
// All text of users goes through textContent, so it is never markup.
const $ = id => document.getElementById(id);
const token = new URLSearchParams(location.search).get('token');
const still = $('snapshot').textContent.trim();
const state = { sort: 'BUSY', search: '', top: 100, paused: false, source: null, agent: null, last: null };

function make(tag, text, kind) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}
const number = n => Math.round(n).toLocaleString('en-US');
const percent = share => (100 * share).toFixed(share >= 0.0005 && share < 0.0995 ? 1 : 0) + ' %';
function time(nanos) {
  if (!nanos) return '–';
  for (const [unit, size] of [['s', 1e9], ['ms', 1e6], ['µs', 1e3]]) {
    if (nanos >= size) return (nanos / size).toFixed(nanos / size < 10 ? 1 : 0) + ' ' + unit;
  }
  return nanos.toFixed(0) + ' ns';
}
function span(seconds) {
  return seconds < 120 ? seconds.toFixed(1) + ' s' : (seconds / 60).toFixed(0) + ' min';
}
