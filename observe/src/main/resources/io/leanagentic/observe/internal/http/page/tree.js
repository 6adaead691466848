// The supervision tree as a picture.

const BOX = { width: 216, height: 50, across: 52, down: 10 };
const LETTERS = 25;
const ACROSS = 5;
const RING = 2 * Math.PI * 9;
let drawn = { shape: null, nodes: [] };

function shape(kind, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
const shortened = (text, length) => text.length > length ? text.slice(0, length - 1) + '…' : text;

function tree(shot) {
  const rows = shot.tree;
  const now = JSON.stringify(rows.map(row => [row.parent, row.type, row.name]));
  if (now !== drawn.shape) {
    drawn = { shape: now, nodes: plant(rows) };
  }
  const trouble = new Set(shot.findings.map(one => one.agent));
  const types = new Set(shot.agents.filter(row => trouble.has(row.path)).map(row => row.type));
  rows.forEach((row, i) => update(drawn.nodes[i], row, shot,
    row.name ? trouble.has(row.name) : types.has(row.type)));
}

/** Places all boxes: columns by depth, leaves one below the other, parents beside the middle of their children. */
function plant(rows) {
  const at = rows.map(() => ({ x: 0, y: 0 }));
  const below = rows.map(() => []);
  rows.forEach(row => { if (row.parent >= 0) below[row.parent].push(row.id); });
  let next = 8, right = 0;
  const place = (id, depth) => {
    at[id].x = 8 + depth * (BOX.width + BOX.across);
    right = Math.max(right, at[id].x + BOX.width);
    if (below[id].length) {
      below[id].forEach(child => place(child, depth + 1));
      at[id].y = (at[below[id][0]].y + at[below[id].at(-1)].y) / 2;
    } else {
      at[id].y = next;
      next += BOX.height + BOX.down;
    }
  };
  const roots = rows.filter(row => row.parent < 0);
  roots.filter(row => below[row.id].length).forEach(row => place(row.id, 0));
  // Those without children fill rows.
  const top = next;
  roots.filter(row => !below[row.id].length).forEach((row, i) => {
    at[row.id] = { x: 8 + i % ACROSS * (BOX.width + BOX.across), y: top + Math.floor(i / ACROSS) * (BOX.height + BOX.down) };
    right = Math.max(right, at[row.id].x + BOX.width);
    next = at[row.id].y + BOX.height + BOX.down;
  });
  const links = rows.filter(row => row.parent >= 0).map(row => {
    const from = at[row.parent], to = at[row.id];
    const x = from.x + BOX.width, y = from.y + BOX.height / 2, end = to.y + BOX.height / 2;
    return shape('path', { class: 'link', d: `M${x} ${y}C${x + 26} ${y} ${to.x - 26} ${end} ${to.x} ${end}` });
  });
  const nodes = rows.map((row, i) => box(row, at[i]));
  const image = shape('svg', { width: right + 8, height: next, role: 'group', 'aria-label': 'supervision tree' },
    ...links, ...nodes);
  $('tree').replaceChildren(image);
  return nodes;
}

function box(row, { x, y }) {
  const title = shape('text', { class: 'title', x: 12, y: 20 });
  const node = shape('g', { class: 'node', transform: `translate(${x} ${y})` },
    shape('rect', { class: 'box', width: BOX.width, height: BOX.height, rx: 8 }),
    shape('rect', { class: 'full', x: 8, y: BOX.height - 5, height: 3, rx: 1.5, width: 0 }),
    title,
    shape('text', { class: 'numbers', x: 12, y: 38 }),
    shape('circle', { class: 'ring', cx: BOX.width - 22, cy: 22, r: 9 }),
    shape('circle', { class: 'work', cx: BOX.width - 22, cy: 22, r: 9, transform: `rotate(-90 ${BOX.width - 22} 22)` }),
    shape('title', {}));
  if (!still) {
    node.setAttribute('tabindex', 0);
    node.setAttribute('role', 'button');
    const open = () => row.name ? show(row.name) : search(row.type);
    node.addEventListener('click', open);
    node.addEventListener('keydown', event => { if (event.key === 'Enter') open(); });
  }
  return node;
}

function update(node, row, shot, trouble) {
  const [, full, title, numbers, , work, tip] = node.children;
  const many = row.name ? '' : ' × ' + number(row.agents);
  const name = row.name ? row.name.slice(row.name.lastIndexOf('/') + 1) : row.type;
  const words = number(row.perSecond) + '/s' + (row.depth ? ', ' + number(row.depth) + ' wait' : '');
  const share = Math.min(1, row.busy / Math.min(row.agents, Math.max(1, shot.workers.length)));
  title.textContent = shortened(name, LETTERS - many.length) + many;
  numbers.textContent = words;
  full.setAttribute('width', (BOX.width - 16) * row.fullest);
  work.setAttribute('stroke-dasharray', RING * share + ' ' + RING);
  node.classList.toggle('parked', row.parked > 0);
  node.classList.toggle('trouble', trouble);
  tip.textContent = `${row.name || row.type}: ${number(row.agents)} agents, ${words}; ${row.busy.toFixed(2)} at work, `
    + `${number(row.parked)} parked, ${number(row.awaiting)} awaiting; the fullest mailbox is ${percent(row.fullest)} full`;
  node.setAttribute('aria-label', tip.textContent);
}
