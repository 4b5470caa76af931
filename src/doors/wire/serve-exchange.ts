import { repeatEvery } from '../../app/index.ts'
import { type Micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { WireServer, WireServerOptions } from './create-wire-server.ts'

/** How often the market goes on, and how often the state is written. Unit: us. */
const turnUs = 50_000
const saveUs = 5_000_000

export type ServeExchangeOptions = {
  readonly served: WireServerOptions['served'] & {
    /** Lets the market go on, and tells what is told by the clock. */
    readonly onTime: (now: Micros) => void
    /** Writes its state. @throws DiskError */
    readonly save: () => void
  }
  readonly clock: Clock
  readonly host: string
  readonly port: number
}

/** An exchange that lives: it is asked, its market moves, its state is written. */
export type LivingExchange = {
  readonly port: number
  /** Rejects when something went wrong that nobody outside can mend; never resolves. */
  readonly failure: Promise<never>
  /** Ends it, and writes its state a last time. */
  close(): Promise<void>
}

/**
 * Opens a door to an exchange and keeps it alive.
 *
 * @throws UserError `port-busy` (exit 3). @throws DiskError when its state cannot be written.
 */
export async function serveExchange(options: ServeExchangeOptions): Promise<LivingExchange> {
  const { served, clock } = options
  const { createWireServer } = await import('./create-wire-server.ts')
  let onFault: (error: unknown) => void = () => undefined
  const failure = new Promise<never>((_resolve, reject) => {
    onFault = reject
  })
  // Whoever waits for it hears of it; nobody has to.
  failure.catch(() => undefined)
  const server: WireServer = await createWireServer({ ...options, onFault })
  const orFault = (task: () => void): void => {
    try {
      task()
    } catch (error) {
      onFault(error)
    }
  }
  served.save()
  const turn = repeatEvery(clock, turnUs, () => orFault(() => served.onTime(clock.now())))
  const write = repeatEvery(clock, saveUs, () => orFault(() => served.save()))
  return {
    port: server.port,
    failure,
    close: async () => {
      turn()
      write()
      await server.close()
      served.save()
    },
  }
}
