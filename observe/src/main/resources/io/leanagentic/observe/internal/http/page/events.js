// What happened lately.

function events(shot) {
  const wanted = $('filter').value.toLowerCase();
  const rows = shot.events.filter(one => (one.kind + ' ' + one.agent + ' ' + one.what).toLowerCase().includes(wanted));
  const newest = rows.length + wanted + (rows.length ? rows[0].number : '');
  if ($('events').dataset.newest === newest) return;
  $('events').dataset.newest = newest;
  $('events').replaceChildren(...rows.map(one => {
    const line = make('tr');
    line.append(make('td', one.at.slice(11, 23), 'name'), make('td', one.kind, 'name'), make('td', one.agent, 'name'),
      make('td', one.what, 'words'));
    line.children[2].title = one.agent;
    return line;
  }));
  if (!rows.length) {
    const none = make('td', shot.events.length ? 'None matches.' : 'Nothing happened.', 'name soft');
    none.colSpan = 4;
    const line = make('tr');
    line.append(none);
    $('events').append(line);
  }
}
$('filter').addEventListener('input', () => { if (state.last) events(state.last); });
