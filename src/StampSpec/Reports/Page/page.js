'use strict';
(() => {
  const page = JSON.parse(document.getElementById('page-data').textContent);
  const charts = [...document.querySelectorAll('.chart')];
  const off = { layout: new Set(), class: new Set() };

  // What belongs to a layout or a class that the reader has switched off is not shown.
  const isOff = ({ layout, otherLayout, class: name, true: truth, predicted }) =>
    [layout, otherLayout].some(l => off.layout.has(l)) || [name, truth, predicted].some(c => off.class.has(c));

  function refresh() {
    hideTip();
    document.querySelectorAll('.mark, .chart[data-layout], tr[data-layout], tr[data-class]')
      .forEach(e => e.toggleAttribute('hidden', isOff(e.dataset)));
    charts.forEach(chart => {
      const stop = chart.querySelector('.mark[tabindex="0"]');
      if (stop === null || stop.matches('[hidden]')) { makeStop(marksOf(chart)[0], chart); }
    });
  }

  document.querySelectorAll('.filters input').forEach(box => {
    // A browser that reloads a page restores its boxes.
    box.checked = true;
    box.addEventListener('change', () => {
      off[box.name][box.checked ? 'delete' : 'add'](box.value);
      refresh();
    });
  });

  // The tip: one for the whole page, at the pointer, under the finger or beside the mark that has the focus.
  const tip = document.getElementById('tip');
  const reach = { mouse: 8, pen: 12, touch: 20 };
  const thin = 6;
  const small = 24;
  let told = null;

  function showTip(mark, x, y, gap) {
    if (told !== mark) {
      told = mark;
      tip.replaceChildren(...mark.dataset.tip.split('\n').map(line => {
        const [name, ...value] = line.split(': ');
        const row = element('div', '');
        row.append(element('span', 'name', name + ' '), element('span', 'value', value.join(': ')));
        return row;
      }));
      tip.hidden = false;
    }
    const { width, height } = tip.getBoundingClientRect();
    const right = x + gap + width < document.documentElement.clientWidth - 8;
    const below = y + gap + height < document.documentElement.clientHeight - 8;
    tip.style.left = scrollX + Math.max(8, right ? x + gap : x - gap - width) + 'px';
    tip.style.top = scrollY + Math.max(8, below ? y + gap : y - gap - height) + 'px';
  }

  function hideTip() {
    told = null;
    tip.hidden = true;
  }

  function showTipBeside(mark) {
    const box = mark.getBoundingClientRect();
    showTip(mark, box.right, box.bottom, 6);
  }

  // Whoever misses a dot or a thin line by a little means it.
  function markAt(event) {
    const hit = event.target.closest?.('.mark[data-tip]');
    const chart = event.target.closest?.('.chart');
    if (hit || !chart) { return hit ?? null; }
    let [nearest, least] = [null, reach[event.pointerType] ?? reach.mouse];
    for (const mark of marksOf(chart)) {
      const box = mark.getBoundingClientRect();
      const [across, along] = [Math.min(box.width, box.height), Math.max(box.width, box.height)];
      const aside = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
      const away = Math.hypot(aside, Math.max(box.top - event.clientY, 0, event.clientY - box.bottom));
      if ((across < thin || along < small) && away < least) { [nearest, least] = [mark, away]; }
    }
    return nearest;
  }

  function pointAt(event) {
    const mark = markAt(event);
    if (mark) {
      showTip(mark, event.clientX, event.clientY, event.pointerType === 'touch' ? 24 : 14);
    } else {
      hideTip();
    }
  }

  document.addEventListener('pointermove', event => {
    if (event.pointerType !== 'touch') { pointAt(event); }
  });
  document.addEventListener('pointerup', event => {
    if (event.pointerType === 'touch') { pointAt(event); }
  });
  document.documentElement.addEventListener('pointerleave', event => {
    if (event.pointerType !== 'touch') { hideTip(); }
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') { hideTip(); }
  });

  // Each chart is one stop of the tab key; arrows move among its marks, and in a matrix among its cells; Enter and space choose a cell.
  const marksOf = chart => [...chart.querySelectorAll('.mark[data-tip]:not([hidden])')];
  const isButton = mark => mark.getAttribute('role') === 'button';

  function makeStop(mark, chart) {
    chart.querySelector('.mark[tabindex="0"]')?.setAttribute('tabindex', '-1');
    if (!mark) { return; }
    mark.setAttribute('tabindex', '0');
    if (!isButton(mark)) {
      mark.setAttribute('role', 'img');
      mark.setAttribute('aria-label', mark.dataset.tip.replaceAll('\n', ', '));
    }
  }

  function neighbour(mark, key, chart) {
    const marks = marksOf(chart);
    if (key === 'Home' || key === 'End') { return marks.at(key === 'Home' ? 0 : -1); }
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key] ?? [0, 0];
    if (down === 0 && right === 0) { return undefined; }
    if (!mark.dataset.predicted) { return marks[marks.indexOf(mark) + down + right]; }
    let [row, column] = [page.classes.indexOf(mark.dataset.true), page.classes.indexOf(mark.dataset.predicted)];
    let next;
    do {
      [row, column] = [row + down, column + right];
      next = marks.find(m => m.dataset.true === page.classes[row] && m.dataset.predicted === page.classes[column]);
    } while (!next && page.classes[row] && page.classes[column]);
    return next;
  }

  charts.forEach(chart => {
    const svg = chart.querySelector('svg');
    const title = svg.querySelector(':scope > title');
    // The browser would show the title of a drawing as a tip of its own.
    svg.setAttribute('aria-label', title.textContent);
    title.remove();
    const first = marksOf(chart)[0];
    if (!first) { return; }
    svg.setAttribute('role', 'group');
    makeStop(first, chart);
    chart.addEventListener('focusin', event => event.target.matches('.mark:focus-visible') && showTipBeside(event.target));
    chart.addEventListener('focusout', hideTip);
    chart.addEventListener('scroll', hideTip, { passive: true });
    chart.addEventListener('keydown', event => {
      const mark = event.target.closest('.mark');
      const next = mark && neighbour(mark, event.key, chart);
      if (mark && isButton(mark) && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault();
        show(mark.dataset);
      } else if (next) {
        event.preventDefault();
        makeStop(next, chart);
        next.focus();
      }
    });
  });

  document.querySelectorAll('th button').forEach(button => button.addEventListener('click', () => {
    const header = button.closest('th');
    const ascending = header.getAttribute('aria-sort') !== 'ascending';
    header.parentElement.querySelectorAll('th').forEach(h => h.removeAttribute('aria-sort'));
    header.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    const body = header.closest('table').tBodies[0];
    const value = row => row.cells[header.cellIndex].textContent.replace('\u2212', '-');
    const order = header.classList.contains('number')
      ? (a, b) => (value(a) === '') - (value(b) === '') || (ascending ? 1 : -1) * (value(a) - value(b))
      : (a, b) => (ascending ? 1 : -1) * value(a).localeCompare(value(b));
    body.append(...[...body.rows].sort(order));
  }));

  const choice = ['layout', 'true', 'predicted'].map(name => document.getElementById('example-' + name));

  function show(cell) {
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

  // A cell opens examples if its layout has any; a published matrix has no alerts to show.
  function makeButtons() {
    const layouts = new Set([...choice[0].options].map(o => o.value));
    document.querySelectorAll('.mark[data-predicted][data-tip]').forEach(cell => {
      const { layout, true: truth, predicted, percent } = cell.dataset;
      if (layouts.has(layout)) {
        cell.setAttribute('role', 'button');
        cell.setAttribute('aria-label', `${layout}: ${truth} predicted as ${predicted}, ${percent} percent; show examples`);
        cell.addEventListener('click', () => show(cell.dataset));
      }
    });
  }

  if (choice[0]) {
    makeButtons();
    choice.forEach(c => c.addEventListener('change', list));
    list();
  }
})();
