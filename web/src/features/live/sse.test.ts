import { describe, expect, test } from 'vitest';
import { SseParser } from './sse';

const text =
  'retry: 2000\nid: 1-0\n\n: keep-alive\n\nid: 2-0\nevent: container.state_changed\ndata: {"a":1}\n\nevent: resync\ndata: x\ndata: y\n\n';
const events = [
  { event: 'container.state_changed', data: '{"a":1}' },
  { event: 'resync', data: 'x\ny' },
];

describe('an event stream', () => {
  test('is read whole', () => expect(new SseParser().push(text)).toEqual(events));

  test.each([1, 2, 3, 7])('is read in pieces of %i characters', (size) => {
    const parser = new SseParser();
    const found = [];
    for (let at = 0; at < text.length; at += size) found.push(...parser.push(text.slice(at, at + size)));
    expect(found).toEqual(events);
  });

  test('may end its lines as it likes', () => {
    const parser = new SseParser();
    expect([...parser.push(text.replaceAll('\n', '\r\n')), ...parser.push('data: z\r\r')]).toEqual([...events]);
    expect(parser.push('\n')).toEqual([{ event: 'message', data: 'z' }]);
  });

  test('says where to resume, also before the first event', () => {
    const parser = new SseParser();
    expect(parser.push('retry: 2000\nid: 1-0\n\n')).toEqual([]);
    expect([parser.lastEventId, parser.retryMs]).toEqual(['1-0', 2000]);
  });

  test('that breaks in the middle of a message is resumed before it', () => {
    const parser = new SseParser();
    parser.push('id: 1-0\ndata: x\n\nid: 2-0\nevent: container.state_changed\ndata: {"a"');
    expect(parser.lastEventId).toBe('1-0');
  });
});
