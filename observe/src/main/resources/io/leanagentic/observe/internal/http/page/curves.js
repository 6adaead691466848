// The last five minutes as curves, kept here: a ring of fixed size.

const MOMENTS = 300;
const series = [
  ['Messages a second', number, [['messages', '--busy', shot => shot.messagesPerSecond]]],
  ['Time in mailbox', time, [
    ['p99', '--search', shot => shot.waiting.samples ? shot.waiting.p99 : null],
    ['p50', '--busy', shot => shot.waiting.samples ? shot.waiting.p50 : null]]],
  ['Workers', percent, [
    ['run', '--busy', shot => mean(shot.workers.map(one => one.busy))],
    ['search', '--search', shot => mean(shot.workers.map(one => one.searching))]]],
];
const mean = values => values.length ? values.reduce((a, b) => a + b, 0) / values.length : 0;
const past = series.map(([, , lines]) => [[], ...lines.map(() => [])]);
let charts = [];

/** The color behind a name, as the canvas wants it. */
function color(name) {
  const probe = $('curves').appendChild(make('span', undefined, 'probe'));
  probe.style.color = `var(${name})`;
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function chart([, words, lines], i) {
  const panel = $('curves').children[i];
  const soft = color('--soft');
  const grid = { stroke: color('--line'), width: 1 };
  return new uPlot({
    width: panel.clientWidth - 16,
    height: 150,
    cursor: { y: false, drag: { setScale: false } },
    scales: { y: { range: (plot, low, high) => [0, high > 0 ? high * 1.1 : 1] } },
    axes: [
      { stroke: soft, grid, ticks: grid, size: 28 },
      { stroke: soft, grid, ticks: grid, size: 62, values: (plot, ticks) => ticks.map(tick => tick ? words(tick) : '0') },
    ],
    series: [{ label: 'at' }, ...lines.map(([label, name]) => ({
      label, stroke: color(name), width: 2, points: { show: false },
      value: (plot, value) => value == null ? '–' : words(value),
    }))],
  }, past[i], panel);
}

function draw() {
  charts.forEach(one => one.destroy());
  $('curves').replaceChildren(...series.map(([title]) => {
    const panel = make('div', undefined, 'panel');
    panel.append(make('h3', title));
    return panel;
  }));
  charts = series.map(chart);
}

function curves(shot) {
  if (still) return;
  const at = Date.parse(shot.at) / 1000;
  series.forEach(([, , lines], i) => {
    const points = [at, ...lines.map(([, , value]) => value(shot))];
    past[i].forEach((line, n) => {
      line.push(points[n]);
      if (line.length > MOMENTS) line.shift();
    });
  });
  if (charts.length) charts.forEach((one, i) => one.setData(past[i]));
  else draw();
}

if (!still) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  let resizing;
  addEventListener('resize', () => { clearTimeout(resizing); resizing = setTimeout(draw, 150); });
}
