import { ArrowDown, Download, Pause, Play, Search } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../texts';
import { Button, buttonClasses } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { reasonOf } from '../../ui/complain';
import { inputClasses } from '../../ui/Field';
import type { Row } from '../containers/model';
import { LogLines } from './LogLines';
import { type Logs, logFile, useLogs } from './useLogs';

/** What a container writes: live, searched, of this run or the one before. */
export function LogView({ row }: { row: Row }) {
  const [previous, setPrevious] = useState(false);
  const [isFollowing, setFollowing] = useState(true);
  const [search, setSearch] = useState('');
  const newestLogs = useLogs(row.id, row.status, previous);
  // So that a log that is busy does not hold up who types.
  const logs = useDeferredValue(newestLogs);
  const isLiving = !previous && (row.status === 'running' || row.status === 'pending');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const shown = useMemo(
    () => (wanted === '' ? logs.lines : logs.lines.filter((line) => line.text.toLowerCase().includes(wanted))),
    [logs.lines, wanted],
  );

  // How many lines came since somebody stopped following.
  const seen = useRef(0);
  const newest = logs.lines.at(-1)?.n ?? -1;
  useEffect(() => {
    if (isFollowing) seen.current = newest;
  }, [isFollowing, newest]);
  const unseen = isFollowing ? 0 : Math.max(0, newest - seen.current);

  return (
    <section
      aria-labelledby="logs-title"
      className="flex min-w-0 flex-col overflow-hidden rounded-2xl border border-line bg-surface shadow-card"
    >
      <div className="flex flex-wrap items-center gap-2 border-b border-line p-3 sm:pl-5">
        <h2 id="logs-title" className="mr-auto text-base font-semibold tracking-tight max-sm:pl-2">
          {t.detail.logs}
        </h2>
        <span aria-hidden className="max-sm:order-last max-sm:w-full sm:hidden" />
        <RunSwitch previous={previous} onChange={setPrevious} />
        <div className="relative max-sm:order-last max-sm:w-0 max-sm:grow">
          <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-soft" />
          <input
            type="search"
            aria-label={t.logs.search}
            placeholder={t.list.searchShort}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className={classes(inputClasses, 'h-8! pr-2 pl-8 sm:w-40')}
          />
        </div>
        {isLiving && (
          <Button size="small" aria-pressed={isFollowing} onClick={() => setFollowing(!isFollowing)}>
            {isFollowing ? <Pause aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />}
            {isFollowing ? t.logs.pause : t.logs.follow}
          </Button>
        )}
        <a
          href={logFile(row.id, previous)}
          download={`${row.name}.log`}
          aria-label={t.logs.download}
          title={t.logs.download}
          className={classes(buttonClasses({ size: 'small' }), 'w-8 px-0!')}
        >
          <Download aria-hidden className="size-4" />
        </a>
      </div>

      <div className="relative">
        {shown.length > 0 ? (
          <LogLines lines={shown} search={wanted} isFollowing={isFollowing} onFollow={setFollowing} />
        ) : (
          <p className="grid h-44 place-items-center px-6 text-center text-sm text-soft">
            {wanted !== '' && logs.lines.length > 0 ? t.list.noMatch : emptyText(logs)}
          </p>
        )}
        {unseen > 0 && (
          <Button
            size="small"
            kind="primary"
            className="absolute right-5 bottom-4 rounded-full shadow-high"
            onClick={() => setFollowing(true)}
          >
            <ArrowDown aria-hidden className="size-4" />
            {t.logs.newLines(unseen)}
          </Button>
        )}
      </div>

      <p
        className={classes(
          'flex flex-wrap gap-x-3 border-t border-line px-5 py-2.5 text-xs text-soft tabular-nums',
          logs.lines.length === 0 && 'hidden',
        )}
      >
        {logs.lines.length > 0 && <span>{t.logs.matches(shown.length)}</span>}
        {logs.dropped > 0 && <span>{t.logs.dropped(logs.dropped)}</span>}
        {/* Not how many lines there are: that would be said with each that comes. */}
        <span aria-live="polite">
          {logs.state === 'reconnecting' && <span className="text-sun">{t.logs.reconnecting}</span>}
          {logs.state === 'ended' && logs.lines.length > 0 && t.logs.ended}
        </span>
      </p>
    </section>
  );
}

function emptyText({ state, error }: Logs): string {
  switch (state) {
    case 'connecting':
    case 'reconnecting':
      return t.logs.connecting;
    case 'streaming':
    case 'ended':
      return t.logs.empty;
    case 'failed':
      return reasonOf(error);
    case 'not-started':
      return t.logs.notStarted;
    case 'none':
      return t.logs.unavailable;
  }
}

function RunSwitch({ previous, onChange }: { previous: boolean; onChange: (previous: boolean) => void }) {
  const look = (isChosen: boolean) =>
    classes(
      'h-7 rounded-md px-2 text-xs transition-colors',
      isChosen ? 'bg-surface font-medium text-ink shadow-card' : 'text-soft hover:text-ink',
    );
  return (
    <fieldset className="flex shrink-0 rounded-lg bg-sunken p-0.5 max-sm:order-last">
      <legend className="sr-only">{t.logs.instance}</legend>
      <button type="button" aria-pressed={!previous} className={look(!previous)} onClick={() => onChange(false)}>
        {t.logs.current}
      </button>
      <button type="button" aria-pressed={previous} className={look(previous)} onClick={() => onChange(true)}>
        {t.logs.previous}
      </button>
    </fieldset>
  );
}
