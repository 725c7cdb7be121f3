import { ProblemError, UnreachableError } from '../api/problems';
import { t } from '../texts';
import { toast } from './toasts';

/** Says that something did not work, why, and offers to try again. Too many requests are no error: the countdown says it. */
export function complain(title: string, error: unknown, retry?: () => void): void {
  if (error instanceof ProblemError && error.is('rateLimit')) return;
  toast({ tone: 'bad', title, detail: reasonOf(error), ...(retry && { action: { label: t.errors.retry, run: retry } }) });
}

export function reasonOf(error: unknown): string {
  if (error instanceof ProblemError) return error.message;
  return error instanceof UnreachableError ? t.errors.unreachable : t.errors.unexpected;
}
