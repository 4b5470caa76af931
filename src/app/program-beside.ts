import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Where a program is that a thread or a process is to run, beside the file that starts it.
 *
 * @param url - `import.meta.url` of that file: in `src` and in `dist` alike it ends as programs do.
 */
export function programBeside(url: string, name: string): string {
  return fileURLToPath(new URL(`./${name}${path.extname(url)}`, url))
}
