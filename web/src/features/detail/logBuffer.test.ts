import { describe, expect, test } from 'vitest';
import { compareTimes, LogBuffer } from './logBuffer';

const stamp = (seconds: number, fraction = '') => `2026-05-04T12:00:${String(seconds).padStart(2, '0')}${fraction}Z`;
const texts = (buffer: LogBuffer) => buffer.lines.map((line) => line.text);

describe('a log', () => {
  test('comes in pieces that are cut anywhere', () => {
    const whole = `${stamp(1)} one\n${stamp(2)} two\n${stamp(3)} three\n`;
    for (const size of [1, 5, 40, 1000]) {
      const buffer = new LogBuffer();
      for (let at = 0; at < whole.length; at += size) buffer.push(whole.slice(at, at + size));
      expect(texts(buffer)).toEqual(['one', 'two', 'three']);
    }
  });

  test('keeps its newest lines, and says how many it does not', () => {
    const buffer = new LogBuffer(3);
    buffer.push('a\nb\nc\nd\ne\n');
    expect([texts(buffer), buffer.dropped, buffer.lines[0]?.n]).toEqual([['c', 'd', 'e'], 2, 2]);
  });

  test('has no colours and no carriage returns', () => {
    const buffer = new LogBuffer();
    buffer.push(`${stamp(1)} \u001b[32mINFO\u001b[0m ready\r\n`);
    expect(texts(buffer)).toEqual(['INFO ready']);
  });

  test('keeps empty lines', () => {
    const buffer = new LogBuffer();
    buffer.push(`${stamp(1)} \n${stamp(1)} x\n`);
    expect(texts(buffer)).toEqual(['', 'x']);
  });

  test('ends with what has no line break', () => {
    const buffer = new LogBuffer();
    buffer.push(`${stamp(1)} last words`);
    buffer.end();
    expect(texts(buffer)).toEqual(['last words']);
  });
});

describe('after a break', () => {
  test('lines that were there already are left out, and none is lost', () => {
    const buffer = new LogBuffer();
    const all = [
      `${stamp(1, '.5')} a`,
      `${stamp(2, '.1')} b`,
      `${stamp(2, '.1')} b`,
      `${stamp(2, '.25')} c`,
      `${stamp(2, '.25')} d`,
      `${stamp(3)} e`,
    ];
    buffer.push(`${all.slice(0, 4).join('\n')}\n${stamp(2, '.25')} half`);
    expect(buffer.resumeTime).toBe(stamp(2, '.25'));
    buffer.resume();
    // Asked for from that second on, for the cluster cuts times to seconds.
    buffer.push(`${all.slice(1).join('\n')}\n`);
    expect(texts(buffer)).toEqual(['a', 'b', 'b', 'c', 'd', 'e']);
  });

  test('lines without a time are known by those around them', () => {
    const buffer = new LogBuffer();
    buffer.push(`${stamp(1)} a\nb\n${stamp(2)} c\nd\n`);
    buffer.resume();
    buffer.push(`b\n${stamp(2)} c\nd\ne\n${stamp(3)} f\ng\n`);
    expect(texts(buffer)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  test('what the cluster has forgotten meanwhile does not hold up what is new', () => {
    const buffer = new LogBuffer();
    buffer.push(`${stamp(1)} a\n`);
    buffer.resume();
    buffer.push(`${stamp(9)} z\n`);
    expect(texts(buffer)).toEqual(['a', 'z']);
  });
});

test.each([
  [stamp(1), stamp(1, '.5'), -1],
  [stamp(1, '.25'), stamp(1, '.5'), -1],
  [stamp(1, '.5'), stamp(1, '.500'), 0],
  [stamp(2), stamp(1, '.999999999'), 1],
])('%s and %s are in order', (a, b, order) => expect(Math.sign(compareTimes(a, b))).toBe(order));
