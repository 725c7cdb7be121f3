// Takes every page in every state, light and dark, wide and narrow, and lets axe look at each; what it finds ends this with 1. `./sprout screenshots` starts what it needs and says where.
// What the API says is made up here, so that pictures change only when pages do; the captcha's picture is the server's.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { containers, logText, NOW, options, page, timeline } from './fixtures.mjs';

const [url, folder, only] = process.argv.slice(2);
if (!url || !folder) throw new Error('Usage: node screenshots.mjs URL FOLDER [STATE]');

const looks = ['light', 'dark'].flatMap((theme) => [
  { name: `${theme}-wide`, colorScheme: theme, viewport: { width: 1280, height: 800 } },
  { name: `${theme}-narrow`, colorScheme: theme, viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true },
]);

// What must hold there too, and is looked at for some states only.
const edges = [
  { name: 'light-tiny', colorScheme: 'light', viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
  { name: 'dark-ultrawide', colorScheme: 'dark', viewport: { width: 2560, height: 1080 } },
];

const { running, pending, waiting, failed, deleting, deleted } = containers();
const list = (items) => ({ '/api/containers?': page(items) });
const one = (row) => ({
  [`/api/containers/${row.id}/events`]: timeline(row),
  [`/api/containers/${row.id}/logs`]: logText,
  [`/api/containers/${row.id}`]: row,
});
const many = [pending, running, failed, deleted];

const states = {
  empty: { answers: list([]), ready: (tab) => tab.getByText('Nothing grows').waitFor() },
  loading: { answers: { '/api/containers?': 'never' }, ready: (tab) => tab.getByText('Looking for').waitFor() },
  list: { looks: edges, answers: list(many), ready: (tab) => tab.getByText('Ready in').first().waitFor() },
  options: {
    answers: list([running]),
    ready: async (tab) => {
      await tab.getByText('Options').click();
      await tab.getByRole('button', { name: 'Add a variable' }).click();
      await tab.getByLabel('Variable 1').fill('GREETING');
      await tab.getByLabel('Value 1').fill('hello');
      await tab.getByLabel('Port', { exact: true }).fill('8080');
    },
  },
  captcha: {
    answers: list([]),
    real: ['/api/captcha', '/api/rate-limit'],
    ready: async (tab) => {
      await tab.getByRole('button', { name: 'Create', exact: true }).click();
      await tab.getByRole('slider').waitFor({ timeout: 60_000 });
    },
  },
  deleting: {
    answers: list([running, deleting]),
    ready: (tab) => tab.getByRole('button', { name: `Delete ${running.name}` }).click(),
  },
  running: { path: `/containers/${running.id}`, answers: one(running), ready: (tab) => tab.getByRole('log').waitFor() },
  pending: {
    path: `/containers/${waiting.id}`,
    answers: { ...one(waiting), [`/api/containers/${waiting.id}/logs`]: { problem: '/problems/logs-not-started', status: 409 } },
    ready: (tab) => tab.getByText('Handed').waitFor(),
  },
  failed: {
    path: `/containers/${failed.id}`,
    answers: { ...one(failed), [`/api/containers/${failed.id}/logs`]: { problem: '/problems/no-logs', status: 404 } },
    ready: (tab) => tab.getByText('image_pull_failed').waitFor(),
  },
  limited: {
    answers: { ...list(many), '/api/containers?': page(many) },
    denied: true,
    ready: (tab) => tab.getByRole('region', { name: 'What is left' }).getByText('a lot of requests').waitFor(),
  },
  offline: {
    answers: list(many),
    ready: async (tab) => {
      await tab.getByText('Ready in').first().waitFor();
      await tab.context().setOffline(true);
      await tab.getByText('You are offline').waitFor();
    },
  },
  palette: {
    answers: list(many),
    ready: async (tab) => {
      await tab.getByText('Ready in').first().waitFor();
      await tab.keyboard.press('Control+k');
      await tab.getByRole('combobox').waitFor();
    },
  },
  missing: { path: '/nothing/here', answers: list([]), ready: (tab) => tab.getByText('nothing here').waitFor() },
};

const problem = {
  type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
  title: 'Too many requests',
  status: 429,
  detail: 'Too many.',
};

async function answer(route, state) {
  const { pathname, search } = new URL(route.request().url());
  const path = pathname + search;
  if (state.real?.some((prefix) => path.startsWith(prefix))) return route.continue();
  if (path === '/api/rate-limit')
    return route.fulfill({
      json: {
        limit: 100,
        remaining: state.denied ? 0 : 84,
        reset_in_seconds: state.denied ? 42 : 12,
        window: 900,
        namespace: 'sprout',
      },
    });
  if (path === '/api/options') return route.fulfill({ json: options });
  if (path.startsWith('/api/events')) {
    if (state.denied)
      return route.fulfill({
        status: 429,
        headers: { 'Retry-After': '42' },
        contentType: 'application/problem+json',
        json: problem,
      });
    return undefined; // An open stream in which nothing happens; what is asked after it is asked by `open`.
  }
  const found = Object.keys(state.answers).find((prefix) => `${path}?`.startsWith(prefix) || path.startsWith(prefix));
  const body = found && state.answers[found];
  if (body === 'never') return undefined;
  if (body?.problem)
    return route.fulfill({
      status: body.status,
      headers: { 'Retry-After': '10' },
      contentType: 'application/problem+json',
      json: { ...problem, type: body.problem, status: body.status },
    });
  if (body === undefined)
    return route.fulfill({
      status: 404,
      contentType: 'application/problem+json',
      json: { ...problem, type: '/problems/not-found', status: 404 },
    });
  return typeof body === 'string'
    ? route.fulfill({ contentType: 'text/plain; charset=utf-8', body })
    : route.fulfill({ json: body });
}

// An answer that stays open cannot be made by a route, so the page's own fetch gets one.
function openStream() {
  const real = window.fetch;
  const open = (text) => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(text)) }));
  window.fetch = async (input, init) => {
    if (String(input).includes('/api/events')) return open('retry: 2000\nid: 1-0\n\n');
    const answer = await real(input, init);
    return String(input).includes('follow=true') && answer.ok ? open(await answer.text()) : answer;
  };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function lookWithAxe(tab, what) {
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
  for (const { id, help, nodes } of violations) {
    process.exitCode = 1;
    console.log(`${what}: ${id}: ${help}`);
    for (const node of nodes)
      console.log(`    ${node.html.slice(0, 160)}\n    ${node.any.map((each) => each.message).join(' ')}`);
  }
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--hide-scrollbars'],
});
try {
  for (const [name, state] of Object.entries(states)) {
    if (only && !only.split(',').includes(name)) continue;
    for (const { name: look, ...how } of [...looks, ...(state.looks ?? [])]) {
      const context = await browser.newContext({ ...how, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC' });
      const tab = await context.newPage();
      if (!state.denied) await tab.addInitScript(openStream);
      await tab.route('**/api/**', (route) => answer(route, state));
      // The fixtures' now, so that what is three seconds old stays so.
      await tab.clock.setFixedTime(NOW);
      await tab.goto(url + (state.path ?? '/'));
      await state.ready(tab);
      await tab.evaluate(() => document.fonts.ready);
      await tab.waitForTimeout(250);
      await tab.screenshot({ path: join(folder, `${name}-${look}.png`) });
      await lookWithAxe(tab, `${name}, ${look}`);
      await context.close();
    }
    console.log(name);
  }
} finally {
  await browser.close();
}
