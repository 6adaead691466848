// What comes from the server, and what the user does.

function render(shot) {
  state.last = shot;
  counts(shot);
  findings(shot);
  workers(shot);
  curves(shot);
  tree(shot);
  talks(shot);
  rows(shot);
  types(shot);
  panels(shot);
  events(shot);
  document.title = (shot.findings.length ? '(' + shot.findings.length + ') ' : '') + 'lean-agentic';
  $('foot').textContent = 'Seen ' + shot.at + ', up ' + span(shot.metrics.uptime) + '; the look took '
    + time(shot.took * 1e9) + '.';
}

function query() {
  return new URLSearchParams({ token, sort: state.sort, search: state.search, top: state.top });
}
function say(text, lost) {
  $('status').textContent = text;
  $('status').className = lost ? 'lost' : '';
}
function connect() {
  if (state.source) state.source.close();
  $('html').href = 'snapshot.html?' + query();
  $('json').href = 'snapshot.json?' + query();
  if (state.paused) return;
  const source = new EventSource('events?' + query());
  state.source = source;
  source.onmessage = event => {
    render(JSON.parse(event.data));
    say('live');
    if (state.agent) show(state.agent);
  };
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) {
      say('the connection is lost; trying again', true);
      return;
    }
    say('refused: too many pages are open, or the process was restarted; then use the URL that it prints now', true);
    setTimeout(() => { if (state.source === source) connect(); }, 3000);
  };
}
function pause() {
  state.paused = !state.paused;
  $('pause').setAttribute('aria-pressed', state.paused);
  $('pause').textContent = state.paused ? 'Resume' : 'Pause';
  say(state.paused ? 'paused' : 'connecting');
  connect();
}

function search(text) {
  $('search').value = text;
  state.search = text;
  connect();
  $('search').scrollIntoView({ block: 'start' });
  $('search').focus({ preventScroll: true });
}

heads();
if (still) {
  document.body.classList.add('still');
  const shot = JSON.parse(still);
  say('saved ' + shot.at);
  render(shot);
} else {
  let typing;
  $('search').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => { state.search = $('search').value; connect(); }, 200);
  });
  $('top').addEventListener('change', () => { state.top = $('top').value; connect(); });
  $('pause').addEventListener('click', pause);
  $('close').addEventListener('click', hide);
  document.addEventListener('keydown', event => {
    const typing = event.target.matches('input, select');
    if (event.key === 'Escape') { hide(); }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'p') pause();
    if (event.key === '/') { event.preventDefault(); $('search').focus(); }
  });
  connect();
}
