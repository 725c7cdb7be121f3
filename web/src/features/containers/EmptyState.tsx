import { t } from '../../texts';
import { Button } from '../../ui/Button';
import { focusCreate } from '../palette/focus';

/** There is nothing yet: invites. */
export function EmptyState() {
  return (
    <div className="grid justify-items-center rounded-2xl border border-dashed border-line-strong/50 px-6 py-14 text-center">
      <svg
        aria-hidden="true"
        viewBox="0 0 120 96"
        className="mb-5 h-24 text-leaf"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M12 82h96" className="stroke-line-strong" />
        <path d="M42 82c0-9 8-13 18-13s18 4 18 13" className="fill-sunken stroke-line-strong" />
        <path d="M60 69V41" />
        <path d="M60 49c0-12-8-19-23-19 0 13 8 19 23 19Z" className="fill-leaf-soft" />
        <path d="M60 41c0-14 9-24 26-25 0 16-9 25-26 25Z" className="fill-leaf-soft" />
      </svg>
      <h3 className="text-lg font-semibold tracking-tight">{t.list.empty}</h3>
      <p className="mt-1 max-w-sm text-sm text-pretty text-soft">{t.list.emptyLead}</p>
      <Button className="mt-5 lg:hidden" onClick={focusCreate}>
        {t.list.emptyAction}
      </Button>
    </div>
  );
}
