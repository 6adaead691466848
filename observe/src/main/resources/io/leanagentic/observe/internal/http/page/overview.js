// The numbers of the whole, what is wrong, and the workers.

function counts(shot) {
  const m = shot.metrics, a = shot.activities;
  const all = [
    ['Agents', number(m.agentsAlive)],
    ['Ready, running', number((a.READY || 0) + (a.RUNNING || 0))],
    ['Parked', number(a.PARKED || 0)],
    ['Awaiting', number(a.AWAITING || 0)],
    ['Messages/s', number(shot.messagesPerSecond)],
    ['In mailbox, p50', time(shot.waiting.p50)],
    ['In mailbox, p99', time(shot.waiting.p99)],
    ['Failures', number(m.failures)],
    ['Restarts', number(m.restarts)],
    ['Dead letters', number(m.deadLetters)],
    ['Refused', number(m.rejected)],
    ['Handled', number(m.handled)],
  ];
  $('counts').replaceChildren(...all.map(([title, value]) => {
    const card = make('div');
    card.append(make('dt', title), make('dd', value));
    return card;
  }));
}

let said = null;
function findings(shot) {
  const text = JSON.stringify(shot.findings.map(one => one.kind + one.agent));
  const box = $('findings');
  const news = shot.findings.map(one => {
    const card = make('article', undefined, 'panel finding');
    card.append(make('h3', one.what));
    if (one.evidence.length) card.append(make('p', one.evidence.join(' ')));
    card.append(make('p', one.cure, 'cure'));
    return card;
  });
  if (!news.length) news.push(make('p', 'Nothing is wrong.', 'panel none'));
  // Only what is new is read out.
  box.setAttribute('aria-live', text === said ? 'off' : 'polite');
  said = text;
  box.replaceChildren(...news);
}

let earlier = { at: NaN, workers: [] }, latest = earlier;
function scheduling(shot) {
  if (shot.at !== latest.at) {
    earlier = latest;
    latest = shot;
  }
  const seconds = (Date.parse(latest.at) - Date.parse(earlier.at)) / 1000;
  $('scheduling').replaceChildren(...shot.workers.map(worker => {
    const before = earlier.workers.find(one => one.name === worker.name);
    const rate = count => before && seconds > 0 ? number((worker[count] - before[count]) / seconds) : '–';
    const line = make('tr');
    line.append(make('td', worker.name.replace('lean-agentic-', ''), 'name'), make('td', number(worker.queued)),
      make('td', rate('turns')), make('td', rate('steals')), make('td', rate('stolen')), make('td', rate('parks')),
      make('td', time(worker.turnNanos)), make('td', time(worker.theftNanos)), make('td', time(worker.patienceNanos)),
      make('td', number(worker.turns)));
    return line;
  }));
}

function workers(shot) {
  scheduling(shot);
  const list = $('workers');
  while (list.children.length > shot.workers.length) list.lastChild.remove();
  shot.workers.forEach((worker, i) => {
    let item = list.children[i];
    if (!item) {
      item = make('li', undefined, 'worker');
      const bar = make('div', undefined, 'bar');
      bar.append(make('i', undefined, 'run'), make('i', undefined, 'seek'));
      item.append(make('span'), make('span', undefined, 'numbers'), bar);
      list.append(item);
    }
    const [name, numbers, bar] = item.children;
    name.textContent = worker.name.replace('lean-agentic-', '') + (worker.replaced ? ' (replaced)' : '')
      + (worker.running ? ': ' + worker.running : '');
    name.title = worker.running;
    numbers.textContent = percent(worker.busy) + ' run, ' + percent(worker.searching) + ' search, '
      + percent(worker.asleep) + ' sleep';
    item.title = number(worker.queued) + ' agents wait; ' + number(worker.turns) + ' turns, '
      + number(worker.steals) + ' steals';
    bar.children[0].style.width = 100 * worker.busy + '%';
    bar.children[1].style.width = 100 * worker.searching + '%';
  });
}
