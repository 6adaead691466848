// The tables of agents and of their classes.

const columns = [
  ['Agent', null, row => row.path],
  ['Class', null, row => row.type],
  ['State', null, row => row.activity.toLowerCase() + (row.waitsFor.length ? ' ' + row.waitsFor.join(', ') : '')],
  ['At work', 'BUSY', row => percent(row.busy)],
  ['Waiting', 'DEPTH', row => number(row.depth) + ' / ' + number(row.capacity)],
  ['Messages/s', 'RATE', row => number(row.perSecond)],
  ['Per message', 'MEAN', row => time(row.meanNanos)],
  ['Handled', 'HANDLED', row => number(row.handled)],
  ['Stashed', 'STASHED', row => number(row.stashed)],
  ['Timers', 'TIMERS', row => number(row.timers)],
  ['Restarts', 'RESTARTS', row => number(row.restarts)],
];

function heads() {
  $('heads').replaceChildren(...columns.map(([title, sort], i) => {
    const head = make('th', undefined, i < 3 ? 'name' : '');
    head.scope = 'col';
    if (!sort || still) {
      head.textContent = title;
    } else {
      const button = make('button', title);
      button.addEventListener('click', () => { state.sort = sort; heads(); connect(); });
      head.append(button);
    }
    if (sort === state.sort) head.setAttribute('aria-sort', 'descending');
    return head;
  }));
}

const known = new Map();
function rows(shot) {
  const trouble = new Set(shot.findings.map(one => one.agent));
  const body = $('rows');
  const focused = document.activeElement;
  const seen = new Set();
  for (const row of shot.agents) {
    let line = known.get(row.path);
    if (!line) {
      line = make('tr');
      columns.forEach((column, i) => line.append(make('td', undefined, i < 3 ? 'name' : '')));
      if (!still) {
        const open = make('button');
        open.addEventListener('click', () => show(row.path));
        line.children[0].append(open);
      }
      known.set(row.path, line);
    }
    seen.add(row.path);
    columns.forEach(([, , value], i) => {
      const cell = i === 0 && !still ? line.children[0].firstChild : line.children[i];
      const text = value(row);
      if (cell.textContent !== text) cell.textContent = text;
      if (i < 3) cell.title = i === 2 && row.waitsWhat ? row.waitsWhat : text;
    });
    line.classList.toggle('trouble', trouble.has(row.path));
    body.append(line);
  }
  for (const [path, line] of known) {
    if (!seen.has(path)) { line.remove(); known.delete(path); }
  }
  if (focused && focused !== document.activeElement && document.contains(focused)) focused.focus({ preventScroll: true });
  $('shown').textContent = number(shot.agents.length) + ' of ' + number(shot.looked) + ' agents'
    + (shot.looked < shot.metrics.agentsAlive ? ' looked at, of ' + number(shot.metrics.agentsAlive) : '');
}

function types(shot) {
  $('types').replaceChildren(...shot.types.map(type => {
    const line = make('tr');
    line.append(make('td', type.type, 'name'));
    for (const value of [number(type.agents), type.busy.toFixed(2), number(type.depth), number(type.perSecond), number(type.handled)]) {
      line.append(make('td', value));
    }
    return line;
  }));
}
