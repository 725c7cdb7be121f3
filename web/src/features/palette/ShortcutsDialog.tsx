import { t } from '../../texts';
import { Dialog } from '../../ui/Dialog';
import { Kbd } from '../../ui/Kbd';

const shortcuts: readonly [string, readonly string[]][] = [
  [t.shortcuts.palette, ['Ctrl', 'K']],
  [t.shortcuts.create, ['N']],
  [t.shortcuts.search, ['/']],
  [t.shortcuts.home, ['H']],
  [t.shortcuts.help, ['?']],
  [t.shortcuts.escape, ['Esc']],
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t.shortcuts.title} onClose={onClose} className="sm:max-w-sm">
      <dl className="mt-3 grid gap-1">
        {shortcuts.map(([name, keys]) => (
          <div key={name} className="flex h-9 items-center justify-between text-sm">
            <dt>{name}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
