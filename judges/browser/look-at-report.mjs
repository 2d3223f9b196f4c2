/**
 * Looks at the report of a run as a person would, from the file alone, and prints what it saw, one JSON
 * line per step. `node look-at-report.mjs '{"file": "…", "chromium": "…", "pictures": "…"}'`
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const order = JSON.parse(process.argv[2] ?? '{}');
const url = pathToFileURL(order.file).href;
const browser = await chromium.launch({
  executablePath: order.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
const complaints = [];
const asked = [];
page.on('pageerror', (error) => complaints.push(error.message));
page.on('console', (message) => complaints.push(message.text()));
page.on('dialog', (dialog) => {
  complaints.push(`a dialog: ${dialog.message()}`);
  void dialog.dismiss();
});
page.on('request', (request) => {
  if (request.url() !== url && !request.url().startsWith('data:')) asked.push(request.url());
});

const say = (step, facts) => console.log(JSON.stringify({ step, ...facts }));
const picture = (name) => page.screenshot({ path: join(order.pictures, `report-${name}.png`) });
const files = page.locator('#files');
const column = (index) => files.locator(`tbody td:nth-child(${index})`).allInnerTexts();
const status = () => files.locator('[role=status]').innerText();
const overflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

try {
  const before = Date.now();
  await page.goto(url);
  await files.locator('tbody tr').first().waitFor();
  say('open', {
    ms: Date.now() - before,
    title: await page.title(),
    troubles: await page.locator('.troubles li').count(),
    first: await page.locator('.troubles li').first().innerText(),
    candidates: await page.locator('.candidates tbody tr').count(),
    bars: await page.locator('svg rect.bar').count(),
    waits: await page.locator('svg rect.wait').count(),
    rows: await files.locator('tbody tr').count(),
    status: await status(),
    outcomes: await column(3),
    hrefs: await page.locator('#files tbody a').first().getAttribute('href'),
  });
  await picture('1-desktop');
  await page.locator('section:has(svg)').evaluate((section) => section.scrollIntoView());
  await picture('1-desktop-chart');
  await files.evaluate((section) => section.scrollIntoView());
  await picture('1-desktop-files');

  await files.getByRole('button', { name: 'Size' }).click();
  const smallest = await column(4);
  await files.getByRole('button', { name: 'Size' }).focus();
  await page.keyboard.press('Enter');
  say('sort', {
    smallest: smallest[0],
    largest: (await column(4))[0],
    sorted: await files.locator('th[aria-sort]').getAttribute('aria-sort'),
  });

  await files.getByLabel('Search').fill(order.search);
  const searched = await status();
  await files.getByLabel('Search').fill('');
  await files.getByLabel('What became of it').selectOption('failed');
  say('filter', { searched, failed: await status(), outcomes: [...new Set(await column(3))] });
  await files.getByLabel('What became of it').selectOption('');

  await files.getByRole('button', { name: 'Next' }).focus();
  await page.keyboard.press('Enter');
  say('turn', { status: await status() });
  await files.getByRole('button', { name: 'Before' }).click();

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => scrollTo(0, 0));
  await picture('2-desktop-dark');
  await page.setViewportSize({ width: 360, height: 780 });
  await page.emulateMedia({ colorScheme: 'light' });
  const wide = { narrow: await overflow() };
  await picture('3-phone');
  await files.scrollIntoViewIfNeeded();
  await files.evaluate((section) => section.scrollIntoView());
  await picture('4-phone-files');
  await files.getByLabel('Sort by').selectOption({ label: 'Size' });
  say('phone', { overflow: wide.narrow, smallest: (await column(4))[0] });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => scrollTo(0, 0));
  await picture('5-phone-dark');

  await page.setViewportSize({ width: 1360, height: 900 });
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  say('print', {
    rows: await files.locator('tbody tr').count(),
    controls: await files.locator('.controls').isVisible(),
  });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'print' });
  await picture('6-print');
  await page.emulateMedia({ media: 'screen' });

  say('contrast', { poor: await page.evaluate(poorContrast) });
  await page.emulateMedia({ colorScheme: 'dark' });
  say('contrast-dark', { poor: await page.evaluate(poorContrast) });
  say('names', {
    unnamed: await page.evaluate(() =>
      [...document.querySelectorAll('input, select, button, a, th')]
        .filter((one) => (one.labels?.[0]?.innerText ?? one.textContent).trim() === '')
        .map((one) => one.outerHTML),
    ),
    smuggled: await page.locator('main :is(img, iframe, script, b[onclick], marquee)').count(),
  });
  say('quiet', { complaints, asked });
} catch (error) {
  throw new Error(`looking failed after: ${complaints.join('; ')}`, { cause: error });
} finally {
  await browser.close();
}

/** Texts whose contrast with what is behind them is below 4.5 (WCAG 2.2, 1.4.3). */
function poorContrast() {
  const parse = (colour) => colour.match(/[\d.]+/gu).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || element.disabled || !element.checkVisibility()) continue;
    const [a, b] = [parse(getComputedStyle(element).color), behind(element)].map(luminance);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${element.tagName} ${element.textContent.slice(0, 30)} ${ratio}`);
  }
  return poor;
}
