import fs from 'node:fs'
import path from 'node:path'
import type { Clock } from '../../kernel/index.ts'
import { repeatEvery } from '../repeat-every.ts'

/** How often the file is looked for where the system does not tell. */
const pollUs = 200_000
/** Whoever writes a word into a file makes an empty file first. */
const emptyUs = 30_000
/** Read of it; what follows is not looked at. */
const bytesMax = 64

/** Where the file is that kills the desk of a folder. */
function killFilePath(desk: string): string {
  return path.join(desk, 'KILL')
}

/** How to get rid of it, as a sentence; `undefined` when it is not there. */
export function killFileStands(desk: string): string | undefined {
  const file = killFilePath(desk)
  if (fs.lstatSync(file, { throwIfNoEntry: false }) === undefined) return undefined
  return `${file} is there, and kills this desk; remove it, then use coinswarm mode normal --reason TEXT.`
}

/** Leaves the file, so that the desk does not trade when it is started next. */
export function leaveKillFile(desk: string, isHold: boolean): string {
  const file = killFilePath(desk)
  try {
    fs.writeFileSync(file, isHold ? 'hold\n' : 'kill\n', { mode: 0o600 })
  } catch (error) {
    // On a full disk it is there and empty, and kills all the same.
    if (!fs.existsSync(file)) throw error
  }
  return file
}

/**
 * Watches for the file `KILL` in a desk's folder. Whatever it is, and whatever is in it, kills; the
 * word `hold` in it leaves alone what is held. Each file kills once.
 */
export class KillFile {
  readonly #desk: string
  readonly #clock: Clock
  readonly #onKill: (isHold: boolean) => void
  readonly #watcher: fs.FSWatcher | undefined
  readonly #cancels: (() => void)[] = []
  /** The file that has killed already. */
  #done = ''

  constructor(desk: string, clock: Clock, onKill: (isHold: boolean) => void) {
    this.#desk = desk
    this.#clock = clock
    this.#onKill = onKill
    // What is there already is not being written.
    this.look(false)
    this.#watcher = this.#watch()
    this.#cancels.push(repeatEvery(clock, pollUs, () => this.look()))
  }

  close(): void {
    this.#watcher?.close()
    for (const cancel of this.#cancels) cancel()
  }

  /** Looks for the file now. */
  look(isPatient = true): void {
    const file = killFilePath(this.#desk)
    const found = fs.lstatSync(file, { throwIfNoEntry: false })
    const name = found === undefined ? '' : `${found.ino} ${found.mtimeMs} ${found.size}`
    if (name === this.#done) return
    if (found?.isFile() === true && found.size === 0 && isPatient) {
      this.#cancels.push(this.#clock.after(emptyUs, () => this.look(false)))
      return
    }
    this.#done = name
    // What is no file, such as a pipe, would not be read in time.
    if (found !== undefined) this.#onKill(found.isFile() && /\bhold\b/i.test(textOf(file)))
  }

  /** Where a system cannot watch a folder, looking now and then is all there is. */
  #watch(): fs.FSWatcher | undefined {
    try {
      const watcher = fs.watch(this.#desk, { persistent: false }, (_event, name) => {
        if (name === null || name === 'KILL') this.look()
      })
      watcher.on('error', () => watcher.close())
      return watcher
    } catch {
      return undefined
    }
  }
}

function textOf(file: string): string {
  try {
    const handle = fs.openSync(file, 'r')
    try {
      const bytes = Buffer.alloc(bytesMax)
      return bytes.toString('utf8', 0, fs.readSync(handle, bytes, 0, bytesMax, 0))
    } finally {
      fs.closeSync(handle)
    }
  } catch {
    return ''
  }
}
