import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes a folder and those above it, for their owner alone; one that is there stays as it is. Not
 * by the `recursive` of Node, which never comes back where no folder can be made, as in `/proc`.
 *
 * @throws The error of the system, when there is none afterwards.
 */
export function makeFolder(folder: string): void {
  try {
    make(folder)
  } catch (error) {
    const isWithout = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const above = path.dirname(folder)
    if (!isWithout || above === folder) throw error
    makeFolder(above)
    make(folder)
  }
}

function make(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error
  }
}
