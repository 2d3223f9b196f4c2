import { failureLines, type AnnouncedRun } from './failure-report.ts';

/** Whose form a message has. */
export type WebhookKind = 'slack' | 'cliq' | 'teams' | 'generic';

/** Whose webhook an address is, by its host. */
export function webhookKind(url: string): WebhookKind {
  const { hostname } = new URL(url);
  const found = hosts.find(([pattern]) => pattern.test(hostname));
  return found?.[1] ?? 'generic';
}

/** The JSON that a webhook takes for a failure. */
export function webhookBody(kind: WebhookKind, run: AnnouncedRun): Record<string, unknown> {
  const lines = failureLines(run);
  switch (kind) {
    case 'slack':
      return { text: lines.map(slackText).join('\n') };
    case 'cliq':
      return { text: lines.join('\n') };
    case 'teams':
      return teamsMessage(lines);
    case 'generic': {
      const { runId = null, about, host, end } = run;
      const { exitCode, records, files } = end;
      return {
        text: lines.join('\n'),
        tool: 'zohokit',
        runId,
        about,
        host,
        exitCode,
        records,
        files,
      };
    }
    default:
      return kind satisfies never;
  }
}

// --- internal ---

const hosts: readonly (readonly [RegExp, WebhookKind])[] = [
  [/^hooks\.slack(?:-gov)?\.com$/, 'slack'],
  [/^cliq\.zoho(?:cloud)?\.[a-z.]+$/, 'cliq'],
  // A channel's connector, and a workflow of Power Automate by its old and its new hosts.
  [/\.webhook\.office\.com$|\.logic\.azure\.com$|\.api\.powerplatform\.com$/, 'teams'],
];

/** Slack's three control characters (Slack doc: formatting text, escaping). */
function slackText(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A card in a message is what both connectors and workflows post (Microsoft doc: incoming webhooks). */
function teamsMessage([title = '', ...rest]: readonly string[]): Record<string, unknown> {
  const block = (text: string, more: Record<string, unknown> = {}) => ({
    type: 'TextBlock',
    // A card's text is Markdown.
    text: text.replaceAll(/[\\`*_[\]<>#~|]/g, String.raw`\$&`),
    wrap: true,
    ...more,
  });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [block(title, { weight: 'Bolder' }), ...rest.map((line) => block(line))],
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, content }] };
}
