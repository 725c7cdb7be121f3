/** Where pages are. Links are made here and nowhere else. */
export const pages = {
  home: () => '/',
  container: (id: string) => `/containers/${encodeURIComponent(id)}`,
};

/** What of a path leads to which page; null for nothing of ours. */
export function pageOf(path: string): { page: 'home' } | { page: 'container'; id: string } | null {
  if (path === '/' || path === '/index.html' || path === '/containers') return { page: 'home' };
  const id = /^\/containers\/([0-9a-fA-F-]{36})\/?$/.exec(path)?.[1];
  return id ? { page: 'container', id } : null;
}

const base = '/api';

/** Where the API answers. */
export const endpoints = {
  options: `${base}/options`,
  rateLimit: `${base}/rate-limit`,
  containers: `${base}/containers`,
  container: (id: string) => `${base}/containers/${id}`,
  extend: (id: string) => `${base}/containers/${id}/extend`,
  timeline: (id: string) => `${base}/containers/${id}/events`,
  logs: (id: string) => `${base}/containers/${id}/logs`,
  events: `${base}/events`,
  captcha: `${base}/captcha/request`,
  captchaAnswer: (token: string) => `${base}/captcha/verify/${token}`,
  captchaWorker: `${base}/captcha/worker.js`,
  docs: '/docs',
};
