// Containers as the API shows them, for pictures.

const SECOND = 1000;
const HOUR = 3600 * SECOND;

export const options = {
  image: {
    default: 'nginx:latest',
    allowed: ['nginx*'],
    suggested: ['nginx:latest', 'httpd:latest', 'caddy:latest', 'traefik/whoami:latest', 'nginxdemos/hello:latest'],
  },
  default_port: 80,
  ttl_seconds: { default: 86400, minimum: 60, maximum: 604800, maximum_in_all: 2592000 },
  captcha: { create_container: true, delete_container: false },
  containers: { limit: 3, used: 2 },
};

export const page = (items) => ({ items, next_cursor: null });

const time = (ms) => new Date(ms).toISOString();

/** When the pictures are taken, whenever they are. */
export const NOW = Date.UTC(2026, 4, 4, 19, 0, 3);

/** One of each kind. */
export function containers(now = NOW) {
  const make = (n, name, image, status, ageMs, lifeMs, part = {}) => ({
    id: `3f2b8c1e-7a64-4d0b-9a53-0c5d1e2f3a4${n}`,
    name,
    image,
    port: 80,
    status,
    stage: status === 'running' ? 'ready' : 'applied',
    waiting_for: null,
    url: `https://${name}.sprout.example/`,
    created_at: time(now - ageMs),
    expires_at: time(now - ageMs + lifeMs),
    ready_at: status === 'running' || status.startsWith('delet') ? time(now - ageMs + 1240) : null,
    namespace: 'sprout',
    version: 3,
    failure: null,
    ...part,
  });
  const pull = {
    phase: 'pulling',
    reason: 'image_pull_failed',
    message: 'The image ghcr.io/acme/shop:1.4 could not be pulled: manifest unknown.',
    hint: "Check the image's name and tag, and that it may be read without a login.",
  };
  return {
    running: make(1, 'hello', 'nginx:latest', 'running', 7 * HOUR, 24 * HOUR),
    pending: make(2, 'whoami', 'traefik/whoami:latest', 'pending', 3 * SECOND, 24 * HOUR),
    waiting: make(3, 'shop', 'registry.example/acme/shop:1.4', 'pending', 14 * SECOND, 24 * HOUR, {
      stage: 'scheduled',
      waiting_for: {
        phase: 'pulling',
        reason: 'image_pull_failed',
        message: 'The registry registry.example does not answer. Trying again.',
        hint: 'It is tried for two minutes more. Check that the registry is up.',
      },
    }),
    failed: make(4, 'shop', 'ghcr.io/acme/shop:1.4', 'failed', 2 * HOUR, 24 * HOUR, { stage: 'scheduled', failure: pull }),
    deleting: make(5, 'old-blog', 'httpd:2.4', 'deleting', 20 * HOUR, 24 * HOUR),
    deleted: make(6, 'demo', 'nginxdemos/hello:latest', 'deleted', 30 * HOUR, 24 * HOUR),
  };
}

const steps = {
  running: [
    ['requested', 0],
    ['applied', 48],
    ['scheduled', 310],
    ['pulled', 1080],
    ['ready', 1240],
  ],
  pending: [
    ['requested', 0],
    ['applied', 52],
    ['scheduled', 420],
    ['waiting', 2900],
  ],
  failed: [
    ['requested', 0],
    ['applied', 61],
    ['scheduled', 350],
    ['failed', 8200],
  ],
};

export const timeline = (row) => ({
  id: row.id,
  status: row.status,
  events: (steps[row.status] ?? steps.running).map(([event, elapsed]) => ({
    event,
    at: time(Date.parse(row.created_at) + elapsed),
    elapsed_ms: elapsed,
    failure: event === 'failed' ? row.failure : event === 'waiting' ? row.waiting_for : null,
    expires_at: null,
  })),
});

const says = [
  '/docker-entrypoint.sh: Configuration complete; ready for start up',
  '[notice] 1#1: using the "epoll" event method',
  '[notice] 1#1: nginx/1.29.1',
  '[notice] 1#1: start worker processes',
  '10.42.0.1 - - "GET / HTTP/1.1" 200 615 "-" "Mozilla/5.0"',
  '10.42.0.1 - - "GET /favicon.ico HTTP/1.1" 404 153 "https://hello.sprout.example/"',
  '10.42.0.1 - - "GET /about HTTP/1.1" 200 1204 "-" "Mozilla/5.0"',
];

export const logText = `${Array.from({ length: 240 }, (_, n) => `${time(Date.UTC(2026, 4, 4, 12, 0, 1) + n * 730)} ${says[n < 4 ? n : 4 + ((n * 7) % 3)]}`).join('\n')}\n`;
