import open from 'open';

/** Whether there is a person's browser to open: not in tests, on build machines, over SSH or without a display. */
function hasBrowser(): boolean {
  const { env, platform } = process;
  if (env.CI || env.VITEST || env.SSH_CONNECTION) return false;
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Opens the person's browser where there is one. Never fails: the address was printed. */
export async function openBrowser(url: string): Promise<void> {
  if (!hasBrowser()) return;
  try {
    const child = await open(url);
    child.on('error', () => {});
  } catch {
    // No browser after all.
  }
}
