import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../../src/core/corpus.ts';
import { previewSource } from '../../../src/importers/preview.ts';
import { readSource } from '../../../src/importers/registry.ts';
import { byteSourceOf } from '../../../src/importers/text/bytes.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const read = (text: string, name = 'a.csv'): Promise<ImportedSource> =>
  readSource({ name, bytes: bytesOf(text) });

describe('columns of a table', () => {
  it.each([
    ['German', 'Kommentar-ID;Nutzername;Datum;Kommentar;Antwort auf'],
    ['French', 'Identifiant;Auteur;Date;Commentaire;Réponse à'],
    ['French, accents apart', 'Identifiant;Auteur;Date;Commentaire;Re\u0301ponse a\u0300'],
    ['Spanish', 'ID;Usuario;Fecha;Comentario;Respuesta a'],
    ['Arabic', 'المعرف;الكاتب;التاريخ;التعليق;رد على'],
    ['WordPress', 'comment_ID;comment_author;comment_date;comment_content;comment_parent'],
  ])('are found by their %s names', async (_language, head) => {
    const source = await read(
      `\ufeff${head}\r\n1;Jörg;13.02.2017 14:05;"Ja\r\nund; nein";\r\n2;;14.02.2017 09:00;Nein;1\r\n`,
    );
    expect(source.receipt.rejected).toBe(0);
    expect(source.comments).toMatchObject([
      { id: '1', author: 'Jörg', time: '2017-02-13T14:05', body: 'Ja\nund; nein', parent: null },
      { id: '2', author: null, time: '2017-02-14T09:00', body: 'Nein', parent: '1' },
    ]);
  });

  it('with short texts under a name nobody knows are found by their words, and asked about', async () => {
    const text =
      'author;time;xyzzy;n\nkim;2017-01-05 10:00;Not so.;4\nbo;2017-01-05 10:01;Yes it is;5\n';
    expect((await read(text)).comments.map(({ body }) => body)).toEqual(['Not so.', 'Yes it is']);
    const preview = await previewSource(byteSourceOf('a.csv', bytesOf(text)));
    expect(preview.doubts).toContain('mapping');
  });

  it.each(['Author,Date,Time,Comment', 'Author,Datum,Uhrzeit,Kommentar', 'Author,When,At,Comment'])(
    'hold date and clock apart: %s',
    async (head) => {
      const source = await read(`${head}\nkim,05/01/2017,10:30,Hi\nbo,13/01/2017,9:05 pm,Ho\n`);
      expect(source.comments.map(({ time }) => time)).toEqual([
        '2017-01-05T10:30',
        '2017-01-13T21:05',
      ]);
      expect(source.receipt.dates?.order).toBe('day-first');
    },
  );

  it('say of a row that ends early what it lacks', async () => {
    const source = await read(
      'id,author,time,text\n1,kim,2017-01-05 10:00\n2,bo,2017-01-05 10:01,x\n',
    );
    expect(source.receipt.rejections).toMatchObject([
      { line: 2, reason: 'this row has no field for the text' },
    ]);
  });

  it('with references instead of signs are read as the signs; texts with bare signs stand as they are', async () => {
    const escaped = await read(
      'author,date,text\nTom &amp; Jerry,2017-03-01 10:00,It&#39;s &lt;b&gt; &quot;fine&quot;\nbo,2017-03-01 10:01,yes\n',
    );
    expect(escaped.comments[0]).toMatchObject({ author: 'Tom & Jerry', body: 'It\'s <b> "fine"' });
    expect(escaped.receipt.warnings.map(({ code }) => code)).toContain('references');
    const bare = await read(
      'author,date,text\nkim,2017-03-01 10:00,write &amp; for &\nbo,2017-03-01 10:01,5 < 6\n',
    );
    expect(bare.comments.map(({ body }) => body)).toEqual(['write &amp; for &', '5 < 6']);
  });

  it('read windows-1252 by its letters on every platform', async () => {
    const latin = 'author,text\nkim,\u0093a\u0094 \u0096 \u0080\n';
    const bytes = Uint8Array.from(latin, (sign) => sign.charCodeAt(0));
    const source = await readSource({ name: 'a.csv', bytes });
    expect(source.comments[0]?.body).toBe('“a” – €');
  });
});
