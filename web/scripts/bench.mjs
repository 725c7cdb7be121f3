// How much JavaScript there is, and how soon the first view can be used, on a processor that is four times as slow. `./sprout bench web` starts what it needs and says where.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const RUNS = 9;
const SLOWNESS = 4;
const MOST_KB = 150;
const MOST_MS = 1000;

const [url, dist] = process.argv.slice(2);
if (!url || !dist) throw new Error('Usage: node bench.mjs URL DIST');

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const kilobytes = (bytes) => bytes / 1000;
const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length;

// All that a visit may load: the page's own, and the captcha's worker, which the gateway has.
const scripts = readdirSync(dist, { recursive: true })
  .filter((name) => name.endsWith('.js'))
  .map((name) => [name, gzipped(readFileSync(join(dist, name)))]);
scripts.push(['captcha worker', gzipped(Buffer.from(await (await fetch(new URL('/api/captcha/worker.js', url))).arrayBuffer()))]);
const total = scripts.reduce((sum, [, size]) => sum + size, 0);

// In the page: when the button is there, and when the main thread has nothing left to do before it would hear a press.
function observe() {
  window.seen = {};
  const look = new MutationObserver(() => {
    const button = document.querySelector('button[type=submit]');
    if (!button || button.disabled) return;
    look.disconnect();
    window.seen.shown = performance.now();
    requestIdleCallback(() => {
      window.seen.usable = performance.now();
    });
  });
  look.observe(document, { childList: true, subtree: true, attributes: true });
}

async function visit(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWNESS });
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await tab.addInitScript(observe);
  await tab.goto(url);
  await tab.waitForFunction(() => window.seen.usable !== undefined);
  const { metrics } = await session.send('Performance.getMetrics');
  await tab.getByText('Nothing grows').waitFor();
  const times = await tab.evaluate(() => ({
    ...window.seen,
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    listed: performance.now(),
  }));
  await context.close();
  // In seconds; of the processor, so that what else the machine does is not in it.
  return { ...times, worked: 1000 * metrics.find(({ name }) => name === 'TaskDuration').value };
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const visits = [];
try {
  await visit(browser); // The browser's own start, and the server's.
  for (let run = 0; run < RUNS; run++) visits.push(await visit(browser));
} finally {
  await browser.close();
}

const of = (name) => {
  const all = visits.map((times) => times[name]);
  return `${Math.round(median(all))} ms (${Math.round(Math.min(...all))}–${Math.round(Math.max(...all))})`;
};
for (const [name, size] of scripts) console.log(`${name.padEnd(40)} ${kilobytes(size).toFixed(1).padStart(6)} kB after gzip`);
console.log(`${'JavaScript in total'.padEnd(40)} ${kilobytes(total).toFixed(1).padStart(6)} kB of ${MOST_KB}`);
console.log(
  `First visit, nothing cached, processor ${SLOWNESS}x slower, median of ${RUNS} (least–most), after the navigation began:`,
);
console.log(`  first paint with content               ${of('painted')}`);
console.log(`  Create is there                        ${of('shown')}`);
console.log(`  Create can be pressed, and is heard    ${of('usable')}, of ${MOST_MS}`);
console.log(`  the list is there                      ${of('listed')}`);
console.log(`  the main thread had worked until then  ${of('worked')}; much less than the time that passed means a busy machine`);
if (kilobytes(total) > MOST_KB || median(visits.map(({ usable }) => usable)) > MOST_MS) process.exitCode = 1;
