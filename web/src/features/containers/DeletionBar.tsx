import { Undo2 } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { announce } from '../../lib/announce';
import { t } from '../../texts';
import { Button } from '../../ui/Button';
import { deleteButtonId, keep, UNDO_MS } from './deletions';

const secondsUntil = (at: number) => Math.max(0, Math.ceil((at - Date.now()) / 1000));

/** Takes the place of a container's buttons while its deletion can be taken back. */
export function DeletionBar({ id, name, at }: { id: string; name: string; at: number }) {
  const [seconds, setSeconds] = useState(secondsUntil(at));
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Where the delete button was, the focus was lost with it; whoever does something else meanwhile goes on with that.
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true });
    const timer = setInterval(() => setSeconds(secondsUntil(at)), 250);
    return () => clearInterval(timer);
  }, [at]);
  // Whoever waited here until it was deleted is not sent back to the top of the page.
  useLayoutEffect(() => {
    const element = button.current;
    return () => {
      if (element !== null && document.activeElement === element)
        document.getElementById('content')?.focus({ preventScroll: true });
    };
  }, []);
  const undo = () => {
    keep(id);
    announce(t.container.kept(name));
    // Back to where it came from, once that is there again.
    requestAnimationFrame(() => document.getElementById(deleteButtonId(id))?.focus({ preventScroll: true }));
  };
  return (
    <div className="flex items-center gap-3">
      <span title={t.container.removed(name)} className="relative text-sm text-soft tabular-nums">
        {t.container.removing(seconds)}
      </span>
      <span className="sr-only" role="status">
        {t.container.removed(name)}
      </span>
      <Button ref={button} size="small" aria-label={t.container.undoNamed(name)} onClick={undo}>
        <Undo2 aria-hidden className="size-4" />
        {t.container.undo}
        <span aria-hidden className="relative h-1 w-8 overflow-hidden rounded-full bg-line">
          <span
            className="absolute inset-0 origin-left rounded-full bg-rust transition-transform duration-300"
            style={{ transform: `scaleX(${(seconds * 1000) / UNDO_MS})` }}
          />
        </span>
      </Button>
    </div>
  );
}
