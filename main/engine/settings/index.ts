import { os } from '../procedures.ts';

export const settingsProcedures = {
  get: os.settings.get.handler(({ context }) => context.session.settings.settings),
  update: os.settings.update.handler(({ input, context }) => context.session.settings.update(input)),
};

export const sessionProcedures = {
  get: os.session.get.handler(({ context }) => context.session.describe()),
  setView: os.session.setView.handler(({ input, context }) => {
    context.session.view = input.view;
    return context.session.describe();
  }),
};
