// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { t } from '../../texts';
import type { Row } from '../containers/model';

const send = vi.hoisted(() => vi.fn());
vi.mock('../../api/http', () => ({ send }));
vi.mock('../../api/session', () => ({ session: async () => undefined }));
const { LogView } = await import('./LogView');

const LINE_PX = 20;
const HEIGHT_PX = 480;
let root: Root;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  document.body.innerHTML = '<main></main>';
  root = createRoot(document.body.firstElementChild as Element);
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  send.mockReset();
});

/** Has time go by: by itself enough for what came to be shown, and for the scrolling that this may lead to. */
async function pass(ms = 50) {
  for (const part of [ms, 50]) await act(async () => void (await vi.advanceTimersByTimeAsync(part)));
}

/** The next log that is asked for, which says what it is told to. */
function nextLog() {
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      stream = controller;
    },
  });
  send.mockImplementationOnce(async () => ({ body }));
  return {
    say: async (...lines: string[]) => {
      stream?.enqueue(new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')));
      await pass();
    },
    break: async () => {
      stream?.error(new TypeError('The network went away.'));
      await pass();
    },
    end: async () => {
      stream?.close();
      await pass();
    },
  };
}

const at = (second: number, text: string) => `2026-05-04T12:00:${String(second).padStart(2, '0')}Z ${text}`;

const open = async (status: Row['status'] = 'running') => {
  await act(async () => root.render(<LogView row={{ id: 'a', name: 'grown', status } as Row} />));
  await pass();
};

const shown = () => [...document.querySelectorAll('[role=log] li > span')].map((line) => line.textContent);
const said = () => document.body.textContent;
const asked = (n: number): string => send.mock.calls[n]?.[1];
const button = (name: string) => [...document.querySelectorAll('button')].find((each) => each.textContent === name);
const press = async (name: string) => {
  await act(async () => button(name)?.click());
  await pass();
};

async function search(text: string) {
  const input = document.querySelector('input') as HTMLInputElement;
  await act(async () => {
    // As a browser does it: React hears only of values that it did not set itself.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await pass();
}

/** Gives the box of lines the size and the scrolling that a browser would; where it stands, and how to scroll it. */
async function laidOut() {
  const box = document.querySelector('[role=log]') as HTMLElement;
  let top = 0;
  const height = () => Number.parseInt((box.firstElementChild as HTMLElement).style.height, 10);
  const scrollTo = (to: number) => {
    top = Math.max(0, Math.min(to, height() - HEIGHT_PX));
    setTimeout(() => box.dispatchEvent(new Event('scroll')));
  };
  Object.defineProperties(box, {
    clientHeight: { get: () => HEIGHT_PX },
    scrollHeight: { get: height },
    scrollTop: { get: () => top, set: scrollTo },
  });
  return {
    top: () => top,
    end: () => height() - HEIGHT_PX,
    scroll: async (to: number) => {
      scrollTo(to);
      await pass();
    },
  };
}

const many = (count: number, from = 0) => Array.from({ length: count }, (_, n) => at(0, `line ${from + n}`));

test('of ten thousand lines only those that can be seen are in the page, at the beginning, in the middle and at the end', async () => {
  const log = nextLog();
  await open();
  await log.say(...many(1));
  const box = await laidOut();
  await log.say(...many(9999, 1));
  expect(said()).toContain(t.logs.matches(10_000));
  expect(shown().at(-1)).toBe('line 9999');
  for (const line of [0, 5000, 9000]) {
    await box.scroll(line * LINE_PX);
    expect(shown()).toContain(`line ${line}`);
    expect(shown().length).toBeLessThan(80);
  }
});

test('what is older than ten thousand lines goes, and is said to be gone', async () => {
  const log = nextLog();
  await open();
  await log.say(...many(10_005));
  expect(said()).toContain(t.logs.matches(10_000));
  expect(said()).toContain(t.logs.dropped(5));
});

test('a search shows the lines with these words, however they are written, and marks them', async () => {
  const log = nextLog();
  await open();
  await log.say(at(1, 'GET /health'), at(2, 'POST /orders'), at(3, 'get /orders'));
  await search(' get ');
  expect(shown()).toEqual(['GET /health', 'get /orders']);
  expect([...document.querySelectorAll('mark')].map((each) => each.textContent)).toEqual(['GET', 'get']);
  expect(said()).toContain(t.logs.matches(2));
  // It goes on for what comes.
  await log.say(at(4, 'GET /late'), at(5, 'PUT /late'));
  expect(shown()).toEqual(['GET /health', 'get /orders', 'GET /late']);
  await search('nobody said this');
  expect(said()).toContain(t.list.noMatch);
  await search('');
  expect(shown().length).toBe(5);
});

test('while it is paused it stands still and counts what comes; following goes to the end', async () => {
  const log = nextLog();
  await open();
  await log.say(...many(1));
  const box = await laidOut();
  await log.say(...many(99, 1));
  expect(box.top()).toBe(box.end());
  await press(t.logs.pause);
  const before = box.top();
  await log.say(...many(2, 100));
  expect(box.top()).toBe(before);
  await press(t.logs.newLines(2));
  expect([box.top(), shown().at(-1)]).toEqual([box.end(), 'line 101']);
  expect(button(t.logs.pause)?.getAttribute('aria-pressed')).toBe('true');
});

test('scrolling up pauses, and scrolling to the end follows again', async () => {
  const log = nextLog();
  await open();
  await log.say(...many(1));
  const box = await laidOut();
  await log.say(...many(99, 1));
  await box.scroll(200);
  expect(button(t.logs.follow)).toBeDefined();
  await log.say(...many(3, 100));
  expect(box.top()).toBe(200);
  await box.scroll(box.end());
  expect(button(t.logs.pause)).toBeDefined();
});

test('whoever reads is not moved on when the oldest lines go', async () => {
  const log = nextLog();
  await open();
  await log.say(...many(1));
  const box = await laidOut();
  await log.say(...many(9999, 1));
  await box.scroll(5000 * LINE_PX);
  await log.say(...many(7, 10_000));
  expect(box.top()).toBe((5000 - 7) * LINE_PX);
});

test('a stream that breaks says so, goes on from its last line, and doubles none', async () => {
  const first = nextLog();
  await open();
  await first.say(at(1, 'one'), at(2, 'two'), at(2, 'two again'));
  await first.break();
  expect(said()).toContain(t.logs.reconnecting);
  expect(shown()).toEqual(['one', 'two', 'two again']);
  const second = nextLog();
  await pass(30_000);
  await second.say(at(2, 'two'), at(2, 'two again'), at(2, 'two, once more'), at(3, 'three'));
  expect(shown()).toEqual(['one', 'two', 'two again', 'two, once more', 'three']);
  expect(said()).not.toContain(t.logs.reconnecting);
  expect(new URLSearchParams(asked(1).split('?')[1]).get('since')).toBe('2026-05-04T12:00:02Z');
});

test('the run before is asked for by itself, has an end, and is not followed', async () => {
  const current = nextLog();
  await open();
  await current.say(at(9, 'alive'));
  const previous = nextLog();
  await press(t.logs.previous);
  await previous.say(at(1, 'about to crash'));
  await previous.end();
  expect(shown()).toEqual(['about to crash']);
  expect(said()).toContain(t.logs.ended);
  expect([button(t.logs.pause), button(t.logs.follow)]).toEqual([undefined, undefined]);
  expect(asked(0)).toContain('follow=true');
  expect(asked(1)).toContain('previous=true');
  expect(asked(1)).not.toContain('follow');
});

test('a download has all of the run that is looked at, whatever is searched, with the times', async () => {
  const log = nextLog();
  await open();
  await log.say(at(1, 'one'), at(2, 'two'));
  await search('two');
  const link = () => document.querySelector('a[download]');
  // Not followed, for it would never end; no tail and no beginning, for all of it is wanted.
  expect([link()?.getAttribute('href'), link()?.getAttribute('download')]).toEqual([
    '/api/containers/a/logs?timestamps=true',
    'grown.log',
  ]);
  nextLog();
  await press(t.logs.previous);
  expect(link()?.getAttribute('href')).toBe('/api/containers/a/logs?timestamps=true&previous=true');
});
