import type { MenuItemConstructorOptions } from 'electron';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asPlaceMenu, placeMenuTemplate } from './place-menu.ts';

const COMMAND = {
  name: 'grade.skip',
  title: 'Skip & go on',
  group: 'Grade',
  accelerator: 'K',
  enabled: true,
};

it('what a page says is taken where it is as agreed, and left out where it is not', () => {
  expect(asPlaceMenu({ title: 'Grade', commands: [COMMAND, { ...COMMAND, name: '../x' }, 7, null] })).toEqual(
    {
      title: 'Grade',
      commands: [COMMAND],
    },
  );
  expect(
    asPlaceMenu({ title: 'Grade', commands: [{ ...COMMAND, accelerator: 'Hyper+Quit' }] }),
  ).toMatchObject({
    commands: [{ accelerator: '' }],
  });
  expect(asPlaceMenu({ title: 'Grade', commands: [{ ...COMMAND, enabled: 'yes' }] })).toMatchObject({
    commands: [{ enabled: false }],
  });
});

it('whatever a page says, nothing is thrown, and what comes of it is plain words', () => {
  fc.assert(
    fc.property(fc.anything(), fc.array(fc.anything()), (one, many) => {
      for (const said of [one, { title: 'x', commands: many }, { title: one, commands: [COMMAND] }]) {
        const menu = asPlaceMenu(said);
        if (menu !== undefined) expect(typeof menu.title).toBe('string');
      }
    }),
  );
});

it('keys are shown and never bound, and an entry runs its command', () => {
  const ran: string[] = [];
  const within = { ...COMMAND, name: 'grade.queue-random', group: 'Queue', accelerator: '' };
  const menu = placeMenuTemplate(
    { title: 'Grade', commands: [COMMAND, within] },
    (name) => ran.push(name),
    'linux',
  );
  const [skip, rule, queue] = menu.submenu as MenuItemConstructorOptions[];
  expect(skip).toMatchObject({ label: 'Skip && go on', accelerator: 'K', registerAccelerator: false });
  expect(rule).toEqual({ type: 'separator' });
  expect(queue).toMatchObject({ label: 'Queue', submenu: [{ id: 'grade.queue-random' }] });
  const click = skip?.click as (() => void) | undefined;
  click?.();
  expect(ran).toEqual(['grade.skip']);
});

it('on a Mac, which binds what it shows, only keys with ⌘ stand there', () => {
  const shown = (accelerator: string) => {
    const menu = placeMenuTemplate(
      { title: 'Grade', commands: [{ ...COMMAND, accelerator }] },
      () => {},
      'darwin',
    );
    return (menu.submenu as MenuItemConstructorOptions[])[0]?.accelerator;
  };
  expect(['K', 'Shift+1', 'CmdOrCtrl+Z', 'CmdOrCtrl+Enter'].map(shown)).toEqual([
    undefined,
    undefined,
    undefined,
    'CmdOrCtrl+Enter',
  ]);
});
