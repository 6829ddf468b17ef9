export const CHROMIUM_FLAGS: string[];
export function findChromium(): Promise<{ path: string; env: Record<string, string> }>;
