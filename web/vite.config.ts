import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compressed } from './scripts/compressed.ts';
import { flatReact } from './scripts/flatReact.ts';
import { prerendered } from './scripts/prerendered.ts';

// `./sprout dev` says where the services answer; a page under /api needs no key, for the web host adds the visitors'.
const services = process.env.SPROUT_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  test: { include: ['src/**/*.test.{ts,tsx}'] },
  plugins: [flatReact(), react(), tailwind(), prerendered(), compressed()],
  server: { port: 5173, strictPort: true, proxy: { '/api': services, '/docs': services, '/openapi': services } },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
});
