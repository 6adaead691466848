// What libraries show: a table for each.

function panels(shot) {
  const box = $('panels');
  while (box.children.length > shot.panels.length) box.lastChild.remove();
  shot.panels.forEach((panel, i) => {
    let section = box.children[i];
    if (!section) {
      section = make('section');
      section.append(make('h2'), make('p', undefined, 'soft hint'), make('div', undefined, 'wide'));
      section.firstChild.id = 'panel-' + i;
      section.setAttribute('aria-labelledby', 'panel-' + i);
      box.append(section);
    }
    const [title, about, wide] = section.children;
    title.textContent = panel.title;
    about.textContent = panel.about;
    const numeric = panel.columns.map((_, c) => c > 0 && panel.rows.every(row => /^$|^[-–]$|^[-\d][\d.,]*( \S{1,3})?$/.test(row[c])));
    const table = make('table'), head = make('tr'), body = make('tbody');
    panel.columns.forEach((column, c) => head.append(make('th', column, numeric[c] ? '' : 'name')));
    for (const row of panel.rows) {
      const line = make('tr');
      row.forEach((text, c) => line.append(make('td', text, numeric[c] ? '' : 'name')));
      body.append(line);
    }
    const heads = make('thead');
    heads.append(head);
    table.append(heads, body);
    wide.replaceChildren(table);
  });
}
