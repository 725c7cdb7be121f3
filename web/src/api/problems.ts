import type { FieldError, Problem } from './types';

const IANA = 'https://iana.org/assignments/http-problem-types#';

/** The kinds of problems that the page treats in a way of their own; docs/problems.md has all. */
export const problemTypes = {
  validation: '/problems/validation',
  captchaRequired: '/problems/captcha-required',
  captchaRejected: '/problems/captcha-rejected',
  quota: '/problems/quota-exceeded',
  notFound: '/problems/not-found',
  ended: '/problems/container-ended',
  tooManyStreams: '/problems/too-many-event-streams',
  rateLimit: `${IANA}quota-exceeded`,
} as const;

/** The server has answered, and the answer is no. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: Problem,
    /** In how many seconds to try again at the earliest; null when the server does not say. */
    readonly retryAfterSeconds: number | null,
  ) {
    super(problem.detail ?? problem.title);
  }

  is(kind: keyof typeof problemTypes): boolean {
    return this.problem.type === problemTypes[kind];
  }

  get fields(): readonly FieldError[] {
    return this.problem.errors ?? [];
  }
}

/** There was no answer: no network, no server, or none in time. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** Reads what kind of no it is. What is no problem document comes from something between us and the server. */
export async function readProblem(response: Response): Promise<ProblemError | UnreachableError> {
  const type = response.headers.get('Content-Type') ?? '';
  if (!type.includes('application/problem+json')) return new UnreachableError(`HTTP ${response.status}`);
  try {
    return new ProblemError((await response.json()) as Problem, retryAfter(response.headers));
  } catch (error) {
    return new UnreachableError(String(error));
  }
}

/** Retry-After in seconds; its other form, a date, is never sent here. */
export function retryAfter(headers: Headers): number | null {
  const seconds = Number.parseInt(headers.get('Retry-After') ?? '', 10);
  return Number.isNaN(seconds) ? null : seconds;
}
