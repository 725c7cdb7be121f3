import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { ProblemError } from '../../api/problems';
import { t } from '../../texts';
import { Button, IconButton } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { reasonOf } from '../../ui/complain';
import { inputClasses } from '../../ui/Field';
import { Skeleton } from '../../ui/Skeleton';
import { LIST_ID } from '../create/CreateForm';
import { creation, isArrived } from '../create/creation';
import { SEARCH_ID } from '../palette/focus';
import { ContainerCard } from './ContainerCard';
import { EmptyState } from './EmptyState';
import { count, type Filter, filters, select } from './filters';
import type { Row } from './model';
import { StatusMark } from './StatusMark';
import { useContainers } from './useContainers';

const nameOf = (filter: Filter): string =>
  filter === 'all' ? t.list.all : filter === 'active' ? t.list.active : t.status[filter];

/** The visitor's containers, live. */
export function ContainerList() {
  const { rows, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useContainers();
  const made = creation.use();
  const [filter, setFilter] = useState<Filter>('active');
  const [search, setSearch] = useState('');
  const shown = select(rows, filter, search);
  const isCreating = made !== null && !isArrived(made, rows);
  // Too many requests are no error: the countdown says when it goes on.
  const isHeldUp = error instanceof ProblemError && error.is('rateLimit');
  const isEmpty = rows.length === 0 && !isCreating;
  return (
    <section id={LIST_ID} aria-labelledby="list-title" className="min-w-0 scroll-mt-20 max-lg:min-h-[60vh]">
      <div className="mb-4 flex min-h-10 flex-wrap items-center justify-between gap-3">
        <h2 id="list-title" className="text-lg font-semibold tracking-tight">
          {t.list.title}
        </h2>
        {rows.length > 0 && <SearchBox value={search} onChange={setSearch} />}
      </div>
      {rows.length > 0 && <Filters rows={rows} chosen={filter} onChoose={setFilter} />}

      {(isPending && error === null) || (isHeldUp && rows.length === 0) ? (
        <Loading />
      ) : error && rows.length === 0 ? (
        <div role="alert" className="grid justify-items-start gap-3 rounded-2xl border border-line bg-surface p-6">
          <div>
            <p className="font-medium">{t.list.failed}</p>
            <p className="text-sm text-soft">{reasonOf(error)}</p>
          </div>
          <Button onClick={() => void refetch()}>{t.list.retry}</Button>
        </div>
      ) : isEmpty ? (
        <EmptyState />
      ) : (
        <>
          <ul className="grid gap-3">
            {isCreating && made && <CreatingCard name={made.name} image={made.image} />}
            {shown.map((row) => (
              <ContainerCard key={row.id} row={row} />
            ))}
          </ul>
          {shown.length === 0 && !isCreating && (
            <div className="grid justify-items-center gap-3 rounded-2xl border border-dashed border-line-strong/50 p-10 text-center">
              <p className="text-sm text-soft">{search === '' && filter === 'active' ? t.list.empty : t.list.noMatch}</p>
              <Button
                size="small"
                onClick={() => {
                  setFilter('all');
                  setSearch('');
                }}
              >
                {t.list.noMatchAction}
              </Button>
            </div>
          )}
        </>
      )}
      {hasNextPage && (
        <Button className="mt-4 w-full" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t.list.more}
        </Button>
      )}
    </section>
  );
}

function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <div className="relative w-full sm:w-60">
      <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-soft" />
      <input
        id={SEARCH_ID}
        type="search"
        aria-label={t.list.search}
        placeholder={t.list.searchShort}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && (value === '' ? event.currentTarget.blur() : onChange(''))}
        className={`${inputClasses} px-9 [&::-webkit-search-cancel-button]:hidden`}
      />
      {value !== '' && (
        <IconButton label={t.list.clearSearch} onClick={() => onChange('')} className="absolute top-0.5 right-0.5">
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

function Filters({ rows, chosen, onChoose }: { rows: readonly Row[]; chosen: Filter; onChoose: (filter: Filter) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; these show at once.
    <div role="group" aria-label={t.list.filter} className="mb-4 flex flex-wrap gap-1">
      {filters.map((filter) => {
        const total = count(rows, filter);
        if (total === 0 && filter !== 'active' && filter !== 'all' && filter !== chosen) return null;
        return (
          <button
            key={filter}
            type="button"
            aria-pressed={filter === chosen}
            onClick={() => onChoose(filter)}
            className={classes(
              'inline-flex h-8 items-center gap-1.5 rounded-full px-3 text-sm transition-colors',
              filter === chosen ? 'bg-ink font-medium text-ground' : 'text-soft hover:bg-sunken hover:text-ink',
            )}
          >
            {nameOf(filter)}
            <span className="text-xs tabular-nums opacity-80">{total}</span>
          </button>
        );
      })}
    </div>
  );
}

function CreatingCard({ name, image }: { name: string | null; image: string }) {
  return (
    <li className="rounded-2xl border border-line bg-surface p-4 shadow-card motion-safe:animate-rise sm:px-5">
      <div className="flex items-center gap-2.5">
        <h3 className="truncate text-base font-semibold tracking-tight">{name ?? t.container.newName}</h3>
        <StatusMark status="pending" />
      </div>
      <p className="mt-1 flex flex-wrap gap-x-2 text-sm text-soft">
        <span className="font-mono text-[13px]">{image}</span>
        <span aria-hidden>·</span>
        <span>{t.container.creating}</span>
      </p>
    </li>
  );
}

function Loading() {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">{t.list.loading}</span>
      {[0, 1, 2].map((each) => (
        <div key={each} className="rounded-2xl border border-line bg-surface p-5">
          <Skeleton className="h-5 w-44 max-w-full" />
          <Skeleton className="mt-3 h-4 w-72 max-w-full" />
        </div>
      ))}
    </div>
  );
}
