import { ok, warning, type Check } from '../check.ts';

/** Whether something starts runs by itself. */
export const scheduleCheck: Check = {
  name: 'schedule',
  needs: ['configuration'],
  async run({ config, probeSchedule }) {
    const { home } = config.get();
    const report = await probeSchedule({ home });
    switch (report.kind) {
      case 'installed':
        return ok(report.description);
      case 'none':
        return warning(
          'nothing starts this transfer by itself',
          'install a schedule (zohokit schedule install --help), or start runs by hand',
        );
      case 'broken':
        return warning(
          report.message,
          'install the schedule anew (zohokit schedule install --help), or remove it',
        );
      case 'unknown':
        return ok(`not looked at: ${report.reason}`);
      default:
        return report satisfies never;
    }
  },
};
