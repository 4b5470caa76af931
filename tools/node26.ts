import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The second Node that determinism is shown on, installed by `npm run check` into `tools/node26`.
 *
 * @returns `undefined` when it is not installed, or not made for this machine.
 */
export function node26(): string | undefined {
  const file = fileURLToPath(new URL('./node26/node_modules/.bin/node', import.meta.url))
  return existsSync(file) ? file : undefined
}
