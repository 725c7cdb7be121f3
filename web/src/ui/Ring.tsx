import type { ReactNode } from 'react';
import { classes } from './classes';

const RADIUS = 16;
const LENGTH = 2 * Math.PI * RADIUS;

/** How much of something is left, from 0 to 1, with room in the middle. Says nothing to screen readers: what is beside it does. */
export function Ring({
  fraction,
  tone = 'leaf',
  className,
  children,
}: {
  fraction: number;
  tone?: 'leaf' | 'sun' | 'rust' | 'soft';
  className?: string;
  children?: ReactNode;
}) {
  const tones = { leaf: 'text-leaf', sun: 'text-sun', rust: 'text-rust', soft: 'text-soft' };
  return (
    <span className={classes('relative inline-grid shrink-0 place-items-center', tones[tone], className)}>
      <svg aria-hidden="true" viewBox="0 0 36 36" className="col-start-1 row-start-1 size-full -rotate-90">
        <circle cx="18" cy="18" r={RADIUS} fill="none" strokeWidth="3" className="stroke-line" />
        <circle
          cx="18"
          cy="18"
          r={RADIUS}
          fill="none"
          strokeWidth="3"
          strokeLinecap="round"
          stroke="currentColor"
          strokeDasharray={LENGTH}
          strokeDashoffset={LENGTH * (1 - Math.max(0, Math.min(1, fraction)))}
          className="transition-[stroke-dashoffset] duration-500 ease-out"
        />
      </svg>
      {children !== undefined && <span className="col-start-1 row-start-1 text-ink">{children}</span>}
    </span>
  );
}
