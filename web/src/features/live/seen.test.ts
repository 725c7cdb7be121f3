import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isSeen, noteVisibility, whenSeen, whileSeen } from './seen';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a tab that nobody looks at for a minute gives its streams back, and goes on when it is seen again', async () => {
  const look = whileSeen();
  noteVisibility(false);
  vi.advanceTimersByTime(59_000);
  noteVisibility(true);
  vi.advanceTimersByTime(60_000);
  expect(look.aborted).toBe(false);

  noteVisibility(false);
  vi.advanceTimersByTime(60_000);
  expect([look.aborted, isSeen.get()]).toEqual([true, false]);
  const seen = whenSeen(new AbortController().signal);
  noteVisibility(true);
  await seen;
  expect([whileSeen().aborted, isSeen.get()]).toEqual([false, true]);
});
