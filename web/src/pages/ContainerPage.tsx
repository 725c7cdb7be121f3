import { ArrowLeft, ExternalLink, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ProblemError } from '../api/problems';
import { DeletionBar } from '../features/containers/DeletionBar';
import { deleteButtonId, deleteSoon, useDeletion } from '../features/containers/deletions';
import { isActive, isOver, type Row } from '../features/containers/model';
import { StatusLine } from '../features/containers/StatusLine';
import { StatusMark } from '../features/containers/StatusMark';
import { TimeLeft } from '../features/containers/TimeLeft';
import { useContainer } from '../features/containers/useContainers';
import { Facts } from '../features/detail/Facts';
import { FailureCard } from '../features/detail/FailureCard';
import { Journey } from '../features/detail/Journey';
import { LogView } from '../features/detail/LogView';
import { usePendingTitle } from '../features/live/usePendingTitle';
import { Link } from '../lib/router';
import { pages } from '../paths';
import { t } from '../texts';
import { Button, buttonClasses } from '../ui/Button';
import { reasonOf } from '../ui/complain';
import { Skeleton } from '../ui/Skeleton';
import { NotFoundPage } from './NotFoundPage';

/** All about one container. */
export function ContainerPage({ id }: { id: string }) {
  const { data: row, error, refetch } = useContainer(id);
  usePendingTitle(row ? [row] : [], row ? `${row.name} · ${t.product}` : t.product);
  if (!row && error instanceof ProblemError && error.is('notFound'))
    return <NotFoundPage title={t.detail.notFound} lead={t.detail.notFoundLead} />;
  return (
    <>
      <Link
        to={pages.home()}
        className="-ml-1 inline-flex h-8 items-center gap-1.5 rounded-md px-1 text-sm text-soft hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t.detail.back}
      </Link>
      {row ? (
        <Container row={row} />
      ) : error ? (
        <div role="alert" className="mt-6 grid justify-items-start gap-3 rounded-2xl border border-line bg-surface p-6">
          <p>{reasonOf(error)}</p>
          <Button onClick={() => void refetch()}>{t.errors.retry}</Button>
        </div>
      ) : (
        <Loading />
      )}
    </>
  );
}

function Container({ row }: { row: Row }) {
  return (
    <>
      <Header row={row} />
      {(row.failure ?? row.waiting_for) && (
        <div className="mt-6">
          {row.failure ? (
            <FailureCard failure={row.failure} isWaiting={false} />
          ) : (
            row.waiting_for && <FailureCard failure={row.waiting_for} isWaiting />
          )}
        </div>
      )}
      {/* Narrow: journey, logs, facts; wide: the logs beside the other two. */}
      <div className="mt-5 grid grid-flow-dense items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
        <div className="min-w-0 lg:col-start-2">
          <Journey row={row} />
        </div>
        <div className="min-w-0 lg:col-start-1 lg:row-span-2">
          <LogView row={row} />
        </div>
        <div className="min-w-0 lg:col-start-2">
          <Facts row={row} />
        </div>
      </div>
    </>
  );
}

function Header({ row }: { row: Row }) {
  const removedAt = useDeletion(row);
  const isGoing = isOver(row.status);
  const heading = useRef<HTMLHeadingElement>(null);
  // Who comes here by a link should hear where they are.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className="mt-2 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold tracking-tight break-all outline-none">
            {row.name}
          </h1>
          <StatusMark status={row.status} />
        </div>
        <p className="mt-1 flex flex-wrap gap-x-2 text-sm text-soft">
          <span className="font-mono text-[13px] break-all">{row.image}</span>
          <StatusLine row={row} />
        </p>
      </div>
      {removedAt !== undefined ? (
        <DeletionBar id={row.id} name={row.name} at={removedAt} />
      ) : (
        !isGoing && (
          <div className="flex items-center gap-2">
            {isActive(row.status) && <TimeLeft row={row} />}
            <Button id={deleteButtonId(row.id)} kind="danger" onClick={() => deleteSoon(row.id)}>
              <Trash2 aria-hidden className="size-4" />
              {t.container.remove}
            </Button>
            {row.status === 'running' && row.url && (
              <a
                href={row.url}
                target="_blank"
                rel="noopener noreferrer"
                aria-label={t.container.openNamed(row.name)}
                className={buttonClasses({ kind: 'primary' })}
              >
                {t.container.open}
                <ExternalLink aria-hidden className="size-4" />
              </a>
            )}
          </div>
        )
      )}
    </div>
  );
}

function Loading() {
  return (
    <div role="status" className="mt-3">
      <span className="sr-only">{t.list.loading}</span>
      <Skeleton className="h-8 w-64 max-w-full" />
      <Skeleton className="mt-2 h-4 w-40" />
      <div className="mt-6 grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Skeleton className="h-96 rounded-2xl" />
        <Skeleton className="h-64 rounded-2xl" />
      </div>
    </div>
  );
}
