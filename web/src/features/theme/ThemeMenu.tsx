import { Monitor, Moon, Sun } from 'lucide-react';
import { t } from '../../texts';
import { IconButton } from '../../ui/Button';
import { Menu, MenuItem } from '../../ui/Menu';
import { choose, type Theme, theme } from './theme';

const icons = { system: Monitor, light: Sun, dark: Moon };

export function ThemeMenu() {
  const chosen = theme.use();
  const Chosen = icons[chosen];
  return (
    <Menu
      className="w-44"
      button={(props) => (
        <IconButton label={t.header.theme} {...props}>
          <Chosen aria-hidden />
        </IconButton>
      )}
    >
      {(close) =>
        (Object.keys(icons) as Theme[]).map((each) => {
          const Icon = icons[each];
          return (
            <MenuItem
              key={each}
              icon={<Icon aria-hidden />}
              isChosen={each === chosen}
              onClick={() => {
                choose(each);
                close();
              }}
            >
              {t.theme[each]}
            </MenuItem>
          );
        })
      }
    </Menu>
  );
}
