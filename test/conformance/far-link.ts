import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ownPid, startVenueProcess } from '../../src/app/index.ts'
import { acquireLock, type Lock } from '../../src/journal/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { DistantLink, type KeyUse, type RunningVenue } from '../../src/venue/index.ts'
import { keyOf, secretOf } from '../house/canaries.ts'
import { produced } from '../house/produced.ts'
import type { LinkOpener, OpenedLink } from './near-link.ts'

/** Opens links whose keys are in a process of their own, each of a desk with a folder. */
export class FarLinks {
  readonly folder: string = mkdtempSync(path.join(tmpdir(), 'coinswarm-far-'))
  readonly #lock: Lock = acquireLock(path.join(this.folder, 'lock'))
  readonly lines: string[] = []
  readonly uses: KeyUse[] = []
  /** The process that was started last. */
  running: RunningVenue | undefined
  /** How many were started. */
  starts = 0
  /** What becomes of the bytes a process says, and of the lines it is told. */
  hear = (bytes: Uint8Array): Uint8Array => bytes
  tell = (line: string): string => line

  readonly open: LinkOpener = async ({ dialect, url, of, ear }): Promise<OpenedLink> => {
    const own = secretOf('demo')
    const secret = dialect === 'kraken' ? Buffer.from(own).toString('base64') : own
    const file = path.join(this.folder, 'keys')
    writeFileSync(file, `${keyOf('demo')}\n${secret}\n`, { mode: 0o600 })
    const { folder, token } = this.#lock
    const { link } = await DistantLink.open(
      {
        start: (hearer) => this.#start(hearer),
        clock: liveClock,
        opening: {
          ...{ venue: dialect, url, timeoutMs: 700, instruments: [of] },
          keys: { kind: 'file', file },
          fence: { pid: ownPid(), folder, token },
        },
        onNote: (sentence) => void this.lines.push(sentence),
        onUse: (use) => void this.uses.push(use),
      },
      false,
    )
    link.connect(ear)
    return {
      send: (ticket, request) => link.send(ticket, request),
      steps: (i) => link.steps(i),
      isReplacing: link.isReplacing,
      open: () => link.open(),
      close: () => link.close(),
    }
  }

  #start(ear: Parameters<typeof startVenueProcess>[0]): RunningVenue {
    this.starts += 1
    const running = startVenueProcess({
      ...ear,
      onBytes: (bytes) => {
        produced(bytes)
        ear.onBytes(this.hear(bytes))
      },
    })
    const told = { ...running, write: (line: string) => running.write(this.tell(line)) }
    this.running = told
    return told
  }

  /** The folder is not the desk's any more. */
  loseFolder(): void {
    this.#lock.release()
  }

  close(): void {
    this.running?.kill()
    rmSync(this.folder, { recursive: true })
  }
}
