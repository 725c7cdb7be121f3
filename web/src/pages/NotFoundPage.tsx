import { usePendingTitle } from '../features/live/usePendingTitle';
import { Link } from '../lib/router';
import { pages } from '../paths';
import { t } from '../texts';
import { buttonClasses } from '../ui/Button';

export function NotFoundPage({ title = t.errors.notFound, lead = t.errors.notFoundLead }: { title?: string; lead?: string }) {
  usePendingTitle([], `${title} · ${t.product}`);
  return (
    <div className="mx-auto my-20 max-w-md text-center">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <p className="mt-2 text-soft">{lead}</p>
      <Link to={pages.home()} className={`${buttonClasses({ kind: 'primary' })} mt-6`}>
        {t.errors.home}
      </Link>
    </div>
  );
}
