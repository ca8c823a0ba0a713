'use strict';
(() => {
  const page = JSON.parse(document.getElementById('page-data').textContent);
  const off = { layout: new Set(), class: new Set() };
  const views = new Map();

  // A row or a panel belongs to a layout or a class by its fields or its heading.
  const isHidden = (kind, name) => off[kind].has(name);
  const rowIsShown = row => !isHidden('layout', row.layout) && !isHidden('layout', row.series) && !isHidden('class', row.class)
    && !isHidden('class', row.true) && !isHidden('class', row.predicted) && !page.aliases.some(a => (a.label === row.label || a.label === row.text) && isHidden('layout', a.layout));

  function filtered(spec) {
    if (Array.isArray(spec)) { return spec.map(filtered); }
    if (spec === null || typeof spec !== 'object') { return spec; }
    const copy = {};
    for (const [key, value] of Object.entries(spec)) {
      if (key === 'values' && Array.isArray(value) && typeof value[0] === 'object') {
        copy[key] = value.filter(rowIsShown);
      } else if (['hconcat', 'vconcat', 'concat'].includes(key) && Array.isArray(value)) {
        copy[key] = value.filter(panelIsShown).map(filtered);
      } else if (key === 'domain' && Array.isArray(value) && typeof spec.range === 'undefined') {
        copy[key] = value.filter(v => !isHidden('layout', v) && !isHidden('class', v));
      } else {
        copy[key] = filtered(value);
      }
    }
    return copy;
  }

  function panelIsShown(view) {
    const heading = view.title?.text?.[0];
    return !(heading && (isHidden('layout', heading) || isHidden('class', heading)));
  }

  // The libraries wait as text, so that the page is there before they are read.
  function load() {
    document.querySelectorAll('script[type="text/plain"]').forEach(library => {
      const script = document.createElement('script');
      script.textContent = library.textContent;
      document.head.append(script);
      library.remove();
    });
  }

  async function draw(element) {
    load();
    const chart = page.charts[element.dataset.chart];
    const result = await vegaEmbed(element, filtered(chart), { renderer: 'svg', actions: false });
    const svg = element.querySelector('svg');
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', element.dataset.label);
    svg.removeAttribute('width');
    svg.removeAttribute('height');
    views.set(element, result.view);
    element.dataset.drawn = 'true';
    if (element.dataset.chart === 'confusion') {
      result.view.addEventListener('click', (_, item) => item?.datum?.predicted && show(item.datum));
      makeButtons(svg);
    }
  }

  // Each matrix is one stop of the tab key; arrows move among its cells, Enter and space choose one.
  function makeButtons(svg) {
    svg.setAttribute('role', 'group');
    const matrices = new Map();
    svg.querySelectorAll('path[aria-roledescription="rect mark"]').forEach(cell => {
      const datum = cell.__data__.datum;
      matrices.set(datum.layout, matrices.get(datum.layout) ?? new Map());
      matrices.get(datum.layout).set(datum.true + '\n' + datum.predicted, cell);
      cell.setAttribute('role', 'button');
      cell.setAttribute('aria-label', `${datum.layout}: ${datum.true} predicted as ${datum.predicted}, ${datum.percent.toFixed(1)} percent; show examples`);
      cell.setAttribute('tabindex', '-1');
    });
    matrices.forEach(cells => {
      cells.values().next().value.setAttribute('tabindex', '0');
      cells.forEach(cell => cell.addEventListener('keydown', event => pressed(event, cells)));
    });
  }

  function pressed(event, cells) {
    const datum = event.target.__data__.datum;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      show(datum);
      return;
    }
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [0, 0];
    const at = name => page.classes.indexOf(name);
    const next = cells.get(page.classes[at(datum.true) + down] + '\n' + page.classes[at(datum.predicted) + right]);
    if (next && next !== event.target) {
      event.preventDefault();
      event.target.setAttribute('tabindex', '-1');
      next.setAttribute('tabindex', '0');
      next.focus();
    }
  }

  const charts = [...document.querySelectorAll('[data-chart]')];
  const nearby = new IntersectionObserver(entries => entries.filter(e => e.isIntersecting).forEach(e => {
    nearby.unobserve(e.target);
    draw(e.target);
  }), { rootMargin: '200px' });
  const idle = window.requestIdleCallback ?? (run => setTimeout(run, 50));
  window.addEventListener('load', () => idle(() => charts.forEach(c => nearby.observe(c))));

  function refresh() {
    views.forEach((view, element) => { view.finalize(); views.delete(element); draw(element); });
    document.querySelectorAll('tr[data-layout], tr[data-class]').forEach(row => {
      row.hidden = isHidden('layout', row.dataset.layout) || isHidden('class', row.dataset.class) || isHidden('class', row.dataset.predicted);
    });
  }

  document.querySelectorAll('.filters input').forEach(box => box.addEventListener('change', () => {
    off[box.name][box.checked ? 'delete' : 'add'](box.value);
    refresh();
  }));

  document.querySelectorAll('th button').forEach(button => button.addEventListener('click', () => {
    const header = button.closest('th');
    const ascending = header.getAttribute('aria-sort') !== 'ascending';
    header.parentElement.querySelectorAll('th').forEach(h => h.removeAttribute('aria-sort'));
    header.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    const body = header.closest('table').tBodies[0];
    const value = row => row.cells[header.cellIndex].dataset.value ?? row.cells[header.cellIndex].textContent;
    const order = header.classList.contains('number')
      ? (a, b) => (value(a) === '') - (value(b) === '') || (ascending ? 1 : -1) * (value(a) - value(b))
      : (a, b) => (ascending ? 1 : -1) * value(a).localeCompare(value(b));
    body.append(...[...body.rows].sort(order));
  }));

  const choice = ['layout', 'true', 'predicted'].map(name => document.getElementById('example-' + name));

  function show(cell) {
    // A published matrix has no alerts to show.
    if (![...choice[0].options].some(o => o.value === cell.layout)) { return; }
    choice[0].value = cell.layout;
    choice[1].value = cell.true;
    choice[2].value = cell.predicted;
    list();
    document.getElementById('examples').scrollIntoView({ block: 'nearest' });
  }

  function list() {
    const [layout, truth, predicted] = choice.map(c => c.value);
    const found = page.examples.filter(e => e.layout === layout && e.true === truth && e.predicted === predicted);
    const target = document.getElementById('example-list');
    target.replaceChildren(...found.map(exampleOf));
    if (found.length === 0) {
      target.textContent = `No ${truth} was predicted as ${predicted} under ${layout}.`;
    }
  }

  function exampleOf(example) {
    const row = element('div', 'example');
    const stamps = element('div', 'stamps');
    const images = page.stamps[example.candid] ?? {};
    for (const [name, source] of Object.entries(images)) {
      const figure = element('figure', '');
      const image = element('img', '');
      image.src = source;
      image.alt = `${name} cutout of ${example.candid}`;
      figure.append(image, name);
      stamps.append(figure);
    }
    const bars = element('div', 'bars');
    example.probabilities.forEach((p, i) => {
      const bar = element('i', '');
      bar.style.width = (100 * p) + '%';
      bars.append(element('span', '', page.classes[i]), bar, element('span', '', p.toFixed(2)));
    });
    row.append(element('div', '', `alert ${example.candid}, run ${example.run}`), stamps, bars);
    return row;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) { made.textContent = text; }
    return made;
  }

  if (choice[0]) {
    choice.forEach(c => c.addEventListener('change', list));
    list();
  }
})();
