import { describe, expect, test } from 'vitest';
import { countdown, long, short, timeLeft, took } from './durations';

const HOUR = 3_600_000;

describe('time that is left', () => {
  test('is a part of the whole life', () =>
    expect(timeLeft(0, 100_000, 25_000)).toEqual({ ms: 75_000, fraction: 0.75, isShort: false }));
  test('never falls below nothing', () =>
    expect(timeLeft(0, 100_000, 250_000)).toMatchObject({ ms: 0, fraction: 0, isShort: true }));
  test('is not more than all, when clocks disagree', () => expect(timeLeft(10_000, 20_000, 0).fraction).toBe(1));
  test('is worth a warning in the last tenth and the last hour', () => {
    expect(timeLeft(0, 24 * HOUR, 23.5 * HOUR).isShort).toBe(true);
    expect(timeLeft(0, 240 * HOUR, 235 * HOUR).isShort).toBe(false);
  });
  test('of a life without length is nothing', () => expect(timeLeft(5, 5, 5).fraction).toBe(0));
});

test.each([
  [0, '0:00'],
  [-5000, '0:00'],
  [1, '0:01'],
  [9_000, '0:09'],
  [60_000, '1:00'],
  [59_001, '1:00'],
  [3_725_000, '1:02:05'],
])('%i ms count down as %s', (ms, text) => expect(countdown(ms)).toBe(text));

test.each([
  [12_400, '12 s'],
  [59 * 60_000, '59 min'],
  [24 * HOUR - 1000, '24 h'],
  [72 * HOUR, '3 d'],
])('%i ms are in short %s', (ms, text) => expect(short(ms)).toBe(text));

test.each([
  [500, '0 s'],
  [250_000, '4 min 10 s'],
  [24 * HOUR, '24 h'],
  [23 * HOUR + 59 * 60_000, '23 h 59 min'],
  [7 * 24 * HOUR, '7 d'],
  [148 * HOUR, '6 d 4 h'],
])('%i ms are %s', (ms, text) => expect(long(ms)).toBe(text));

test.each([
  [-3, '0 s'],
  [84, '84 ms'],
  [1234, '1.2 s'],
  [48_700, '48 s'],
])('what took %i ms took %s', (ms, text) => expect(took(ms)).toBe(text));
