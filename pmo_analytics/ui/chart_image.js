// Saves the chart of its card as a picture for a slide or for paper: drawn anew in 16:9, on white whatever the page
// shows, with its title, its caption and what it speaks of. The reader's browser draws it; nothing is sent anywhere.
const SVG = 'http://www.w3.org/2000/svg';
const WIDE = 800, HIGH = 450, SIDE = 24, FOOT = 20; // units of the picture; text of 12 is 14 points on a slide
const PIXELS = 3200;
const MENU_HEIGHT = 100; // about; where there is less room below its button, the menu opens above
const SQUEEZED = 0.75; // no chart is drawn lower than this part of its height on the page: its rows would touch

let library;
const plotly = address => library ??= new Promise((loaded, failed) => {
  const script = Object.assign(document.createElement('script'), {src: new URL(address, document.baseURI)});
  script.onload = () => loaded(window.Plotly);
  script.onerror = failed;
  document.head.append(script);
});

function lines(text, font, width) {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = font;
  const parts = text.match(/[\u3000-\u9fff\uff00-\uffef]\s*|[^\s\u3000-\u9fff\uff00-\uffef]+\s*/g) ?? [];
  return parts.reduce((broken, part) => {
    const longer = (broken.at(-1) ?? '') + part;
    if (broken.length && pen.measureText(longer.trimEnd()).width <= width) broken[broken.length - 1] = longer;
    else broken.push(part);
    return broken;
  }, []);
}

function node(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// a copy of a figure's part in which every text in `swapped` stands for its other: colours of the page, its font
function onPaper(part, swapped) {
  const keys = Object.keys(swapped).map(key => key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const found = new RegExp(keys.join('|'), 'gi');
  const others = Object.fromEntries(Object.entries(swapped).map(([key, other]) => [key.toLowerCase(), other]));
  const copy = value => {
    if (typeof value === 'string') return value.replace(found, key => others[key.toLowerCase()]);
    if (Array.isArray(value)) return value.map(copy);
    if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copy(one)]));
  };
  return copy(part);
}

// what plotly draws of the chart at a size of its own, without the dimming that a click leaves behind
async function chartAlone(chart, data, width, height) {
  const traces = onPaper(chart.data, data.swapped).map(({selectedpoints, ...trace}) => trace);
  const layout = {...onPaper(chart.layout, data.swapped), width, height, autosize: false};
  const {toImage} = await plotly(data.library);
  const drawn = await toImage({data: traces, layout}, {format: 'svg', width, height, imageDataOnly: true});
  return document.importNode(new DOMParser().parseFromString(drawn, 'image/svg+xml').documentElement, true);
}

async function picture(chart, data) {
  const {font, ink, muted, page} = data.style, inner = WIDE - 2 * SIDE;
  const text = (written, x, y, size, weight, fill) =>
    node('text', {x, y, 'font-family': font, 'font-size': size, 'font-weight': weight, fill}, written.trim());
  const all = node('svg', {xmlns: SVG, width: 2 * WIDE, height: 2 * HIGH, viewBox: `0 0 ${WIDE} ${HIGH}`});
  all.append(node('title', {}, data.title), node('rect', {width: WIDE, height: HIGH, fill: page}));
  let y = SIDE - 4;
  for (const line of lines(data.title, `700 20px ${font}`, inner)) all.append(text(line, SIDE, y += 24, 20, 700, ink));
  y += 2;
  for (const line of lines(data.caption, `400 12px ${font}`, inner)) {
    all.append(text(line, SIDE, y += 17, 12, 400, muted));
  }
  const foot = lines(data.about, `400 10px ${font}`, inner), more = 13 * (foot.length - 1);
  foot.forEach((line, place) => all.append(text(line, SIDE, HIGH - SIDE + 6 - more + 13 * place, 10, 400, muted)));
  const top = y + 12, room = HIGH - top - SIDE - FOOT - more;
  const scale = Math.max(1, SQUEEZED * data.height / room);
  const drawn = await chartAlone(chart, data, inner * scale, room * scale);
  all.append(node('g', {transform: `translate(${SIDE} ${top}) scale(${1 / scale})`}, ...drawn.childNodes));
  // plotly keeps lines at one width whatever the scale, which would draw them thin here
  return new XMLSerializer().serializeToString(all).replaceAll('non-scaling-stroke', 'none');
}

async function pixels(svg) {
  const drawn = new Image();
  drawn.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await drawn.decode();
  const canvas = Object.assign(document.createElement('canvas'), {width: PIXELS, height: PIXELS * HIGH / WIDE});
  canvas.getContext('2d').drawImage(drawn, 0, 0, canvas.width, canvas.height);
  return new Promise(done => canvas.toBlob(done));
}

async function save(chart, data, kind) {
  const svg = await picture(chart, data);
  const blob = kind === 'png' ? await pixels(svg) : new Blob([svg], {type: 'image/svg+xml'});
  const link = Object.assign(document.createElement('a'), {href: URL.createObjectURL(blob), download: `${data.file}.${kind}`});
  link.click();
  URL.revokeObjectURL(link.href);
}

export default function (component) {
  const {data, parentElement: root} = component;
  const button = root.querySelector('#save'), menu = root.querySelector('#kinds');
  button.title = data.words.save;
  button.setAttribute('aria-label', `${data.words.save}: ${data.title}`);
  menu.setAttribute('aria-label', data.words.save);
  const place = () => {
    const {top, bottom, right} = button.getBoundingClientRect();
    const {clientWidth, clientHeight} = document.documentElement;
    const isLow = clientHeight - bottom < MENU_HEIGHT;
    menu.style.right = `${clientWidth - right}px`;
    menu.style.top = isLow ? 'auto' : `${bottom + 4}px`;
    menu.style.bottom = isLow ? `${clientHeight - top + 4}px` : 'auto';
  };
  menu.onbeforetoggle = ({newState}) => {
    place();
    (newState === 'open' ? addEventListener : removeEventListener)('scroll', place, true); // it goes with its button
  };
  for (const choice of menu.querySelectorAll('button')) {
    choice.textContent = data.words[choice.dataset.kind];
    choice.onclick = () => {
      menu.hidePopover();
      const chart = root.host.closest('[class*="st-key-card_"]')?.querySelector('.js-plotly-plot');
      if (chart) save(chart, data, choice.dataset.kind);
    };
  }
}
