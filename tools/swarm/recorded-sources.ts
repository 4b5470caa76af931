import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'

const data = path.join('..', 'shared', 'data')

/** Links in `folder` to all that was recorded beside bars, as `--sources` takes it. */
export function linkRecordedSources(folder: string): string {
  const sources = path.join(folder, 'sources')
  mkdirSync(sources)
  const files = [
    ...readdirSync(path.join(data, 'moat')).map((file) => path.join('moat', file)),
    ...readdirSync(path.join(data, 'perps')).map((file) => path.join('perps', file)),
  ]
  for (const file of files)
    symlinkSync(path.resolve(data, file), path.join(sources, path.basename(file)))
  return sources
}
