import { noteDenial, noteRateLimit } from '../features/limits/rateLimits';
import { noteAnswer } from '../features/live/connection';
import { noteServerTime } from '../lib/now';
import { ProblemError, readProblem, UnreachableError } from './problems';

const PATIENCE_MS = 20_000;

export interface Asking {
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal | undefined;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
  headers?: Record<string, string>;
  /** A stream has no end to wait for. */
  isStream?: boolean;
}

/** Sends a request: the answer when it is one of success. Throws ProblemError, UnreachableError, and what the signal was aborted with. */
export async function send(method: string, path: string, asking: Asking = {}): Promise<Response> {
  const { body, idempotencyKey, signal, keepalive = false, headers = {}, isStream = false } = asking;
  const signals = [signal, isStream ? undefined : AbortSignal.timeout(PATIENCE_MS)].filter((each) => each !== undefined);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      keepalive,
      cache: 'no-store',
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signals.length > 0 ? AbortSignal.any(signals) : null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    noteAnswer(false);
    throw new UnreachableError(String(error));
  }

  noteServerTime(response.headers.get('Date'));
  noteRateLimit(response.headers);
  if (response.ok) {
    noteAnswer(true);
    return response;
  }
  const problem = await readProblem(response);
  noteAnswer(problem instanceof ProblemError);
  if (problem instanceof ProblemError && problem.is('rateLimit')) noteDenial(problem.retryAfterSeconds);
  throw problem;
}
