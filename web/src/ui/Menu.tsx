import type { ReactNode } from 'react';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { classes } from './classes';

// What stays free between the panel and the edge of the screen.
const MARGIN_PX = 8;

/** A button with a small panel below it, which closes with Escape, a click elsewhere, or by itself. */
export function Menu({
  button,
  align = 'right',
  className,
  children,
}: {
  button: (props: { 'aria-expanded': boolean; 'aria-controls': string; onClick: () => void }) => ReactNode;
  align?: 'left' | 'right';
  className?: string;
  children: (close: () => void) => ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  // On a narrow screen its button may stand where the panel would begin beside the screen, and nobody can scroll to the left.
  useLayoutEffect(() => {
    const shown = isOpen ? panel.current : null;
    if (shown) shown.style.translate = `${Math.max(0, MARGIN_PX - shown.getBoundingClientRect().left)}px`;
  }, [isOpen]);
  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: PointerEvent) => !root.current?.contains(event.target as Node) && setOpen(false);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
      root.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus has left.
    <div
      ref={root}
      className="relative inline-flex"
      onBlur={(event) => event.relatedTarget && !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      {button({ 'aria-expanded': isOpen, 'aria-controls': id, onClick: () => setOpen(!isOpen) })}
      {isOpen && (
        <div
          ref={panel}
          id={id}
          className={classes(
            'absolute top-full z-30 mt-2 rounded-xl border border-line bg-surface p-1.5 shadow-high motion-safe:animate-rise',
            align === 'right' ? 'right-0' : 'left-0',
            className,
          )}
        >
          {children(close)}
        </div>
      )}
    </div>
  );
}

export function MenuItem({
  icon,
  children,
  isChosen,
  ...rest
}: {
  icon?: ReactNode;
  children: ReactNode;
  isChosen?: boolean;
  onClick: () => void;
  disabled?: boolean;
}) {
  return (
    <button
      type="button"
      {...rest}
      aria-pressed={isChosen}
      className={classes(
        'flex h-9 w-full items-center gap-2.5 rounded-lg px-2.5 text-left text-sm whitespace-nowrap enabled:hover:bg-sunken disabled:opacity-50 [&_svg]:size-4',
        isChosen && 'bg-leaf-soft font-medium text-leaf',
      )}
    >
      {icon}
      {children}
    </button>
  );
}
