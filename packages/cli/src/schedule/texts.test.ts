import { describe, expect, it, test } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { cronLines, hasCronJob, withCronJob, withoutCronJob } from './cron-line.ts';
import { launchdPlist } from './launchd-plist.ts';
import { describeRhythm, parseRhythm, type Rhythm } from './rhythm.ts';
import type { ScheduledJob } from './scheduled-job.ts';
import { shellScript } from './shell-script.ts';
import { systemdService, systemdTimer } from './systemd-timer.ts';
import { parseXml, textAt, type XmlElement } from './testing/task-schema.ts';

const odd = `/home/jürgen/100% "R&D" it's $HOME`;

const job = (rhythm: Rhythm): ScheduledJob => ({
  name: 'zohokit-1a2b3c4d',
  description: `moves files (${odd})`,
  rhythm,
  launcher: `${odd}/schedule/run.sh`,
  folder: odd,
});

const minutes: Rhythm = { kind: 'minutes', every: 15 };
const hours: Rhythm = { kind: 'hours', every: 6 };
const daily: Rhythm = parseRhythm({ every: undefined, at: ['14:05', '2:30', '02:30'] });

describe('a rhythm', () => {
  test.each([
    ['5m', 'every 5 minutes'],
    ['60m', 'every hour'],
    ['1h', 'every hour'],
    ['12h', 'every 12 hours'],
    ['1d', 'daily at 02:00'],
    ['24h', 'daily at 02:00'],
  ])('%s is %s', (every, words) => {
    expect(describeRhythm(parseRhythm({ every, at: [] }))).toBe(words);
  });

  it('has every time once, the earliest first', () => {
    expect(describeRhythm(daily)).toBe('daily at 02:30 and 14:05');
  });

  test.each([
    ['1m', '--every must divide an hour or a day'],
    ['7m', '--every must divide an hour or a day'],
    ['90m', '--every must divide an hour or a day'],
    ['5h', '--every must divide an hour or a day'],
    ['2d', '--every must divide an hour or a day'],
    ['soon', '--every must be an amount above 0'],
    ['-1h', '--every must be an amount above 0'],
  ])('of %s is refused', (every, message) => {
    const parse = () => parseRhythm({ every, at: [] });
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(message);
  });

  test.each([['24:00'], ['2:5'], ['noon'], ['02:60'], ['02:30:00']])('at %s is refused', (at) => {
    const message = `--at must be a time of day from 00:00 to 23:59, not "${at}"`;
    expect(() => parseRhythm({ every: undefined, at: [at] })).toThrow(message);
  });

  it('is either every so often or at times', () => {
    expect(() => parseRhythm({ every: '1h', at: ['02:30'] })).toThrow('exclude each other');
    expect(() => parseRhythm({ every: undefined, at: [] })).toThrow('--every or --at is needed');
  });
});

describe('systemd', () => {
  test.each([
    [minutes, ['*-*-* *:00/15:00']],
    [hours, ['*-*-* 00/06:00:00']],
    [daily, ['*-*-* 02:30:00', '*-*-* 14:05:00']],
  ])('%j starts on %j, late rather than never', (rhythm, calendars) => {
    const timer = systemdTimer(job(rhythm));
    const found = [...timer.matchAll(/^OnCalendar=(.*)$/gm)].map(([, when]) => when);
    expect(found).toEqual(calendars);
    expect(timer).toContain('\nPersistent=true\n');
  });

  it('is given paths with what is special to it escaped', () => {
    const service = systemdService(job(minutes));
    const escaped = String.raw`/home/jürgen/100%% \"R&D\" it's $$HOME/schedule/run.sh`;
    expect(service).toContain(`\nExecStart=/bin/sh "${escaped}"\n`);
    expect(service).toContain(`\nWorkingDirectory=/home/jürgen/100%% "R&D" it's $HOME\n`);
  });
});

describe('launchd', () => {
  const starts = (rhythm: Rhythm): string[] => {
    const [dict] = parseXml(launchdPlist(job(rhythm))).children;
    const arrays = dict?.children.filter(({ name }) => name === 'array') ?? [];
    const describeStart = ({ children }: XmlElement): string =>
      children.map(({ text }) => text).join(' ');
    return arrays[1]?.children.map(describeStart) ?? [];
  };

  it('is given each start of a day', () => {
    expect(starts(minutes)).toEqual(['Minute 0', 'Minute 15', 'Minute 30', 'Minute 45']);
    expect(starts(daily)).toEqual(['Hour 2 Minute 30', 'Hour 14 Minute 5']);
    expect(starts(hours)).toHaveLength(4);
  });

  it('is given paths as they are, escaped', () => {
    const [dict] = parseXml(launchdPlist(job(minutes))).children;
    expect(textAt(dict ?? parseXml('<a></a>'), 'array/string')).toBe('/bin/sh');
    expect(dict?.children.map(({ text }) => text)).toContain(odd);
  });
});

describe('cron', () => {
  const mine = '# mine\n5 4 * * * /usr/local/bin/backup\n';

  test.each([
    [minutes, ['*/15 * * * *']],
    [{ kind: 'hours', every: 1 } as const, ['0 * * * *']],
    [hours, ['0 */6 * * *']],
    [daily, ['30 2 * * *', '5 14 * * *']],
  ])('%j is %j, with percent signs escaped', (rhythm, whens) => {
    const [mark, ...lines] = cronLines(job(rhythm));
    const command = String.raw`/bin/sh '/home/jürgen/100\% "R&D" it'\''s $HOME/schedule/run.sh'`;
    expect(mark).toBe('# zohokit schedule zohokit-1a2b3c4d');
    expect(lines).toEqual(whens.map((when) => `${when} ${command}`));
  });

  it('keeps what else is in a crontab, and comes back as it was', () => {
    const other = { ...job(hours), name: 'zohokit-other' };
    const both = withCronJob(withCronJob(mine, job(daily)), other);
    expect([hasCronJob(both, 'zohokit-1a2b3c4d'), hasCronJob(both, other.name)]).toEqual([
      true,
      true,
    ]);
    const without = withoutCronJob(both, 'zohokit-1a2b3c4d');
    expect(without).toBe(withCronJob(mine, other));
    expect(withoutCronJob(without, other.name)).toBe(mine);
  });

  it('replaces a job, and leaves lines that somebody added after it', () => {
    const changed = `${withCronJob(mine, job(daily))}0 5 * * * mine too\n`;
    expect(withoutCronJob(changed, 'zohokit-1a2b3c4d')).toBe(`${mine}0 5 * * * mine too\n`);
    const again = withCronJob(withCronJob('', job(daily)), job(minutes));
    expect(again).toBe(withCronJob('', job(minutes)));
  });
});

it('sets the home only where the configuration does not say it', () => {
  const launch = {
    node: '/usr/bin/node',
    program: '/p',
    args: ['run'],
    folder: '/f',
    outputFile: '/o',
    resultFile: '/r',
    overlapFile: '/l',
  };
  expect(shellScript({ ...launch, home: "/it's" })).toContain(
    `ZOHOKIT_HOME='/it'\\''s'\nexport ZOHOKIT_HOME\n`,
  );
  expect(shellScript({ ...launch, home: undefined })).not.toContain('ZOHOKIT_HOME');
});
