import { expect, test } from 'vitest';
import { windowOf } from './windowing';

test('of ten thousand lines only those near the view are there', () => {
  const { from, to } = windowOf(100_000, 480, 20, 10_000);
  expect(from).toBeLessThanOrEqual(5000);
  expect(to).toBeGreaterThanOrEqual(5024);
  expect(to - from).toBeLessThan(80);
});

test('fewer lines than fit are all there', () => expect(windowOf(0, 480, 20, 3)).toEqual({ from: 0, to: 3 }));

test('a view beyond the end, after lines were filtered away, shows nothing and does not break', () =>
  expect(windowOf(9000, 480, 20, 2)).toEqual({ from: 2, to: 2 }));
