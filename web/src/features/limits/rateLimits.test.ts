import { expect, test } from 'vitest';
import { parseRateLimit } from './rateLimits';

test('of several limits the one of which least is left counts', () =>
  expect(parseRateLimit('"address";q=100;w=900, "burst";q=100;w=5', '"address";r=50;t=30, "burst";r=99;t=1', 1000)).toEqual({
    limit: 100,
    remaining: 50,
    resetsAt: 31_000,
  }));

test('where nothing counts there is no limit', () => expect(parseRateLimit(null, null, 0)).toBeNull());

test('a state without its policy says nothing', () =>
  expect(parseRateLimit('"burst";q=1;w=1', '"address";r=1;t=1', 0)).toBeNull());
