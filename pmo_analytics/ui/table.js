// A table of facts: links, numbers, lights, strips of lights and sentences, sorted in the browser.
// Every text goes in as a text node, so names from files can never become markup.
const SVG = 'http://www.w3.org/2000/svg', LETTERS = {G: 'green', A: 'amber', R: 'red', N: 'unknown'};
const RANK = {red: 5, amber_red: 4, amber: 3, amber_green: 2, green: 1, unknown: 0, none: -1};
const FIVE = {amber_green: ['amber', 'green'], amber_red: ['amber', 'red']};
const sortedBy = new WeakMap(); // the reader's order survives new data

const el = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== '') node.setAttribute(key, value);
  node.append(...children);
  return node;
};
const svg = (name, attributes) => {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};

// one mark around x, y; s is half its size
const mark = (light, x, y, s, faded = false) => {
  const group = svg('g', {class: light + (faded ? ' faded' : '')}), r = 0.95 * s;
  if (light === 'red') {
    const h = 1.15 * s;
    group.append(svg('path', {d: `M${x} ${y - h}L${x + h} ${y}L${x} ${y + h}L${x - h} ${y}Z`}));
  } else if (light === 'amber') {
    group.append(svg('path', {d: `M${x} ${y - 1.05 * s}L${x + 1.1 * s} ${y + 0.85 * s}H${x - 1.1 * s}Z`}));
  } else {
    group.append(svg('circle', {cx: x, cy: y, r}));
    if (light === 'unknown') group.append(svg('path', {d: `M${x - r / 2} ${y}H${x + r / 2}`}));
  }
  return group;
};
const marks = (light, x, y, s) => {
  const two = FIVE[light];
  return two ? [mark(two[0], x - s, y, s * 0.75), mark(two[1], x + s, y, s * 0.75)] : [mark(light, x, y, s)];
};
const drawing = (width, label) => svg('svg', {width, height: 20, viewBox: `0 0 ${width} 20`, role: 'img', 'aria-label': label});

const runs = (letters, words) => [...letters.matchAll(/(.)\1*/g)]
  .map(([run, letter]) => `${words[LETTERS[letter]] ?? '–'}${run.length > 1 ? ` ×${run.length}` : ''}`).join(', ');

// a code such as cost_performance_index may break after each underscore
const breakable = text => text.split(/(?<=[_/])/).flatMap((part, place) => place ? [el('wbr'), part] : [part]);

const cells = {
  link([name, code], row, data, open) {
    const link = el('a', {href: `${data.target}?${row.q}`, title: name}, name);
    link.onclick = event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      open(row.id);
    };
    return [el('span', {class: 'name'}, link, code ? el('span', {class: 'code'}, code) : '')];
  },
  head: ([name, code]) => [el('strong', {}, name), code ? el('span', {class: 'why'}, ...breakable(code)) : ''],
  num: ([, shown]) => [shown],
  short: text => [text ?? ''],
  text: text => Array.isArray(text) ? [text[0], el('span', {class: 'why'}, ...breakable(text[1]))] : [text ?? ''],
  light([light, why], row, data) {
    if (light === 'none') return [''];
    const picture = svg('svg', {width: 20, height: 14, viewBox: '0 0 20 14', 'aria-hidden': 'true'});
    picture.append(...marks(light, 9, 7, 5.2));
    return [el('span', {class: `light ${light}`, title: why}, picture, data.words[light]), why && light === 'unknown' ? el('span', {class: 'why'}, why) : ''];
  },
  strip([letters, declared, why], row, data) {
    const newest = LETTERS[letters.at(-1)] ?? 'unknown', step = 10, last = 5 + step * (letters.length - 1) + 4;
    const label = `${runs(letters, data.words)}${why ? ` (${why})` : ''}${declared ? `; ${data.words.declared} ${data.words[declared]}` : ''}`;
    const picture = drawing(declared ? last + 31 : last + 9, label);
    [...letters].slice(0, -1).forEach((letter, place) => {
      if (LETTERS[letter]) picture.append(mark(LETTERS[letter], 5 + step * place, 10, 3.8, true));
    });
    picture.append(mark(newest, last, 10, 6.6));
    if (declared) picture.append(svg('path', {class: 'rule', d: `M${last + 12} 2V18`}), ...marks(declared, last + 22, 10, 4.4));
    const hint = svg('title', {});
    hint.append(label);
    picture.prepend(hint);
    return [picture];
  },
};
const key = {
  link: ([name]) => name,
  head: ([name]) => name,
  num: ([value]) => value,
  short: text => text,
  text: text => Array.isArray(text) ? text[0] : text,
  light: ([light]) => RANK[light],
  strip: ([letters]) => RANK[LETTERS[letters.at(-1)] ?? 'unknown'] * 100 + [...letters].reduce((sum, letter) => sum + (RANK[LETTERS[letter]] ?? 0), 0),
};
const classOf = (column, value) =>
  [column.type, column.type === 'num' && value?.[2] ? 'bad' : '', column.type === 'strip' && value?.[3] ? 'better' : ''].join(' ').trim();

export default function draw(component) {
  const {data, parentElement: root, setTriggerValue} = component;
  const open = id => setTriggerValue('open', id);
  const order = sortedBy.get(root) ?? data.sorted;

  const body = rows => el('tbody', {}, ...rows.map(row => el('tr', {}, ...data.columns.map((column, place) => {
    const value = row[column.k], first = place === 0;
    return el(first ? 'th' : 'td', {class: classOf(column, value), scope: first ? 'row' : null}, ...cells[column.type](value, row, data, open));
  }))));
  const inOrder = () => {
    if (!order) return data.rows;
    const column = data.columns.find(one => one.k === order.k);
    if (!column) return data.rows;
    const of = row => key[column.type](row[column.k]);
    return [...data.rows].sort((a, b) => {
      const [x, y] = [of(a), of(b)];
      if (x == null || y == null) return (x == null) - (y == null); // what is not known stands last, whichever way
      return (typeof x === 'number' ? x - y : String(x).localeCompare(String(y), data.lang)) * (order.up ? 1 : -1);
    });
  };
  const head = el('thead', {}, el('tr', {}, ...data.columns.map(column => {
    const isOrder = order && order.k === column.k;
    const button = el('button', {type: 'button', title: column.help ?? ''}, column.t, isOrder ? el('span', {'aria-hidden': 'true'}, order.up ? ' ↑' : ' ↓') : '');
    button.onclick = () => {
      const up = isOrder ? !order.up : ['link', 'head', 'short', 'text'].includes(column.type);
      sortedBy.set(root, {k: column.k, up});
      draw(component);
      [...root.querySelectorAll('th button')][data.columns.indexOf(column)].focus();
    };
    return el('th', {class: column.type, scope: 'col', 'aria-sort': isOrder ? (order.up ? 'ascending' : 'descending') : null}, button);
  })));
  const old = root.querySelector('.frame'), scrolled = old ? [old.scrollTop, old.scrollLeft] : [0, 0];
  const frame = el('div', {class: data.framed ? 'frame framed' : 'frame roomy', style: data.height ? `max-height:${data.height}px` : '', tabindex: data.height ? '0' : null, role: 'group', 'aria-label': data.label},
    el('table', {'aria-label': data.label}, head, body(inOrder())));
  root.querySelector('.frame')?.remove();
  root.append(frame);
  [frame.scrollTop, frame.scrollLeft] = scrolled;
}
