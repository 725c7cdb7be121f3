import { api } from '../../api/calls';
import { ProblemError } from '../../api/problems';
import { keys, queries } from '../../api/queries';
import type { Container, CreateContainerRequest } from '../../api/types';
import { now } from '../../lib/now';
import { createStore } from '../../lib/store';
import { type Pages, rowsOf } from '../containers/model';
import { remember } from '../containers/useContainers';

/** A container that was asked for and not yet answered: shown at once, and taken back when the answer is no. */
export interface Creation {
  name: string | null;
  image: string;
  startedAt: number;
  /** What was there before, so that an event that comes before the answer is recognised. */
  known: ReadonlySet<string>;
}

export const creation = createStore<Creation | null>(null);

/** Whether the list has it already, by an event that was quicker than the answer. */
export const isArrived = (made: Creation, rows: readonly { id: string; image: string }[]): boolean =>
  rows.some((row) => !made.known.has(row.id) && row.image === made.image);

const TRIES = 3;

/**
 * Creates a container. The key is the same for every try, so however many reach the server, there is one container; an answer that got lost is asked for
 * again. Throws what the last try threw.
 */
export async function create(body: CreateContainerRequest, idempotencyKey: string, defaultImage: string): Promise<Container> {
  const known = new Set(rowsOf(queries.getQueryData<Pages>(keys.containers)).map((row) => row.id));
  creation.set({ name: body.name ?? null, image: body.image ?? defaultImage, startedAt: now(), known });
  try {
    for (let tries = 1; ; tries++) {
      try {
        const container = await api.create(body, idempotencyKey);
        remember(container);
        return container;
      } catch (error) {
        if (tries === TRIES || !isWorthAnother(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, waitMs(error, tries)));
      }
    }
  } finally {
    creation.set(null);
    void queries.invalidateQueries({ queryKey: keys.options });
  }
}

const isWorthAnother = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.problem.status === 503 || error.problem.status === 409;

const waitMs = (error: unknown, tries: number): number =>
  Math.min(5000, ((error instanceof ProblemError && error.retryAfterSeconds) || tries) * 1000);
