import { CircleAlert, Hourglass } from 'lucide-react';
import type { Failure } from '../../api/types';
import { t } from '../../texts';
import { classes } from '../../ui/classes';

/** Why a container failed, or what holds it up; and what somebody can do about it. */
export function FailureCard({ failure, isWaiting }: { failure: Failure; isWaiting: boolean }) {
  const Icon = isWaiting ? Hourglass : CircleAlert;
  return (
    <section
      aria-labelledby="failure-title"
      className={classes(
        'flex gap-4 rounded-2xl border p-5',
        isWaiting ? 'border-sun-line bg-sun-soft' : 'border-rust-line bg-rust-soft',
      )}
    >
      <Icon aria-hidden className={classes('mt-0.5 size-5 shrink-0', isWaiting ? 'text-sun' : 'text-rust')} />
      <div className="min-w-0">
        <h2 id="failure-title" className="font-semibold text-pretty break-words">
          {failure.message}
        </h2>
        <p className="mt-1 text-sm text-pretty break-words">{failure.hint}</p>
        <p className="mt-3 flex flex-wrap gap-1.5 text-xs">
          <code className={classes('rounded-md border px-1.5 py-0.5', isWaiting ? 'border-sun-line' : 'border-rust-line')}>
            {failure.reason}
          </code>
          <span className="py-0.5 text-soft">{t.detail.phase(t.phases[failure.phase] ?? failure.phase)}</span>
        </p>
      </div>
    </section>
  );
}
