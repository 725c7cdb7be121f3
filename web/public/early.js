// Before the first paint, and before there is any other code.
(() => {
  const page = document.documentElement;

  // A dark page never flashes. The rest is in src/features/theme.
  let choice = 'system';
  try {
    choice = localStorage.getItem('sprout.theme') ?? choice;
  } catch {
    // Storage may be forbidden; the system's wish is a good one.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  page.dataset.theme = dark ? 'dark' : 'light';

  // index.html has the home page in it, which another page must not look like for a moment.
  if (location.pathname !== '/') page.dataset.page = 'other';

  // What is pressed now is kept until there is somebody who hears it, and is seen to be. The rest is in src/lib/early.ts.
  let pressed = null;
  const press = (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed?.removeAttribute('aria-busy');
    pressed = button;
    pressed.setAttribute('aria-busy', 'true');
  };
  addEventListener('click', press, true);
  window.sproutEarly = () => {
    removeEventListener('click', press, true);
    pressed?.removeAttribute('aria-busy');
    return pressed;
  };
  // The code does not come, say because a new version has taken its place: then a press loads the page anew.
  const miss = (event) => {
    if (!(event.target instanceof HTMLScriptElement) || !window.sproutEarly) return;
    window.sproutEarly();
    addEventListener(
      'click',
      (press) => press.target instanceof Element && press.target.closest('button') && location.reload(),
      true,
    );
  };
  addEventListener('error', miss, true);
})();
