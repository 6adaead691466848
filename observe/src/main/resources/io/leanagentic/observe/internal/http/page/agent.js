// One agent.

async function show(path) {
  const opened = state.agent !== path;
  state.agent = path;
  $('agent').hidden = false;
  $('agent-title').textContent = path;
  if (opened) { $('details').replaceChildren(); $('agent-title').focus(); }
  const answer = await fetch('agent.json?' + new URLSearchParams({ token, path })).catch(() => null);
  if (state.agent !== path) return;
  if (!answer || !answer.ok) {
    $('details').replaceChildren(make('dt', 'Ended'), make('dd', 'there is no such agent any more'));
    return;
  }
  details(await answer.json());
}

function details(page) {
  const row = page.row;
  const facts = [
    ['Class', row.type],
    ['State', row.activity.toLowerCase() + (row.waitsWhat ? ': waits for ' + row.waitsWhat : '')],
    ['Waits for', row.waitsFor.length ? row.waitsFor : ''],
    ['Spawned with', page.config],
    ['Mailbox', number(row.depth) + ' wait of ' + number(row.capacity) + ', at most ' + number(row.peak) + ' so far'],
    ['Handled', number(row.handled) + ', ' + number(row.perSecond) + ' a second, ' + time(row.meanNanos) + ' each'],
    ['At work', percent(row.busy) + ' of the time; ' + percent(row.cpu) + ' of that on a processor'],
    ['Put aside', number(row.stashed) + ' stashed, ' + number(row.unsent) + ' unsent, ' + number(row.timers) + ' timers'],
    ['Failures', number(page.failures) + ' lately, ' + number(row.restarts) + ' restarts in all'],
    ['Last failure', page.lastFailure],
    ['Parent', page.parent ? [page.parent] : ''],
    ['Children', page.children.length ? page.children : ''],
  ];
  const parts = [];
  for (const [title, value] of facts) {
    if (value === '') continue;
    const fact = make('dd');
    if (Array.isArray(value)) {
      value.forEach(path => {
        const open = make('button', path);
        open.addEventListener('click', () => show(path));
        fact.append(open, ' ');
      });
    } else {
      fact.textContent = value;
    }
    parts.push(make('dt', title), fact);
  }
  if (page.stack.length) {
    const fact = make('dd');
    fact.append(make('pre', page.stack.join('\n')));
    parts.push(make('dt', 'Its thread'), fact);
  }
  const focused = document.activeElement && $('details').contains(document.activeElement) ? document.activeElement.textContent : null;
  $('details').replaceChildren(...parts);
  if (focused) [...$('details').querySelectorAll('button')].find(one => one.textContent === focused)?.focus();
}

function hide() {
  state.agent = null;
  $('agent').hidden = true;
}
