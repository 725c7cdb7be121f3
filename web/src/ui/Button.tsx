import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './classes';

const base =
  'inline-flex items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap select-none transition-colors duration-150 disabled:opacity-55 disabled:cursor-not-allowed';

const kinds = {
  primary: 'bg-leaf text-on-leaf enabled:hover:bg-leaf-hover',
  plain: 'border border-line bg-surface text-ink enabled:hover:bg-sunken',
  quiet: 'text-soft enabled:hover:bg-sunken enabled:hover:text-ink',
  danger: 'text-soft enabled:hover:bg-rust-soft enabled:hover:text-rust',
};

// At least 24 px to hit (WCAG 2.2, 2.5.8), and 40 where a thumb is likely.
const sizes = { small: 'h-8 px-2.5 text-sm', medium: 'h-10 px-3.5 text-sm', large: 'h-12 px-5 text-base' };

export type ButtonLook = { kind?: keyof typeof kinds; size?: keyof typeof sizes };

export const buttonClasses = ({ kind = 'plain', size = 'medium' }: ButtonLook = {}): string =>
  classes(base, kinds[kind], sizes[size]);

export function Button({
  kind,
  size,
  isBusy = false,
  className,
  children,
  ...rest
}: ButtonLook & { isBusy?: boolean } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(buttonClasses({ ...(kind && { kind }), ...(size && { size }) }), className)}
    >
      {isBusy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
      {children}
    </button>
  );
}

/** A button that is an icon, with its name for those who do not see it. */
export function IconButton({
  label,
  kind = 'quiet',
  className,
  ...rest
}: { label: string } & ButtonLook & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={classes(base, kinds[kind], 'size-9 shrink-0 [&_svg]:size-[18px]', className)}
    />
  );
}
