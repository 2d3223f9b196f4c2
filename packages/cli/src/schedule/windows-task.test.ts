import { describe, expect, it, test } from 'vitest';
import { batchFile } from './batch-file.ts';
import { parseRhythm, type Rhythm } from './rhythm.ts';
import type { Launch, ScheduledJob } from './scheduled-job.ts';
import { breaksOfSchema, parseXml, textAt } from './testing/task-schema.ts';
import { utf16File, windowsTask } from './windows-task.ts';
import { xmlText } from './xml-text.ts';

const odd = String.raw`C:\Users\Jürgen & Söhne (日本)\it's <zohokit>`;

const job = (rhythm: Rhythm): ScheduledJob => ({
  name: 'zohokit-1a2b3c4d',
  description: `moves files (${odd})`,
  rhythm,
  launcher: String.raw`${odd}\schedule\run.cmd`,
  folder: odd,
});

const options = {
  user: String.raw`R&D\jürgen`,
  firstDay: '2026-01-31',
  whenLoggedOn: false,
};

const rhythms: [string, Rhythm][] = [
  ['every 15 minutes', { kind: 'minutes', every: 15 }],
  ['every 2 hours', { kind: 'hours', every: 2 }],
  [
    'daily at two times',
    {
      kind: 'daily',
      at: [
        { hour: 2, minute: 30 },
        { hour: 14, minute: 5 },
      ],
    },
  ],
];

describe('the task of Windows', () => {
  test.each(rhythms)('%s is well-formed and keeps to Microsoft’s schema', (_, rhythm) => {
    expect(breaksOfSchema(parseXml(windowsTask(job(rhythm), options)))).toEqual([]);
  });

  it('holds paths and names as they are, escaped', () => {
    const task = parseXml(windowsTask(job({ kind: 'hours', every: 1 }), options));
    expect(textAt(task, 'Actions/Exec/WorkingDirectory')).toBe(odd);
    expect(textAt(task, 'Actions/Exec/Arguments')).toBe(
      String.raw`/d /s /c ""${odd}\schedule\run.cmd""`,
    );
    expect(textAt(task, 'Principals/Principal/UserId')).toBe(options.user);
    expect(textAt(task, 'RegistrationInfo/Description')).toBe(`moves files (${odd})`);
  });

  it('starts late rather than never, and never beside itself', () => {
    const task = parseXml(windowsTask(job({ kind: 'hours', every: 1 }), options));
    expect(textAt(task, 'Settings/StartWhenAvailable')).toBe('true');
    expect(textAt(task, 'Settings/MultipleInstancesPolicy')).toBe('IgnoreNew');
    expect(textAt(task, 'Settings/ExecutionTimeLimit')).toBe('PT0S');
  });

  test.each([
    [false, 'S4U'],
    [true, 'InteractiveToken'],
  ])('has no window unless it may run while somebody is logged on only: %s', (only, type) => {
    const text = windowsTask(job({ kind: 'hours', every: 1 }), { ...options, whenLoggedOn: only });
    expect(textAt(parseXml(text), 'Principals/Principal/LogonType')).toBe(type);
  });

  it('repeats for ever, or starts daily at each time', () => {
    const repeated = parseXml(windowsTask(job({ kind: 'minutes', every: 15 }), options));
    expect(textAt(repeated, 'Triggers/TimeTrigger/Repetition/Interval')).toBe('PT15M');
    expect(textAt(repeated, 'Triggers/TimeTrigger/Repetition/Duration')).toBeUndefined();
    const daily = parseRhythm({ every: undefined, at: ['02:30', '14:05'] });
    const triggers = parseXml(windowsTask(job(daily), options)).children.find(
      ({ name }) => name === 'Triggers',
    );
    expect(triggers?.children.map((one) => textAt(one, 'StartBoundary'))).toEqual([
      '2026-01-31T02:30:00',
      '2026-01-31T14:05:00',
    ]);
  });

  it('is kept as UTF-16 with a mark, as its declaration says', () => {
    const text = windowsTask(job({ kind: 'hours', every: 1 }), options);
    const bytes = utf16File(text);
    expect([bytes[0], bytes[1]]).toEqual([0xff, 0xfe]);
    expect(new TextDecoder('utf-16le').decode(bytes)).toBe(text);
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-16"\?>\r\n/);
  });

  it('refuses what XML cannot hold', () => {
    expect(() => xmlText('a\u0001b')).toThrow('a control character cannot stand in XML');
  });
});

test.each([
  ['another order', '$2$1'],
  ['an unknown element', '$1$2<Unheard>true</Unheard>'],
  ['an element twice', '$1$1$2'],
])('the schema notices %s', (_, replacement) => {
  const text = windowsTask(job({ kind: 'minutes', every: 15 }), options).replaceAll(/\r\n\s*/g, '');
  const start = /(<Enabled>true<\/Enabled>)(<StartBoundary>[^<]*<\/StartBoundary>)/;
  expect(breaksOfSchema(parseXml(text.replace(start, replacement)))).toContainEqual(
    expect.stringContaining('Task/Triggers/TimeTrigger has'),
  );
});

describe('the batch file', () => {
  const launch: Launch = {
    node: String.raw`C:\Program Files\nodejs\node.exe`,
    program: String.raw`${odd}\zohokit.mjs`,
    args: ['run', '--settings', String.raw`C:\100% done\.env`, 'C:\\end\\'],
    folder: odd,
    home: String.raw`${odd}\.zohokit`,
    outputFile: String.raw`${odd}\schedule\last-output.log`,
    resultFile: String.raw`${odd}\schedule\last-result.txt`,
    overlapFile: '',
  };

  it('says its code page before its first path, and ends its lines as Windows does', () => {
    const lines = batchFile(launch).split('\r\n');
    const firstPath = lines.findIndex((line) => line.includes('C:\\'));
    expect(lines.indexOf('chcp 65001 >nul')).toBeLessThan(firstPath);
    expect(lines.join('')).not.toContain('\n');
  });

  it('quotes every path, doubles percent signs and the backslashes before a quote', () => {
    const text = batchFile(launch);
    expect(text).toContain(String.raw`"C:\100%% done\.env" "C:\end\\" >"`);
    expect(text).toContain(`set "ZOHOKIT_HOME=${odd}\\.zohokit"\r\n`);
  });

  it('keeps the exit code for the scheduler and for people', () => {
    const [result, end] = batchFile(launch).trimEnd().split('\r\n').slice(-2);
    expect(result).toBe(String.raw`>"${odd}\schedule\last-result.txt" echo %code%`);
    expect(end).toBe('exit /b %code%');
  });

  it('refuses what no path of Windows holds', () => {
    expect(() => batchFile({ ...launch, folder: 'a"b' })).toThrow(
      'a quote or a line break cannot stand in a batch file',
    );
  });
});
