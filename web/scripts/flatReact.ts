import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const packages = createRequire(import.meta.url);

/** What is imported, and the file of it that a production build takes. */
const files: Record<string, string> = Object.fromEntries(
  [
    ['react', 'react', 'react.production.js'],
    ['react/jsx-runtime', 'react', 'react-jsx-runtime.production.js'],
    ['react-dom', 'react-dom', 'react-dom.production.js'],
    ['react-dom/client', 'react-dom', 'react-dom-client.production.js'],
    ['scheduler', 'scheduler', 'scheduler.production.js'],
  ].map(([name, from, file]) => [name, join(dirname(packages.resolve(`${from}/package.json`)), 'cjs', file as string)]),
);

/** A CommonJS file of React's as a module. Throws when it is not written as they are today. */
export function asModule(code: string): string {
  const imports: string[] = [];
  const names = new Set<string>();
  const body = code
    .replace(/(\w+) = require\("([\w-]+)"\)(?=[,;])/g, (_, name, from) => {
      imports.push(`import * as ${name} from '${from}';`);
      return `$${name} = 0`;
    })
    .replace(/\bexports\.(\w+)/g, (_, name) => {
      names.add(name);
      return `$exports_${name}`;
    });
  if (names.size === 0 || /\b(require|exports|module)\b[.(]/.test(body.replace(/\/\*[\s\S]*?\*\//g, '')))
    throw new Error('React is written in another way than before: scripts/flatReact.ts must follow, or go.');
  const all = [...names];
  return [
    ...imports,
    `var ${all.map((name) => `$exports_${name}`).join(', ')};`,
    body,
    `export { ${all.map((name) => `$exports_${name} as ${name}`).join(', ')} };`,
  ].join('\n');
}

/**
 * Builds React as modules. It comes as CommonJS, which a bundler wraps into a function for each file, and what is in a function a browser reads twice:
 * once to find its end, and again, on the main thread, when it is called. As modules all of it is read once, beside the main thread, while it comes.
 */
export function flatReact(): Plugin {
  return {
    name: 'sprout-flat-react',
    apply: (_, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
    enforce: 'pre',
    resolveId: (name) => files[name],
    transform: (code, id) => (Object.values(files).includes(id) ? { code: asModule(code), map: null } : undefined),
  };
}
