import { useQuery } from '@tanstack/react-query';
import { Check, CircleAlert, Hourglass, Plus, Trash2, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { api } from '../../api/calls';
import { keys } from '../../api/queries';
import { long, took } from '../../lib/durations';
import { useNow } from '../../lib/now';
import { t } from '../../texts';
import { classes } from '../../ui/classes';
import type { Row } from '../containers/model';
import { liveState } from '../live/stream';
import { journeyOf, type Step } from './journey';

const icons: Record<string, ReactNode> = {
  waiting: <Hourglass aria-hidden />,
  pod_lost: <CircleAlert aria-hidden />,
  extended: <Plus aria-hidden />,
  expired: <Hourglass aria-hidden />,
  failed: <X aria-hidden />,
  deleting: <Trash2 aria-hidden />,
  deleted: <Trash2 aria-hidden />,
};

const tones: Record<string, string> = {
  waiting: 'bg-sun-soft text-sun ring-sun-line',
  pod_lost: 'bg-sun-soft text-sun ring-sun-line',
  failed: 'bg-rust-soft text-rust ring-rust-line',
  extended: 'bg-sunken text-soft ring-line',
  expired: 'bg-sunken text-soft ring-line',
  deleting: 'bg-sunken text-soft ring-line',
  deleted: 'bg-sunken text-soft ring-line',
};

/** What has happened to a container, with the time of each step. */
export function Journey({ row }: { row: Row }) {
  const timeline = useQuery({
    queryKey: keys.timeline(row.id),
    queryFn: ({ signal }) => api.timeline(row.id, signal),
    retry: false,
  });
  const { refetch } = timeline;
  const known = useRef(row.version);
  // While events come they say it.
  useEffect(() => {
    if (row.version !== known.current && liveState.get() === 'polling') void refetch();
    known.current = row.version;
  }, [row.version, refetch]);
  const steps = journeyOf(row, timeline.data?.events);
  const current = steps.findIndex((step) => step.at === null);
  return (
    <section aria-labelledby="journey-title" className="rounded-2xl border border-line bg-surface p-5 shadow-card">
      <h2 id="journey-title" className="text-base font-semibold tracking-tight">
        {t.detail.journey}
      </h2>
      <ol className="mt-4">
        {steps.map((step, index) => (
          <StepView
            key={`${step.event}-${step.at ?? 'next'}`}
            step={step}
            isCurrent={index === current}
            isLast={index === steps.length - 1}
            since={steps[current - 1]?.at ?? null}
          />
        ))}
      </ol>
    </section>
  );
}

function StepView({ step, isCurrent, isLast, since }: { step: Step; isCurrent: boolean; isLast: boolean; since: number | null }) {
  const isToCome = step.at === null;
  return (
    <li className="relative flex gap-3 pb-4 last:pb-0">
      {!isLast && (
        <span
          aria-hidden
          className={classes('absolute top-6 bottom-0 left-[11px] w-px', isToCome ? 'bg-line' : 'bg-leaf-line')}
        />
      )}
      <span
        className={classes(
          'grid size-6 shrink-0 place-items-center rounded-full ring-1 [&_svg]:size-3.5',
          isToCome ? 'ring-line' : (tones[step.event] ?? 'bg-leaf-soft text-leaf ring-leaf-line'),
        )}
      >
        {isCurrent ? (
          <span aria-hidden className="size-2 animate-breathe rounded-full bg-sun" />
        ) : (
          !isToCome && (icons[step.event] ?? <Check aria-hidden />)
        )}
      </span>
      <div className="min-w-0 grow pt-0.5">
        <div className="flex items-baseline justify-between gap-3 text-sm">
          <span className={isToCome ? 'text-soft' : 'font-medium'}>{t.stages[step.event] ?? step.event}</span>
          <span className="shrink-0 text-xs text-soft tabular-nums">
            {step.at !== null ? (
              <time dateTime={new Date(step.at).toISOString()} title={new Date(step.at).toLocaleString()}>
                {step.tookMs === null
                  ? new Date(step.at).toLocaleTimeString([], { hour12: false })
                  : step.tookMs < 1
                    ? t.detail.atOnce
                    : `+${took(step.tookMs)}`}
              </time>
            ) : (
              isCurrent && since !== null && <Waiting since={since} />
            )}
          </span>
        </div>
        {step.failure && step.event !== 'failed' && (
          <p className="mt-0.5 text-sm text-pretty text-soft">{step.failure.message}</p>
        )}
      </div>
    </li>
  );
}

const Waiting = ({ since }: { since: number }) => <>{long(Math.max(0, useNow() - since))}</>;
