import { expect, test } from 'vitest';
import { Kept } from './kept';

const earned = { token: 'T', until: 300_000 };

test('what was not used can be used once', () => {
  const kept = new Kept(() => 0);
  expect(kept.take()).toBeNull();
  kept.put(earned);
  expect([kept.take(), kept.take()]).toEqual([earned, null]);
});

test('what is about to end is not used', () => {
  const kept = new Kept(() => 295_000);
  kept.put(earned);
  expect(kept.take()).toBeNull();
});
