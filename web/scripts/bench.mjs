// How much JavaScript there is, and how soon the first view can be used, on a processor that is four times as slow. `./sprout bench web` starts what it needs and says where.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const RUNS = 9;
const PRESSES = 3;
const SLOWNESS = 4;
const PATIENCE_MS = 20_000;
const QUIET_MS = 500;
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

// In the page: when Create is seen; when the page itself hears a press of it; from when on nothing makes a press wait for more than 50 ms (a long task, as
// browsers call it); and when the main thread has nothing to do at all. It says so by itself: whatever asks a page works in it.
function observe(quietMs) {
  const seen = { blocked: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.blocked = startTime + duration;
  }).observe({ type: 'longtask', buffered: true });
  const look = new MutationObserver(check);
  look.observe(document, { childList: true, subtree: true, attributes: true });
  function check() {
    const button = document.querySelector('button[type=submit]');
    if (!button || button.disabled) return;
    seen.shown ??= performance.now();
    // The page's own word that it hears, said where it does what was pressed before.
    if (seen.heard === undefined && document.documentElement.dataset.ready !== undefined) {
      seen.heard = performance.now();
      requestIdleCallback(() => {
        seen.idle = performance.now();
        check();
      });
    }
    if (!document.querySelector('#containers [role=status]')) seen.listed ??= performance.now();
    if (seen.idle === undefined || seen.listed === undefined) return;
    look.disconnect();
    setTimeout(() => {
      seen.painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
      seen.usable = Math.max(seen.heard, seen.painted, seen.blocked);
      console.info(JSON.stringify(seen));
    }, quietMs);
  }
}

async function visit(browser, script = observe) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWNESS });
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const told = tab.waitForEvent('console', { predicate: (message) => message.text().startsWith('{'), timeout: PATIENCE_MS });
  await tab.addInitScript(script, QUIET_MS);
  await tab.goto(url, { waitUntil: 'commit' });
  const times = JSON.parse((await told).text());
  const { metrics } = await session.send('Performance.getMetrics');
  await context.close();
  // In seconds; of the processor, so that what else the machine does is not in it.
  return { ...times, worked: 1000 * metrics.find(({ name }) => name === 'TaskDuration').value };
}

// In the page: presses Create as soon as it has been painted, and waits for what that leads to.
function press() {
  const look = new MutationObserver(() => {
    const button = document.querySelector('button[type=submit]');
    if (!button) return;
    look.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => {
        const pressed = performance.now();
        button.click();
        new MutationObserver((_, answer) => {
          if (!document.querySelector('dialog[open]')) return;
          answer.disconnect();
          console.info(JSON.stringify({ pressed, answered: performance.now() }));
        }).observe(document, { childList: true, subtree: true, attributes: true });
      }),
    );
  });
  look.observe(document, { childList: true, subtree: true });
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const visits = [];
const presses = [];
try {
  await visit(browser); // The browser's own start, and the server's.
  for (let run = 0; run < RUNS; run++) visits.push(await visit(browser));
  for (let run = 0; run < PRESSES; run++) presses.push(await visit(browser, press));
} finally {
  await browser.close();
}

const of = (name, from = visits) => {
  const all = from.map((times) => times[name]);
  return `${Math.round(median(all))} ms (${Math.round(Math.min(...all))}–${Math.round(Math.max(...all))})`;
};
for (const [name, size] of scripts) console.log(`${name.padEnd(40)} ${kilobytes(size).toFixed(1).padStart(6)} kB after gzip`);
console.log(`${'JavaScript in total'.padEnd(40)} ${kilobytes(total).toFixed(1).padStart(6)} kB of ${MOST_KB}`);
console.log(
  `First visit, nothing cached, processor ${SLOWNESS}x slower, median of ${RUNS} (least–most), after the navigation began:`,
);
console.log(`  first paint with content               ${of('painted')}`);
console.log(`  Create is there, a press of it is kept ${of('shown')}`);
console.log(`  the page itself hears a press          ${of('heard')}`);
console.log(`  ... within 50 ms from then on          ${of('usable')}, of ${MOST_MS}`);
console.log(`  ... and has nothing else to do         ${of('idle')}`);
console.log(`  the list is there                      ${of('listed')}`);
console.log(`  the main thread has worked in all      ${of('worked')}; much less than the time that passed means a busy machine`);
console.log(`Create pressed at ${of('pressed', presses)}: the captcha's dialog is there at ${of('answered', presses)}`);
if (kilobytes(total) > MOST_KB || median(visits.map(({ usable }) => usable)) > MOST_MS) process.exitCode = 1;
