import type { Plugin } from 'vite';
export function earlyEntry(name: string): Plugin;
