import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each layer may import: rooms of src, packages, and words it must not use. First match wins. */
interface Layer {
  room: RegExp;
  rooms: RegExp;
  packages: RegExp;
  forbidden?: RegExp;
}

const DOM_WORDS = /\b(document|window|indexedDB|localStorage|fetch)\s*[.(]/;
const NOTHING = /^$/;
const LAYERS: Layer[] = [
  { room: /^core\/search\//, rooms: /^core\//, packages: /^(minisearch|d3)/, forbidden: DOM_WORDS },
  { room: /^core\//, rooms: /^core\//, packages: /^d3$/, forbidden: DOM_WORDS },
  {
    room: /^(importers|exporters)\//,
    rooms: /^(core|importers|exporters)\//,
    packages: /^(htmlparser2|fflate|fzstd|hyparquet)$/,
    forbidden: /\b(document|window|indexedDB|localStorage|DOMParser)\s*[.(]/,
  },
  { room: /^engine\/storage\/storage-idb/, rooms: /^(core|engine)\//, packages: /^idb$/ },
  {
    room: /^engine\/(client|answers|protocol|rpc|start-worker|blob-worker|trusted-url)\.ts$/,
    rooms: /^(core|engine\/(protocol|answers|rpc|client|engine\.worker|blob-worker|trusted-url))/,
    packages: NOTHING,
  },
  { room: /^engine\//, rooms: /^(core|importers|exporters|engine)\//, packages: NOTHING },
  {
    room: /^state\//,
    rooms: /^(core|state|engine\/(client|protocol|rpc|start-worker))/,
    packages: /^(svelte|esm-env)/,
  },
  { room: /^ui\//, rooms: /^ui\//, packages: /^svelte/ },
  {
    room: /^charts\//,
    rooms: /^(core|state|ui|charts|engine\/protocol)/,
    packages: /^(svelte|d3$)/,
  },
  {
    room: /^views\//,
    rooms: /^(core|state|charts|ui|views|engine\/protocol)/,
    packages: /^svelte/,
  },
  { room: /^[^/]+$/, rooms: /./, packages: /^svelte/ },
];

const DOM_D3 =
  /\b(select|selectAll|brush|brushX|zoom|drag|csv|json|html|csvParse|pointer|transition)\b/;
const IMPORT =
  /^\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]/gm;

const files = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
  .map((entry) => posix.join(entry.parentPath, entry.name).replace(/^src\//, ''));

describe.each(files)('src/%s', (file) => {
  const text = readFileSync(`src/${file}`, 'utf8');
  const layer = LAYERS.find((candidate) => candidate.room.test(file))!;
  const specifiers = [...text.matchAll(IMPORT)].map(
    (match) => (match[1] ?? match[2])!.split('?')[0]!,
  );

  it('imports only what its layer may', () => {
    const wrong = specifiers.filter((specifier) => {
      if (!specifier.startsWith('.')) return !layer.packages.test(specifier);
      return !layer.rooms.test(posix.join(dirname(file), specifier).replace(/^src\//, ''));
    });
    expect(wrong).toEqual([]);
  });

  it('keeps to the words and the size of the house', () => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(layer.forbidden?.exec(code)?.[0] ?? null).toBeNull();
    expect(
      /\{@html|innerHTML|\bnew Function\b|\beval\(|: any\b|as any\b/.exec(code)?.[0] ?? null,
    ).toBeNull();
    expect(text.split('\n').length).toBeLessThanOrEqual(401);
    if (!file.startsWith('charts/gestures/')) {
      const d3 = /import\s*\{([^}]*)\}\s*from\s*'d3'/.exec(text)?.[1] ?? '';
      expect(DOM_D3.exec(d3)?.[0] ?? null).toBeNull();
    }
  });
});
