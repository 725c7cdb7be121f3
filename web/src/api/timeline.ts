import type { Failure } from './types';

/** One thing that has happened to a container. */
export interface TimelineEvent {
  event: string;
  at: string;
  failure: Failure | null;
}
