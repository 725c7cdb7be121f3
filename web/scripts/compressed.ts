import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = /\.(html|js|css|svg)$/;

/** The most JavaScript that all pages together may have, in bytes after gzip. */
const MOST_SCRIPT_BYTES = 150_000;

/** Lays a .br and a .gz beside what shrinks, for web hosts that send them as they are; fails a build with too much JavaScript. */
export function compressed(): Plugin {
  let folder = 'dist';
  return {
    name: 'sprout-compressed',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    // Before anything is written: what was too large shall not be taken for built the next time.
    generateBundle(_, bundle) {
      let scriptBytes = 0;
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') scriptBytes += gzipSync(chunk.code, { level: 9 }).length;
      this.info(`JavaScript in all: ${(scriptBytes / 1000).toFixed(1)} kB of ${MOST_SCRIPT_BYTES / 1000} kB after gzip`);
      if (scriptBytes > MOST_SCRIPT_BYTES) this.error('There is too much JavaScript.');
    },
    closeBundle() {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !compressible.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const bytes = readFileSync(path);
        const zipped = gzipSync(bytes, { level: 9 });
        writeFileSync(`${path}.gz`, zipped);
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
      }
    },
  };
}
