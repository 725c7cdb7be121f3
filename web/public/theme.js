// Before the first paint, so that a dark page never flashes. The rest is in src/features/theme.
(() => {
  let choice = 'system';
  try {
    choice = localStorage.getItem('sprout.theme') ?? choice;
  } catch {
    // Storage may be forbidden; the system's wish is a good one.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
