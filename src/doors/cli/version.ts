import { readFileSync } from 'node:fs'

/** The version in package.json, which stands three folders up in `src` and in `dist` alike. */
export function version(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}
