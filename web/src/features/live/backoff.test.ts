import { expect, test } from 'vitest';
import { backoff } from './backoff';

test('waits grow, up to a quarter of a minute', () => {
  const waits = [0, 1, 2, 3, 10, 1000].map((tries) => backoff(tries, () => 1));
  expect(waits).toEqual([250, 500, 1000, 2000, 15_000, 15_000]);
});

test('a wait is at least half of what it could be', () => expect(backoff(3, () => 0)).toBe(1000));
