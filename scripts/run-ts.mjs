// Runs a TypeScript script on Node versions that cannot strip types: node scripts/run-ts.mjs FILE [args]
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [file, ...rest] = process.argv.slice(2);
if (!file) throw new Error('usage: node scripts/run-ts.mjs FILE [args]');
process.argv = [process.argv[0], resolve(file), ...rest];
await runnerImport(resolve(file), { configFile: false, logLevel: 'error' });
