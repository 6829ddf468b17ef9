import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CSP } from '../../scripts/build/csp.mjs';

it.each(['_headers', 'htaccess', 'nginx.conf'])(
  'docs/hosting/%s states the policy of the built page',
  (name) => {
    const lines = readFileSync(`docs/hosting/${name}`, 'utf8').split('\n');
    const stated = lines.filter((line) => line.includes('Content-Security-Policy'));
    expect(stated).toHaveLength(1);
    expect(stated[0]).toContain(CSP);
  },
);

it('allows no script but our own and no other origin', () => {
  expect(CSP).not.toMatch(/unsafe|https?:|\*/);
  expect(CSP).toContain("default-src 'none'");
  expect(CSP).toContain("require-trusted-types-for 'script'");
});
