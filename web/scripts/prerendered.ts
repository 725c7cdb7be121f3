import { createServer, type Plugin } from 'vite';

const ROOT = '<div id="root"></div>';
const EARLY = '<script src="/early.js"></script>';

/**
 * Puts the home page into index.html, so that it is seen before its code has come, and has the fonts loaded at once: laying the page out first with
 * another one costs more than anything else on the way to the first picture.
 */
export function prerendered(): Plugin {
  return {
    name: 'sprout-prerendered',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(index, { bundle }) {
        const fonts = Object.keys(bundle ?? {}).filter((name) => name.endsWith('.woff2'));
        if (!index.includes(ROOT) || !index.includes(EARLY) || fonts.length === 0)
          throw new Error('index.html is not as scripts/prerendered.ts knows it.');
        const preloads = fonts.map((name) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${name}">`);
        const home = await drawHome();
        return index.replace(EARLY, [EARLY, ...preloads].join('\n  ')).replace(ROOT, () => `<div id="root">${home}</div>`);
      },
    },
  };
}

async function drawHome(): Promise<string> {
  const server = await createServer({
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  try {
    const { html } = (await server.ssrLoadModule('/src/prerender.tsx')) as typeof import('../src/prerender');
    return html();
  } finally {
    await server.close();
  }
}
