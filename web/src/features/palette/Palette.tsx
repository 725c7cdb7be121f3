import { Search } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { t } from '../../texts';
import { classes } from '../../ui/classes';
import { useContainers } from '../containers/useContainers';
import { commandsFor, find } from './commands';

/** All commands, found by typing. */
export function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { rows } = useContainers();
  const dialog = useRef<HTMLDialogElement>(null);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = find(commandsFor(rows, onHelp), search);
  const index = Math.min(chosen, found.length - 1);

  // Closed before it is taken away, for only then the browser puts the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useEffect(() => {
    document.getElementById(`command-${index}`)?.scrollIntoView({ block: 'nearest' });
  }, [index]);

  const run = (at: number) => {
    const command = found[at];
    if (!command) return;
    // First closed, so that the focus is free to go where the command puts it.
    dialog.current?.close();
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setChosen((index + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(index);
    }
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own key; the click is on its backdrop.
    <dialog
      ref={dialog}
      aria-label={t.palette.title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="fixed mx-auto mt-[12vh] w-full max-w-[min(36rem,calc(100%-2rem))] overflow-hidden rounded-2xl border border-line bg-surface p-0 text-ink shadow-high motion-safe:animate-rise"
    >
      <div className="relative border-b border-line">
        <Search aria-hidden className="pointer-events-none absolute top-4 left-4 size-5 text-soft" />
        <input
          role="combobox"
          aria-expanded
          aria-controls="commands"
          aria-activedescendant={found.length > 0 ? `command-${index}` : undefined}
          aria-autocomplete="list"
          aria-label={t.palette.placeholder}
          placeholder={t.palette.placeholder}
          autoComplete="off"
          spellCheck={false}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          className="h-13 w-full bg-transparent pr-4 pl-12 text-base outline-none"
        />
      </div>
      <div id="commands" role="listbox" aria-label={t.palette.title} className="max-h-[50vh] overflow-y-auto p-2">
        {found.map((command, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the input, which says which is chosen.
          <div
            key={command.id}
            id={`command-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === index}
            onClick={() => run(at)}
            onPointerMove={() => setChosen(at)}
            className={classes(
              'flex h-10 cursor-pointer items-center gap-3 rounded-lg px-3 text-sm',
              at === index && 'bg-leaf-soft text-leaf',
            )}
          >
            <command.icon aria-hidden className={classes('size-4 shrink-0', at !== index && 'text-soft')} />
            <span className="truncate">{command.name}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="px-5 pb-5 text-sm text-soft">{t.palette.none}</p>}
    </dialog>
  );
}
