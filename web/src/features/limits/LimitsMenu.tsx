import { countdown } from '../../lib/durations';
import { useNow } from '../../lib/now';
import { t } from '../../texts';
import { Menu } from '../../ui/Menu';
import { Ring } from '../../ui/Ring';
import { useOptions } from '../create/useOptions';
import { rateLimits } from './rateLimits';

// Below that it is worth a look.
const FEW = 0.2;

/** How many requests and places are left: a small ring, which says more when pressed. */
export function LimitsMenu() {
  const requests = rateLimits.use();
  const places = useOptions().data?.containers;
  const at = useNow();
  // When the reset has passed there are more, but how many only the next answer says.
  const remaining = requests && (at > requests.resetsAt ? requests.limit : requests.remaining);
  if (!requests || remaining === null) return null;
  const fraction = remaining / requests.limit;
  const tone = fraction === 0 ? 'rust' : fraction < FEW ? 'sun' : 'leaf';
  return (
    <Menu
      className="w-64 p-4!"
      button={(props) => (
        <button
          type="button"
          {...props}
          aria-label={t.limits.button(remaining, requests.limit)}
          title={t.limits.title}
          className="inline-flex h-9 items-center gap-2 rounded-lg px-2 text-sm text-soft tabular-nums hover:bg-sunken hover:text-ink"
        >
          <Ring fraction={fraction} tone={tone} className="size-5" />
          <span className="max-sm:hidden">{remaining}</span>
        </button>
      )}
    >
      {() => (
        <dl className="grid gap-4 text-sm">
          <Meter
            name={t.limits.requests}
            value={t.limits.of(remaining, requests.limit)}
            fraction={fraction}
            tone={tone}
            note={remaining < requests.limit ? t.limits.reset(countdown(requests.resetsAt - at)) : null}
          />
          {places && (
            <Meter
              name={t.limits.containers}
              value={places.limit == null ? t.limits.unlimited : t.limits.used(places.used, places.limit)}
              fraction={places.limit == null ? 1 : (places.limit - places.used) / places.limit}
              tone={places.limit != null && places.used >= places.limit ? 'sun' : 'leaf'}
              note={null}
            />
          )}
        </dl>
      )}
    </Menu>
  );
}

function Meter({
  name,
  value,
  fraction,
  tone,
  note,
}: {
  name: string;
  value: string;
  fraction: number;
  tone: 'leaf' | 'sun' | 'rust';
  note: string | null;
}) {
  const tones = { leaf: 'bg-leaf', sun: 'bg-sun', rust: 'bg-rust' };
  return (
    <div className="grid grid-cols-[1fr_auto] gap-x-3">
      <dt className="font-medium">{name}</dt>
      <dd className="text-soft tabular-nums">{value}</dd>
      <dd aria-hidden className="col-span-2 mt-1.5 h-1.5 overflow-hidden rounded-full bg-sunken">
        <div
          className={`h-full origin-left rounded-full transition-transform ${tones[tone]}`}
          style={{ transform: `scaleX(${Math.max(0, fraction)})` }}
        />
      </dd>
      {note && <dd className="col-span-2 mt-1 text-xs text-soft tabular-nums">{note}</dd>}
    </div>
  );
}
