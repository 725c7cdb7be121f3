import {
  BookOpen,
  Copy,
  ExternalLink,
  Info,
  Keyboard,
  LayoutList,
  type LucideIcon,
  Monitor,
  Moon,
  Search,
  Sprout,
  Sun,
  Trash2,
} from 'lucide-react';
import { navigate } from '../../lib/router';
import { endpoints, pages } from '../../paths';
import { t } from '../../texts';
import { copyText } from '../containers/copyUrl';
import { deleteSoon } from '../containers/deletions';
import { isActive, type Row } from '../containers/model';
import { choose, type Theme } from '../theme/theme';
import { focusCreate, focusSearch } from './focus';

export interface Command {
  id: string;
  name: string;
  icon: LucideIcon;
  run: () => void;
}

const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** Everything that can be done from here. */
export function commandsFor(rows: readonly Row[], help: () => void): Command[] {
  return [
    { id: 'create', name: t.palette.create, icon: Sprout, run: focusCreate },
    { id: 'search', name: t.palette.search, icon: Search, run: focusSearch },
    { id: 'home', name: t.palette.home, icon: LayoutList, run: () => navigate(pages.home()) },
    ...rows.filter((row) => isActive(row.status) || row.status === 'failed').flatMap(ofContainer),
    ...themes.map((each) => ({
      id: `theme-${each}`,
      name: t.palette.theme(t.theme[each]),
      icon: { system: Monitor, light: Sun, dark: Moon }[each],
      run: () => choose(each),
    })),
    { id: 'docs', name: t.palette.docs, icon: BookOpen, run: () => location.assign(endpoints.docs) },
    { id: 'help', name: t.palette.shortcuts, icon: Keyboard, run: help },
  ];
}

function ofContainer(row: Row): Command[] {
  const { id, name, url } = row;
  const running: Command[] =
    row.status === 'running' && url
      ? [
          { id: `open-${id}`, name: t.palette.open(name), icon: ExternalLink, run: () => window.open(url, '_blank', 'noopener') },
          { id: `copy-${id}`, name: t.palette.copy(name), icon: Copy, run: () => void copyText(url) },
        ]
      : [];
  return [
    ...running,
    { id: `details-${id}`, name: t.palette.details(name), icon: Info, run: () => navigate(pages.container(id)) },
    ...(row.status === 'deleting'
      ? []
      : [{ id: `delete-${id}`, name: t.palette.remove(name), icon: Trash2, run: () => deleteSoon(id) }]),
  ];
}

/** Those that have every word of the search, those that begin with it first. */
export function find(commands: readonly Command[], search: string): Command[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const begins = ({ name }: Command) => Number(name.toLowerCase().startsWith(words.join(' ')));
  return words.length === 0 ? found : found.toSorted((a, b) => begins(b) - begins(a));
}
