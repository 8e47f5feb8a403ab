// A table of facts: links, numbers, lights, strips of lights and sentences, sorted in the browser.
// Every text goes in as a text node, so names from files can never become markup.
const SVG = 'http://www.w3.org/2000/svg';
const LETTERS = {G: 'green', A: 'amber', R: 'red', N: 'unknown'};
const RANK = {red: 5, amber_red: 4, amber: 3, amber_green: 2, green: 1, unknown: 0, none: -1};
const FIVE = {amber_green: ['amber', 'green'], amber_red: ['amber', 'red']};
const TEXTS = ['link', 'head', 'short', 'text']; // sorted upwards first
const sortedBy = new WeakMap(); // the reader's order survives new data

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== '') node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function svg(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

// one mark around x, y; s is half its size
function mark(light, x, y, s, faded = false) {
  const group = svg('g', {class: light + (faded ? ' faded' : '')});
  const half = 1.15 * s, r = 0.95 * s;
  if (light === 'red') {
    group.append(svg('path', {d: `M${x} ${y - half}L${x + half} ${y}L${x} ${y + half}L${x - half} ${y}Z`}));
  } else if (light === 'amber') {
    group.append(svg('path', {d: `M${x} ${y - 1.05 * s}L${x + 1.1 * s} ${y + 0.85 * s}H${x - 1.1 * s}Z`}));
  } else {
    group.append(svg('circle', {cx: x, cy: y, r}));
    if (light === 'unknown') group.append(svg('path', {d: `M${x - r / 2} ${y}H${x + r / 2}`}));
  }
  return group;
}

function marks(light, x, y, s) {
  const two = FIVE[light];
  return two ? [mark(two[0], x - s, y, s * 0.75), mark(two[1], x + s, y, s * 0.75)] : [mark(light, x, y, s)];
}

// 'GGAARR' as words: 'Green ×2, Amber ×2, Red ×2'
function told(letters, words) {
  return [...letters.matchAll(/(.)\1*/g)]
    .map(([run, letter]) => `${words[LETTERS[letter]] ?? '–'}${run.length > 1 ? ` ×${run.length}` : ''}`)
    .join(', ');
}

// a code such as cost_performance_index may break after each underscore
const breakable = text =>
  text.split(/(?<=[_/])/).flatMap((part, place) => (place ? [el('wbr'), part] : [part]));
const below = text => (text ? el('span', {class: 'why'}, ...breakable(text)) : '');

const cells = {
  link([name, code], row, data, open) {
    if (!row.id) return el('span', {class: 'name'}, name);
    const link = el('a', {href: `${data.target}?${new URLSearchParams(row.q)}`, title: name}, name);
    link.onclick = event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      if (data.stays) return open(row.id);
      history.pushState({}, '', link.href); // one step back leads to where the reader was
      dispatchEvent(new PopStateEvent('popstate'));
    };
    return [el('span', {class: 'name'}, link, code ? el('span', {class: 'code'}, code) : '')];
  },
  head: ([name, code]) => [el('strong', {}, name), below(code)],
  num: ([, shown, , why]) => [why ? el('span', {title: why}, shown, el('span', {class: 'spoken'}, why)) : shown],
  short: text => [text ?? ''],
  text: text => (Array.isArray(text) ? [text[0], below(text[1])] : [text ?? '']),
  light([light, why], row, data) {
    if (light === 'none') return [''];
    const picture = svg('svg', {width: 20, height: 14, viewBox: '0 0 20 14', 'aria-hidden': 'true'});
    picture.append(...marks(light, 9, 7, 5.2));
    const word = el('span', {class: `light ${light}`, title: why}, picture, data.words[light]);
    return [word, light === 'unknown' ? below(why) : ''];
  },
  strip([letters, declared, why], row, data) {
    const newest = LETTERS[letters.at(-1)] ?? 'unknown', step = 10, last = 9 + step * (letters.length - 1);
    const width = last + (declared ? 31 : 9);
    const said = declared ? `; ${data.words.declared} ${data.words[declared]}` : '';
    const label = told(letters, data.words) + (why ? ` (${why})` : '') + said;
    const picture = svg('svg', {width, height: 20, viewBox: `0 0 ${width} 20`, role: 'img', 'aria-label': label});
    const hint = svg('title', {});
    hint.append(label);
    picture.append(hint);
    [...letters].slice(0, -1).forEach((letter, place) => {
      if (LETTERS[letter]) picture.append(mark(LETTERS[letter], 5 + step * place, 10, 3.8, true));
    });
    picture.append(mark(newest, last, 10, 6.6));
    if (declared) {
      picture.append(svg('path', {class: 'rule', d: `M${last + 12} 2V18`}), ...marks(declared, last + 22, 10, 4.4));
    }
    return [picture];
  },
};

const rank = letter => RANK[LETTERS[letter] ?? 'unknown'];
const sortKey = {
  link: ([name]) => name,
  head: ([name]) => name,
  num: ([value]) => value,
  short: text => text,
  text: text => (Array.isArray(text) ? text[0] : text),
  light: ([light]) => RANK[light],
  strip: ([letters]) => rank(letters.at(-1)) * 100 + [...letters].reduce((sum, letter) => sum + rank(letter), 0),
};

function classOf({type}, value) {
  if (type === 'num' && value[2]) return 'num bad';
  if (type === 'strip' && value[3]) return 'strip better';
  return type;
}

function inOrder({rows, columns, lang}, order) {
  const column = order && columns.find(one => one.k === order.k);
  if (!column) return rows;
  const of = row => sortKey[column.type](row[column.k]);
  return [...rows].sort((a, b) => {
    const x = of(a), y = of(b);
    if (a.faded !== b.faded) return a.faded - b.faded; // what counts nowhere stands last too
    if (x == null || y == null) return (x == null) - (y == null); // what is not known stands last, whichever way
    const way = typeof x === 'number' ? x - y : String(x).localeCompare(String(y), lang);
    return way * (order.up ? 1 : -1);
  });
}

export default function draw(component) {
  const {data, parentElement: root, setTriggerValue} = component;
  const open = id => setTriggerValue('open', id);
  const order = sortedBy.get(root) ?? data.sorted;

  const sortBy = (column, place) => {
    const up = order?.k === column.k ? !order.up : TEXTS.includes(column.type);
    sortedBy.set(root, {k: column.k, up});
    draw(component);
    root.querySelectorAll('thead button')[place].focus();
  };
  const titles = data.columns.map((column, place) => {
    const arrow = order?.k === column.k ? (order.up ? 'ascending' : 'descending') : null;
    const sign = arrow ? el('span', {'aria-hidden': 'true'}, order.up ? ' ↑' : ' ↓') : '';
    const button = el('button', {type: 'button', title: column.help}, column.t, sign);
    button.onclick = () => sortBy(column, place);
    return el('th', {class: column.type, scope: 'col', 'aria-sort': arrow}, button);
  });
  const lines = inOrder(data, order).map(row => el('tr', {class: row.faded ? 'over' : ''}, ...data.columns.map((column, place) => {
    const value = row[column.k];
    const attributes = place ? {class: classOf(column, value)} : {class: column.type, scope: 'row'};
    return el(place ? 'td' : 'th', attributes, ...cells[column.type](value, row, data, open));
  })));

  const look = data.framed ? 'framed' : data.height ? '' : 'roomy';
  const tight = data.columns.some(column => column.type === 'strip') ? 'tight' : '';
  const style = `max-height:${data.height}px`;
  const scrolls = data.height ? {style, tabindex: '0', role: 'group', 'aria-label': data.label} : {};
  const frame = el(
    'div',
    {class: `frame ${look} ${tight}`, ...scrolls},
    el('table', {'aria-label': data.label}, el('thead', {}, el('tr', {}, ...titles)), el('tbody', {}, ...lines)),
  );
  const old = root.querySelector('.frame');
  const scrolled = old ? [old.scrollTop, old.scrollLeft] : [0, 0];
  old?.remove();
  root.append(frame);
  [frame.scrollTop, frame.scrollLeft] = scrolled;
}
