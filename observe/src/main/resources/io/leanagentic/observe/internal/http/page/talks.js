// Who sends to whom: senders on the left, recipients on the right, and a band for each pair.

const TALK = { width: 330, height: 26, gap: 8, across: 300, pairs: 40, few: 24, widest: 16 };

function talks(shot) {
  const names = new Set(shot.talks.flatMap(one => [one.from, one.to]));
  const few = names.size <= TALK.few;
  const pairs = (few ? shot.talks : shot.typeTalks).slice(0, TALK.pairs);
  $('talks-hint').textContent = few ? 'agents' : 'classes (there are many agents)';
  if (!pairs.length) {
    $('talks').replaceChildren(make('p', 'No message was sampled in the last second.', 'soft empty'));
    return;
  }
  const top = Math.max(...pairs.map(one => one.perSecond));
  const left = side(pairs, 'from', 8), right = side(pairs, 'to', 8 + TALK.width + TALK.across);
  const bands = pairs.map(one => {
    const y = left.at.get(one.from), end = right.at.get(one.to);
    const x = 8 + TALK.width, to = x + TALK.across, half = TALK.across / 2;
    const words = `${one.from || OUTSIDE} to ${one.to}: ${number(one.perSecond)}/s`;
    return shape('path', { class: 'band', d: `M${x} ${y}C${x + half} ${y} ${to - half} ${end} ${to} ${end}`,
      'stroke-width': Math.max(1.5, TALK.widest * Math.sqrt(one.perSecond / top)) }, tip(words));
  });
  $('talks').replaceChildren(shape('svg', { role: 'group', 'aria-label': 'who sends to whom',
    width: 2 * TALK.width + TALK.across + 16, height: Math.max(left.height, right.height) },
    ...bands, ...left.boxes(few), ...right.boxes(few)));
}

const OUTSIDE = 'from outside';
const tip = words => { const title = shape('title', {}); title.textContent = words; return title; };

/** One column: always in the same order, so that little moves from second to second. */
function side(pairs, end, x) {
  const sums = new Map();
  pairs.forEach(one => sums.set(one[end], (sums.get(one[end]) || 0) + one.perSecond));
  const names = [...sums.keys()].sort((a, b) => a < b ? -1 : 1);
  const step = TALK.height + TALK.gap;
  const at = new Map(names.map((name, i) => [name, 8 + i * step + TALK.height / 2]));
  return { at, height: 8 + names.length * step, boxes: few => names.map(name => talker(name, sums.get(name), x, at.get(name), few)) };
}

function talker(name, sum, x, y, few) {
  const title = shape('text', { class: 'title', x: 10, y: 17 });
  title.textContent = shortened(name || OUTSIDE, 34);
  const rate = shape('text', { class: 'numbers', x: TALK.width - 10, y: 17, 'text-anchor': 'end' });
  rate.textContent = number(sum) + '/s';
  const node = shape('g', { class: 'node', transform: `translate(${x} ${y - TALK.height / 2})` },
    shape('rect', { class: 'box', width: TALK.width, height: TALK.height, rx: 6 }), title, rate,
    tip((name || OUTSIDE) + ': ' + rate.textContent));
  if (!still && name) {
    node.setAttribute('role', 'button');
    node.setAttribute('tabindex', 0);
    const open = () => few ? show(name) : search(name);
    node.addEventListener('click', open);
    node.addEventListener('keydown', event => { if (event.key === 'Enter') open(); });
  }
  return node;
}
