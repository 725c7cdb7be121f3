import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const send = vi.hoisted(() => vi.fn());
vi.mock('../../api/http', () => ({ send }));
vi.mock('../../api/session', () => ({ session: async () => undefined }));
const { follow } = await import('./useLogs');

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  send.mockReset();
});

test('a run that ends is not the end of the log of what still lives: the next run is shown too', async () => {
  send.mockImplementationOnce(async () => new Response('2026-05-04T12:00:00Z one\n'));
  send.mockImplementationOnce(async () => new Response('2026-05-04T12:00:00Z one\n2026-05-04T12:00:09Z two\n'));
  send.mockImplementation(async () => new Response(''));
  const [show, life] = [vi.fn(), new AbortController()];
  void follow('a', false, true, show, life.signal);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(show.mock.lastCall?.[0]).toMatchObject({ lines: [{ text: 'one' }, { text: 'two' }], state: 'streaming' });
  expect(send.mock.calls[1]?.[1]).toContain('since=2026-05-04');
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  expect(send.mock.calls.length).toBeLessThan(25);
  life.abort();
});

test('what does not live any more, and a run before, end', async () => {
  for (const [previous, isLiving] of [
    [false, false],
    [true, true],
  ] as const) {
    send.mockReset().mockImplementation(async () => new Response('2026-05-04T12:00:00Z one\n'));
    const show = vi.fn();
    await follow('a', previous, isLiving, show, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(show.mock.lastCall?.[0]).toMatchObject({ lines: [{ text: 'one' }], state: 'ended' });
    expect(send).toHaveBeenCalledTimes(1);
  }
});
