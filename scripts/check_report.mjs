// The checks of scripts/check_report: node check_report.mjs MODULES PICTURES REPORT.html...

import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as page_checks from './check_report_page.mjs';

const [modules, pictures, ...reports] = process.argv.slice(2).map(argument => resolve(argument));
const { chromium } = createRequire(join(modules, 'node_modules/'))('playwright-core');

const HEIGHT = 800;
const MOST_BYTES = 15e6;
const A4_INSIDE = { width: 695, height: 1024 };  // 184 by 271 mm at 96 dpi
const LOOKS = [1280, 400].flatMap(width => ['light', 'dark'].map(scheme => ({ width, scheme })));
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--hide-scrollbars'];

/** An open report: its page, what is wrong with it, and what lies beside it. */
class Report {
  constructor(file) {
    this.file = file;
    this.folder = dirname(file);
    this.name = basename(this.folder).replace(/\W+/g, '-');
    this.summary = JSON.parse(readFileSync(join(this.folder, 'summary.json'), 'utf8'));
    this.measured = this.summary.status === 'ok';
    this.faults = [];
  }

  fault(...sentences) { this.faults.push(...sentences); }

  async open(browser, options = {}, prepare = null) {
    const context = await browser.newContext({ viewport: { width: 1280, height: HEIGHT }, reducedMotion: 'reduce', ...options });
    this.page = await context.newPage();
    this.page.on('console', message => this.fault(`console: ${message.text()}`));
    this.page.on('pageerror', error => this.fault(`error: ${error.message}`));
    this.page.on('dialog', dialog => { this.fault('a dialog opens'); dialog.dismiss(); });
    this.page.on('request', request => {
      if (!/^(data:|file:.*\.html$)/.test(request.url())) { this.fault(`asks for ${request.url().slice(0, 100)}`); }
    });
    if (prepare) { await this.page.addInitScript(prepare); }
    await this.page.goto(pathToFileURL(this.file).href);
  }

  async ask(name, ...argument) { return this.page.evaluate(page_checks[name], ...argument); }

  async look(where, checks = ['widerThanThePage', 'textsThatOverlap', 'textsThatFade']) {
    for (const check of checks) {
      this.fault(...(await this.ask(check)).map(sentence => `${where}: ${sentence}`));
    }
  }

  async picture(name) { await this.page.screenshot({ path: join(pictures, `${this.name}-${name}.png`), fullPage: true }); }
  async close() { await this.page.context().close(); }
}

// A half goes to the even neighbour, as the report rounds.
function roundedToEven(value) {
  return value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value);
}

async function checkLooks(report, browser) {
  await report.open(browser);
  for (const { width, scheme } of LOOKS) {
    await report.page.setViewportSize({ width, height: HEIGHT });
    await report.page.emulateMedia({ colorScheme: scheme });
    await settled(report);
    await report.look(`${width} px, ${scheme}`);
    await report.picture(`${width}-${scheme}`);
  }
  report.fault(...await report.ask('namelessControls'));
  const hit = await report.page.evaluate(() => window.kossaHit);
  if (hit !== undefined) { report.fault(`a text of the slide ran as a script: ${hit}`); }
  await report.close();
}

async function checkWithoutScripts(report, browser) {
  await report.open(browser, { javaScriptEnabled: false });
  await report.look('without scripts');
  const { count, failed } = await report.ask('picturesThatFail');
  if (failed > 0) { report.fault(`${failed} of ${count} pictures do not load`); }
  if (report.measured && count < 2) { report.fault(`has ${count} pictures only`); }
  if (report.measured && !await report.page.locator('#slide image').isVisible()) { report.fault('hides the slide without scripts'); }
  await report.picture('no-script');
  await report.close();
}

function checkFigures(report, figures) {
  if (report.measured && figures.length < 20) { report.fault(`has ${figures.length} figures only`); }
  for (const [key, value, shown] of figures) {
    const expected = key.slice(1).split('/').reduce((at, step) => at[step], report.summary);
    if (!(Math.abs(value - expected) <= 1e-9 * Math.abs(expected))) {
      report.fault(`${key} is ${value}, shown as ${shown}, but ${expected} in summary.json`);
    }
  }
}

/** Until the viewer has drawn all it has to draw: the canvas stays as it is. */
async function settled(report) {
  if (!report.measured) { return; }
  for (let before = null, tries = 0; tries < 40; ++tries) {
    const now = (await report.ask('seen', 120)).grey.join();
    if (now === before && !/^(0,)+0$/.test(now)) { return; }
    before = now;
    await report.page.waitForTimeout(60);
  }
  report.fault('the slide does not come to rest');
}

/** Does something, and tells how the slide was enlarged and moved by it. */
async function movedBy(report, action) {
  const before = await report.ask('place');
  await action();
  await settled(report);
  const after = await report.ask('place');
  return { zoom: after.scale / before.scale, x: after.x - before.x, y: after.y - before.y };
}

async function checkZoom(report) {
  const { page } = report;
  const middle = await page.evaluate(() => {
    const box = document.querySelector('.view').getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  });
  const wheel = async () => { await page.mouse.move(...middle); await page.mouse.wheel(0, -120); };
  const steps = [
    ['the wheel over a slide not clicked', wheel, m => m.zoom === 1],
    ['Ctrl and the wheel', async () => { await page.keyboard.down('Control'); await wheel(); await page.keyboard.up('Control'); }, m => m.zoom > 1.05],
    ['the button +', () => page.click('[data-zoom=in]'), m => m.zoom > 1.3],
    ['the button \u2212', () => page.click('[data-zoom=out]'), m => m.zoom < 0.8],
    ['a click beside the deposits', () => page.mouse.click(...middle), m => m.zoom === 1],
    ['the wheel over a slide clicked', wheel, m => m.zoom > 1.05],
    ['the key +', () => page.keyboard.press('+'), m => m.zoom > 1.3],
    ['the key +', () => page.keyboard.press('+'), m => m.zoom > 1.3],
    ['the key \u2192', () => page.keyboard.press('ArrowRight'), m => m.zoom === 1 && m.x < -20],
    ['the key \u2191', () => page.keyboard.press('ArrowUp'), m => m.zoom === 1 && m.y > 20],
    ['the key \u2212', () => page.keyboard.press('-'), m => m.zoom < 0.8],
    ['the key 0', () => page.keyboard.press('0'), m => m.zoom < 1],
    ['the button for the whole slide', () => page.click('[data-zoom=all]'), m => m.zoom === 1],
  ];
  for (const [what, action, expected] of steps) {
    const moved = await movedBy(report, action);
    if (!expected(moved)) { report.fault(`${what} does this: ${JSON.stringify(moved)}`); }
  }
}

async function checkLayers(report) {
  const switches = report.page.locator('[data-layer]');
  for (let i = 0; i < await switches.count(); ++i) {
    const layer = report.page.locator(`#${await switches.nth(i).getAttribute('data-layer')}`);
    const shown = () => layer.evaluate(group => getComputedStyle(group).display !== 'none');
    const before = await shown();
    await switches.nth(i).click();
    if (await shown() === before) { report.fault(`switch ${i + 1} of the layers does nothing`); }
    await switches.nth(i).click();
  }
}

/** The table of deposits as it was written. */
function depositTable(report) {
  const [head, ...rows] = readFileSync(join(report.folder, 'deposits.csv'), 'utf8').trim().split('\n').map(line => line.split(','));
  return rows.map(row => Object.fromEntries(row.map((value, i) => [head[i], value])));
}

async function checkClick(report) {
  const rows = depositTable(report);
  if (rows.length === 0) { return; }
  const largest = rows.reduce((best, row, i) => Number(row.area_um2) > Number(rows[best].area_um2) ? i : best, 0);
  const shape = `shape${largest + 1}`;
  await report.page.locator(`#deposit${largest + 1} a.to-shape, a.to-shape[href="#${shape}"]`).last().evaluate(link => link.click());
  await settled(report);
  const point = await report.ask('pointOn', shape);
  if (!point) { report.fault(`the link to ${shape} does not show it`); return; }
  const { inside, around } = await report.ask('insideAndAround', shape);
  if (!(inside < around - 10)) { report.fault(`the outline of ${shape} lies beside it: ${inside} inside, ${around} around`); }
  await report.page.evaluate(() => document.getElementById('picked').replaceChildren());
  await report.page.mouse.click(point.x, point.y);
  const shown = await report.page.locator('#picked').innerText();
  const area = roundedToEven(Number(rows[largest].area_um2)).toLocaleString('en-US');
  for (const expected of [`Deposit ${largest + 1}`, area, rows[largest].zone]) {
    if (!shown.includes(expected)) { report.fault(`a click on ${shape} does not show ${expected}: ${shown}`); }
  }
  await report.page.click('#picked a');
  if (!await report.page.locator(`#deposit${largest + 1}`).isVisible()) { report.fault(`the row of ${shape} stays hidden`); }
  await report.page.evaluate(() => document.querySelector('.view').scrollIntoView({ block: 'center' }));
  await report.page.screenshot({ path: join(pictures, `${report.name}-deposit.png`) });
}

/** The same view with the tiles and without: more to be seen, in the same place. A slide no larger than its picture has
 * none. */
async function checkTiles(report, browser) {
  const view = async prepare => {
    await report.open(browser, {}, prepare);
    await settled(report);
    for (let i = 0; i < 5; ++i) { await report.page.click('[data-zoom=in]'); }
    await settled(report);
    return report.ask('seen', 200);
  };
  const coarse = await view(() => new MutationObserver(() => {
    const tiles = document.getElementById('zoom-data');
    if (tiles) {
      window.had_tiles = true;
      tiles.remove();
    }
  }).observe(document, { childList: true, subtree: true }));
  const tiled = await report.page.evaluate(() => window.had_tiles === true);
  await report.close();
  const fine = await view(null);
  const apart = fine.grey.reduce((sum, grey, i) => sum + Math.abs(grey - coarse.grey[i]), 0) / fine.grey.length;
  const has_tiles = await report.page.evaluate(() => document.querySelectorAll('#zoom-data').length);
  if (has_tiles !== 0) { report.fault('the tiles stay in the page'); }
  if (fine.detail === 0) { report.fault('nothing is to be seen of the slide'); }
  if (tiled && !(fine.detail > 1.1 * coarse.detail)) { report.fault(`tiles show no more detail: ${fine.detail} for ${coarse.detail}`); }
  if (!(apart < 2 * coarse.detail + 8)) { report.fault(`tiles lie beside the slide: they differ by ${apart}`); }
}

async function checkPrint(report) {
  const { page } = report;
  await page.pdf({ path: join(pictures, `${report.name}.pdf`), preferCSSPageSize: true, printBackground: true });
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await page.setViewportSize(A4_INSIDE);
  await report.look('printed');
  if (!report.measured) { return; }
  const printed = await page.evaluate(() => {
    const image = document.querySelector('#slide image').getBoundingClientRect();
    const svg = document.getElementById('slide').getBoundingClientRect();
    return { image, svg, canvas: document.querySelector('.tiles canvas').checkVisibility() };
  });
  const whole = printed.image.height > 100 && printed.image.left >= printed.svg.left - 1 && printed.image.right <= printed.svg.right + 1;
  if (!whole || printed.canvas) { report.fault(`prints what the screen shows, not the whole slide: ${JSON.stringify(printed)}`); }
  await page.locator('.picture').screenshot({ path: join(pictures, `${report.name}-printed-slide.png`) });
}

async function check(report, browser) {
  const { size } = statSync(report.file);
  if (size >= MOST_BYTES) { report.fault(`has ${size} bytes`); }
  await checkLooks(report, browser);
  await checkWithoutScripts(report, browser);
  if (report.measured) {
    await checkTiles(report, browser);
    await report.close();
  }
  await report.open(browser);
  await settled(report);
  checkFigures(report, await report.ask('figures'));
  if (report.measured) {
    await checkZoom(report);
    await checkLayers(report);
    await checkClick(report);
  }
  await checkPrint(report);
  await report.close();
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS });
let faults = 0;
try {
  for (const file of reports) {
    const report = new Report(file);
    await check(report, browser);
    for (const sentence of report.faults) { console.log(`${file}: ${sentence}`); }
    faults += report.faults.length;
  }
} finally {
  await browser.close();
}
console.log(`${reports.length} reports opened, ${faults} faults; screenshots in ${pictures}`);
process.exitCode = faults > 0 ? 1 : 0;
