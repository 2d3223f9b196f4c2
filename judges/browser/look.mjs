/**
 * Looks at the emulator's page as a person would, and prints what it saw, one JSON line per step.
 * `node look.mjs '{"url": "…", "chromium": "…", "pictures": "…", "workdrive": {"url": "…", "token": "…"}}'`
 */
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const order = JSON.parse(process.argv[2] ?? '{}');
const browser = await chromium.launch({
  executablePath: order.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
const complaints = [];
const foreign = [];
page.on('pageerror', (error) => complaints.push(error.message));
page.on('console', (message) => {
  if (message.type() === 'error') complaints.push(message.text());
});
page.on('request', (request) => {
  if (!request.url().startsWith(order.url) && !request.url().startsWith('data:')) {
    foreign.push(request.url());
  }
});

const say = (step, facts) => console.log(JSON.stringify({ step, ...facts }));
const picture = (name) => page.screenshot({ path: join(order.pictures, `${name}.png`) });
const button = (name) => page.getByRole('button', { name, exact: true });

try {
  await page.goto(order.url);
  await page.getByRole('button', { name: /^Projects\s*\d+$/u }).click();
  await page.locator('#view table tbody tr').first().waitFor();
  say('module', {
    title: await page.title(),
    heading: await page.locator('#view h2').textContent(),
    rows: await page.locator('#view tbody tr').count(),
  });
  await picture('1-records');

  for (const name of order.path) await button(name).first().click();
  await page.locator('#file').waitFor();
  say('file', { facts: await page.locator('#file').innerText() });
  await picture('2-file');

  await button('next WorkDrive call: 429').click();
  await page.locator('#faults li').first().waitFor();
  const scripted = await callWorkDrive();
  await page.locator('#requests tr', { hasText: '429' }).first().waitFor();
  say('weather', { status: scripted, row: await page.locator('#requests tr').first().innerText() });

  const statuses = await Promise.all(Array.from({ length: 12 }, callWorkDrive));
  await page.locator('#penalties .bad').first().waitFor();
  say('penalty', { refused: statuses.includes(429), text: await penalties() });
  await picture('3-penalty');

  const before = await page.locator('#now').textContent();
  await button('+5 min').click();
  await page.locator('#penalties .hint').waitFor();
  say('clock', {
    before,
    after: await page.locator('#now').textContent(),
    penalties: await penalties(),
    status: await callWorkDrive(),
  });

  await button('Self Client').first().click();
  await page.locator('#scopes').fill('ZohoCRM.modules.ALL,\nWorkDrive.files.ALL');
  await page.locator('#minutes').selectOption('10');
  await button('Create').click();
  await page.locator('#code code').waitFor();
  say('self-client', {
    client: await page.locator('#client').innerText(),
    code: await page.locator('#code code').textContent(),
  });
  await picture('7-self-client');

  await page.emulateMedia({ colorScheme: 'dark' });
  await picture('4-dark');
  await page.setViewportSize({ width: 480, height: 900 });
  await picture('5-narrow');
  say('quiet', { complaints, foreign });

  await page.setViewportSize({ width: 800, height: 600 });
  await page.goto(order.consent);
  await picture('6-consent');
  const asked = await page.locator('body').innerText();
  await button('Accept').click();
  await page.waitForURL(/[?&]code=/u);
  say('consent', { asked, answer: Object.fromEntries(new URL(page.url()).searchParams) });
} finally {
  await browser.close();
}

// --- internal ---

async function callWorkDrive() {
  const { url, token } = order.workdrive;
  const response = await fetch(url, {
    headers: { accept: 'application/vnd.api+json', authorization: `Zoho-oauthtoken ${token}` },
  });
  await response.arrayBuffer();
  return response.status;
}

async function penalties() {
  return await page.locator('#penalties').innerText();
}
