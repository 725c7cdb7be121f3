import { classes } from './classes';

/** The place of something that is being loaded. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden className={classes('animate-breathe rounded-md bg-sunken', className)} />
);
