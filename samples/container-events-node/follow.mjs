// Follows container_events: each entry as a line of JSON, from where it stopped the last time.
//   node follow.mjs [redis://[user:password@]host:port] [file that keeps the place]
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from './resp.mjs';

const [address = 'redis://localhost:6379', file = 'place.txt'] = process.argv.slice(2);
const stream = 'container_events';
let place = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;

process.on('SIGTERM', () => process.exit(0)).on('SIGINT', () => process.exit(0));
for (;;) {
  try {
    await follow();
  } catch (error) {
    console.error(`${error.message}; trying again`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function follow() {
  const redis = await connect(address);
  try {
    // Not "$": what comes between two reads would be missed.
    if (place === undefined) remember((await redis.command('XREVRANGE', stream, '+', '-', 'COUNT', '1'))[0]?.[0] ?? '0-0');
    if (place !== '0-0' && (await redis.command('XRANGE', stream, place, place)).length === 0)
      // The feed keeps about 10,000 entries: what came meanwhile may be gone. Ask the API for the list of containers, then go on from here.
      console.log(JSON.stringify({ resync: true, after: place }));
    console.error(`following from ${place}`);
    for (;;) {
      const answer = await redis.command('XREAD', 'COUNT', '100', 'BLOCK', '30000', 'STREAMS', stream, place);
      for (const [id, words] of answer?.[0][1] ?? []) {
        const entry = { id };
        for (let i = 0; i < words.length; i += 2) entry[words[i]] = words[i + 1];
        console.log(JSON.stringify(entry));
        remember(id);
      }
    }
  } finally {
    redis.close();
  }
}

// After the entry was dealt with, and all at once: killed in between, it comes again rather than never.
function remember(id) {
  writeFileSync(`${file}.new`, id);
  renameSync(`${file}.new`, file);
  place = id;
}
