// Tells the browser which language the page is in, keeps the reader's choice of it, asks for a new drawing when the
// theme shown is not the one the page was drawn for, and goes to another page when the server says so.
// It is called again on every change of data without its cleanup, so it lets go first: an old observer with old data
// would throw the reader back to the page he left.
let off = () => {}, gone = null;
export default function (component) {
  off();
  const {data, setTriggerValue} = component;
  document.documentElement.lang = data.lang;
  if (data.cookie) document.cookie = `${data.cookie}; path=/; max-age=31536000; SameSite=Lax`;
  if (data.go && gone !== data.drawn) {
    gone = data.drawn;
    // one step back leads to where the reader was
    history.pushState({}, '', `${data.go.page}?${new URLSearchParams(data.go.parameters)}`);
    dispatchEvent(new PopStateEvent('popstate'));
    return;
  }
  let waiting;
  const shown = () => {
    const page = document.querySelector('.stApp');
    if (!page) return data.mode;
    const [red, green, blue] = getComputedStyle(page).backgroundColor.match(/[\d.]+/g).map(Number);
    return red * 0.2126 + green * 0.7152 + blue * 0.0722 < 128 ? 'dark' : 'light';
  };
  const check = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const mode = shown();
      if (mode !== data.mode) { off(); setTriggerValue('mode', mode); }
    }, 150);
  };
  const observer = new MutationObserver(check);
  observer.observe(document.head, {childList: true, subtree: true});
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', check);
  off = () => { clearTimeout(waiting); observer.disconnect(); system.removeEventListener('change', check); };
  check();
  return off;
}
