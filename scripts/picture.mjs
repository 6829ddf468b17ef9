// Makes docs/repartee.png from the running page: node scripts/picture.mjs
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from './chromium.mjs';

await build({ logLevel: 'error' });
const server = await preview({ preview: { host: '127.0.0.1', port: 0 }, logLevel: 'error' });
const { path } = await findChromium();
const browser = await chromium.launch({ executablePath: path, args: CHROMIUM_FLAGS });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(`${server.resolvedUrls.local[0]}#from=2017-01-23T15:00&to=2017-01-23T17:30`);
await page
  .getByRole('region', { name: 'Comments', exact: true })
  .getByText('every credible?')
  .click();
await page.keyboard.press('Enter');
await page.getByText('Why this reply?').first().waitFor();
await page.mouse.move(1, 1);
await page.waitForTimeout(600);
await page.screenshot({ path: 'docs/repartee.png' });
await browser.close();
await server.close();
