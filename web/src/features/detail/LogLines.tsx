import { useLayoutEffect, useRef, useState } from 'react';
import { t } from '../../texts';
import type { LogLine } from './logBuffer';
import { windowOf } from './windowing';

const LINE_PX = 20;
// Nearer to the end than this is at the end.
const NEAR_PX = 8;

/** Lines of which only those are there that can be seen. Scrolling up stops following, and scrolling to the end begins again. */
export function LogLines({
  lines,
  search,
  isFollowing,
  onFollow,
}: {
  lines: readonly LogLine[];
  search: string;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [view, setView] = useState({ top: 0, height: 480 });
  const { from, to } = windowOf(view.top, view.height, LINE_PX, lines.length);
  const newest = lines.at(-1)?.n;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line moves the end.
  useLayoutEffect(() => {
    if (isFollowing && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [isFollowing, newest, lines.length]);

  // Who reads is not moved on when the oldest lines go.
  const shown = useRef({ lines, search });
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = { lines, search };
    const oldest = lines[0];
    if (isFollowing || search !== before.search || !box.current || !oldest || before.lines[0] === oldest) return;
    const gone = before.lines.findIndex(({ n }) => n >= oldest.n);
    if (gone > 0) box.current.scrollTop -= gone * LINE_PX;
  }, [isFollowing, lines, search]);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    setView({ top: element.scrollTop, height: element.clientHeight });
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    // Lines that come move the end away without anybody having scrolled.
    if (isFollowing && element.scrollTop < lastTop.current && !isAtEnd) onFollow(false);
    else if (!isFollowing && isAtEnd && element.scrollTop > lastTop.current) onFollow(true);
    lastTop.current = element.scrollTop;
  };

  return (
    <div
      ref={box}
      role="log"
      aria-label={t.logs.region}
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls with the keyboard.
      tabIndex={0}
      onScroll={onScroll}
      className="h-[min(60vh,36rem)] min-h-72 overflow-auto overscroll-contain bg-sunken/50 py-2 font-mono text-[13px] -outline-offset-2"
    >
      <div className="relative w-max min-w-full" style={{ height: lines.length * LINE_PX }}>
        <ol className="absolute inset-x-0 top-0 w-max min-w-full" style={{ transform: `translateY(${from * LINE_PX}px)` }}>
          {lines.slice(from, to).map((line) => (
            <li key={line.n} className="flex h-5 items-center gap-4 pr-5 pl-5 leading-5 whitespace-pre hover:bg-sunken">
              {line.time && (
                <time dateTime={line.time} className="shrink-0 text-soft tabular-nums select-none max-sm:hidden">
                  {new Date(line.time).toLocaleTimeString([], { hour12: false })}
                </time>
              )}
              <span>{search === '' ? line.text : <Marked text={line.text} search={search} />}</span>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

function Marked({ text, search }: { text: string; search: string }) {
  const at = text.toLowerCase().indexOf(search);
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-xs bg-sun-line text-ink">{text.slice(at, at + search.length)}</mark>
      {text.slice(at + search.length)}
    </>
  );
}
