// Saves the chart of its card as a PNG, with title and caption, exactly as it is shown. Nothing leaves the browser.
const SVG = 'http://www.w3.org/2000/svg', SIDE = 16, SCALE = 2;

function lines(text, font, width) {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = font;
  const parts = text.match(/[\u3000-\u9fff\uff00-\uffef]\s*|[^\s\u3000-\u9fff\uff00-\uffef]+\s*/g) ?? [];
  return parts.reduce((broken, part) => {
    const longer = (broken.at(-1) ?? '') + part;
    if (broken.length && pen.measureText(longer).width <= width) broken[broken.length - 1] = longer;
    else broken.push(part);
    return broken;
  }, []);
}

function node(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.append(text);
  return made;
}

// the card as one drawing: page, title, caption, and the layers of the chart below them
function drawing(chart, {title, caption}, style) {
  const {width, height} = chart.getBoundingClientRect();
  const font = style.getPropertyValue('--st-font'), colour = style.getPropertyValue('--st-text-color');
  const muted = style.getPropertyValue('--st-gray-text-color');
  const written = [
    ...lines(title, `600 14px ${font}`, width).map(text => [text, 14, 600, colour, 20]),
    ...lines(caption, `400 12px ${font}`, width).map(text => [text, 12, 400, muted, 17]),
  ];
  const head = written.reduce((sum, [, , , , step]) => sum + step, 0) + 10;
  const [wide, high] = [width + 2 * SIDE, height + head + 2 * SIDE];
  const all = node('svg', {xmlns: SVG, width: wide, height: high, viewBox: `0 0 ${wide} ${high}`});
  all.append(node('rect', {width: wide, height: high, fill: style.getPropertyValue('--st-background-color')}));
  let y = SIDE;
  for (const [text, size, weight, fill, step] of written) {
    y += step;
    const look = {'font-family': font, 'font-size': size, 'font-weight': weight, fill};
    all.append(node('text', {x: SIDE, y: y - 5, ...look}, text));
  }
  for (const layer of chart.querySelectorAll('svg.main-svg')) {
    const copy = layer.cloneNode(true);
    copy.setAttribute('x', SIDE);
    copy.setAttribute('y', SIDE + head);
    copy.style.background = 'none';
    all.append(copy);
  }
  // plotly keeps lines at one width whatever the scale, which would draw them thin here
  const svg = new XMLSerializer().serializeToString(all).replaceAll('non-scaling-stroke', 'none');
  return {svg, wide, high};
}

async function save(chart, data, style) {
  const {svg, wide, high} = drawing(chart, data, style);
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement('canvas'), {width: wide * SCALE, height: high * SCALE});
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob(blob => {
    const link = Object.assign(document.createElement('a'), {href: URL.createObjectURL(blob), download: data.file});
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

export default function (component) {
  const {data, parentElement: root} = component;
  const button = root.querySelector('button');
  button.title = data.label;
  button.setAttribute('aria-label', data.label);
  button.onclick = () => {
    const chart = root.host.closest('[class*="st-key-card_"]')?.querySelector('.js-plotly-plot');
    if (chart) save(chart, data, getComputedStyle(button));
  };
}
