import { ExternalLink, Trash2 } from 'lucide-react';
import { Link } from '../../lib/router';
import { pages } from '../../paths';
import { t } from '../../texts';
import { IconButton } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { CopyButton } from './CopyButton';
import { DeletionBar } from './DeletionBar';
import { deleteButtonId, deleteSoon, useDeletion } from './deletions';
import { isOver, type Row } from './model';
import { StatusLine } from './StatusLine';
import { StatusMark } from './StatusMark';
import { TimeLeft } from './TimeLeft';

/** One container of the list. */
export function ContainerCard({ row }: { row: Row }) {
  const isGoing = isOver(row.status);
  const removedAt = useDeletion(row);
  return (
    <li
      className={classes(
        'group relative rounded-2xl border border-line bg-surface p-4 transition-colors motion-safe:animate-rise sm:px-5',
        isGoing ? 'bg-transparent' : 'shadow-card',
        removedAt !== undefined && 'border-rust-line bg-rust-soft/40',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 grow basis-52">
          <div className="flex items-center gap-2.5">
            <h3 className={classes('min-w-0 truncate text-base font-semibold tracking-tight', isGoing && 'text-soft')}>
              <Link
                to={pages.container(row.id)}
                className="rounded-sm hover:underline hover:decoration-line-strong hover:underline-offset-4"
              >
                {row.name}
              </Link>
            </h3>
            <StatusMark status={row.status} />
          </div>
          <p className="mt-1 flex min-w-0 flex-wrap gap-x-2 text-sm text-soft">
            <span className="truncate font-mono text-[13px]">{row.image}</span>
            <StatusLine row={row} />
          </p>
          {row.failure && <p className="mt-1.5 text-sm text-pretty break-words text-rust">{row.failure.message}</p>}
          {row.failure && <p className="text-sm text-pretty text-soft">{row.failure.hint}</p>}
          {row.waiting_for && row.status === 'pending' && (
            <p className="mt-1.5 text-sm text-pretty break-words text-sun">{row.waiting_for.message}</p>
          )}
        </div>
        {removedAt !== undefined ? (
          <DeletionBar id={row.id} name={row.name} at={removedAt} />
        ) : (
          !isGoing && (
            <div className="flex shrink-0 items-center max-sm:-ml-1.5 max-sm:w-full">
              {row.status !== 'failed' && <TimeLeft row={row} />}
              <span className="max-sm:grow" />
              {row.status === 'running' && row.url && (
                <>
                  <CopyButton text={row.url} label={t.container.copy} />
                  <a
                    href={row.url}
                    target="_blank"
                    rel="noopener noreferrer"
                    aria-label={t.container.openNamed(row.name)}
                    className="mx-1 inline-flex h-9 items-center gap-1.5 rounded-lg border border-line bg-surface px-3 text-sm font-medium hover:bg-sunken"
                  >
                    {t.container.open}
                    <ExternalLink aria-hidden className="size-4 text-soft" />
                  </a>
                </>
              )}
              <IconButton
                id={deleteButtonId(row.id)}
                kind="danger"
                label={t.container.removeNamed(row.name)}
                onClick={() => deleteSoon(row.id)}
              >
                <Trash2 aria-hidden />
              </IconButton>
            </div>
          )
        )}
      </div>
    </li>
  );
}
