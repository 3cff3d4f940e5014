// What scripts/check_report asks of an open report. Each of these runs in the page and gives a list of faults, or an answer.

export function textsThatOverlap() {
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest('script, style, title') || !parent.checkVisibility()) { continue; }
    if (parent.getClientRects().length === 0) { continue; }  // text of a drawing that is not shown
    const range = document.createRange();
    range.selectNodeContents(node);
    const clip = parent.closest('.scroll')?.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      if (!clip || (box.bottom <= clip.bottom && box.top >= clip.top)) { boxes.push({ box, node }); }
    }
  }
  boxes.sort((a, b) => a.box.top - b.box.top);
  const slack = 2;
  const found = [];
  boxes.forEach(({ box: a, node }, i) => {
    for (let k = i + 1; k < boxes.length && boxes[k].box.top < a.bottom - slack; ++k) {
      const b = boxes[k].box;
      const apart = a.left >= b.right - slack || b.left >= a.right - slack || b.top >= a.bottom - 2 * slack;
      if (boxes[k].node !== node && !apart) {
        found.push(`texts overlap: ${node.textContent.trim()} | ${boxes[k].node.textContent.trim()}`);
      }
    }
  });
  return found;
}

export function widerThanThePage() {
  const root = document.documentElement;
  const more = root.scrollWidth - root.clientWidth;
  return more > 0 ? [`is ${more} px wider than the page`] : [];
}

/** Texts whose colour is too close to what lies behind them: 4.5 to 1 of WCAG 2, level AA. */
export function textsThatFade() {
  const channels = colour => colour.match(/[\d.]+/g).map(Number);
  const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const [r, g, b, alpha = 1] = channels(getComputedStyle(e).backgroundColor);
      if (alpha > 0.8) { return [r, g, b]; }
    }
    return [255, 255, 255];
  };
  const faults = new Set();
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent.trim());
    if (!own || element.closest('script, style, title, #slide, .crop') || !element.checkVisibility()) { continue; }
    const style = getComputedStyle(element);
    const a = luminance(channels(element instanceof SVGElement ? style.fill : style.color));
    const b = luminance(behind(element));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) { faults.add(`contrast ${ratio.toFixed(1)}: ${element.textContent.trim().slice(0, 60)}`); }
  }
  return [...faults];
}

export function namelessControls() {
  const named = e => e.getAttribute('aria-label') || e.closest('label')?.textContent.trim() || e.textContent.trim();
  const all = [...document.querySelectorAll('button, input, a[href], svg[role=img], [tabindex="0"]')];
  return all.filter(e => !named(e)).map(e => `has no name for a screen reader: ${e.outerHTML.slice(0, 80)}`);
}

export async function picturesThatFail() {
  const sources = [...document.querySelectorAll('image')].map(i => i.getAttribute('href'))
    .concat([...document.querySelectorAll('[data-jpeg]')].map(i => 'data:image/jpeg;base64,' + i.dataset.jpeg));
  const loads = await Promise.all(sources.map(source => {
    const image = new Image();
    image.src = source;
    return image.decode().then(() => true, () => false);
  }));
  return { count: loads.length, failed: loads.filter(one => !one).length };
}

export function figures() {
  return [...document.querySelectorAll('data[data-key]')].map(d => [d.dataset.key, Number(d.value), d.textContent]);
}

/** Where the drawing lies on the slide, in pixels of the window. */
export function place() {
  const m = document.getElementById('slide-stage').getScreenCTM();
  return { scale: m.a, x: m.e, y: m.f };
}

/** A point of the window where nothing but this shape would be hit, or null. */
export function pointOn(id) {
  const shape = document.getElementById(id);
  const box = shape.getBoundingClientRect();
  for (let i = 0; i < 400; ++i) {
    const x = box.left + box.width * ((i % 20) + 0.5) / 20;
    const y = box.top + box.height * (Math.floor(i / 20) + 0.5) / 20;
    if (shape.contains(document.elementFromPoint(x, y))) { return { x, y }; }
  }
  return null;
}

/** What the canvas shows in the middle: brightness of each pixel, and how much neighbours differ. */
export function seen(side) {
  const canvas = document.querySelector('.tiles canvas');
  const copy = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, Math.floor((side - canvas.width) / 2), Math.floor((side - canvas.height) / 2));
  const { data } = copy.getImageData(0, 0, side, side);
  const grey = Array.from({ length: side * side }, (_, i) => (data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 3);
  let steps = 0;
  for (let i = 1; i < grey.length; ++i) { steps += Math.abs(grey[i] - grey[i - 1]); }
  return { grey, detail: steps / grey.length };
}

/** Mean brightness of the canvas inside a shape and in a band around it. */
export function insideAndAround(id) {
  const path = document.getElementById(id).querySelector('path');
  const canvas = document.querySelector('.tiles canvas');
  const frame = canvas.getBoundingClientRect();
  const perPixel = canvas.width / frame.width;
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const box = path.getBoundingClientRect();
  const back = path.getScreenCTM().inverse();
  const sums = { inside: [0, 0], around: [0, 0] };
  for (let y = box.top - 0.3 * box.height; y < box.bottom + 0.3 * box.height; y += 2) {
    for (let x = box.left - 0.3 * box.width; x < box.right + 0.3 * box.width; x += 2) {
      const where = path.isPointInFill(new DOMPoint(x, y).matrixTransform(back)) ? 'inside' : 'around';
      const p = copy.getImageData((x - frame.left) * perPixel, (y - frame.top) * perPixel, 1, 1).data;
      sums[where][0] += (p[0] + p[1] + p[2]) / 3;
      sums[where][1] += 1;
    }
  }
  return { inside: sums.inside[0] / sums.inside[1], around: sums.around[0] / sums.around[1] };
}
