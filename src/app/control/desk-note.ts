import path from 'node:path'
import { nodeDisk, readText, replaceFile } from '../../kernel/index.ts'
import { controlFolder, makeControlFolder } from './control-place.ts'

const fileName = 'desk.json'
const bytesMax = 16_384

/**
 * Notes how a desk was started, for whoever has to take over from it: words of a command line and
 * names of files, never a secret. @throws DiskError
 */
export function noteDesk(folder: string, options: object): void {
  makeControlFolder(folder)
  const text = `${JSON.stringify(options)}\n`
  replaceFile(nodeDisk, controlFolder(folder), fileName, new TextEncoder().encode(text))
}

/** How the desk was started last; nothing where that cannot be read. */
export function notedDesk(folder: string): Readonly<Record<string, unknown>> {
  const text = readText(nodeDisk, path.join(controlFolder(folder), fileName)) ?? ''
  if (text.length > bytesMax) return {}
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? { ...read } : {}
  } catch {
    return {}
  }
}
