import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture, serveCaptures } from './support/captures.ts';
import { closeBrowser, expectCalm, listenForeign, openExplorer } from './support/explorer.ts';

let foreign: Awaited<ReturnType<typeof listenForeign>>;
beforeAll(async () => {
  foreign = await listenForeign();
});
afterAll(async () => {
  foreign.server.close();
  await closeBrowser();
});

describe('hostile text', () => {
  it('is shown as text: markup, bidi controls, formulas, addresses', async () => {
    const beacon = `${foreign.url}beacon`;
    const markup = `<img src=${beacon} onerror=alert(1)>`;
    const text = capture(`Title <script src=${beacon}></script>`, [
      {
        author: markup,
        time: '02 May 2014, 09:00',
        body: `=HYPERLINK("${beacon}","y") <script>fetch('${beacon}')</script>`,
      },
      {
        author: '\u202Eevil\u2066',
        time: '02 May 2014, 09:01',
        body: `\u202E\u2067 turned </bdi> ${beacon} javascript:alert(1)`,
      },
      {
        author: '@',
        time: '02 May 2014, 09:02',
        body: `<style>@import "${beacon}"</style><iframe src="${beacon}">`,
      },
    ]);
    const { page, trace, close } = await openExplorer({
      context: { serviceWorkers: 'block' },
      before: (target) => serveCaptures(target, { 'hostile.txt': text }),
    });
    const comments = page.getByRole('region', { name: 'Comments', exact: true });
    await comments.getByText('<script>fetch', { exact: false }).first().waitFor();
    expect(await comments.getByText(markup, { exact: false }).count()).toBeGreaterThan(0);
    expect(
      await page
        .locator('iframe, img[src^="http"], script[src^="http://127.0.0.1"]:not([src*="assets/"])')
        .count(),
    ).toBe(0);
    await page.waitForTimeout(300);
    expect(foreign.hits).toEqual([]);
    expectCalm(trace);
    await close();
  });
});

describe('the policy', () => {
  it('stops the page and its worker from reaching another origin', async () => {
    const { page, close } = await openExplorer({ context: { serviceWorkers: 'block' } });
    const fromPage = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'reached',
          () => 'stopped',
        ),
      foreign.url,
    );
    const worker = page.workers()[0]!;
    const fromWorker = await worker.evaluate(
      (url) =>
        fetch(url).then(
          () => 'reached',
          () => 'stopped',
        ),
      foreign.url,
    );
    const part = JSON.stringify(`${foreign.url}part.js`);
    const imported: string = await worker.evaluate(
      `import(${part}).then(() => 'reached', () => 'stopped')`,
    );
    const answers = [fromPage, fromWorker, imported];
    expect([...answers, foreign.hits]).toEqual(['stopped', 'stopped', 'stopped', []]);
    await close();
  });

  it.each([
    ['a lone per cent sign', '#q=%'],
    ['a prototype', '#__proto__=1&q=x'],
    ['20,000 characters', `#q=${'a'.repeat(20_000)}`],
    ['times that are none', '#from=9999-99-99T99:99&to=&p=NaN&sel=<img>'],
    ['broken bytes', '#by=%ED%A0%80&in=%00&model=constructor:x'],
  ])('survives a fragment with %s', async (_name, fragment) => {
    const { page, trace, close } = await openExplorer({
      fragment,
      context: { serviceWorkers: 'block' },
    });
    expect(await page.getByRole('region', { name: 'Comments', exact: true }).count()).toBe(1);
    expectCalm(trace);
    await close();
  });
});
