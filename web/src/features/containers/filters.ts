import type { ContainerStatus } from '../../api/types';
import { isActive, type Row } from './model';

export type Filter = 'all' | 'active' | ContainerStatus;

export const filters: readonly Filter[] = ['active', 'pending', 'running', 'failed', 'deleted', 'all'];

const matches = (row: Row, filter: Filter): boolean =>
  filter === 'all' ||
  // A failure is news, and stays to be seen until it is deleted.
  (filter === 'active'
    ? isActive(row.status) || row.status === 'failed'
    : row.status === filter || (filter === 'deleted' && row.status === 'deleting'));

/** What somebody wants to see: every word of the search occurs in the name, image or id. */
export function select(rows: readonly Row[], filter: Filter, search: string): Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) => matches(row, filter) && words.every((word) => `${row.name} ${row.image} ${row.id}`.toLowerCase().includes(word)),
  );
}

export const count = (rows: readonly Row[], filter: Filter): number => rows.filter((row) => matches(row, filter)).length;
