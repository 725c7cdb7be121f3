import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const send = vi.hoisted(() => vi.fn());
vi.mock('../../api/http', () => ({ send }));
vi.mock('../../api/session', () => ({ session: async () => undefined }));

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  send.mockReset();
});
afterEach(() => vi.useRealTimers());

/** Follows with a server that does as it is told, until the spec ends. */
async function following() {
  const { followEvents, liveState } = await import('./stream');
  const life = new AbortController();
  void followEvents({ onEvent: () => undefined, onResync: () => undefined }, life.signal);
  await vi.advanceTimersByTimeAsync(0);
  return { liveState, end: () => life.abort() };
}

const never = (_method: string, _path: string, { signal }: { signal: AbortSignal }) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('a stream whose answer does not begin is not waited for: lists are read meanwhile, and another is tried', async () => {
  send.mockImplementation(never);
  const { liveState, end } = await following();
  expect(liveState.get()).toBe('connecting');
  await vi.advanceTimersByTimeAsync(5000);
  expect(liveState.get()).toBe('polling');
  await vi.advanceTimersByTimeAsync(15_000);
  expect(send).toHaveBeenCalledTimes(2);
  end();
});

test('a stream that is silent is given up, and what is seen is not called live for long', async () => {
  send.mockImplementationOnce(async (_method, _path, { signal }) => {
    const body = new ReadableStream({
      start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
    });
    return new Response(body);
  });
  send.mockImplementation(never);
  const { liveState, end } = await following();
  expect(liveState.get()).toBe('live');
  await vi.advanceTimersByTimeAsync(46_000);
  expect(liveState.get()).toBe('polling');
  end();
});

test('a stream that is refused again and again is asked for once a minute, for each time is one of the requests', async () => {
  const { ProblemError } = await import('../../api/problems');
  send.mockImplementation(async () => {
    throw new ProblemError({ type: '/problems/too-many-event-streams', title: 'No', status: 429 } as never, null);
  });
  const { end } = await following();
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  expect(send.mock.calls.length).toBeLessThanOrEqual(21);
  end();
});
