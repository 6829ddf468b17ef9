import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { isXmlCharacter, xmlAttribute } from '../../src/exporters/network/xml.ts';
import { exporters, fileStem, openExport } from '../../src/exporters/registry.ts';
import type { ExportComment } from '../../src/exporters/exporter.ts';
import { ARTICLES, bytesOf, comments, inputOf } from './support.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
}

async function gexfOf(
  list: ExportComment[],
): Promise<{ text: string; elements: Element[]; dropped: number }> {
  const opened = openExport('gexf', inputOf(ARTICLES, list));
  const text = new TextDecoder().decode(await bytesOf(opened));
  const elements: Element[] = [];
  const parser = new Parser(
    { onopentag: (name, attributes) => void elements.push({ name, attributes }) },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return { text, elements, dropped: opened.report.droppedCodePoints };
}

const reply = (
  parent: string,
  kind: 'stated' | 'inferred',
  probability: number,
): ExportComment['reply'] => ({
  parent,
  kind,
  probability,
});

describe('GEXF', () => {
  it('holds commenters and who answered whom, with the doubt', async () => {
    const base = { article: 'a1', time: null, body: '' };
    const { elements } = await gexfOf([
      { ...base, id: '1', author: 'kim', reply: { parent: null, kind: 'stated', probability: 1 } },
      {
        ...base,
        id: '2',
        author: 'bo',
        reply: reply('1', 'inferred', 0.6) as NonNullable<ExportComment['reply']>,
      },
      {
        ...base,
        id: '3',
        author: 'bo',
        reply: reply('1', 'stated', 1) as NonNullable<ExportComment['reply']>,
      },
      { ...base, id: '4', author: null, parent: '2' },
      { ...base, id: '5', author: null, article: 'a2', parent: 'gone' },
    ]);
    const nodes = elements.filter((element) => element.name === 'node');
    expect(nodes.map((node) => node.attributes['label'])).toEqual([
      'kim',
      'bo',
      '[no name]',
      '[no name]',
    ]);
    const edges = elements.filter((element) => element.name === 'edge');
    expect(
      edges.map(({ attributes }) => [
        attributes['source'],
        attributes['target'],
        attributes['weight'],
      ]),
    ).toEqual([
      ['n1', 'n0', '2'],
      ['n2', 'n1', '1'],
    ]);
    const values = elements.filter((element) => element.attributes['for'] === 'probability');
    expect(values.map((value) => value.attributes['value'])).toEqual(['0.8', '1']);
  });

  it('holds no character that XML forbids, and says how many were left out', async () => {
    await fc.assert(
      fc.asyncProperty(comments, async (list) => {
        const { text, elements, dropped } = await gexfOf(list);
        expect(Array.from(text).every((letter) => isXmlCharacter(letter.codePointAt(0) ?? 0))).toBe(
          true,
        );
        const labels = elements
          .filter((element) => element.name === 'node')
          .map((node) => node.attributes['label']);
        const keys = new Set(list.map((comment) => comment.author ?? `~${comment.article}`));
        expect(labels).toHaveLength(keys.size);
        const nuls = [...keys].join('').split('\u0000').length - 1;
        expect(dropped).toBe(nuls);
      }),
      { numRuns: 60 },
    );
  });

  it('escapes any code units so that they parse back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (codes) => {
        const text = String.fromCharCode(...codes);
        let dropped = 0;
        const escaped = xmlAttribute(text, (count) => (dropped += count));
        let back = '';
        const parser = new Parser(
          { onopentag: (_, { a }) => void (back = a ?? '') },
          { xmlMode: true, decodeEntities: true },
        );
        parser.end(`<x a="${escaped}"/>`);
        const kept = Array.from(text).filter((letter) =>
          isXmlCharacter(letter.codePointAt(0) ?? 0),
        );
        expect(back).toBe(kept.join(''));
        expect(dropped).toBe(Array.from(text).length - kept.length);
      }),
    );
  });
});

it('gives every export a name of its own and files a safe name', () => {
  expect(new Set(exporters.map((exporter) => exporter.id)).size).toBe(exporters.length);
  expect(new Set(exporters.map((exporter) => exporter.label)).size).toBe(exporters.length);
  expect(fileStem('../etc: "x" مرفأ')).toBe('etc-x-مرفأ');
  expect(fileStem('///')).toBe('corpus');
  expect(() => openExport('nothing', inputOf([], []))).toThrow('nothing');
});
