import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problems';

/** The names of what is cached. */
export const keys = {
  containers: ['containers'] as const,
  container: (id: string) => ['container', id] as const,
  timeline: (id: string) => ['timeline', id] as const,
  options: ['options'] as const,
};

/** What is asked again by itself: what did not reach the server; never what it has answered. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      retry: (failures, error) => !(error instanceof ProblemError) && failures < 2,
      refetchOnWindowFocus: false,
      // Ours to decide: the browser's word on being online is often wrong.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
