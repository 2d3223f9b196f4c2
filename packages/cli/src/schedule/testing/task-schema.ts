/**
 * What Microsoft's schema says of the elements that a task of ours may have, by the path of their
 * parent (Microsoft doc: Task Scheduler Schema, and MS-TSCH 2.5): `sequence` keeps this order, `all`
 * takes any, each at most once; `many` takes any number.
 */
export const taskSchema: Readonly<Record<string, ElementRule>> = {
  // taskType
  Task: {
    kind: 'all',
    elements: ['RegistrationInfo', 'Triggers', 'Settings', 'Data', 'Principals', 'Actions'],
    required: ['Actions'],
  },
  // registrationInfoType
  'Task/RegistrationInfo': {
    kind: 'all',
    elements: [
      'URI',
      'SecurityDescriptor',
      'Source',
      'Date',
      'Author',
      'Version',
      'Description',
      'Documentation',
    ],
  },
  // triggersType
  'Task/Triggers': { kind: 'many', elements: ['TimeTrigger', 'CalendarTrigger', 'BootTrigger'] },
  // triggerBaseType, then timeTriggerType
  'Task/Triggers/TimeTrigger': {
    kind: 'sequence',
    elements: [
      'Enabled',
      'StartBoundary',
      'EndBoundary',
      'Repetition',
      'ExecutionTimeLimit',
      'RandomDelay',
    ],
  },
  // repetitionType
  'Task/Triggers/TimeTrigger/Repetition': {
    kind: 'all',
    elements: ['Interval', 'Duration', 'StopAtDurationEnd'],
    required: ['Interval'],
  },
  // triggerBaseType, then calendarTriggerType
  'Task/Triggers/CalendarTrigger': {
    kind: 'sequence',
    elements: [
      'Enabled',
      'StartBoundary',
      'EndBoundary',
      'Repetition',
      'ExecutionTimeLimit',
      'RandomDelay',
      'ScheduleByDay',
    ],
    required: ['ScheduleByDay'],
  },
  // dailyScheduleType
  'Task/Triggers/CalendarTrigger/ScheduleByDay': { kind: 'all', elements: ['DaysInterval'] },
  // principalsType
  'Task/Principals': { kind: 'sequence', elements: ['Principal'], required: ['Principal'] },
  // principalType
  'Task/Principals/Principal': {
    kind: 'all',
    elements: [
      'UserId',
      'LogonType',
      'GroupId',
      'DisplayName',
      'RunLevel',
      'ProcessTokenSidType',
      'RequiredPrivileges',
    ],
  },
  // settingsType
  'Task/Settings': {
    kind: 'all',
    elements: [
      'AllowStartOnDemand',
      'RestartOnFailure',
      'MultipleInstancesPolicy',
      'DisallowStartIfOnBatteries',
      'StopIfGoingOnBatteries',
      'AllowHardTerminate',
      'StartWhenAvailable',
      'NetworkProfileName',
      'RunOnlyIfNetworkAvailable',
      'WakeToRun',
      'Enabled',
      'Hidden',
      'DeleteExpiredTaskAfter',
      'IdleSettings',
      'NetworkSettings',
      'ExecutionTimeLimit',
      'Priority',
      'RunOnlyIfIdle',
      'UseUnifiedSchedulingEngine',
      'DisallowStartOnRemoteAppSession',
    ],
  },
  // actionsType
  'Task/Actions': { kind: 'many', elements: ['Exec'], required: ['Exec'] },
  // execType
  'Task/Actions/Exec': {
    kind: 'all',
    elements: ['Command', 'Arguments', 'WorkingDirectory'],
    required: ['Command'],
  },
};

/** What may stand in an element. */
export interface ElementRule {
  kind: 'sequence' | 'all' | 'many';
  elements: readonly string[];
  /** @default none */
  required?: readonly string[] | undefined;
}

/** An element of XML, with what is needed of it. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlElement[];
  /** Unescaped. */
  text: string;
}

/** The root of a document without comments and CDATA. Throws where it is not well-formed. */
export function parseXml(document: string): XmlElement {
  const root: XmlElement & { children: XmlElement[] } = open('', '');
  const path = [root];
  const tokens = /<(\/?)([A-Za-z]+)((?: [\w:]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let position =
    /^(?:\uFEFF?<\?xml[^?]*\?>\s*)?(?:<!DOCTYPE[^>]*>\s*)?/.exec(document)?.[0].length ?? 0;
  while (position < document.length) {
    tokens.lastIndex = position;
    const match = tokens.exec(document);
    const parent = path.at(-1);
    if (match === null || parent === undefined)
      throw new Error(`no XML at ${document.slice(position, position + 40)}`);
    const [whole, closes, name = '', attributes = '', , text] = match;
    if (text !== undefined) parent.text += unescaped(text);
    else if (closes === '/') {
      if (parent.name !== name) throw new Error(`</${name}> ends <${parent.name}>`);
      path.pop();
    } else {
      const element = open(name, attributes);
      parent.children.push(element);
      path.push(element);
    }
    position += whole.length;
  }
  const [first, second] = root.children;
  if (path.length !== 1 || first === undefined || second !== undefined)
    throw new Error('a document has one root, which ends');
  return first;
}

/** How a task breaks the schema, a sentence each. */
export function breaksOfSchema(element: XmlElement, path = element.name): string[] {
  const rule = taskSchema[path];
  const names = element.children.map(({ name }) => name);
  if (rule === undefined) return names.length === 0 ? [] : [`${path} may have no elements`];
  const { kind, elements, required = [] } = rule;
  const places = names.map((name) => elements.indexOf(name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...names.filter((name) => !elements.includes(name)).map((name) => `${path} has no ${name}`),
    ...required.filter((name) => !names.includes(name)).map((name) => `${path} lacks ${name}`),
    ...(kind === 'many' ? [] : twice.map((name) => `${path} has ${name} twice`)),
    ...(kind === 'sequence' && places.some((place, index) => place < (places[index - 1] ?? 0))
      ? [`${path} has another order: ${names.join(', ')}`]
      : []),
    ...element.children.flatMap((child) => breaksOfSchema(child, `${path}/${child.name}`)),
  ];
}

/** The text at a path, e.g. `Actions/Exec/Command`; of the first of several. */
export function textAt(element: XmlElement, path: string): string | undefined {
  const [first, ...rest] = path.split('/');
  const child = element.children.find(({ name }) => name === first);
  if (child === undefined) return undefined;
  return rest.length === 0 ? child.text : textAt(child, rest.join('/'));
}

// --- internal ---

function open(name: string, attributes: string): XmlElement & { children: XmlElement[] } {
  const pairs = [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)];
  return {
    name,
    attributes: Object.fromEntries(
      pairs.map(([, key = '', value = '']) => [key, unescaped(value)]),
    ),
    children: [],
    text: '',
  };
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function unescaped(text: string): string {
  return text.replaceAll(/&(\w*);?/g, (whole, name: string) => {
    const char = entities[name];
    if (char === undefined || !whole.endsWith(';')) throw new Error(`a bare & in ${text}`);
    return char;
  });
}
