import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  deskRecords,
  deskSecret,
  loadConfiguration,
  MemoryBeside,
  PaperDesk,
  PastBeside,
  setupOf,
  TokenBook,
} from '../../src/app/index.ts'
import { DeskJobs, type DeskServer, serveDesk } from '../../src/doors/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { madeSecret } from '../house/produced.ts'
import { runGeneratedDesk } from './generated-desk.ts'
import { pageFolder } from './page-browser.ts'

const settings = '[risk]\ndailyLossMax = 0.04\n\n[http]\nport = 8790\n'

type Asker = Parameters<PaperDesk['control']['ask']>[1]

/**
 * A whole desk with a past: it has traded on the generated market, has stopped, was opened again
 * and waits; its server serves page, stream and API as `up` does.
 */
export class PageStage {
  readonly folder: string
  readonly desk: PaperDesk
  readonly server: DeskServer
  readonly secret: Uint8Array

  private constructor(folder: string, desk: PaperDesk, server: DeskServer, secret: Uint8Array) {
    this.folder = folder
    this.desk = desk
    this.server = server
    this.secret = secret
  }

  /** @param bars - How many it has seen before it was stopped, at least. */
  static async open(bars: number): Promise<PageStage> {
    const folder = mkdtempSync(join(tmpdir(), 'page-stage-'))
    writeFileSync(join(folder, 'coinswarm.toml'), settings)
    await runGeneratedDesk(folder, { from: 'trend', parameters: {} }, bars)
    const configuration = loadConfiguration({ folder, variables: {}, flags: [] })
    const desk = await PaperDesk.open({
      folder,
      choice: { market: ['generated'], instruments: [], speed: 60, seed: 4, clock: liveClock },
      seats: [{ from: 'trend', parameters: {} }],
      setup: (agents) => setupOf(configuration.values, agents),
      segmentBytes: 1 << 20,
      snapshotEvery: 5_000,
      clock: liveClock,
      version: 'test',
      onNote: () => {},
    })
    const asker = (nonce: string): Asker => ({ door: 'cli', actor: 'sam', nonce })
    desk.control.ask({ kind: 'mode', to: 'pause', reason: 'lunch' }, asker('1'))
    desk.control.ask({ kind: 'mode', to: 'normal', reason: 'back from lunch' }, asker('2'))
    const { name, version } = desk.snapshot().desk
    const secret = deskSecret(folder)
    madeSecret(Buffer.from(secret).toString('base64url'))
    const past = new PastBeside({ folder, name, version, isDelayed: false }, liveClock)
    const server = await serveDesk({
      feed: desk,
      control: desk.control,
      memory: new MemoryBeside({ folder, isDelayed: false }, liveClock),
      api: {
        ...{
          records: deskRecords(folder, configuration, liveClock),
          past,
          tokens: new TokenBook(folder),
        },
        jobs: new DeskJobs({ folder, clock: liveClock }),
      },
      clock: liveClock,
      port: 0,
      host: '127.0.0.1',
      pageFolder,
      secret,
    })
    return new PageStage(folder, desk, server, secret)
  }

  async close(): Promise<void> {
    await this.server.close()
    this.desk.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
